"""Every source of randomness of the program, tied to the seed, so that one integer replays a run byte for byte.

Only what is random by design is replaced: names, salts, ids, keys and the ephemeral key of HPKE. The files are opened
by the real HPKE, so a wrong seal here could not go unnoticed.
"""

import hashlib
import hmac
import random
import secrets
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import sync.container
import sync.keys
from villagevisit.services import workspace

_KEM = b"KEM" + (0x20).to_bytes(2, "big")
_SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x20, 1, 3))


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """While it is open, whatever the program draws follows from the seed."""
    rng = random.Random(f"program {seed}")
    with (
        patch.object(secrets, "token_bytes", lambda size=32: rng.randbytes(size)),
        patch.object(secrets, "token_hex", lambda size=32: rng.randbytes(size).hex()),
        patch.object(secrets, "choice", rng.choice),
        patch.object(workspace, "uuid_utils", _Ids(zlib.crc32(str(seed).encode()))),
        patch.object(sync.keys, "Ed25519PrivateKey", _Keys(Ed25519PrivateKey, rng)),
        patch.object(sync.keys, "X25519PrivateKey", _Keys(X25519PrivateKey, rng)),
        patch.object(sync.container, "_HPKE", _Hpke(sync.container._HPKE, rng)),
    ):
        yield


class _Ids:
    """UUIDs of version 7 in the order they were asked for, others for each seed."""

    def __init__(self, place: int) -> None:
        self._count = place << 24

    def uuid7(self) -> uuid.UUID:
        self._count += 1
        return uuid.UUID(int=(0x019A_0000_0000 << 80) | (7 << 76) | (2 << 62) | self._count)


class _Keys:
    """A private key class whose `generate` draws from the seed."""

    def __init__(self, real: Any, rng: random.Random) -> None:
        self._real = real
        self._rng = rng

    def generate(self) -> Any:
        return self._real.from_private_bytes(self._rng.randbytes(32))

    def from_private_bytes(self, data: bytes) -> Any:
        return self._real.from_private_bytes(data)


class _Hpke:
    """RFC 9180 in mode base with an ephemeral key from the seed; opening is the library's."""

    def __init__(self, real: Any, rng: random.Random) -> None:
        self._rng = rng
        self.decrypt = real.decrypt

    def encrypt(self, plain: bytes, receiver: X25519PublicKey, *, info: bytes) -> bytes:
        ephemeral = X25519PrivateKey.from_private_bytes(self._rng.randbytes(32))
        mine, theirs = ephemeral.public_key().public_bytes_raw(), receiver.public_bytes_raw()
        shared = _expand(
            _KEM, _extract(_KEM, b"", b"eae_prk", ephemeral.exchange(receiver)), b"shared_secret", mine + theirs, 32
        )
        context = b"\0" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
        secret = _extract(_SUITE, shared, b"secret", b"")
        key, nonce = _expand(_SUITE, secret, b"key", context, 32), _expand(_SUITE, secret, b"base_nonce", context, 12)
        return mine + ChaCha20Poly1305(key).encrypt(nonce, plain, b"")


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + material, hashlib.sha256).digest()


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.new(key, labelled + b"\1", hashlib.sha256).digest()[:size]
