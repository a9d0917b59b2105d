"""Clues of data matching: take a list in, give them to two people each, and end each of them once."""

from collections.abc import Sequence
from functools import partial

from villagevisit.domain.access import Deed
from villagevisit.domain.clue import Clue, Match
from villagevisit.services import clues, people
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.checks_clue import ClueSheet
from villagevisit.ui.pages.checks_lists import HandInForm, TakeInForm
from villagevisit.ui.pages.checks_panel import Panel
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_TAKE, _HAND, _FUNNEL = "take", "hand", "funnel"


class CluePanel(Panel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("checks.clue.nothing"), many=True)
        self.take = parts.primary(t("checks.clue.take"), partial(self.open, _TAKE))
        self.hand = parts.plain(t("checks.clue.hand"), partial(self.open, _HAND))
        self.sums = parts.plain(t("checks.clue.funnel"), partial(self.open, _FUNNEL))
        self.ledger = parts.plain(t("checks.clue.ledger"), lambda: shell.go("print", kind="clue_ledger"))
        self.top.addWidget(Flow(self.take, self.hand, self.sums, self.ledger))
        self.first, self.second = Choice(), Choice()
        self.give = parts.plain(t("checks.clue.give"), self._give)
        self.pair = parts.row(parts.strong(t("checks.clue.pair")), self.first, self.second, self.give, None)
        self.top.addWidget(self.pair)
        self.model: TableOf[Clue] = TableOf(_columns(), [])
        self.table.setModel(self.model)
        self.table.widths(11, 0, 13, 16, 11, 14, drop=(2, 3, 4))
        self.table.opened.connect(self._open_row)
        self._reading = False

    def fill(self) -> None:
        office = self.may(Deed.CASE)
        for widget in (self.take, self.hand, self.ledger, self.pair):
            widget.setVisible(office)
        staff = [(one.id, one.name) for one in people.officers(self.shell.ws)]
        self.first.offer(staff, self.first.value())
        self.second.offer(staff, self.second.value() or (staff[1][0] if len(staff) > 1 else ""))
        ws, within = self.shell.ws, self.shell.within
        if clues.slow(ws) and not self._reading:
            self._reading = True
            self.shell.tasks.run(lambda _: clues.every(ws, within), self._show, title=t("checks.clue.reading"))
        elif not self._reading:
            self._show(clues.every(ws, within))

    def _show(self, found: Sequence[Clue]) -> None:
        self._reading = False
        office = self.may(Deed.CASE)
        self.model.show(found)
        self.listed(len(found))
        self.pair.setVisible(office and bool(found))

    def _open_row(self, row: int) -> None:
        one = self.model.at(row)
        if one is not None:
            self.open(one.id)

    def _give(self) -> None:
        rows = [self.model.at(row) for row in self.table.chosen_rows()]
        wanted = [one.id for one in rows if one is not None]
        pair = (self.first.value(), self.second.value())
        said = t("checks.clue.given", count=len(wanted))
        self.do(lambda: clues.assign(self.shell.ws, self.shell.actor, wanted, pair), said)

    def write(self, key: str) -> None:
        if key in (_TAKE, _HAND):
            self.sheet_form = TakeInForm(self) if key == _TAKE else HandInForm(self)
            self.sheet.addWidget(self.sheet_form)
            self.focus = self.sheet_form.focus
        elif key == _FUNNEL:
            self._funnel()
        else:
            ClueSheet(self, clues.get(self.shell.ws, key)).write()

    def _funnel(self) -> None:
        found = clues.funnel(self.shell.ws, self.shell.within)
        self.sheet.addWidget(parts.title(t("checks.clue.funnel")))
        steps = t("checks.clue.steps", delivered=count(found.delivered), listed=count(found.listed), open=found.open)
        self.words(steps)
        self.words(t("checks.clue.true", count=found.true, rate=say.percent(found.true_rate), removed=found.removed))
        if not found.balances:
            self.sheet.addWidget(parts.status("refused", t("checks.clue.unbalanced"), wrap=True))
        for title, counts, word in (
            (t("checks.clue.by_ending"), found.endings, say.ending),
            (t("checks.clue.by_category"), found.categories, say.category),
            (t("checks.clue.by_violation"), found.violations, say.violation),
        ):
            if counts:
                self.sheet.addWidget(parts.heading(title))
                self.words("；".join(f"{word(code)} {number}" for code, number in counts.items()))


def state(one: Clue) -> str:
    """Where a clue stands, in a word."""
    if one.ending:
        return say.ending(one.ending)
    if one.form:
        return t("checks.clue.verified")
    return t("checks.clue.due", day=one.due) if one.verifiers else t("checks.clue.open")


def _columns() -> tuple[Column[Clue], ...]:
    return (
        Column(t("checks.name"), lambda one: one.name),
        Column(t("checks.clue.detail"), lambda one: one.detail or say.kind(one.kind)),
        Column(t("checks.clue.kind"), lambda one: say.kind(one.kind)),
        Column(t("checks.clue.batch"), clues.number),
        Column(t("checks.clue.match"), lambda one: "" if one.match == Match.PERSON else say.matched(one.match)),
        Column(t("checks.state"), state),
    )
