"""What the rules say about a health form while it is filled in; the doctor decides."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.services.health_advice import Advice
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class AdvicePanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u // 2, 2 * u, 3 * u // 2, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.heading(t("advice.heading")))
        box.addWidget(parts.body(t("advice.only"), muted=True))
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(u)
        box.addLayout(self._remarks)
        box.addStretch(1)
        self._shown: Sequence[Advice] = ()

    def show_advice(self, found: Sequence[Advice]) -> None:
        if list(found) == list(self._shown):
            return
        self._shown = found
        parts.clear(self._remarks)
        for one in found:
            self._remarks.addWidget(Remark(one.kind, one.text))

    def summary(self) -> str:
        """In one short line, for a window too narrow for the panel."""
        look = sum(one.kind == "look" for one in self._shown)
        return t("advice.short", count=look) if look else t("advice.heading")
