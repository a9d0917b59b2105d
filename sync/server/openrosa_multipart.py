"""A submission as it comes over the wire: parts are written to files as they arrive, never more than is allowed.

On the disk they are encrypted with keys that are only in memory: what a power cut leaves there is noise.
"""

import hashlib
import logging
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from sync.batch import MAX_BLOB
from sync.errors import SyncError
from sync.files import failure
from sync.rows import MAX_BODY

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_BYTES = 100_000_000
"""Of one post; what `X-OpenRosa-Accept-Content-Length` says."""
MOST_PARTS = 250
LARGEST_XML = MAX_BODY - 256 * 1024
"""The XML and what stands around it make one record."""
LARGEST_FILE = MAX_BLOB
_LARGEST_FIELD = 4096
_LONGEST_NAME = 200
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
"""It writes a line about every spoiled post, with bytes of it."""
_XML, _INCOMPLETE = "xml_submission_file", "*isIncomplete*"


@dataclass(frozen=True, slots=True)
class Spooled:
    """One attachment on disk. `digest` is its SHA-256 (hex)."""

    name: str
    path: Path
    key: bytes
    size: int
    digest: str
    media_type: str

    def read(self) -> bytes:
        return _stream(self.key).update(self.path.read_bytes())


@dataclass(frozen=True, slots=True)
class Posted:
    xml: bytes
    files: tuple[Spooled, ...]
    incomplete: bool
    """More posts with the other files will follow."""


async def receive(stream: AsyncIterator[bytes], content_type: str, folder: Path) -> Posted:
    """Reads a post to its end, attachments into `folder`.

    Raises:
        SyncError: `openrosa.not-multipart`, `openrosa.multipart`, `openrosa.no-xml`, `openrosa.file-name`,
            `openrosa.same-name`, `openrosa.too-large`; a disk code (environment).
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise SyncError("openrosa.not-multipart")
    reader = _Reader(folder)
    try:
        parser = MultipartParser(boundary, reader.callbacks())
        async for chunk in stream:
            reader.count(len(chunk))
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise SyncError("openrosa.multipart") from error
    except OSError as error:
        raise failure(error) from error
    finally:
        reader.close()
    return reader.posted()


def _stream(key: bytes) -> CipherContext:
    """A key serves one file, so that the nonce may be the same; the digest shows what was altered."""
    return Cipher(ChaCha20(key, bytes(16)), mode=None).encryptor()


class _Part:
    """The part that is arriving: into memory up to a limit, or into a file."""

    def __init__(self, name: str, file_name: str, media_type: str, path: Path) -> None:
        self.name = name
        self.file_name = file_name
        self.media_type = media_type
        self.path = path
        self.size = 0
        self.data = bytearray()
        self.digest = hashlib.sha256()
        self._is_file = bool(file_name) and name != _XML
        self._out: BufferedWriter | None = path.open("wb") if self._is_file else None
        self.key = os.urandom(32)
        self._cipher = _stream(self.key)

    def write(self, data: bytes) -> None:
        self.size += len(data)
        limit = LARGEST_FILE if self._is_file else LARGEST_XML if self.name == _XML else _LARGEST_FIELD
        if self.size > limit:
            raise SyncError("openrosa.too-large", limit=limit)
        if self._out is None:
            self.data += data
        else:
            self.digest.update(data)
            self._out.write(self._cipher.update(data))

    def close(self) -> None:
        if self._out is not None:
            self._out.close()


class _Reader:
    """What the multipart parser calls, part by part."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._headers: dict[str, bytes] = {}
        self._field = self._value = b""
        self._part: _Part | None = None
        self._total = self._parts = 0
        self._xml: bytes | None = None
        self._files: dict[str, Spooled] = {}
        self._incomplete = False
        self._ended = False

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_field,
            "on_header_value": self._on_value,
            "on_header_end": self._header,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def count(self, size: int) -> None:
        self._total += size
        if self._total > MOST_BYTES:
            raise SyncError("openrosa.too-large", limit=MOST_BYTES)

    def close(self) -> None:
        if self._part is not None:
            self._part.close()

    def posted(self) -> Posted:
        if not self._ended:
            raise SyncError("openrosa.multipart")
        if self._xml is None:
            raise SyncError("openrosa.no-xml")
        return Posted(self._xml, tuple(self._files.values()), self._incomplete)

    def _begin(self) -> None:
        self._headers = {}
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise SyncError("openrosa.too-many", limit=MOST_PARTS)

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._headers[self._field.lower().decode("latin-1")] = self._value
        self._field = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        given = _decoded(options.get(b"filename", b""))
        name = _decoded(options.get(b"name", b""))
        file_name = _safe(given) if given and name != _XML else ""
        media_type = self._headers.get("content-type", b"").decode("latin-1").partition(";")[0].strip()[:100]
        self._part = _Part(name, file_name, media_type, self._folder / str(self._parts))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part is not None:
            self._part.write(data[start:end])

    def _end(self) -> None:
        part, self._part = self._part, None
        if part is None:
            return
        part.close()
        if part.name == _XML:
            if self._xml is not None:
                raise SyncError("openrosa.multipart")
            self._xml = bytes(part.data)
        elif part.file_name:
            digest = part.digest.hexdigest()
            self._keep(Spooled(part.file_name, part.path, part.key, part.size, digest, part.media_type))
        elif part.name == _INCOMPLETE:
            self._incomplete = bytes(part.data).strip().lower() == b"yes"

    def _keep(self, one: Spooled) -> None:
        before = self._files.setdefault(one.name, one)
        if before.digest != one.digest:
            raise SyncError("openrosa.same-name")

    def _finish(self) -> None:
        self._ended = True


def _decoded(text: bytes) -> str:
    """File names are UTF-8; an old client's Latin-1 is taken as such."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _safe(given: str) -> str:
    """The last part of a path, refused when it is no name. Raises SyncError `openrosa.file-name`."""
    name = PurePosixPath(given.replace("\\", "/")).name
    if not 0 < len(name) <= _LONGEST_NAME or name in (".", "..") or any(sign < " " or sign == "\x7f" for sign in name):
        raise SyncError("openrosa.file-name")
    return name
