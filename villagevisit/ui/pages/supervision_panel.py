"""What the tabs of supervision share: one scrolling column, drawn again when something was entered."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell

_WIDTH = 860


class SupervisionPanel(QWidget):
    """`look(office)` shows the tab for an office, a 12-digit code."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.office = ""
        u = theme.now().u
        inside = QWidget()
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 2 * u)
        self.rows.setSpacing(u)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, 0)
        box.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))

    def look(self, office: str) -> None:
        self.office = office
        self.refresh()

    def refresh(self) -> None:
        """Reads again."""

    def redraw(self, fill: Callable[[], None]) -> None:
        """Everything anew; a keyboard that was here stays here."""
        at = QApplication.focusWidget()
        here = at is not None and self.isAncestorOf(at)
        parts.clear(self.rows)
        fill()
        self.rows.addStretch(1)
        first = self.first_focus()
        if here and first is not None:
            first.setFocus()

    def first_focus(self) -> QWidget | None:
        return None
