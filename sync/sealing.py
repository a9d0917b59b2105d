"""Bytes that only a key opens: everything of a laptop or a county that lies outside its database.

ChaCha20-Poly1305 with a random nonce in front; what the bytes belong to is bound to them, so that a file put in another
one's place does not open. Each use has a key of its own, derived from the data key (HKDF-SHA256).
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE: Final = 1
"""1: ChaCha20-Poly1305, HKDF-SHA256, Argon2id. Others can be added beside it (SM4 of a certified device)."""
KEY_BYTES: Final = 32
_NONCE_BYTES = 12
_PREFIX = bytes([SUITE])
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
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


def new_pair() -> tuple[bytes, bytes]:
    """A private key and the public key that `seal_to` takes, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half of a private key of 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, plain: bytes, place: str) -> bytes:
    """The bytes, sealed for this place so that only the owner of the private key opens them (HPKE)."""
    return _PREFIX + _HPKE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=_PREFIX + place.encode())


def unseal_with(private: bytes, sealed: bytes, place: str) -> bytes:
    """What was sealed to this key for this place. Raises CannotOpen."""
    if sealed[:1] != _PREFIX:
        raise CannotOpen
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return _HPKE.decrypt(sealed[1:], key, info=_PREFIX + place.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error
