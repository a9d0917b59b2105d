"""Days, months, years, times and moments, typed in any usual way; what was understood stands under the field."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets import lunar, values
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.month_sheet import MonthSheet
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import LineEditor
from villagevisit.wording import t

_WIDTHS = {"dateTime": 15, "year": 8, "time": 8}
"""In body heights; a day needs 13."""
_UNDERSTOOD = re.compile(r"\d{4}-\d\d-\d\d$|\d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class _Way:
    """How one kind of moment is typed and shown."""

    example: str
    read: Callable[[str, date], str | None]
    write: Callable[[str], str]


def _start(length: int) -> Callable[[str], str]:
    """The beginning of what was understood; what was not understood stays whole."""
    return lambda stored: stored[:length] if _UNDERSTOOD.match(stored) else stored


_WAYS: dict[str, _Way] = {
    "date": _Way("20261121", values.read_date, lambda stored: stored),
    "month": _Way("202611", values.read_month, _start(7)),
    "year": _Way("2026", values.read_year, _start(4)),
    "time": _Way("0930", lambda typed, _today: values.read_time(typed), _start(5)),
    "dateTime": _Way("20261121 0930", values.read_date_time, values.show_date_time),
}
KINDS = tuple(_WAYS)


class MomentEditor(LineEditor):
    """`kind` is one of `KINDS`; `month` and `year` store the first day of theirs, as the forms standard wants."""

    def __init__(self, host: Host, kind: str, calendar: bool = False) -> None:
        super().__init__(host)
        self._kind = kind
        self._way = _WAYS[kind]
        self.line.setFixedWidth(_WIDTHS.get(kind, 13) * theme.now().body)
        self.line.setPlaceholderText(self._way.example)
        self._said = Remark("muted", "")
        self.today = parts.quiet(t("visit_page.today"), self._take_today)
        self.today.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.calendar = parts.quiet(t("visit_page.calendar"))
        self.calendar.setCheckable(True)
        self.calendar.toggled.connect(self._open)
        self.month: MonthSheet | None = None
        self._pointing = calendar
        self._stand()

    def _stand(self) -> None:
        """The field with what goes with it in the first line, the words in the next."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Flow(self.line, self.today, self.calendar))
        self.today.setVisible(self._kind == "date")
        self.calendar.setVisible(self._kind == "date" and self._pointing)
        column.addWidget(self._said)
        self._column = column
        self._box.addWidget(holder, 1)

    def read(self, typed: str) -> str:
        understood = self._way.read(typed, self.host.today())
        return typed.strip() if understood is None else understood

    def write(self, stored: str) -> str:
        return self._way.write(stored)

    def show_node(self, node: Node) -> None:
        super().show_node(node)
        self.today.setEnabled(not node.readonly)
        self.calendar.setEnabled(not node.readonly)

    def tell(self, stored: str) -> None:
        words = self._words(stored)
        self._said.setVisible(bool(words))
        if words != self._said.text():
            self._said.say("muted", words)

    def _words(self, stored: str) -> str:
        if self._kind not in ("date", "dateTime") or not stored:
            return ""
        try:
            day = date.fromisoformat(values.show_date_time(stored)[:10] if self._kind == "dateTime" else stored)
        except ValueError:
            return t("visit_page.date_hint") if self._kind == "date" else ""
        words = t(_DAYS[day.weekday()], year=day.year, month=day.month, day=day.day)
        also = lunar.say(day)
        return f"{words} · {also}" if also else words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.calendar.isChecked():
            self.calendar.setChecked(False)
            self.begin()
        else:
            super().keyPressEvent(event)

    def _open(self, on: bool) -> None:
        """The month stands under the field; it is made when somebody first wants it."""
        if self.month is None:
            self.month = MonthSheet()
            self.month.chosen.connect(self._point)
            self._column.addWidget(self.month)
        self.month.setVisible(on)
        if on:
            self.month.show_day(_day_of(self._stored), self.host.today())
            self.month.days.setFocus(Qt.FocusReason.TabFocusReason)

    def _point(self, day: date) -> None:
        self.calendar.setChecked(False)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stored = day.isoformat()
        self.line.setText(self._stored)
        self.say(self._stored)

    def _take_today(self) -> None:
        self._stored = self.host.today().isoformat()
        self.line.setText(self._stored)
        self.say(self._stored)


def _day_of(stored: str) -> date | None:
    try:
        return date.fromisoformat(stored)
    except ValueError:
        return None


_DAYS = (
    "visit_page.monday",
    "visit_page.tuesday",
    "visit_page.wednesday",
    "visit_page.thursday",
    "visit_page.friday",
    "visit_page.saturday",
    "visit_page.sunday",
)
