"""Panels of which one is shown; only that one decides how much room is needed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    def minimumSizeHint(self) -> QSize:
        panel = self.currentWidget() if self.count() else None
        return panel.minimumSizeHint() if panel is not None else QSize()

    def sizeHint(self) -> QSize:
        panel = self.currentWidget() if self.count() else None
        return panel.sizeHint() if panel is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        """No: what is long scrolls inside its panel."""
        return False
