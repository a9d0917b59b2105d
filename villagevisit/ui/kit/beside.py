"""A list, and what is said of its chosen row: beside one another where there is room, else under one another."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from villagevisit.ui.kit import theme

_WIDE = 910
"""Pixels from which both have room side by side."""
_ROWS = 5.2
"""Rows of a list that has the rest of its page under it; the part of a row says that there are more."""
_ANY = 16_777_215


class Beside(QWidget):
    """`width` is that of the list, in units of the theme, where both stand side by side."""

    def __init__(self, rows: QWidget, told: QWidget, width: int) -> None:
        super().__init__()
        self._rows, self._width = rows, width
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(rows)
        self._sides.addWidget(told, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        u, wide = theme.now().u, self.width() >= _WIDE
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._rows.setMinimumWidth(self._width * u if wide else 0)
        self._rows.setMaximumWidth(self._width * u if wide else _ANY)
        self._rows.setMaximumHeight(_ANY if wide else round(_ROWS * u * 2) + 4)
