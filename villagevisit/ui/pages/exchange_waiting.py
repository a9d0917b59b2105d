"""What waits to be sent: visits, photos, size."""

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.services.enrolment import CountyFile
from villagevisit.services.outstanding import Waiting
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.wording import t

_KB = 1024
_MB = 1024 * 1024


def size(number: int) -> str:
    """`5.6 MB`, `120 KB`; nothing smaller than 1 KB but 0."""
    if number >= _MB:
        return f"{number / _MB:,.1f} MB"
    return f"{-(-number // _KB)} KB"


class WaitingBlock(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = parts.title("")
        self._words = parts.body("", muted=True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(4 * theme.now().u)
        self._figures.setVerticalSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(self._title)
        box.addLayout(self._figures)
        box.addWidget(self._words)

    def show_waiting(self, waiting: Waiting, county: CountyFile | None) -> None:
        parts.clear(self._figures)
        if not waiting.records:
            self._title.setText(t("desk.exchange.nothing_waits"))
            self._words.setText(t("desk.exchange.still_ask") if county else t("desk.exchange.work_on"))
        else:
            self._title.setText(t("desk.exchange.waits"))
            self._words.setText(t("desk.exchange.saved_here"))
            figures = [
                (count(waiting.visits), t("desk.exchange.visits")),
                (count(waiting.photos), t("desk.exchange.photos")),
                (size(waiting.bytes), t("desk.exchange.size")),
            ]
            for at, (figure, words) in enumerate(figures):
                label = QLabel(words)
                label.setProperty("part", "muted")
                self._figures.addWidget(parts.title(figure), 0, at)
                self._figures.addWidget(label, 1, at)
            self._figures.setColumnStretch(len(figures), 1)
