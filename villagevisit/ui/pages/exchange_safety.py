"""Whether what was sent can still be lost, and whether this computer began a new chain: a line each, or nothing."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.services.safety import Safety
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.format import count, moment
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class SafetyBlock(QWidget):
    """Nothing is said before the county has received something."""

    def __init__(self) -> None:
        super().__init__()
        self._about_us = Remark("wait", "")
        self._safe = Remark("done", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(self._about_us)
        box.addWidget(self._safe)

    def show_safety(self, safety: Safety, new_name: str) -> None:
        """`new_name`: why this computer will send under a new name, as long as nobody was told."""
        if new_name:
            self._about_us.say("wait", t("lineage.restored") if new_name == "restored" else t("lineage.copied"))
        self._about_us.setVisible(bool(new_name))
        self._safe.say(*_words(safety))
        self._safe.setVisible(bool(safety.received))
        self.setVisible(bool(new_name or safety.received))

    def text(self) -> str:
        """What it says."""
        return "\n".join(one.text() for one in (self._about_us, self._safe) if not one.isHidden())


def _words(safety: Safety) -> tuple[str, str]:
    received, safe = count(safety.received), count(safety.safe)
    if not safety.tested_at:
        return "info", t("desk.exchange.no_backup_yet", count=received)
    when = moment(safety.tested_at)
    if safety.safe < safety.received:
        return "info", t("desk.exchange.partly_safe", count=received, safe=safe, when=when)
    return "done", t("desk.exchange.all_safe", count=received, when=when)
