"""Memory sticks of the fake world: pulled at a byte, full, copied, mixed up, altered, put back as they once were."""

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.sim.ledger import Ledger, sha
from tests.sim.power import Power

Write = Callable[[int, memoryview], int]
HARMS = ("truncated", "flipped", "zeroed", "doubled", "renamed", "moved", "crlf", "emptied")


class StickFolder:
    def __init__(self, folder: Path, rng: random.Random, power: Power) -> None:
        self.folder = folder
        self.lost = False
        self.copies: list[Path] = []
        self._rng = rng
        self._power = power
        folder.mkdir()

    def write_until(self, trouble: str) -> Write:
        """Like `os.write`, until the stick is pulled or full at some byte."""
        if not trouble:
            return os.write
        left = [int(self._rng.random() * 6_000)]

        def write(descriptor: int, data: memoryview) -> int:
            if left[0] <= 0:
                if trouble == "pulled":
                    self._power.gone.add(self.folder)
                raise OSError(errno.EIO if trouble == "pulled" else errno.ENOSPC, trouble)
            written = os.write(descriptor, data[: left[0]])
            left[0] -= written
            return written

        return write

    def back_in(self) -> None:
        """A pulled stick is put in again."""
        self._power.gone.discard(self.folder)

    def files(self) -> list[Path]:
        """Plain files, in name order; the note for people does not count."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".txt")

    def copy(self) -> None:
        """Somebody copies the stick to a drawer."""
        path = self.folder.with_name(f"{self.folder.name}-copy-{len(self.copies)}")
        shutil.copytree(self.folder, path)
        self.copies.append(path)

    def put_back(self, copy: Path, over: bool) -> None:
        """An old copy comes back: over what is there, or in its place."""
        if not over:
            shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder, dirs_exist_ok=True)

    def harm(self, ledger: Ledger) -> str:
        """Spoils one file; says how, empty when there is none."""
        files = self.files()
        if not files:
            return ""
        path = files[int(self._rng.random() * len(files))]
        how = HARMS[int(self._rng.random() * len(HARMS))]
        data = path.read_bytes()
        place = int(self._rng.random() * len(data)) if data else 0
        match how:
            case "truncated":
                path.write_bytes(data[:place])
            case "flipped" if data:
                bit = 1 << int(self._rng.random() * 8)
                path.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
            case "zeroed":
                path.write_bytes(data[:place] + bytes(len(data) - place))
            case "doubled":
                path.write_bytes(data + data)
            case "renamed":
                path.rename(path.with_name(f"新建文件{place}{path.suffix}"))
            case "moved":
                away = path.parent.parent / "DZ-0000-0000"
                away.mkdir(exist_ok=True)
                path.rename(away / path.name)
            case "crlf":
                path.write_bytes(data.replace(b"\n", b"\r\n"))
            case "emptied":
                path.write_bytes(b"")
        if how not in ("renamed", "moved") and path.suffix == ".vvb" and path.parent.parent.name == "up":
            ledger.junk[sha(path.read_bytes())] = how
        return how
