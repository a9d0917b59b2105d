"""Before a correction: why. Without a reason nothing is opened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.wording import t


class ReasonSheet(QWidget):
    """Asks for the reason of a correction. Says `given(reason)`."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        u = theme.now().u
        self.line = QLineEdit()
        self._go = parts.primary(t("visit_page.correct_go"), self._give)
        self._go.setEnabled(False)
        self.line.textChanged.connect(lambda text: self._go.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(self._give)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * u, 3 * u, 4 * u, 3 * u)
        box.setSpacing(2 * u)
        form = parts.column(
            parts.heading(t("visit_page.correct_title")),
            parts.body(t("visit_page.correct_text")),
            parts.labelled(t("visit_page.correct_reason"), self.line),
            parts.row(self._go, None),
        )
        box.addWidget(parts.narrow(form))
        box.addStretch(1)
        self.setFocusProxy(self.line)

    def _give(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self.given.emit(reason)
