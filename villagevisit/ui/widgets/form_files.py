"""Recordings and films that came with a form, handed to the program of the system that plays them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

ENDINGS = {
    "audio": ("mp3", "m4a", "aac", "amr", "wav", "ogg", "oga", "opus", "flac", "wma", "3gp"),
    "video": ("mp4", "m4v", "mov", "avi", "mkv", "webm", "wmv", "3gp"),
}
_PLAYED = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def playable(address: str) -> bool:
    """Only recordings and films: a file of another kind might be a program, which the system would run."""
    return address.rpartition(".")[2].lower() in _PLAYED


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FormFiles:
    """Players read files, and forms keep theirs inside a package: each is written down until the page is left."""

    def __init__(self, media: Callable[[str], bytes | None], open_file: Callable[[Path], None] = _open) -> None:
        self._media = media
        self._open = open_file
        self._folder: QTemporaryDir | None = None
        self._written: dict[str, Path] = {}

    def play(self, address: str) -> None:
        """Opens a file of the form by its jr:// address; one that is no recording or film, or is not there, stays."""
        data = self._media(address) if playable(address) else None
        if data is None:
            return
        if address not in self._written:
            if self._folder is None:
                self._folder = QTemporaryDir()
            ending = address.rpartition(".")[2].lower()
            path = Path(self._folder.filePath(f"{len(self._written) + 1}.{ending}"))
            path.write_bytes(data)
            self._written[address] = path
        self._open(self._written[address])

    def remove(self) -> None:
        """Takes away what was written down; what a player still holds goes when the program ends."""
        if self._folder is not None and self._folder.remove():
            self._folder = None
        self._written.clear()
