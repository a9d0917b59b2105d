"""What happened to households and no benefit shows yet, by age; and entering such an event."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.domain.errors import CodedError
from villagevisit.domain.household import Household
from villagevisit.services import areas, dynamic_lists, households
from villagevisit.services.dynamic_lists import Report, Reported
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.pages.dynamic_panel import SplitPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_NEW = "new"


class EventsPanel(SplitPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, t("dynamic.events.none"))
        self._home: Household | None = None
        self._found: dict[str, Reported] = {}
        self.note = Line()

    def begin(self, household_id: str, because: str = "") -> None:
        """With a household: something that happened there is entered."""
        del because
        self._home = None
        if household_id:
            try:
                self._home = households.get(self.shell.ws, household_id, self.shell.within)
            except CodedError as error:
                self.shell.fail(error)
        if self._home is not None:
            self.key = _NEW

    def number(self) -> int:
        return len(dynamic_lists.waiting(self.shell.ws, self.shell.within))

    def look(self, household_id: str = "") -> None:
        del household_id
        self._found = {one.id: one for one in dynamic_lists.waiting(self.shell.ws, self.shell.within)}
        rows = [
            Row(one.id, one.head, f"{words.event(one.kind)} {one.person}".strip(),
                t("dynamic.events.age", count=one.age), "refused" if one.late else "wait")
            for one in self._found.values()
        ]  # fmt: skip
        if self._home is not None:
            rows.insert(0, Row(_NEW, self._home.head_name, t("dynamic.events.new"), "", "next"))
        self.show_rows(rows)

    def fill(self, key: str) -> None:
        if key == _NEW and self._home is not None:
            self._fill_new(self._home)
        elif key in self._found:
            self._fill_event(self._found[key])

    def _fill_event(self, one: Reported) -> None:
        self.said.addWidget(parts.title(one.head))
        place = [areas.name(self.shell.ws, one.village_code), one.number]
        self.said.addWidget(parts.body(" · ".join(word for word in place if word), muted=True))
        if one.late:
            self.said.addWidget(Remark("refused", t("dynamic.events.late", day=one.due_on)))
        if one.held_back:
            self.said.addWidget(Remark("look", t("dynamic.events.held_back")))
        self.facts([
            (t("dynamic.events.what"), f"{words.event(one.kind)} {one.person}".strip()),
            (t("dynamic.events.happened"), one.happened),
            (t("dynamic.events.told"), one.told),
            (t("dynamic.events.due"), one.due_on),
            (t("dynamic.events.asks"), words.asks(one.kind)),
            (t("dynamic.note"), one.note),
        ])  # fmt: skip
        self.note = Line(placeholder=t("dynamic.review.note_why"))
        propose = partial(self.shell.go, "dynamic", tab="changes", household_id=one.household_id, because=one.id)
        self.said.addWidget(parts.labelled(t("dynamic.review.note"), self.note))
        self.verbs(
            parts.primary(t("dynamic.propose"), propose),
            parts.plain(t("dynamic.events.no_effect"), lambda: self._no_effect(one)),
            self.household(one.household_id),
        )

    def _no_effect(self, one: Reported) -> None:
        ws, actor, note = self.shell.ws, self.shell.actor, self.note.text()
        self.do(
            lambda: dynamic_lists.reviewed(ws, actor, one.household_id, note, one.id), t("dynamic.review.done")
        )

    def _fill_new(self, home: Household) -> None:
        self.said.addWidget(parts.title(home.head_name))
        self.said.addWidget(parts.body(t("dynamic.events.new"), muted=True))
        self.kind = Choice([(one.value, words.event(one)) for one in LifeEvent])
        self.person = Choice([("", t("dynamic.events.whole")), *((one.id, one.name) for one in home.persons)])
        self.day = Day(self.shell.ws.clock.now().date().isoformat())
        self.note = Line()
        for label, field in (
            (t("dynamic.events.what"), self.kind), (t("dynamic.events.person"), self.person),
            (t("dynamic.events.happened"), self.day), (t("dynamic.note"), self.note),
        ):  # fmt: skip
            self.said.addWidget(parts.labelled(label, field))
        self.save = parts.primary(t("dynamic.events.enter"), lambda: self._enter(home))
        self.verbs(self.save, self.household(home.id))

    def _enter(self, home: Household) -> None:
        ws, actor, day = self.shell.ws, self.shell.actor, self.day.value()
        if not day:
            self.day.set_wrong(True)
            self.shell.notify(t("dynamic.day_wrong"), "refused")
            return
        said = Report(
            home.id, LifeEvent(self.kind.value()), date.fromisoformat(day), self.person.value(), self.note.text()
        )
        try:
            done = dynamic_lists.report(ws, actor, said)
        except CodedError as error:
            self.shell.fail(error)
            return
        self._home, self.key = None, done.value.thing
        self.shell.notify(t("dynamic.entered"), "done")
        self.shell.apply(done)

    def first_focus(self) -> QWidget | None:
        return self.kind if self.key == _NEW and hasattr(self, "kind") else super().first_focus()
