"""组织机构: tasks of the health programme, facilities, the guidance group (S-350, S-374 … S-376)."""

from functools import partial
from typing import ClassVar

from villagevisit.domain.clock import today
from villagevisit.services import health_office
from villagevisit.services.health_office import NewTask
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_facilities import FacilityPanel
from villagevisit.ui.pages.health_panel import NEW, EntriesPanel, HealthPage
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t


class HealthOfficePage(HealthPage):
    """`enter(tab)`: `tasks`, `facilities`, `guides`."""

    name: ClassVar[str] = "health_office"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, {
            "tasks": (t("programme.tab.tasks"), TasksPanel(shell)),
            "facilities": (t("programme.tab.facilities"), FacilityPanel(shell)),
            "guides": (t("programme.tab.guides"), GuidesPanel(shell)),
        })  # fmt: skip

    def heading(self) -> str:
        return t("programme.heading")

    def help(self) -> str:
        return t("programme.help")


class TasksPanel(EntriesPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "health_task")
        self.text, self.unit, self.office, self.due, self.source = Line(), Line(), Line(), Day(), Line()
        self.proof = Line()

    def look(self, household_id: str = "") -> None:
        del household_id
        now = today(self.shell.ws.clock).isoformat()
        self._tasks = {one.id: one for one in health_office.tasks(self.shell.ws, self.shell.actor)}
        self.offer([
            Row(one.id, one.text, f"{one.unit} {one.office}".strip(),
                one.done or one.due, "done" if one.done else "refused" if one.late(now) else "wait")
            for one in self._tasks.values()
        ])  # fmt: skip

    def fill(self, key: str) -> None:
        if key == NEW:
            self._fill_new()
            return
        one = self._tasks[key]
        self.said.addWidget(parts.title(one.text))
        self.facts([
            (t("programme.unit"), one.unit), (t("programme.office"), one.office), (t("programme.due"), one.due),
            (t("programme.source"), one.source),
            (t("programme.proof"), f"{one.proof} · {t('programme.done_on', day=one.done)}" if one.done else ""),
        ])  # fmt: skip
        if not one.done:
            self.proof = Line(placeholder=t("programme.proof_hint"))
            self.ask([(t("programme.proof"), self.proof)])
            self.verbs(parts.primary(t("programme.finish"), partial(self._finish, one.id)))

    def _fill_new(self) -> None:
        self.text, self.unit, self.office, self.due, self.source = Line(), Line(), Line(), Day(), Line()
        self.ask([
            (t("programme.task"), self.text), (t("programme.unit"), self.unit), (t("programme.office"), self.office),
            (t("programme.due"), self.due), (t("programme.source"), self.source),
        ])  # fmt: skip
        self.verbs(parts.primary(t("programme.set"), self._set))

    def _set(self) -> None:
        new = NewTask(
            self.text.text(), self.unit.text(), self.office.text(), self.due.value(), self.source.text()
        )
        self.do(lambda: health_office.set_task(self.shell.ws, self.shell.actor, new), t("programme.set_done"))

    def _finish(self, task_id: str) -> None:
        ws, actor, proof = self.shell.ws, self.shell.actor, self.proof.text()
        self.do(lambda: health_office.finish_task(ws, actor, task_id, proof), t("programme.finished"))


class GuidesPanel(EntriesPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "guide")
        self.person, self.unit, self.specialty, self.phone = Line(), Line(), Line(), Line()

    def look(self, household_id: str = "") -> None:
        del household_id
        self._guides = {one.id: one for one in health_office.guides(self.shell.ws, self.shell.actor)}
        self.offer([
            Row(one.id, one.name, f"{one.unit} {one.specialty}".strip(), "", "muted" if one.left else "done")
            for one in self._guides.values()
        ])

    def fill(self, key: str) -> None:
        if key == NEW:
            self.person, self.unit, self.specialty, self.phone = Line(), Line(), Line(), Line()
            self.ask([
                (t("programme.person"), self.person), (t("programme.from"), self.unit),
                (t("programme.specialty"), self.specialty), (t("programme.phone"), self.phone),
            ])  # fmt: skip
            self.verbs(parts.primary(t("programme.join"), self._join))
            return
        one = self._guides[key]
        self.said.addWidget(parts.title(one.name))
        days = t("programme.left", since=one.since, left=one.left) if one.left else t("programme.since", day=one.since)
        self.said.addWidget(parts.body(days, muted=True))
        self.facts([
            (t("programme.from"), one.unit), (t("programme.specialty"), one.specialty),
            (t("programme.phone"), one.phone),
        ])  # fmt: skip
        if not one.left:
            ws, actor = self.shell.ws, self.shell.actor
            leave = partial(self.do, lambda: health_office.leave(ws, actor, key), t("programme.joined"))
            self.verbs(parts.plain(t("programme.leave"), leave))

    def _join(self) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        said = [one.text() for one in (self.person, self.unit, self.specialty, self.phone)]
        self.do(lambda: health_office.name_guide(ws, actor, *said), t("programme.joined"))
