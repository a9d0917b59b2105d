"""A QR code on the screen, black on white in every theme, in squares that a telephone can read."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_SQUARE = 4
"""Pixels at 100 %."""


class QrCode(QWidget):
    def __init__(self, squares: tuple[tuple[bool, ...], ...], name: str) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self._squares = squares
        self.setAccessibleName(name)
        self.setFixedSize(_SQUARE * len(squares), _SQUARE * len(squares))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, row in enumerate(self._squares):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(_SQUARE * x, _SQUARE * y, _SQUARE, _SQUARE), Qt.GlobalColor.black)
