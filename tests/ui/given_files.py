"""Answers for the dialogs that ask for a file or a folder."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from villagevisit.ui.kit.files import Files


class GivenFiles(Files):
    """Answers file dialogs with the paths it was given."""

    def __init__(self, *answers: Path | None) -> None:
        self.answers = list(answers)

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.answers.pop(0)

    def several(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """All that are left."""
        given, self.answers = self.answers, []
        return [one for one in given if one is not None]

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.answers.pop(0)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.answers.pop(0)
