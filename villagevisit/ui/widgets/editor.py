"""What every answer widget is, and what it may ask of the page it stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from forms import Node
from villagevisit.ui.widgets.values import Option

Attachment = Literal["photo", "signature", "scan"]
TOUCH = 44
"""The least height of anything that is pressed, in pixels at 100 %."""


@dataclass(slots=True)
class Pictures:
    """Where pictures come from; tests and the demonstration put their own ways in place of these."""

    pick: Callable[[], Path | None]
    """Lets the person choose a picture file."""
    take: Callable[[], bytes | None]
    """Lets the person take a photo with the camera; a JPEG."""


@dataclass(frozen=True, slots=True)
class Host:
    """The page's services to its editors, so that no editor knows about forms, files or the store."""

    today: Callable[[], date]
    options: Callable[[str], tuple[Option, ...]]
    """The choices of a question as they are now."""
    attach: Callable[[str, Path | bytes, Attachment], None]
    """Stores a picture or drawn strokes and answers the question (first argument) with the stored name, in a while."""
    locate: Callable[[str], Path | None]
    """Where a stored attachment lies."""
    pictures: Pictures


class Editor(QWidget):
    """Edits one answer. Says `edited(text)` with every change and `settled` when the person has finished typing.

    Keys that an editor does not use bubble up to the sheet, which moves from question to question.
    """

    edited = Signal(str)
    settled = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host

    def show_node(self, node: Node) -> None:
        """Shows the stored value; must not disturb typing that means the same value."""
        raise NotImplementedError

    def begin(self) -> None:
        """Takes the keyboard."""
        self.setFocus()

    def refresh_choices(self) -> None:
        """The choices changed although the value did not."""

    def flush(self) -> None:
        """Hands over at once what is still held back."""
