"""Things beside one another that go on in a new line when the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagevisit.ui.kit import theme

_CHANGES = frozenset({
    QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest, QEvent.Type.StyleChange,
    QEvent.Type.FontChange, QEvent.Type.Polish,
})  # fmt: skip


def _room_of(thing: QWidget) -> QSize:
    wanted = thing.sizeHint().expandedTo(thing.minimumSizeHint())
    return wanted.expandedTo(thing.minimumSize()).boundedTo(thing.maximumSize())


def _put(line: list[tuple[QWidget, QRect]]) -> int:
    """Centres the things of one line on it; returns its height."""
    height = max((box.height() for _, box in line), default=0)
    for thing, box in line:
        thing.setGeometry(box.translated(0, (height - box.height()) // 2))
    return height


class Flow(QWidget):
    """Takes exactly the height that its visible things need at the width it is given.

    What is not on screen yet is arranged once, when somebody asks how much room it needs: each of its things tells of
    a dozen changes before that.
    """

    def __init__(self, *things: QWidget) -> None:
        super().__init__()
        self._things: Sequence[QWidget] = things
        self._stale = True
        for thing in things:
            thing.setParent(self)
            thing.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _shown(self) -> list[QWidget]:
        return [thing for thing in self._things if not thing.isHidden()]

    def _arrange(self) -> None:
        gap, left, top = theme.now().u, 0, 0
        line: list[tuple[QWidget, QRect]] = []
        for thing in self._shown():
            wanted = _room_of(thing).boundedTo(QSize(max(1, self.width()), 16_777_215))
            if line and left + wanted.width() > self.width():
                top += _put(line) + gap // 2
                left, line = 0, []
            line.append((thing, QRect(QPoint(left, top), wanted)))
            left += wanted.width() + gap
        height = top + _put(line)
        self._stale = False
        if not height == self.minimumHeight() == self.maximumHeight():
            self.setFixedHeight(height)

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._arrange()

    def _settle(self) -> None:
        if self._stale:
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._changed()
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in _CHANGES:
            self._changed()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        self._settle()
        super().showEvent(event)

    def minimumSizeHint(self) -> QSize:
        self._settle()
        widest = max((_room_of(thing).width() for thing in self._shown()), default=0)
        return QSize(widest, self.height())

    def sizeHint(self) -> QSize:
        self._settle()
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
