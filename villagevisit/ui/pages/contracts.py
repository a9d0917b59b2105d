"""家庭医生签约: who has a contract and who should, when it ends, what was done; figures; long prescriptions."""

from functools import partial
from typing import Any, ClassVar

from villagevisit.domain import contracts as rules
from villagevisit.domain.clock import today
from villagevisit.services import contracts
from villagevisit.services.contracts import GROUPS, Overview
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.contract_drugs import DrugsPanel
from villagevisit.ui.pages.contract_grid import GridPanel
from villagevisit.ui.pages.health_panel import SHOWN, FiguresPanel, HealthPage, PeoplePanel, figures, share
from villagevisit.wording import t

_LISTS = {
    "none": "contracts.list.none", "helped": "contracts.list.helped", "30": "contracts.list.30",
    "60": "contracts.list.60", "over": "contracts.list.over", "running": "contracts.list.running",
    "1": "contracts.list.1", "2": "contracts.list.2", "3": "contracts.list.3", "4": "contracts.list.4",
    "upload": "contracts.list.upload", "gaps": "contracts.list.gaps",
}  # fmt: skip
_UNSIGNED = {"none": "all", "helped": "helped"}
_GAPS = "gaps"
_STEP_KIND = {1: "muted", 2: "half", 3: "next", 4: "done"}


class ContractsPage(HealthPage):
    """`enter(tab)`: `people`, `figures`, `drugs`, `grid`."""

    name: ClassVar[str] = "contracts"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, {
            "people": (t("contracts.tab.people"), ContractPanel(shell)),
            "figures": (t("contracts.tab.figures"), CoveragePanel(shell)),
            "drugs": (t("contracts.tab.drugs"), DrugsPanel(shell)),
            "grid": (t("contracts.tab.grid"), GridPanel(shell)),
        })  # fmt: skip

    def heading(self) -> str:
        return t("contracts.heading")

    def help(self) -> str:
        return t("contracts.help")


class ContractPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, [(key, t(words)) for key, words in _LISTS.items()])
        self.save = parts.quiet(t("contracts.save"), self._save)
        self.top.addWidget(self.save)
        self.item, self.satisfied, self.drugs = Line(), Choice(), Line()

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        self.save.setVisible(which not in (*_UNSIGNED, _GAPS))
        if which in _UNSIGNED:
            return contracts.unsigned(ws, actor, _UNSIGNED[which], text, limit=SHOWN)
        if which == _GAPS:
            return contracts.gaps(ws, actor, text, limit=SHOWN)
        return contracts.listed(ws, actor, which, text, limit=SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        if not one.state:
            return "", "wait"
        over = one.next_day < today(self.shell.ws.clock).isoformat()
        return one.next_day, "refused" if over else _STEP_KIND[rules.line(one.state).step]

    def fill_person(self, one: Listed) -> None:
        sign = t("contracts.renew") if one.state else t("contracts.sign")
        found = contracts.ticks(self.shell.ws, self.shell.actor, one.person_id)
        if found is not None:
            none = t("contracts.tick.none")
            self.facts([
                (t("contracts.tick.registered"), t("contracts.tick.yes") if found.registered else none),
                (t("contracts.tick.followed"), found.followed or none),
                (t("contracts.tick.guided"), t("contracts.tick.yes") if found.guided else none),
            ])  # fmt: skip
        if not one.state:
            self.said.addWidget(parts.body(t("contracts.no_contract")))
            self.verbs(self.form(rules.FORM, one.person_id, sign))
            return
        line = rules.line(one.state)
        self.facts([
            (t("contracts.step"), t(f"contract.step.{line.step}")),
            (t("contracts.runs"), t("contracts.until", signed=one.last_day, until=one.next_day)),
            (t("contracts.services"), t("contracts.done", done=count(line.done), planned=count(line.planned))),
            (t("contracts.satisfied"), t(f"contract.satisfied.{line.satisfaction or '0'}")),
            (t("contracts.national"), t("contract.column.yes" if line.uploaded else "contract.column.no")),
            (t("contracts.kit"), t("contract.column.yes" if line.kit else "contract.column.no")),
        ])  # fmt: skip
        show = partial(self.shell.go, "print", subject_id=one.person_id)
        self.verbs(
            self.form(rules.FORM, one.person_id, sign),
            parts.plain(t("contracts.plate"), partial(show, kind="contact_plate")),
            parts.plain(t("contracts.paper"), partial(show, kind="contract")),
        )
        self._entries(one, line)

    def _entries(self, one: Listed, line: rules.Line) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.said.addWidget(parts.heading(t("contracts.enter")))
        self.item = Line(placeholder=t("contracts.item_hint"))
        answers = [(code, t(f"contract.satisfied.{code or '0'}")) for code in ("", "1", "2", "3")]
        self.satisfied = Choice(answers)
        self.said.addWidget(parts.labelled(t("contracts.item"), self.item))
        self.said.addWidget(parts.labelled(t("contracts.satisfied"), self.satisfied))
        self.verbs(parts.plain(t("contracts.perform"), lambda: self.do(
            lambda: contracts.perform(ws, actor, one.person_id, self.item.text(), self.satisfied.value()),
            t("contracts.performed"),
        )))  # fmt: skip
        if not line.uploaded:
            self.verbs(parts.plain(t("contracts.upload"), lambda: self.do(
                lambda: contracts.uploaded(ws, actor, one.person_id), t("contracts.uploaded")
            )))  # fmt: skip
        if not line.kit:
            self.drugs = Line(placeholder=t("contracts.drugs_hint"))
            self.said.addWidget(parts.labelled(t("contracts.drugs"), self.drugs))
            self.verbs(parts.plain(t("contracts.give_kit"), lambda: self.do(
                lambda: contracts.give_kit(ws, actor, one.person_id, self.drugs.text()), t("contracts.kit_given")
            )))  # fmt: skip

    def _save(self) -> None:
        path = self.shell.files.save(self, t("contracts.save"), t("contracts.file"), "*.xlsx *.csv")
        if path is not None:
            ws, actor, which = self.shell.ws, self.shell.actor, self.which.value()
            self.do(lambda: contracts.save(ws, actor, which, path), t("contracts.saved"))


class CoveragePanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.group = "all"

    def make(self, progress: Progress) -> object:
        return contracts.overview(self.shell.ws, self.shell.actor, progress)

    def show_figures(self, found: Any) -> None:
        assert isinstance(found, Overview)
        self.said.addWidget(parts.title(t("contracts.coverage")))
        self.said.addWidget(parts.body(t("contracts.coverage_of"), muted=True))
        rows = []
        for group in GROUPS:
            villages = found.coverage[group]
            people, signed = sum(one.people for one in villages), sum(one.signed for one in villages)
            rows.append((t(f"contracts.group.{group}"), share(signed, people), count(people - signed)))
        heads = ("", t("contracts.head.signed"), t("contracts.head.missing"))
        self.said.addWidget(figures(heads, rows))
        self.said.addWidget(parts.heading(t("contracts.by_village")))
        pick = Choice([(group, t(f"contracts.group.{group}")) for group in GROUPS], self.group)
        pick.on_choice(lambda group: self._choose(group, found))
        self.said.addWidget(parts.narrow(pick, 420))
        villages = found.coverage[self.group]
        self.said.addWidget(figures(
            heads, [(one.name, share(one.signed, one.people), count(one.people - one.signed)) for one in villages]
        ))  # fmt: skip
        self._loads(found)

    def _choose(self, group: str, found: Overview) -> None:
        self.group = group
        parts.clear(self.said)
        self.show_figures(found)
        self.said.addStretch(1)

    def _loads(self, found: Overview) -> None:
        self.said.addWidget(parts.heading(t("contracts.loads")))
        heads = ("", t("contracts.head.contracts"), *(t(f"contract.step.{step}") for step in range(1, 5)))
        rows = [(one.name, count(one.contracts), *map(count, one.steps)) for one in found.loads]
        self.said.addWidget(figures(heads, rows) if rows else parts.body(t("contracts.no_loads"), muted=True))
        self.said.addWidget(parts.body(t(
            "contracts.ending", month=count(found.ending[30]), two=count(found.ending[60]), over=count(found.over),
            upload=count(found.not_uploaded),
        )))  # fmt: skip
