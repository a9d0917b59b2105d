"""The month's payment list, village by village: what moved and why, what does not add up, frozen, paid."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from villagevisit.domain.ledger_check import Figure
from villagevisit.domain.payment import Line as PayLine
from villagevisit.services import payments
from villagevisit.services.payments import Sheet, Summary
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_SHOWN = 100
"""Moved households listed on the page; the paper holds all."""


class PayPanel(SplitPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("dynamic.pay.none"))
        self._villages: Sequence[payments.Summary] = ()

    def month(self) -> str:
        return payments.month(self.shell.ws)

    def number(self) -> int:
        self._villages = payments.overview(self.shell.ws, self.month(), self.shell.within)
        return sum(bool(one.totals.households) and not one.paid_on for one in self._villages)

    def look(self, household_id: str = "") -> None:
        del household_id
        self.show_rows([_row(one) for one in self._villages if one.totals.households or one.before])

    def fill(self, key: str) -> None:
        sheet = payments.sheet(self.shell.ws, self.month(), key)
        self.said.addWidget(parts.title(t("dynamic.pay.title", village=sheet.village, month=sheet.month)))
        self._totals(sheet)
        if sheet.waiting:
            self.said.addWidget(Remark("wait", t("dynamic.pay.waiting", count=sheet.waiting)))
            go = partial(self.shell.go, "dynamic", tab="changes")
            self.verbs(parts.primary(t("dynamic.pay.to_changes"), go))
        if sheet.gaps:
            self._gaps(sheet)
        self._verbs(sheet)
        for told in sheet.told:
            self.said.addWidget(Remark("info", t(
                "dynamic.pay.told", check=words.check(told.name), left=told.left, right=told.right, text=told.text,
                by=told.by,
            )))  # fmt: skip
        moved = [one for one in sheet.lines if one.moved != "same" and not (sheet.gaps and one.unexplained)]
        if sheet.before is not None and (moved or not sheet.gaps):
            self.said.addWidget(parts.heading(t("dynamic.pay.moved", count=count(len(moved)))))
        for one in moved[:_SHOWN]:
            self.said.addWidget(parts.line())
            self.said.addWidget(_moved(one))

    def _totals(self, sheet: Sheet) -> None:
        now, before = sheet.totals, sheet.before
        self.facts([
            (t("dynamic.pay.households"), _beside(count(now.households), count(before.households) if before else "")),
            (t("dynamic.pay.persons"), _beside(count(now.persons), count(before.persons) if before else "")),
            (t("dynamic.pay.amount"), _beside(money(now.amount), money(before.amount) if before else "")),
            (t("dynamic.pay.average"), _beside(money(now.average), money(before.average) if before else "")),
            (t("dynamic.pay.frozen_on"), sheet.frozen_on),
            (t("dynamic.pay.paid_on"), sheet.paid_on),
            (t("dynamic.pay.returned"), count(len(sheet.returned)) if sheet.returned else ""),
        ])  # fmt: skip
        if sheet.late:
            words_ = t("dynamic.pay.was_late") if sheet.paid_on else t("dynamic.pay.late")
            self.said.addWidget(Remark("refused", words_))

    def _gaps(self, sheet: Sheet) -> None:
        """What does not agree, the households that moved without a reason, and one field for why."""
        for gap in sheet.gaps:
            left, right = figure(gap.left), figure(gap.right)
            words_ = t("dynamic.pay.gap", check=words.check(gap.name), left=left, right=right)
            self.said.addWidget(Remark("look", words_))
        for one in [one for one in sheet.lines if one.unexplained][:_SHOWN]:
            self.said.addWidget(_moved(one))
        self.why = Line(placeholder=t("dynamic.pay.why"))
        self.said.addWidget(parts.labelled(t("dynamic.pay.explain"), self.why))
        self.tell = parts.plain(t("dynamic.pay.explain_save"), lambda: self._explain(sheet))
        self.verbs(self.tell)

    def _explain(self, sheet: Sheet) -> None:
        ws, actor, text = self.shell.ws, self.shell.actor, self.why.text()
        place = (sheet.month, sheet.village_code)
        self.do(lambda: payments.explain(ws, actor, *place, sheet.gaps, text), t("dynamic.entered"))

    def _verbs(self, sheet: Sheet) -> None:
        if not sheet.frozen_on:
            self.next = parts.primary(t("dynamic.pay.freeze"), lambda: self._freeze(sheet))
            self.next.setEnabled(not sheet.waiting and not sheet.gaps and bool(sheet.lines))
            self.verbs(self.next)
        elif not sheet.paid_on:
            self.day = Day(self.shell.ws.clock.now().date().isoformat())
            self.said.addWidget(parts.labelled(t("dynamic.pay.paid_on"), self.day))
            self.next = parts.primary(t("dynamic.pay.pay"), lambda: self._pay(sheet))
            self.verbs(self.next)

        if sheet.frozen_on:
            year = int(sheet.month[:4])
            to_print = partial(print_ledger, self.shell, "payment", year, "register")
            self.verbs(parts.quiet(t("dynamic.pay.ledger"), to_print))

    def _freeze(self, sheet: Sheet) -> None:
        text = t("dynamic.pay.freeze_ask", village=sheet.village, month=sheet.month,
                 households=count(sheet.totals.households), amount=money(sheet.totals.amount))  # fmt: skip
        if self.shell.confirm(t("dynamic.pay.freeze"), text, t("dynamic.pay.freeze")):
            ws, actor = self.shell.ws, self.shell.actor
            self.do(lambda: payments.freeze(ws, actor, sheet.month, sheet.village_code), t("dynamic.pay.frozen"))

    def _pay(self, sheet: Sheet) -> None:
        ws, actor, day = self.shell.ws, self.shell.actor, self.day.value()
        if not day:
            self.day.set_wrong(True)
            self.shell.notify(t("dynamic.day_wrong"), "refused")
            return
        paid = date.fromisoformat(day)
        self.do(lambda: payments.pay(ws, actor, sheet.month, sheet.village_code, paid), t("dynamic.pay.paid"))


def _row(one: Summary) -> Row:
    note = t("dynamic.pay.row", households=count(one.totals.households), amount=money(one.totals.amount))
    if one.paid_on:
        return Row(one.village_code, one.village, note, t("dynamic.pay.is_paid"), "done")
    if one.frozen_on:
        return Row(one.village_code, one.village, note, t("dynamic.pay.is_frozen"), "refused" if one.late else "wait")
    kind = "refused" if one.gaps or one.late else "wait"
    word = t("dynamic.pay.is_gap") if one.gaps else t("dynamic.pay.is_open")
    return Row(one.village_code, one.village, note, word, kind)


def _moved(one: PayLine) -> parts.Status:
    why = words.reason(one.reason) if one.reason else t("dynamic.pay.no_reason")
    text = t("dynamic.pay.line", name=one.head, number=one.number, moved=words.moved(one.moved),
             before=money(one.before, unit=False), amount=money(one.amount, unit=False), why=why)  # fmt: skip
    return parts.status("refused" if one.unexplained else "muted", text, wrap=True)


def _beside(now: str, before: str) -> str:
    return t("dynamic.pay.beside", now=now, before=before) if before else now


def figure(value: Figure) -> str:
    """A number of households or persons, or yuan."""
    return count(value) if isinstance(value, int) else money(value, unit=False)
