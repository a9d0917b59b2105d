"""What every answer widget is, and what it may ask of the page it stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget

from forms import Node
from villagevisit.ui.widgets.doubts import NO_DOUBTS, Doubts
from villagevisit.ui.widgets.values import Option

Attachment = Literal["photo", "signature", "scan", "file"]
TOUCH = 44
"""The least height of anything that is pressed, in pixels at 100 %."""


@dataclass(slots=True)
class Pictures:
    """Where pictures and files come from; tests and the demonstration put their own ways in place of these."""

    pick: Callable[[], Path | None]
    """Lets the person choose a picture file."""
    take: Callable[[], bytes | None]
    """Lets the person take a photo with the camera; a JPEG."""
    file: Callable[[str, str], Path | None] = lambda _title, _kinds: None
    """Lets the person choose any file: the dialog's title, and the kinds of files as Qt writes them."""


def _open_in_browser(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


@dataclass(frozen=True, slots=True)
class Host:
    """The page's services to its editors, so that no editor knows about forms, files or the store."""

    today: Callable[[], date]
    options: Callable[[str], tuple[Option, ...]]
    """The choices of a question as they are now."""
    attach: Callable[[str, Path | bytes, Attachment], None]
    """Stores a picture, a file or drawn strokes and answers the question (first argument) with its name, in a while."""
    stored: Callable[[str], bytes | None]
    """A stored attachment by its name; None when it is not here."""
    pictures: Pictures
    media: Callable[[str], bytes | None] = lambda _address: None
    """A file that came with the form, by its jr:// address."""
    play: Callable[[str], None] = lambda _address: None
    """Opens a recording or film of the form, by its jr:// address, with the program that plays such files."""
    browse: Callable[[str], None] = _open_in_browser
    """Shows a web page outside of the program."""

    doubts: Doubts = NO_DOUBTS
    """Which values are typed a second time."""

    def picture(self, address: str) -> QPixmap:
        """A picture of the form; null when there is none or it cannot be shown."""
        found = QPixmap()
        data = self.media(address) if address else None
        if data:
            found.loadFromData(data)
        return found


class Editor(QWidget):
    """Edits one answer. Says `edited(text)` with every change and `settled` when the person has finished typing.

    Keys that an editor does not use bubble up to the sheet, which moves from question to question.
    """

    edited = Signal(str)
    settled = Signal()
    onward = Signal()
    """The answer is complete and the form wants the next question at once."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host
        self.readonly = False

    def show_node(self, node: Node) -> None:
        """Shows the stored value; must not disturb typing that means the same value."""
        raise NotImplementedError

    def begin(self) -> None:
        """Takes the keyboard."""
        self.setFocus()

    def clear(self) -> None:
        """Takes the answer away, as the person asked."""
        if not self.readonly:
            self.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, where nothing is being typed."""
        if event.key() == Qt.Key.Key_Delete and not self.readonly:
            self.clear()
        else:
            super().keyPressEvent(event)

    def say(self, value: str) -> None:
        """A whole answer given at once, by a press and not by typing."""
        self.edited.emit(value)
        self.settled.emit()

    def refresh_choices(self) -> None:
        """The choices changed although the value did not."""

    def flush(self) -> None:
        """Hands over at once what is still held back."""
