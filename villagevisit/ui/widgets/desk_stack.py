"""Panels of which one is shown, and what a panel says when there is nothing in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from villagevisit.ui.kit import parts, theme


class Stack(parts.Stack):
    def hasHeightForWidth(self) -> bool:
        """No: a hidden panel with long words must not stretch the page."""
        return False


def nothing(text: str) -> QWidget:
    """An empty panel: why it is empty, in the middle of its upper half."""
    words = parts.body(text, muted=True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setFixedWidth(36 * theme.now().u)
    return parts.column(8 * theme.now().u, parts.row(None, words, None), None)
