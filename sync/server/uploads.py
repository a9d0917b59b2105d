"""Batches that are still arriving: bytes are kept as they come, so that a cut connection goes on where it broke."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

from sync.errors import SyncError
from sync.files import failure

MOST_OPEN = 2_000


class Upload:
    """One open upload."""

    def __init__(self, path: Path, file: BufferedRandom, size: int) -> None:
        self.path = path
        self.size = size
        self._file = file

    def write(self, chunk: bytes, total: int) -> None:
        """Raises SyncError `batch.damaged` when more comes than was announced, or a disk code."""
        if self.size + len(chunk) > total:
            raise SyncError("batch.damaged")
        try:
            self._file.write(chunk)
            self._file.flush()
        except OSError as error:
            raise failure(error) from error
        self.size += len(chunk)

    def close(self) -> None:
        """Makes what came durable. Raises a disk code."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise failure(error) from error


class Uploads:
    """The staging folder, one writer at a time per batch. What was last written before `oldest` is forgotten."""

    def __init__(self, folder: Path, oldest: float) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._busy: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.stat().st_mtime < oldest:
                path.unlink()

    def held(self, digest: str) -> int:
        path = self._path(digest)
        return path.stat().st_size if path.exists() else 0

    def forget(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    @contextmanager
    def open(self, digest: str, offset: int) -> Iterator[Upload]:
        """Raises SyncError `upload.busy`, `upload.offset`, `county.staging-full` (environment)."""
        with self._lock:
            if digest in self._busy:
                raise SyncError("upload.busy")
            path = self._path(digest)
            if not path.exists() and sum(1 for _ in self._folder.iterdir()) >= MOST_OPEN:
                raise SyncError("county.staging-full", environment=True)
            self._busy.add(digest)
        try:
            if self.held(digest) != offset:
                raise SyncError("upload.offset")
            try:
                file = path.open("a+b")
            except OSError as error:
                raise failure(error) from error
            with file:
                yield Upload(path, file, offset)
        finally:
            with self._lock:
                self._busy.discard(digest)

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.part"
