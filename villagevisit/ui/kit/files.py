"""Asking for a file or a folder. The shell holds one `Files`; tests and the demonstration put their answers there."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class Files:
    """The system's file dialogs. None means that the person thought better of it."""

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    def several(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """Empty when the person thought better of it."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
        return [Path(name) for name in names]

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """`name` is what is suggested; an existing file is asked about by the dialog."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(Path(name).suffix)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None
