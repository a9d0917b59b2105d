"""Groups, problems, monthly tasks, meetings, bodies, publicity: a form to enter one, then what there is."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from villagevisit.domain import supervising as rules
from villagevisit.services import supervising
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.supervision_entry import KINDS, EntryForm, NextSteps, Options
from villagevisit.ui.pages.supervision_panel import SupervisionPanel
from villagevisit.wording import t

_MOST = 40
"""Of one list; the rest is counted."""


class RegisterPanel(SupervisionPanel):
    """A tab made of lists; a form to enter something is unfolded by its button, or while there is nothing yet."""

    kinds: ClassVar[tuple[str, ...]]

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.form: EntryForm | None = None
        self.buttons: dict[str, parts.Button] = {}
        self.steps: list[NextSteps] = []

    def refresh(self) -> None:
        self.unfold("")

    def unfold(self, kind: str) -> None:
        """Shows the form for one kind, or none."""
        self.redraw(lambda: self._draw(kind))

    def _draw(self, kind: str) -> None:
        self.form, self.steps = None, []
        offered = [one for one in self.kinds if self.options(one) is not None]
        self.buttons = {one: parts.plain(t(KINDS[one]), partial(self.unfold, one)) for one in offered}
        self.rows.addWidget(parts.row(*self.buttons.values(), None))
        shown = kind or ("" if self.any() else self.kinds[0])
        if shown:
            choices, of = self.options(shown) or ({}, ())
            self.form = EntryForm(self.shell, self.office, shown, choices, of)
            self.rows.addWidget(self.form)
        self.fill()

    def any(self) -> bool:
        """Whether something was entered."""
        return False

    def options(self, kind: str) -> tuple[Mapping[str, Options], Options] | None:
        """What its fields are chosen from and what it goes on with; None while it cannot be entered yet."""
        return {}, ()

    def fill(self) -> None:
        """Adds the tab's lists."""

    def first_focus(self) -> QWidget | None:
        if self.form is not None:
            return next(iter(self.form.fields.values()))
        return next(iter(self.buttons.values()), None)

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
    kinds = (rules.FORMED, rules.VISITED)

    def any(self) -> bool:
        return bool(supervising.groups(self.shell.ws, self.office))

    def options(self, kind: str) -> tuple[Mapping[str, Options], Options] | None:
        if kind == rules.FORMED:
            return {}, ()
        of = [(one.id, one.name) for one in supervising.groups(self.shell.ws, self.office)]
        return ({}, of) if of else None

    def fill(self) -> None:
        entries = []
        for group in supervising.groups(self.shell.ws, self.office):
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
    kinds = (rules.RAISED, rules.PLANNED, rules.ENDED)

    def any(self) -> bool:
        ws = self.shell.ws
        return bool(supervising.problems(ws, self.office) or supervising.tasks(ws, self.office))

    def options(self, kind: str) -> tuple[Mapping[str, Options], Options] | None:
        tasks = supervising.tasks(self.shell.ws, self.office)
        if kind == rules.RAISED:
            return {"priority": [(key, t(f"register.priority.{key}")) for key in ("1", "2", "3")]}, ()
        if kind == rules.ENDED:
            return ({}, tasks) if tasks else None
        return {"after": [("", "–"), *((name, name) for _, name in tasks)]}, ()

    def fill(self) -> None:
        ws = self.shell.ws
        self._list(t("register.problems"), [self._problem(one) for one in supervising.problems(ws, self.office)])
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
    kinds = (rules.HELD, rules.NAMED)

    def any(self) -> bool:
        ws = self.shell.ws
        return bool(supervising.meetings(ws, self.office) or supervising.bodies(ws, self.office))

    def fill(self) -> None:
        ws = self.shell.ws
        self._list(t("register.meetings"), [self._meeting(one) for one in supervising.meetings(ws, self.office)])
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
        show = partial(self.shell.go, "print", kind="minutes", subject_id=one.id)
        printing = parts.row(parts.quiet(t("register.minutes"), show), None)
        return _entry(kind, title, (one.minutes, todo), *more, printing)


class PublicityPanel(RegisterPanel):
    kinds = (rules.GIVEN_OUT,)

    def any(self) -> bool:
        return bool(supervising.publicity(self.shell.ws, self.office))

    def fill(self) -> None:
        found = supervising.publicity(self.shell.ws, self.office)
        totals: dict[str, int] = {}
        for one in found:
            totals[one.item] = totals.get(one.item, 0) + one.quantity
        entries = [_entry("info", item, (t("register.total", count=count(many)),)) for item, many in totals.items()]
        entries += [
            _entry("done", f"{one.day} · {one.item}", (f"{count(one.quantity)} · {one.place}",)) for one in found
        ]
        self._list(t("register.publicity"), entries)
