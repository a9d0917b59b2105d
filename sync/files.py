"""Writing a file whole or not at all, also on a stick that may be pulled at any byte."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from sync.errors import SyncError

Write = Callable[[int, memoryview], int]
"""Like `os.write`; tests give one that runs out of space."""

_CODES = {
    errno.ENOSPC: "exchange.folder-full",
    errno.EDQUOT: "exchange.folder-full",
    errno.EFBIG: "exchange.folder-full",
    errno.EROFS: "exchange.folder-read-only",
    errno.EACCES: "exchange.folder-read-only",
    errno.EPERM: "exchange.folder-read-only",
    errno.ENOENT: "exchange.folder-missing",
    errno.ENOTDIR: "exchange.folder-missing",
}


def failure(error: OSError) -> SyncError:
    """The coded error for what disk or stick did; anything unknown reads as an interruption."""
    return SyncError(_CODES.get(error.errno or 0, "exchange.interrupted"), environment=True)


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, write: Write = os.write) -> None:
    """Puts `data` at `path`: temporary file beside it, flush to the medium, read back, rename, flush the folder.

    Whatever interrupts it, `path` holds either what it held before or all of `data`.

    Raises:
        SyncError: `exchange.folder-full`, `exchange.folder-read-only`, `exchange.folder-missing`,
            `exchange.interrupted`; the temporary file is gone if that was still possible.
    """
    part = path.with_name(path.name + ".part")
    try:
        _write_part(part, data, mode, write)
        if not holds(part, data):
            raise SyncError("exchange.interrupted", environment=True)
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        _forget(part)
        raise failure(error) from error
    except BaseException:
        _forget(part)
        raise


def holds(path: Path, data: bytes) -> bool:
    """Whether the file, read back from the medium, is exactly `data`."""
    return path.read_bytes() == data


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a file that may be hostile. Raises SyncError `batch.too-large` or an environment code."""
    try:
        with path.open("rb") as file:
            data = file.read(min(os.fstat(file.fileno()).st_size, limit) + 1)  # room for that much is set aside
    except OSError as error:
        raise failure(error) from error
    if len(data) > limit:
        raise SyncError("batch.too-large")
    return data


def flush_folder(folder: Path) -> None:
    """Makes a rename durable where the system has a way to ask for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # FAT through FUSE cannot flush a folder
            raise
    finally:
        os.close(descriptor)


def _write_part(part: Path, data: bytes, mode: int, write: Write) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # a stick that is gone cannot be tidied; readers ignore .part files
