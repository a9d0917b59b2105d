"""The month of the register: by channel beside last year, visitors, rate of complaints, major petitions confirmed."""

from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from villagevisit.domain import inquiries as rules
from villagevisit.domain.access import Deed, may
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.inquiries import Month
from villagevisit.services import inquiries
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_MONTHS = 13
_CHANNELS = (*rules.CHANNELS, *rules.PROPOSALS)


class MonthView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        u = theme.now().u
        year, month = today(shell.ws.clock).year, today(shell.ws.clock).month
        last = [divmod(year * 12 + month - 1 - back, 12) for back in range(_MONTHS)]
        self.month = Choice([(key, key) for key in (f"{y:04d}-{m + 1:02d}" for y, m in last)])
        self.month.on_choice(lambda _month: self.refresh())
        self._inside = QVBoxLayout()
        self._inside.setSpacing(u)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u, 2 * u, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.labelled(t("inquiry.which_month"), self.month))
        box.addLayout(self._inside)
        box.addStretch(1)

    def refresh(self) -> None:
        parts.clear(self._inside)
        found = inquiries.month(self.shell.ws, self.month.value(), self.shell.within)
        self._inside.addWidget(_table(found))
        self._inside.addWidget(parts.body(t("inquiry.rate", part=found.complaints, whole=count(found.households),
                                            rate=_percent(found.rate))))  # fmt: skip
        self._inside.addWidget(
            parts.body(t("inquiry.settlement", part=found.settled, whole=found.opened, rate=_percent(found.settlement)))
        )
        self._proposals()
        self.visitors = QSpinBox()
        self.visitors.setRange(0, 9999)
        self.count = parts.plain(t("inquiry.count_visitors"), self._visitors)
        self._inside.addWidget(parts.heading(t("inquiry.visitors", count=count(found.visitors))))
        self._inside.addWidget(parts.labelled(t("inquiry.visitors_today"), self.visitors))
        self._inside.addWidget(parts.row(self.count, None))
        self._inside.addWidget(parts.heading(t("inquiry.major")))
        kind, words = ("wait", t("inquiry.unconfirmed"))
        if found.major is not None:
            kind, words = "done", t("inquiry.confirmed", count=found.major)
        self._inside.addWidget(Remark(kind, words))
        if may(self.shell.actor.officers, Deed.SUPERVISE):
            year = int(self.month.value()[:4])
            ledger = parts.quiet(t("inquiry.ledger"), lambda: print_ledger(self.shell, "petition", year, "register"))
            go = self.shell.go
            answers = parts.quiet(t("inquiry.sheet"), lambda: go("print", kind="answers"))
            rota = parts.quiet(t("inquiry.rota"), lambda: go("print", kind="rota"))
            self._inside.insertWidget(0, Flow(ledger, answers, rota))
            self.major = QSpinBox()
            self.major.setRange(0, 999)
            self.confirm = parts.plain(t("inquiry.confirm"), self._confirm)
            self._inside.addWidget(parts.labelled(t("inquiry.major_count"), self.major))
            self._inside.addWidget(parts.row(self.confirm, None))

    def _proposals(self) -> None:
        """Those of the month's whole year: a deputy asks how the year's were answered (S-020)."""
        year = inquiries.proposals(self.shell.ws, int(self.month.value()[:4]), self.shell.within)
        if not year.channels:
            return
        deputies, members = (year.channels.get(code, 0) for code in rules.PROPOSALS)
        facts = {"deputies": count(deputies), "members": count(members), "replied": count(year.replied)}
        said = {"said": count(year.said), "satisfied": count(year.satisfied), "rate": _percent(year.rate)}
        self._inside.addWidget(
            parts.body(t("inquiry.proposals", year=year.year, all=count(deputies + members), **facts, **said))
        )

    def _visitors(self) -> None:
        try:
            done = inquiries.visitors(self.shell.ws, self.shell.actor, self.visitors.value())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("inquiry.counted"), "done")
        self.shell.apply(done)

    def _confirm(self) -> None:
        try:
            done = inquiries.confirm_month(self.shell.ws, self.shell.actor, self.month.value(), self.major.value())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("inquiry.month_done"), "done")
        self.shell.apply(done)


def _table(found: Month) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * theme.now().u)
    grid.setColumnStretch(3, 1)
    for column, words in enumerate((t("inquiry.by_channel"), found.month, rules.year_before(found.month))):
        label = parts.body(words, muted=True) if column == 0 else parts.number(words)
        grid.addWidget(label, 0, column)
    for row, code in enumerate(_CHANNELS, start=1):
        grid.addWidget(parts.body(t(f"inquiry.channel.{code}")), row, 0)
        grid.addWidget(parts.number(count(found.channels.get(code, 0))), row, 1)
        grid.addWidget(parts.number(count(found.last_year.get(code, 0))), row, 2)
    last = len(_CHANNELS) + 1
    grid.addWidget(parts.strong(t("inquiry.total")), last, 0)
    grid.addWidget(parts.number(count(found.opened)), last, 1)
    grid.addWidget(parts.number(count(sum(found.last_year.values()))), last, 2)
    return whole


def _percent(value: object) -> str:
    return "–" if value is None else f"{value}%"
