"""Bills: what a visit cost and who paid, entered once; what is still owed and until when; the waiver form."""

from decimal import Decimal, InvalidOperation
from functools import partial

from villagevisit.domain import waivers as rules
from villagevisit.domain.chronic_appraisal import Application
from villagevisit.domain.clock import today
from villagevisit.domain.waivers import LAYERS, Bill, Costs
from villagevisit.services import chronic_appraisals, health_costs, identification
from villagevisit.services.health_costs import Entry
from villagevisit.services.identification import Listed
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_OWED, _ALL = "owed", "all"
_MOST = 5
"""Bills that are shown beside those that are still owed."""
_NONE = Decimal(-1)
"""What is typed is no amount; a bill with it is refused."""


class BillsPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, [(_ALL, t("costs.list.all")), (_OWED, t("costs.list.owed"))])
        self.day, self.due, self.hospital, self.kind = Day(), Day(), Line(), Choice()
        self.disease, self.certified = Line(), Line()
        self.amounts: dict[str, Line] = {}

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        if which == _OWED:
            owed = health_costs.persons(ws, health_costs.owed(ws, actor))
            return [one for one in owed.values() if text in one.name][:SHOWN]
        return identification.listed(ws, actor, "", text, limit=SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        return "", "wait" if self.which.value() == _OWED else ""

    def fill_person(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        bills = health_costs.of_person(ws, actor, one.person_id)
        late = [bill for bill in bills[_MOST:] if bill.owed()]
        for bill in sorted([*bills[:_MOST], *late], key=Costs.owed, reverse=True):
            self._bill(bill)
        self.verbs(self.form(rules.FORM, one.person_id, t("costs.waiver")))
        self._entry(one)

    def _bill(self, one: Costs) -> None:
        bill = one.bill
        self.said.addWidget(parts.strong(t(
            "costs.line", day=one.day, hospital=one.hospital,
            kind=t("costs.inpatient") if one.inpatient else t("costs.outpatient"),
        )))  # fmt: skip
        self.said.addWidget(parts.body(t(
            "costs.layers", total=money(bill.total), paid=money(bill.paid), own=money(bill.own),
            of_total=_rate(bill.ratio_total), of_compliant=_rate(bill.ratio_compliant),
        )))  # fmt: skip
        if one.owed():
            late = one.overdue(today(self.shell.ws.clock))
            self.said.addWidget(Remark("refused" if late else "wait", t("costs.owed", day=one.due)))
            settle = partial(health_costs.paid, self.shell.ws, self.shell.actor, one)
            self.verbs(parts.plain(t("costs.settle"), lambda: self.do(settle, t("costs.was_settled"))))

    def _entry(self, one: Listed) -> None:
        self.said.addWidget(parts.heading(t("costs.enter")))
        self.day, self.due = Day(today(self.shell.ws.clock).isoformat()), Day()
        self.due.setPlaceholderText(t("costs.due_hint"))
        self.hospital, self.disease, self.certified = Line(), Line(), Line(placeholder="2026-03")
        self.kind = Choice([("1", t("costs.inpatient")), ("0", t("costs.outpatient"))])
        self.amounts = {name: Line() for name in ("total", "outside", *LAYERS)}
        fields = [
            (t("costs.day"), self.day), (t("costs.hospital"), self.hospital), (t("costs.kind"), self.kind),
            *((t(f"costs.amount.{name}"), line) for name, line in self.amounts.items()),
            (t("costs.due"), self.due), (t("costs.disease"), self.disease), (t("costs.certified"), self.certified),
        ]  # fmt: skip
        for words, field in fields:
            self.said.addWidget(parts.narrow(parts.labelled(words, field), 420))
        known = chronic_appraisals.of_person(self.shell.ws, self.shell.actor, one.person_id)
        self.verbs(*(
            parts.quiet(t("costs.certificate", disease=case.disease, month=case.certificate), partial(self._take, case))
            for case in known if case.certificate
        ))  # fmt: skip
        self.verbs(parts.plain(t("costs.save"), lambda: self._enter(one)))

    def _take(self, one: Application) -> None:
        """The bill is of a disease with a certificate: both are taken over from the appraisal."""
        self.disease.setText(one.disease)
        self.certified.setText(one.certificate)

    def _enter(self, one: Listed) -> None:
        said = {name: _amount(line.text()) for name, line in self.amounts.items()}
        bill = Bill(said["total"], said["outside"], {layer: said[layer] for layer in LAYERS})
        entry = Entry(
            self.day.value(), self.hospital.text(), self.kind.value() == "1", bill, self.due.said(),
            self.disease.text(), self.certified.text().strip(),
        )  # fmt: skip
        ws, actor = self.shell.ws, self.shell.actor
        self.do(lambda: health_costs.enter(ws, actor, one.person_id, entry), t("costs.entered"))


def _amount(text: str) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", "") or "0")
    except InvalidOperation:
        return _NONE
    return value if value.is_finite() else _NONE


def _rate(share: Decimal | None) -> str:
    return "—" if share is None else f"{share:.1%}"
