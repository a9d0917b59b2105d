"""Vaccination by child: what is overdue in red, what comes next, the certificate, and entering a dose."""

from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.domain.health_schedule import Next
from villagevisit.services import health_rules, health_services, vaccinations
from villagevisit.services.health_services import Served
from villagevisit.services.identification import Listed
from villagevisit.services.vaccinations import LISTS, Child
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.wording import t

_KINDS = {"late": "refused", "month": "wait", "none": "wait", "card": "wait", "all": "muted"}
_WIDE = 420


class VaccinationPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, [(one, t(f"vaccination.list.{one}")) for one in LISTS])
        self.top.addWidget(parts.plain(t("health.print"), self._print))
        self.dose, self.day, self.batch, self.card = Choice(), Day(), Line(), Day()

    def people(self, which: str, text: str) -> list[Listed]:
        return vaccinations.listed(self.shell.ws, self.shell.actor, which, text, SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        which = self.which.value()
        return (t("chronic.by", day=one.next_day) if which in ("late", "month") else ""), _KINDS[which]

    def fill_person(self, one: Listed) -> None:
        child = vaccinations.of_child(self.shell.ws, self.shell.actor, one.person_id, one.birth)
        self.facts([
            (t("vaccination.born"), one.birth), (t("vaccination.card"), child.card or t("vaccination.no_card")),
            (t("screening.column.phone"), one.phone),
        ])  # fmt: skip
        if not child.given:
            self.said.addWidget(parts.status("wait", t("vaccination.state.none"), wrap=True))
        self._doses(child)
        self._enter(one, child)
        if not child.card:
            self.card = Day(today(self.shell.ws.clock).isoformat())
            self.said.addWidget(parts.narrow(parts.labelled(t("vaccination.card_day"), self.card), _WIDE))
            self.verbs(parts.plain(t("vaccination.card_enter"), lambda: self._carded(one)))

    def _doses(self, child: Child) -> None:
        """What is late, one under the other; the rest in a line each: now, had, to come."""
        now = today(self.shell.ws.clock)
        for one in child.late:
            late = (now - now.fromisoformat(one.last)).days
            self.said.addWidget(parts.status(
                "refused", t("vaccination.late", dose=_name(one.item), day=one.last, count=late), wrap=True
            ))  # fmt: skip
        for one in child.now:
            words = t("vaccination.now", dose=_name(one.item), day=one.last)
            self.said.addWidget(parts.status("wait", words, wrap=True))
        had = t("ui.comma").join(t("vaccination.had", dose=_name(item), day=day) for item, day in child.given)
        if had:
            self.said.addWidget(parts.status("done", t("vaccination.given", doses=had), wrap=True))
        later = [one for one in child.missing if one.first > child.today]
        if later:
            self.said.addWidget(parts.body(t("vaccination.later", doses=_windows(later)), muted=True))

    def _enter(self, one: Listed, child: Child) -> None:
        if not child.missing:
            return
        self.said.addWidget(parts.heading(t("vaccination.enter")))
        open_ = sorted(child.missing, key=lambda dose: (dose.first > child.today, dose.last))
        self.dose = Choice([(dose.item, _name(dose.item)) for dose in open_])
        self.day, self.batch = Day(today(self.shell.ws.clock).isoformat()), Line()
        for words, field in (
            (t("vaccination.dose"), self.dose), (t("vaccination.day"), self.day), (t("round.value.batch"), self.batch)
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(parts.labelled(words, field), _WIDE))
        self.verbs(parts.primary(t("vaccination.save"), lambda: self._served(one)))

    def _served(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        dose = Served(Service.VACCINATION, self.dose.value(), self.day.said(), {"batch": self.batch.text()})
        self.do(lambda: health_services.serve(ws, actor, one.person_id, dose), t("chronic.entered"))

    def _carded(self, one: Listed) -> None:
        ws, actor, day = self.shell.ws, self.shell.actor, self.card.said()
        self.do(
            lambda: health_services.enrol(ws, actor, one.person_id, Service.VACCINATION, day), t("chronic.entered")
        )

    def _print(self) -> None:
        print_ledger(self.shell, "vaccination_due", today(self.shell.ws.clock).year)


def _name(item: str) -> str:
    return health_rules.title(Service.VACCINATION, item)


def _windows(doses: list[Next]) -> str:
    return t("ui.comma").join(t("vaccination.from", dose=_name(one.item), day=one.first) for one in doses)
