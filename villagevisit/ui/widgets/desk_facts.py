"""Labels and values under one another, aligned in two columns; values wrap, nothing is cut."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from villagevisit.ui.kit import parts, theme


class Facts(QWidget):
    def __init__(self, label_units: int = 10) -> None:
        super().__init__()
        look = theme.now()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * look.u)
        self._grid.setVerticalSpacing(look.u // 2)
        self._grid.setColumnMinimumWidth(0, label_units * look.u)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        parts.clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for at, (label, value) in enumerate(rows):
            name = QLabel(label)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setProperty("part", "muted")
            name.setWordWrap(True)
            name.setMaximumWidth(14 * theme.now().u)
            words = QLabel(value)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, at, 0, top)
            self._grid.addWidget(words, at, 1, top)
