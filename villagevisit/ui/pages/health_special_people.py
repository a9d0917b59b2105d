"""Registers by person: folic acid and delivery subsidies of women, endemic diseases."""

from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.domain.health_special import FOLIC, SICK, STAGES, SUBSIDY, Case
from villagevisit.services import special_registers
from villagevisit.services.identification import Listed
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.wording import t

_WOMEN, _ALL = "women", "all"
_WIDE = 420
_KINDS = {"ill": "refused", "better": "wait", "recovered": "done", "died": "muted"}


class MothersPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, [
            (FOLIC, t("special.list.folic")), (SUBSIDY, t("special.list.subsidy")), (_WOMEN, t("special.list.women"))
        ])  # fmt: skip
        self.which.choose(_WOMEN)
        self.top.addWidget(parts.menu(t("health.print"), (
            (t("health.book.folic"), lambda: self._print("folic")),
            (t("health.book.delivery_subsidy"), lambda: self._print("delivery_subsidy")),
        )))  # fmt: skip
        self.stage, self.bottles, self.given = Choice(), Line(), Day()
        self.amount, self.delivered, self.hospital, self.paid = Line(), Day(), Line(), Day()

    @property
    def year(self) -> int:
        return today(self.shell.ws.clock).year

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        if which == _WOMEN:
            return special_registers.women(ws, actor, text, SHOWN)
        told = special_registers.entries(ws, actor, which, self.year)
        found = special_registers.people(ws, [one.thing for one in reversed(told)])
        return [one for one in found if text in one.name][:SHOWN]

    def fill_person(self, one: Listed) -> None:
        for event in special_registers.of_person(self.shell.ws, self.shell.actor, one.person_id, FOLIC, SUBSIDY):
            self.said.addWidget(parts.body(_said(event)))
        now = today(self.shell.ws.clock).isoformat()
        self.stage = Choice([(key, t(f"special.stage.{key}")) for key in STAGES])
        self.bottles, self.given = Line(), Day(now)
        self._fields("special.folic", [
            (t("special.stage"), self.stage), (t("special.bottles"), self.bottles), (t("special.given"), self.given)
        ])  # fmt: skip
        self.verbs(parts.plain(t("special.folic_enter"), lambda: self._folic(one)))
        self.amount, self.delivered, self.hospital, self.paid = Line(), Day(), Line(), Day(now)
        self._fields("special.subsidy", [
            (t("special.delivered"), self.delivered), (t("special.hospital"), self.hospital),
            (t("special.amount"), self.amount), (t("special.paid"), self.paid),
        ])  # fmt: skip
        self.verbs(parts.plain(t("special.subsidy_enter"), lambda: self._subsidy(one)))

    def _fields(self, heading: str, fields: list[tuple[str, Choice | Line]]) -> None:
        self.said.addWidget(parts.heading(t(heading)))
        for words, field in fields:
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _WIDE))

    def _folic(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        said = self.stage.value(), self.bottles.text(), self.given.said()
        self.do(lambda: special_registers.folic(ws, actor, one.person_id, *said), t("chronic.entered"))

    def _subsidy(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        delivered, hospital, day = self.delivered.said(), self.hospital.text(), self.paid.said()
        amount = self.amount.text()
        self.do(
            lambda: special_registers.subsidise(
                ws, actor, one.person_id, amount, delivered=delivered, hospital=hospital, day=day
            ),
            t("chronic.entered"),
        )

    def _print(self, kind: str) -> None:
        print_ledger(self.shell, kind, self.year)


class EndemicPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        lists = [(one, t(f"special.sick.{one}")) for one in SICK]
        super().__init__(shell, [*lists, (_ALL, t("chronic.list.all"))])
        self.top.addWidget(parts.plain(t("health.print"), self._print))
        self.cases: dict[str, list[Case]] = {}
        self.disease, self.found_on, self.treatment = Line(), Day(), Line()
        self.result, self.day = Choice(), Day()

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        self.cases = {}
        for one in special_registers.sick(ws, actor):
            self.cases.setdefault(one.person_id, []).append(one)
        if which == _ALL:
            return special_registers.anybody(ws, actor, text, SHOWN)
        wanted = [person for person, mine in self.cases.items() if any(one.result == which for one in mine)]
        return [one for one in special_registers.people(ws, wanted) if text in one.name][:SHOWN]

    def line(self, one: Listed) -> tuple[str, str]:
        mine = self.cases.get(one.person_id)
        return (mine[0].seen, _KINDS[mine[0].result]) if mine else ("", "")

    def fill_person(self, one: Listed) -> None:
        mine = self.cases.get(one.person_id, [])
        for case in mine:
            words = t("special.case", disease=case.disease, result=t(f"special.sick.{case.result}"), found=case.found)
            self.said.addWidget(parts.status(_KINDS[case.result], words, wrap=True))
            seen = t("special.seen", day=case.seen)
            self.said.addWidget(parts.body(f"{seen}  {case.treatment}".rstrip(), muted=True))
        first = mine[0] if mine else None
        self.said.addWidget(parts.heading(t("special.endemic")))
        self.disease = Line(first.disease if first else "", t("special.disease_hint"))
        self.found_on = Day(first.found if first else "")
        self.treatment = Line(placeholder=t("special.treatment_hint"))
        self.result = Choice([(key, t(f"special.sick.{key}")) for key in SICK], first.result if first else SICK[0])
        self.day = Day(today(self.shell.ws.clock).isoformat())
        for words, field in (
            (t("special.disease"), self.disease), (t("special.found"), self.found_on),
            (t("special.treatment"), self.treatment), (t("special.result"), self.result), (t("special.day"), self.day),
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _WIDE))
        self.verbs(parts.plain(t("special.endemic_enter"), lambda: self._entered(one)))

    def _entered(self, one: Listed) -> None:
        ws, actor, disease = self.shell.ws, self.shell.actor, self.disease.text()
        found, treatment, day = self.found_on.said(), self.treatment.text(), self.day.said()
        result = self.result.value()
        self.do(
            lambda: special_registers.endemic(
                ws, actor, one.person_id, disease, found=found, treatment=treatment, result=result, day=day
            ),
            t("chronic.entered"),
        )

    def _print(self) -> None:
        print_ledger(self.shell, "endemic", today(self.shell.ws.clock).year)


def _said(one: Event) -> str:
    if one.kind == FOLIC:
        stage = t(f"special.stage.{one.text('stage')}")
        return t("special.folic_line", day=one.day, count=one.number("bottles"), stage=stage)
    return t(
        "special.subsidy_line", day=one.day, amount=money(one.text("amount")), hospital=one.text("hospital"),
        delivered=one.text("delivered"),
    )  # fmt: skip
