"""The stick end: where files lie on it, writing them so that a pulled stick hurts nobody, and reading what was found.

    VILLAGEVISIT/up/<device>/VV1-<device>-<first>-<last>-<digest8>.vvb
    VILLAGEVISIT/receipts/<device>/<digest>.vvr
    VILLAGEVISIT/down/<device>/<place>.vvb
    VILLAGEVISIT/wants/<device>/wants.vvb
    VILLAGEVISIT/blobs/<device>/<place>.vvb
    VILLAGEVISIT/refused/<device>/<digest>.vvr
    VILLAGEVISIT/keys/<county>/keys.vvs

Names only help people; a reader judges by the bytes. Nothing on a stick is ever run, opened as a database or trusted.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sync.container import MAX_FILE, parse
from sync.errors import SyncError
from sync.files import Write, failure, holds, read_bounded, write_whole
from sync.receipt import MAX_RECEIPT

Other = Literal["wants", "blobs", "refused", "keys"]
_ENDINGS: dict[Other, str] = {"wants": ".vvb", "blobs": ".vvb", "refused": ".vvr", "keys": ".vvs"}
ROOT = "VILLAGEVISIT"
MOST_FILES = 20_000
"""Directory entries that are looked at; a stick full of junk is not read for ever."""
_README = "README-说明.txt"


@dataclass(frozen=True, slots=True)
class Found:
    """A file on the stick and its bytes, unread and untrusted."""

    path: Path
    data: bytes


class Stick:
    """A folder that stands for a stick.

    Raises:
        SyncError: `exchange.folder-missing`.
    """

    def __init__(self, folder: Path, *, write: Write = os.write) -> None:
        if not folder.is_dir():
            raise SyncError("exchange.folder-missing", environment=True)
        self._root = folder / ROOT
        self._write = write

    def put_batch(self, device: str, first: int, last: int, digest: str, data: bytes) -> Path:
        """Writes a batch unless the very same bytes are there already; returns where it lies, read back."""
        return self._put(self._root / "up" / device / f"VV1-{device}-{first}-{last}-{digest[:8]}.vvb", data)

    def put_greeting(self, device: str, data: bytes) -> None:
        """A batch that carries nothing but how far the device has come, so that the county writes down what waits."""
        self._put(self._greeting(device), data)

    def drop_greeting(self, device: str) -> None:
        """For a name that a laptop left."""
        self.remove(self._greeting(device))

    def _greeting(self, device: str) -> Path:
        return self._root / "up" / device / f"VV1-{device}-0-0.vvb"

    def put_receipt(self, device: str, digest: str, data: bytes) -> Path:
        return self._put(self._root / "receipts" / device / f"{digest}.vvr", data)

    def put_down(self, device: str, files: Iterable[bytes]) -> None:
        """What waits for a device, in order; these take the place of all that waited before."""
        self._put_row(self._root / "down" / device, files)

    def put_blobs(self, device: str, files: Iterable[bytes]) -> None:
        """Attachments that a device asked for; these take the place of all that lay there before."""
        self._put_row(self._root / "blobs" / device, files)

    def put_other(self, kind: Other, device: str, name: str, data: bytes | None) -> None:
        """What a device wants to come down, why the county did not take a batch, or (under the county's code) its keys;
        None when there is nothing."""
        path = self._root / kind / device / name
        if data is None:
            self.remove(path)
        else:
            self._put(path, data)

    def _put_row(self, folder: Path, files: Iterable[bytes]) -> None:
        place = 0
        for place, data in enumerate(files, start=1):
            self._put(folder / f"{place:03d}.vvb", data)
        for path in sorted(_walk(folder, 0)) if folder.is_dir() else ():
            if path.stem.isdecimal() and int(path.stem) > place:
                self.remove(path)

    def put_readme(self, text: str) -> None:
        self._put(self._root / _README, text.encode("utf-8-sig"))

    def batches(self) -> Iterator[Found]:
        """Every file of every device that could be a batch."""
        yield from self._found(self._root / "up", ".vvb", MAX_FILE)

    def batches_named(self, device: str, digest: str) -> list[Path]:
        """This device's file of that batch, if it is still there whole."""
        found = self._found(self._root / "up" / device, f"{digest[:8]}.vvb", MAX_FILE)
        return [one.path for one in found if _is(one.data, digest)]

    def receipts(self, device: str) -> Iterator[Found]:
        yield from self._found(self._root / "receipts" / device, ".vvr", MAX_RECEIPT)

    def down(self, device: str) -> Iterator[Found]:
        yield from self._found(self._root / "down" / device, ".vvb", MAX_FILE)

    def others(self, kind: Other, device: str) -> Iterator[Found]:
        yield from self._found(self._root / kind / device, _ENDINGS[kind], MAX_FILE)

    def remove(self, path: Path) -> None:
        """Takes away a file that has done its work; a stick that will not let us is left as it is."""
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return

    def _put(self, path: Path, data: bytes) -> Path:
        try:
            if path.is_file() and path.stat().st_size == len(data) and holds(path, data):
                return path
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failure(error) from error
        write_whole(path, data, write=self._write)
        return path

    def _found(self, folder: Path, ending: str, limit: int) -> Iterator[Found]:
        """Plain files with the ending, one folder deep, in name order; links, junk and oversize are passed over."""
        if not folder.is_dir():
            return
        for path in sorted(_walk(folder, 1)):
            if not path.name.lower().endswith(ending):
                continue
            try:
                about = path.lstat()
                if not stat.S_ISREG(about.st_mode) or about.st_size > limit:
                    continue
            except OSError:
                continue
            yield Found(path, read_bounded(path, limit))


def _is(data: bytes, digest: str) -> bool:
    try:
        return parse(data).digest == digest
    except SyncError:
        return False


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Entries below the folder; at most MOST_FILES of them are looked at in each folder."""
    try:
        with os.scandir(folder) as entries:
            for place, entry in enumerate(entries):
                if place >= MOST_FILES:
                    return
                if entry.is_dir(follow_symlinks=False):
                    if depth:
                        yield from _walk(Path(entry.path), depth - 1)
                else:
                    yield Path(entry.path)
    except OSError as error:
        raise failure(error) from error
