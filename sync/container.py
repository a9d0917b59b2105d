"""The one file format, up and down, network and stick: signed by the sender, encrypted to the receiver, all or none.

    magic | u32 length, header | u32 length, sealed | signature | u64 file length | SHA-256 | magic reversed

`docs/batch-format.md` specifies every byte. Checks run from cheap to dear, and each failure is one coded SyncError.
"""

import hashlib
from dataclasses import dataclass

import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import decoded

MAGIC = b"\x89VVB1\r\n\x1a\n"
MAX_FILE = 12 * 1024 * 1024
"""No file is larger; a stick or server that offers more is not read."""
MAX_PLAIN = 10 * 1024 * 1024
MAX_HEADER = 4096
VERSION = 1
SUITE = 1
"""X25519, HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180). 2 is reserved for SM2/SM3/SM4, 3 for X25519+ML-KEM-768."""
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_DOMAIN = b"vv/batch/1"
_LEVEL = 2
"""Half the time of 3, and as small."""
_SIGNATURE = 64
_FOOTER = 8 + 32 + len(MAGIC)
_LEAST = len(MAGIC) + 4 + 4 + _SIGNATURE + _FOOTER


@dataclass(frozen=True, slots=True)
class Container:
    """A file whose frame is whole. Nothing in it is trusted before `verify` and `unseal`."""

    digest: str
    """Its identity: the SHA-256 in the footer, hex."""
    size: int
    header: dict[str, Plain]
    header_bytes: bytes
    sealed: bytes
    signature: bytes

    def verify(self, key: Ed25519PublicKey) -> None:
        """Raises SyncError `batch.signature`."""
        if not signed_by(key, self.signature, _signed(self.header_bytes, self.sealed)):
            raise SyncError("batch.signature")

    def unseal(self, key: X25519PrivateKey) -> bytes:
        """The plain content, never more than MAX_PLAIN bytes.

        Raises:
            SyncError: `batch.not-for-us`, `batch.zstd`, `batch.too-large`.
        """
        try:
            packed = _HPKE.decrypt(self.sealed, key, info=_info(self.header_bytes))
        except (InvalidTag, ValueError) as error:
            raise SyncError("batch.not-for-us") from error
        return unpack(packed, MAX_PLAIN)


def signed_by(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether this key made this signature."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def seal(header: dict[str, Plain], plain: bytes, signer: Ed25519PrivateKey, receiver: X25519PublicKey) -> bytes:
    """The file. `v` and `suite` are added to the header. Encryption is randomised: keep the bytes for a retry.

    Raises:
        SyncError: `batch.too-large`, `keys.damaged`.
    """
    header_bytes = encode({**header, "v": VERSION, "suite": SUITE})
    if len(plain) > MAX_PLAIN or len(header_bytes) > MAX_HEADER:
        raise SyncError("batch.too-large")
    packed = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True).compress(plain)
    try:
        sealed = _HPKE.encrypt(packed, receiver, info=_info(header_bytes))
    except ValueError as error:  # a key that is no point of the curve
        raise SyncError("keys.damaged") from error
    signature = signer.sign(_signed(header_bytes, sealed))
    front = b"".join(
        [MAGIC, len(header_bytes).to_bytes(4, "big"), header_bytes, len(sealed).to_bytes(4, "big"), sealed, signature]
    )
    front += (len(front) + _FOOTER).to_bytes(8, "big")
    return front + hashlib.sha256(front).digest() + MAGIC[::-1]


def parse(data: bytes) -> Container:
    """Checks the frame: length, footer, header. Touches no key and allocates nothing large.

    Raises:
        SyncError: `batch.too-large`, `batch.not-a-batch`, `batch.truncated`, `batch.damaged`, `batch.header`,
            `batch.newer` (version).
    """
    if len(data) > MAX_FILE:
        raise SyncError("batch.too-large")
    if data[: len(MAGIC)] != MAGIC:
        raise SyncError("batch.not-a-batch")
    if len(data) < _LEAST or data[-len(MAGIC) :] != MAGIC[::-1]:
        raise SyncError("batch.truncated")
    footer = len(data) - _FOOTER
    if int.from_bytes(data[footer : footer + 8], "big") != len(data):
        raise SyncError("batch.truncated")
    digest = hashlib.sha256(data[: footer + 8]).digest()
    if data[footer + 8 : footer + 40] != digest:
        raise SyncError("batch.damaged")
    header_bytes, place = _counted(data, len(MAGIC), footer)
    sealed, place = _counted(data, place, footer)
    if place + _SIGNATURE != footer:
        raise SyncError("batch.damaged")
    return Container(
        digest=digest.hex(),
        size=len(data),
        header=_header(header_bytes),
        header_bytes=header_bytes,
        sealed=sealed,
        signature=data[place:footer],
    )


def unpack(packed: bytes, limit: int) -> bytes:
    """Decompresses one zstd frame that declares at most `limit` bytes, and never produces more: so many are set aside,
    and a frame that holds more or fewer fails.

    Raises:
        SyncError: `batch.zstd`, `batch.too-large`.
    """
    try:
        parameters = zstandard.get_frame_parameters(packed)
        declared = parameters.content_size
        if declared in (zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR) or parameters.dict_id:
            raise SyncError("batch.zstd")
        if declared > limit:
            raise SyncError("batch.too-large")
        return zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise SyncError("batch.zstd") from error


def _counted(data: bytes, place: int, end: int) -> tuple[bytes, int]:
    length = int.from_bytes(data[place : place + 4], "big")
    start = place + 4
    if start + length > end:
        raise SyncError("batch.damaged")
    return data[start : start + length], start + length


def _header(data: bytes) -> dict[str, Plain]:
    if len(data) > MAX_HEADER:
        raise SyncError("batch.header")
    header = decoded(data, "batch.header")
    if not isinstance(header, dict) or not isinstance(header.get("v"), int) or "suite" not in header:
        raise SyncError("batch.header")
    version = header["v"]
    if version != VERSION or header["suite"] != SUITE:
        raise SyncError("batch.newer", version=version if isinstance(version, int) else 0)
    return header


def _info(header_bytes: bytes) -> bytes:
    return _DOMAIN + hashlib.sha256(header_bytes).digest()


def _signed(header_bytes: bytes, sealed: bytes) -> bytes:
    return _DOMAIN + b"\0" + hashlib.sha256(header_bytes).digest() + hashlib.sha256(sealed).digest()
