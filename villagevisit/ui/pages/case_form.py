"""The small form under a step: fields, one verb, and the command that it is for."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t


class StepForm(QWidget):
    """`first` is what the keyboard goes to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.first: QWidget | None = None
        self.buttons: list[parts.Button] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def say(self, text: str, kind: str = "") -> None:
        """A sentence; with a `kind` it has the icon of a status."""
        self._box.addWidget(parts.status(kind, text, wrap=True) if kind else parts.body(text, muted=True))

    def title(self, text: str) -> None:
        self._box.addSpacing(theme.now().u)
        self._box.addWidget(parts.heading(text))

    def fields(self, labelled: Iterable[tuple[str, QWidget]]) -> None:
        """Under one another; the first one of the form takes the keyboard."""
        for label, field in labelled:
            plain = isinstance(field, QCheckBox)
            self._box.addWidget(field if plain else parts.labelled(label, field))
            self.first = self.first or field

    def side_by_side(self, fields: Sequence[QWidget], across: int = 3) -> None:
        """Short fields in columns."""
        grid = QGridLayout()
        for at, field in enumerate(fields):
            grid.addWidget(field, at // across, at % across)
        self._box.addLayout(grid)

    def add(self, widget: QWidget) -> None:
        self._box.addWidget(widget)

    def verbs(self, *buttons: parts.Button) -> None:
        self.buttons += buttons
        self.first = self.first or (buttons[0] if buttons else None)
        self._box.addWidget(parts.row(*buttons, None))

    def does(self, command: Callable[[], Done[Any]], said: str = "") -> Callable[[], None]:
        """What a button does: the command, then the word that it was entered; what was typed stays when it fails."""

        def press() -> None:
            try:
                done = command()
            except CodedError as error:
                self.shell.fail(error)
                return
            self.shell.notify(said or t("case.saved"), "done")
            self.shell.apply(done)

        return press


def ticks(words: Sequence[tuple[str, str]]) -> dict[str, QCheckBox]:
    """Boxes to tick, by key."""
    return {key: QCheckBox(label) for key, label in words}
