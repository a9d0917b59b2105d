"""Hands at the desk: real mouse, key, input-method and drop events on the real windows, and a camera."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QScrollArea, QWidget

from villagevisit.app import Desk
from villagevisit.ui.kit.files import Files

W = TypeVar("W", bound=QWidget)
PATIENCE_S = 60.0
FOLLOW_MS = 120


class Lost(Exception):
    """The story expected something on the screen that is not there: a fault of the program or of the story."""


class ReadyAnswers(Files):
    """File dialogs that are answered at once with one path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.path

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.path

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.path


def pause(milliseconds: int) -> None:
    """Lets the window live on. Qt's own wait would keep the worker from running meanwhile."""
    end = time.monotonic() + milliseconds / 1000
    while True:
        QApplication.processEvents()
        if time.monotonic() >= end:
            return
        time.sleep(0.005)


def photograph(window: QWidget, album: Path, pictures: list[Path], name: str) -> Path:
    """Keeps a picture of a window as `NN-name.png`, once lists and figures have followed the last answer."""
    pause(FOLLOW_MS)
    path = album / f"{len(pictures) + 1:02d}-{name}.png"
    window.grab().save(str(path))
    pictures.append(path)
    return path


class Hands:
    """Does what a person does. Every wait has an end: `Lost` says what was waited for."""

    def __init__(self, desk: Desk, album: Path, pictures: list[Path]) -> None:
        """`pictures` goes on where another laptop of the story left off."""
        self.desk = desk
        self.album = album
        self.pictures = pictures

    # ---- looking

    def all(self, kind: type[W], within: QWidget | None = None) -> list[W]:
        """The visible widgets of a kind, in the order of making."""
        return [widget for widget in (within or self.desk.window).findChildren(kind) if widget.isVisible()]

    def find(self, kind: type[W], wanted: Callable[[W], bool], what: str, within: QWidget | None = None) -> W:
        for widget in self.all(kind, within):
            if wanted(widget):
                return widget
        raise Lost(what)

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        """The enabled button whose words (or, on a bare icon, whose name) are, or else begin with, `text`."""
        buttons = [(each.text().strip() or each.accessibleName(), each) for each in self.all(QAbstractButton, within)]
        fitting = [(words != text, each) for words, each in buttons if words.startswith(text) and each.isEnabled()]
        if not fitting:
            raise Lost(f"button {text}: {[words for words, _ in buttons]}")
        return min(fitting, key=lambda found: found[0])[1]

    def tick(self, label: str) -> None:
        """Presses the tick box whose words begin with `label`."""
        self.press(self.find(QCheckBox, lambda box: box.text().startswith(label), label))

    def page(self, kind: type[W]) -> W:
        """The page that is shown, which must be of this kind."""
        page = self.desk.window.page
        if not isinstance(page, kind):
            raise Lost(f"the page {kind.__name__}")
        return page

    # ---- waiting

    def until(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                self.shot("lost")
                raise Lost(what)
            pause(10)

    def settle(self) -> None:
        """Until the worker has nothing left and the screen is drawn."""
        QApplication.processEvents()
        self.until(lambda: not self.desk.shell.tasks.busy, "the worker to finish", 300)
        pause(20)

    # ---- doing

    def press(self, target: QWidget | str, within: QWidget | None = None) -> None:
        """Clicks the middle of a widget, or of the button with these words."""
        widget = self.button(target, within) if isinstance(target, str) else target
        self.reveal(widget)
        where = QPoint(12, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)
        self.settle()

    def press_at(self, widget: QWidget, where: QPoint) -> None:
        """Clicks a place inside a widget."""
        self.reveal(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)
        self.settle()

    def reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._keyboard(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Types into what has the keyboard: keys for ASCII, the input method for Chinese."""
        if text.isascii():
            QTest.keyClicks(self._keyboard(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self._keyboard(), event)
        QApplication.processEvents()

    def fill(self, field: QWidget, text: str) -> None:
        """Clicks into a field, replaces what stands there."""
        self.reveal(field)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(8, field.height() // 2))
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        field.setFocus()
        self.type(text)

    def choose(self, box: QComboBox, label: str) -> None:
        """Walks down a list of choices with the arrow key."""
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == label:
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        raise Lost(f"choice {label}")

    def drop(self, target: QWidget, path: Path) -> None:
        """Drops a file onto a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        where, copy = target.rect().center(), Qt.DropAction.CopyAction
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(target, QDragEnterEvent(where, copy, data, left, plain))
        QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, data, left, plain))
        self.settle()

    def drag(self, target: QWidget, points: list[tuple[float, float]]) -> None:
        """Draws one stroke with the mouse; points are shares of width and height."""
        places = [QPoint(int(x * target.width()), int(y * target.height())) for x, y in points]
        QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(target, place)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=places[-1])
        QApplication.processEvents()

    def shot(self, name: str) -> Path:
        """Keeps a picture of the window as `NN-name.png`."""
        return photograph(self.desk.window, self.album, self.pictures, name)

    def _keyboard(self) -> QWidget:
        widget = QApplication.focusWidget() or self.desk.window.focusWidget()
        if widget is None:
            raise Lost("a widget that has the keyboard")
        return widget
