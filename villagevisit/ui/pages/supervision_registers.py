"""Groups, problems, monthly tasks, meetings, bodies, publicity: a form to enter one, then what there is."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from villagevisit.domain import supervising as rules
from villagevisit.services import supervising
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.pages.supervision_entry import EntryForm, NextSteps
from villagevisit.ui.pages.supervision_panel import SupervisionPanel
from villagevisit.wording import t

_MOST = 40
"""Of one list; the rest is counted."""


class RegisterPanel(SupervisionPanel):
    """A tab made of forms and lists."""

    def refresh(self) -> None:
        parts.clear(self.rows)
        self.forms: list[EntryForm] = []
        self.steps: list[NextSteps] = []
        self.fill()
        self.rows.addStretch(1)

    def fill(self) -> None:
        """Adds the tab's forms and lists."""

    def first_focus(self) -> QWidget | None:
        return next(iter(self.forms[0].fields.values())) if self.forms else None

    def _form(self, form: EntryForm) -> None:
        self.forms.append(form)
        self.rows.addWidget(form)

    def _list(self, title: str, entries: Sequence[QWidget]) -> None:
        self.rows.addWidget(parts.line())
        self.rows.addWidget(parts.heading(title))
        if not entries:
            self.rows.addWidget(parts.body(t("supervision.empty"), muted=True))
        for entry in entries[:_MOST]:
            self.rows.addWidget(entry)
        if len(entries) > _MOST:
            self.rows.addWidget(parts.body(t("supervision.more", count=count(len(entries) - _MOST)), muted=True))

    def _next(self, thing: str, *steps: tuple[str, str, dict[str, str]]) -> NextSteps:
        made = NextSteps(self.shell, self.office, thing, steps)
        self.steps.append(made)
        return made

    def _today(self) -> str:
        return self.shell.ws.clock.now().date().isoformat()


def _entry(kind: str, title: str, notes: Iterable[str], *more: QWidget) -> QWidget:
    said = [parts.body(note, muted=True) for note in notes if note]
    return parts.column(parts.status(kind, title, wrap=True), *said, *more)


def _due(day: str, late: bool) -> str:
    return t("register.late", day=day) if late else t("register.due", day=day)


class GroupsPanel(RegisterPanel):
    def fill(self) -> None:
        ws = self.shell.ws
        groups = supervising.groups(ws, self.office)
        self._form(EntryForm(self.shell, self.office, rules.FORMED))
        if groups:
            of = [(one.id, one.name) for one in groups]
            self._form(EntryForm(self.shell, self.office, rules.VISITED, of=of))
        entries = []
        for group in groups:
            targets = t("register.led", leader=group.leader, targets="、".join(group.targets))
            entries.append(_entry("muted", group.name, (targets, group.members)))
            entries += [self._visit(group, visit) for visit in reversed(group.visits)]
        self._list(t("register.groups"), entries)

    def _visit(self, group: rules.Group, visit: rules.Visit) -> QWidget:
        late = visit.late(self._today())
        kind = "done" if visit.answer else "refused" if late else "wait"
        title = f"{visit.day} · {group.name} · {visit.target}"
        notes = (visit.found, visit.comment, visit.answer or _due(visit.due, late))
        more = [] if visit.answer else [self._next(group.id, (rules.ANSWERED, "answer", {"visit": visit.event}))]
        return _entry(kind, title, notes, *more)


class ProblemsPanel(RegisterPanel):
    def fill(self) -> None:
        ws = self.shell.ws
        priorities = [(key, t(f"register.priority.{key}")) for key in ("1", "2", "3")]
        self._form(EntryForm(self.shell, self.office, rules.RAISED, {"priority": priorities}))
        self._list(t("register.problems"), [self._problem(one) for one in supervising.problems(ws, self.office)])
        tasks = supervising.tasks(ws, self.office)
        before = {"after": [("", "–"), *((name, name) for _, name in tasks)]} if tasks else None
        self.rows.addWidget(parts.line())
        self._form(EntryForm(self.shell, self.office, rules.PLANNED, before))
        self._list(t("register.duties"), [self._duty(one) for one in supervising.duties(ws, self.office)])

    def _problem(self, one: rules.Problem) -> QWidget:
        late = one.late(self._today())
        kind = "done" if not one.open else "refused" if late else "wait"
        where = f"{one.unit} · {t(f'register.priority.{one.priority}')}"
        notes = (where, one.meeting, one.decision, one.result or _due(one.due, late))
        steps: list[tuple[str, str, dict[str, str]]] = []
        if not one.meeting:
            steps.append((rules.CONSULTED, "meeting", {}))
        if not one.decision:
            steps.append((rules.DECIDED, "decision", {}))
        steps.append((rules.CLOSED, "result", {}))
        return _entry(kind, one.text, notes, *([self._next(one.id, *steps)] if one.open else []))

    def _duty(self, one: rules.Duty) -> QWidget:
        late = not one.result and one.due < self._today()
        kind = "done" if one.result else "refused" if late else "wait"
        notes = (t("register.waits") if one.waits else one.result or _due(one.due, late),)
        title = f"{one.period} · {one.name} · {one.unit}"
        if one.result or one.waits:
            return _entry(kind, title, notes)
        return _entry(
            kind, title, notes, self._next(one.task, (rules.DONE, "result", {"period": one.period, "unit": one.unit}))
        )


class MeetingsPanel(RegisterPanel):
    def fill(self) -> None:
        ws = self.shell.ws
        self._form(EntryForm(self.shell, self.office, rules.HELD))
        self._list(t("register.meetings"), [self._meeting(one) for one in supervising.meetings(ws, self.office)])
        self.rows.addWidget(parts.line())
        self._form(EntryForm(self.shell, self.office, rules.NAMED))
        entries = [
            _entry(
                "muted", one.name,
                (t("register.phone", leader=one.leader, contact=one.contact, phone=one.phone), one.members),
            )
            for one in supervising.bodies(ws, self.office)
        ]  # fmt: skip
        self._list(t("register.bodies"), entries)

    def _meeting(self, one: rules.Meeting) -> QWidget:
        late = one.late(self._today())
        waits = bool(one.todo) and not one.result
        kind = "refused" if late else "wait" if waits else "done"
        title = " · ".join((one.day, one.topic, t("register.attended", count=count(one.attendance))))
        due = _due(one.due, late) if waits and one.due else ""
        todo = " · ".join(word for word in (one.todo, one.who, one.result or due) if word)
        more = [self._next(one.id, (rules.FOLLOWED, "result", {}))] if waits else []
        return _entry(kind, title, (one.minutes, todo), *more)


class PublicityPanel(RegisterPanel):
    def fill(self) -> None:
        self._form(EntryForm(self.shell, self.office, rules.GIVEN_OUT))
        found = supervising.publicity(self.shell.ws, self.office)
        totals: dict[str, int] = {}
        for one in found:
            totals[one.item] = totals.get(one.item, 0) + one.quantity
        entries = [_entry("info", item, (t("register.total", count=count(many)),)) for item, many in totals.items()]
        entries += [
            _entry("done", f"{one.day} · {one.item}", (f"{count(one.quantity)} · {one.place}",)) for one in found
        ]
        self._list(t("register.publicity"), entries)
