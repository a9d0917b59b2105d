"""Bytes that only a key opens: everything of a laptop or a county that lies outside its database.

ChaCha20-Poly1305 with a random nonce in front; what the bytes belong to is bound to them, so that a file put in another
one's place does not open. Each use has a key of its own, derived from the data key (HKDF-SHA256).
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE: Final = 1
"""1: ChaCha20-Poly1305, HKDF-SHA256, Argon2id. Others can be added beside it (SM4 of a certified device)."""
KEY_BYTES: Final = 32
_NONCE_BYTES = 12
_PREFIX = bytes([SUITE])
OVERHEAD: Final = len(_PREFIX) + _NONCE_BYTES + 16
"""How many bytes `seal` adds."""


class CannotOpen(Exception):
    """Another key, other bytes, or another place than they were sealed for."""


def subkey(key: bytes, use: str) -> bytes:
    """32 bytes for one use (`store`, `attachments`, …); nobody comes back from it to the key."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"vv/key/1/" + use.encode()).derive(key)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """The bytes, sealed for this place (a file's name, a person's id)."""
    nonce = os.urandom(_NONCE_BYTES)
    return _PREFIX + nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, _PREFIX + place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """What was sealed with this key for this place. Raises CannotOpen."""
    if sealed[:1] != _PREFIX or len(sealed) <= _NONCE_BYTES:
        raise CannotOpen
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, rest, _PREFIX + place.encode())
    except InvalidTag as error:
        raise CannotOpen from error
