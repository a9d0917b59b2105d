"""What nobody sees is made and taken apart while nobody presses a key: a screen is painted first, finished after."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_FIRST_MS, _PAUSE_MS = 60, 15
"""Before the first piece: until the screen is painted. Then between pieces."""
_AT_ONCE_S = 0.008
"""So long a key may have to wait for a piece of it."""


def discard(widget: QWidget) -> None:
    """Takes a widget away for good; taking its hundreds of parts apart waits for the screen that comes in its place."""
    widget.hide()
    QTimer.singleShot(_FIRST_MS, widget, widget.deleteLater)


class Rest(QObject):
    """Runs `steps` piece by piece until there are no more; whoever needs all of it at once calls `finish`.

    It ends with its owner.
    """

    def __init__(self, owner: QObject, steps: Iterator[object]) -> None:
        super().__init__(owner)
        self._steps = steps
        self._timer = QTimer(self, interval=_FIRST_MS)
        self._timer.timeout.connect(self._some)
        self._timer.start()

    def finish(self) -> None:
        for _ in self._steps:
            pass
        self._timer.stop()

    def _some(self) -> None:
        self._timer.setInterval(_PAUSE_MS)
        until = time.monotonic() + _AT_ONCE_S
        for _ in self._steps:
            if time.monotonic() >= until:
                return
        self._timer.stop()
