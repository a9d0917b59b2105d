"""A file that only certain keys open: what a backup is made of. Streamed, so that it may be larger than memory.

    magic | u32 length, header | chunk … | last chunk

The header is canonical CBOR: `v`, and for each receiver the content key sealed with HPKE (X25519, HKDF-SHA256,
ChaCha20-Poly1305). A chunk is u32 length and ChaCha20-Poly1305 of up to 1 MiB; its nonce counts, and its last byte says
whether it is the last, so that a file that was cut, or whose chunks changed places, does not open. Inside is one
zstd stream of frames, u32 length and canonical CBOR each.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.files import failure, flush_folder

MAGIC = b"\x89VVK1\r\n\x1a\n"
VERSION = 1
_CHUNK = 1 << 20
_TAG = 16
_LONGEST_HEADER = 1 << 16
_LEVEL = 3
_INFO = b"vv/vault/1"
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_DAMAGED = "backup.damaged"

Put = Callable[[dict[str, Plain]], None]


@contextmanager
def sealing(path: Path, receivers: Sequence[X25519PublicKey]) -> Iterator[Put]:
    """Gives a function that writes one frame. The file has its name only when the context ends well, and is durable.

    Raises:
        SyncError: a disk code (environment); nothing lies at `path` then that was not there before.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            chunks = _Chunks(file, receivers)
            packer = zstandard.ZstdCompressor(level=_LEVEL).compressobj()

            def put(frame: dict[str, Plain]) -> None:
                data = encode(frame)
                chunks.write(packer.compress(len(data).to_bytes(4, "big") + data))

            yield put
            chunks.write(packer.flush())
            chunks.finish()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise failure(error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def frames(path: Path, key: X25519PrivateKey) -> Iterator[Fields]:
    """The frames, in order; the last one comes only from a file that is whole.

    Raises:
        SyncError: `backup.not-a-backup`, `backup.newer`, `backup.wrong-key`, `backup.truncated`, `backup.damaged`, or a
            disk code (environment).
    """
    try:
        with path.open("rb") as file:
            unpacker = zstandard.ZstdDecompressor().decompressobj()
            waiting = bytearray()
            for chunk in _chunks(file, key):
                waiting += unpacker.decompress(chunk)
                while len(waiting) >= 4 and len(waiting) >= 4 + (length := int.from_bytes(waiting[:4], "big")):
                    yield Fields(decoded(bytes(waiting[4 : 4 + length]), _DAMAGED), _DAMAGED)
                    del waiting[: 4 + length]
            if waiting:
                raise SyncError(_DAMAGED)
    except OSError as error:
        raise failure(error) from error
    except zstandard.ZstdError as error:
        raise SyncError(_DAMAGED) from error


class _Chunks:
    """Takes plain bytes, writes sealed chunks."""

    def __init__(self, file: BinaryIO, receivers: Sequence[X25519PublicKey]) -> None:
        key = secrets.token_bytes(32)
        header = encode({"v": VERSION, "keys": [[_HPKE.encrypt(key, one, info=_INFO)] for one in receivers]})
        file.write(MAGIC + len(header).to_bytes(4, "big") + header)
        self._file = file
        self._cipher = ChaCha20Poly1305(key)
        self._bound = hashlib.sha256(header).digest()
        self._waiting = bytearray()
        self._count = 0

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, data: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._count, last=last), data, self._bound)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._count += 1


def _chunks(file: BinaryIO, key: X25519PrivateKey) -> Iterator[bytes]:
    """The opened chunks, up to the last one, which must be the end of the file."""
    if file.read(len(MAGIC)) != MAGIC:
        raise SyncError("backup.not-a-backup")
    length = int.from_bytes(file.read(4), "big")
    header = file.read(length) if length <= _LONGEST_HEADER else b""
    if len(header) != length or not header:
        raise SyncError("backup.truncated")
    fields = Fields(decoded(header, _DAMAGED), _DAMAGED)
    if fields.count("v") != VERSION:
        raise SyncError("backup.newer")
    cipher, bound = ChaCha20Poly1305(_content_key(fields, key)), hashlib.sha256(header).digest()
    count, last = 0, False
    while not last:
        sealed = _sealed(file)
        data, last = _opened(cipher, bound, count, sealed)
        yield data
        count += 1
    if file.read(1):
        raise SyncError(_DAMAGED)


def _sealed(file: BinaryIO) -> bytes:
    head = file.read(4)
    length = int.from_bytes(head, "big")
    if len(head) == 4 and not _TAG <= length <= _CHUNK + _TAG:
        raise SyncError(_DAMAGED)
    sealed = file.read(length)
    if len(head) < 4 or len(sealed) < length:
        raise SyncError("backup.truncated")
    return sealed


def _opened(cipher: ChaCha20Poly1305, bound: bytes, count: int, sealed: bytes) -> tuple[bytes, bool]:
    for last in (False, True):
        try:
            return cipher.decrypt(_nonce(count, last=last), sealed, bound), last
        except InvalidTag:
            continue
    raise SyncError(_DAMAGED)


def _content_key(header: Fields, key: X25519PrivateKey) -> bytes:
    for row in header.rows("keys", 1):
        try:
            return _HPKE.decrypt(header.cells(row).raw("0"), key, info=_INFO)
        except (InvalidTag, ValueError):
            continue
    raise SyncError("backup.wrong-key")


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])
