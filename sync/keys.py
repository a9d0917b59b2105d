"""The two key pairs of a device or a county, in one small file that only the owner reads."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.canonical import decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.files import write_whole

_NO_KEY = "keys.damaged"


@dataclass(frozen=True)
class KeyPairs:
    """`signing` is Ed25519 (speaks for the owner), `opening` X25519 (what is encrypted to the owner opens with it)."""

    signing: Ed25519PrivateKey
    opening: X25519PrivateKey

    @property
    def public_signing(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    @property
    def public_opening(self) -> bytes:
        return self.opening.public_key().public_bytes_raw()


def generate() -> KeyPairs:
    """New pairs, in memory only."""
    return KeyPairs(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def pack(pairs: KeyPairs) -> bytes:
    """Both private halves as canonical CBOR: what a key file holds."""
    return encode({"signing": pairs.signing.private_bytes_raw(), "opening": pairs.opening.private_bytes_raw()})


def unpack(data: bytes) -> KeyPairs:
    """What `pack` made. Raises SyncError `keys.damaged`."""
    try:
        fields = Fields(decode(data), _NO_KEY)
        return KeyPairs(
            Ed25519PrivateKey.from_private_bytes(fields.raw("signing", 32)),
            X25519PrivateKey.from_private_bytes(fields.raw("opening", 32)),
        )
    except SyncError as error:
        raise SyncError(_NO_KEY, environment=True) from error


def load_or_make(path: Path) -> KeyPairs:
    """The keys in the file, made at first use with mode 0600.

    Raises:
        SyncError: `keys.damaged`, or an environment code of `sync.files`.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, pack(generate()), mode=0o600)
    return load(path)


def load(path: Path) -> KeyPairs:
    """Raises SyncError `keys.damaged`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SyncError(_NO_KEY, environment=True) from error
    return unpack(data)


def signing_key(raw: bytes) -> Ed25519PublicKey:
    """Raises SyncError `keys.damaged`."""
    try:
        return Ed25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise SyncError(_NO_KEY) from error


def opening_key(raw: bytes) -> X25519PublicKey:
    """Raises SyncError `keys.damaged`."""
    try:
        return X25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise SyncError(_NO_KEY) from error


def fingerprint(*public_keys: bytes) -> str:
    """Eight groups of four digits that two people can read to each other."""
    number = int.from_bytes(hashlib.sha256(b"vv/fingerprint/1\0" + b"".join(public_keys)).digest()[:14], "big")
    digits = f"{number % 10**32:032d}"
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))
