"""The one place where the application says something: what happened, what is safe, what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.wording import t


class Banner(QWidget):
    """Stays until it is closed, replaced, or the page is left; nothing disappears by itself."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(t("ui.message"))
        u = theme.now().u
        self._status = parts.status("info", "", wrap=True)
        self._close = parts.with_icon(parts.quiet("", self.dismiss), "close", "muted")
        self._close.setAccessibleName(t("common.close"))
        self._close.setToolTip(t("common.close"))
        box = QHBoxLayout(self)
        box.setContentsMargins(3 * u, u // 2, u, u // 2)
        box.addWidget(self._status, 1, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, text: str, kind: str) -> None:
        self._status.say(kind, text)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._status.text()

    def dismiss(self) -> None:
        self.say("", "info")
        self.closed.emit()
