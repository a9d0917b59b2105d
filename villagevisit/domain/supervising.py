"""What an office keeps about its own supervising: groups, problems, recurring tasks, meetings, bodies, publicity.

Each is a row of plain events; where a thing stands is folded from them by moment of entry and id (S-075 … S-082,
S-097, S-098, S-106 … S-108, S-143). `FIELDS` says what each kind of event must hold.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from villagevisit.domain.event import Event

Holds = Literal["text", "note", "number", "day"]
"""`note`: a text that may be left empty; `number`: whole, from 0; `day`: ISO."""
FORMED, VISITED, ANSWERED = "group.formed", "group.visited", "group.answered"
RAISED, CONSULTED, DECIDED, CLOSED = "problem.raised", "problem.consulted", "problem.decided", "problem.closed"
PLANNED, DONE, ENDED = "task.planned", "task.done", "task.ended"
HELD, FOLLOWED = "meeting.held", "meeting.followed"
NAMED, GIVEN_OUT = "body.named", "publicise.done"
FIELDS: Mapping[str, Mapping[str, Holds]] = {
    FORMED: {"name": "text", "leader": "text", "members": "note", "targets": "text"},
    VISITED: {"target": "text", "found": "text", "comment": "text", "due": "day"},
    ANSWERED: {"visit": "text", "answer": "text"},
    RAISED: {"text": "text", "unit": "text", "priority": "number", "due": "day"},
    CONSULTED: {"meeting": "text"},
    DECIDED: {"decision": "text"},
    CLOSED: {"result": "text"},
    PLANNED: {"name": "text", "units": "text", "due_day": "number", "after": "note"},
    DONE: {"period": "text", "unit": "text", "result": "text"},
    ENDED: {"why": "text"},
    HELD: {"topic": "text", "attendance": "number", "minutes": "text", "todo": "note", "who": "note", "due": "note"},
    FOLLOWED: {"result": "text"},
    NAMED: {"name": "text", "leader": "text", "contact": "text", "phone": "text", "members": "note"},
    GIVEN_OUT: {"item": "text", "quantity": "number", "place": "text"},
}
SEPARATORS = "、，,;；\n"


@dataclass(slots=True)
class Visit:
    """A supervision group at a unit: what it found, what it said on the spot, until when it wants an answer."""

    event: str
    day: str
    target: str
    found: str
    comment: str
    due: str
    answer: str = ""

    def late(self, today: str) -> bool:
        return not self.answer and self.due < today


@dataclass(slots=True)
class Group:
    id: str
    name: str
    leader: str
    members: str
    targets: tuple[str, ...]
    visits: list[Visit] = field(default_factory=list)


@dataclass(slots=True)
class Problem:
    """`priority` 1 is dispatched at once, 2 is consulted on together, 3 is told in the bulletin (S-098)."""

    id: str
    day: str
    text: str
    unit: str
    priority: int
    due: str
    meeting: str = ""
    decision: str = ""
    result: str = ""

    @property
    def open(self) -> bool:
        return not self.result

    def late(self, today: str) -> bool:
        return self.open and self.due < today


@dataclass(frozen=True, slots=True)
class Duty:
    """What one unit owes in one month (一排一督)."""

    task: str
    name: str
    period: str
    unit: str
    due: str
    result: str = ""
    waits: bool = False
    """For another task of the same month that has to be done first."""


@dataclass(slots=True)
class Meeting:
    id: str
    day: str
    topic: str
    attendance: int
    minutes: str
    todo: str
    who: str
    due: str
    area: str
    result: str = ""

    def late(self, today: str) -> bool:
        return bool(self.todo) and not self.result and bool(self.due) and self.due < today


@dataclass(frozen=True, slots=True)
class Body:
    """A leading group or a member unit with its liaison officer."""

    name: str
    area: str
    leader: str
    contact: str
    phone: str
    members: str


@dataclass(frozen=True, slots=True)
class Publicity:
    day: str
    item: str
    quantity: int
    place: str


def _ordered(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda one: (one.at, one.id))


def groups(events: Iterable[Event]) -> list[Group]:
    """By name."""
    found: dict[str, Group] = {}
    visits: dict[str, Visit] = {}
    rest: list[Event] = []
    for one in _ordered(events):
        if one.kind == FORMED:
            targets = parted(one.text("targets"))
            group = Group(one.thing, one.text("name"), one.text("leader"), one.text("members"), targets)
            found.setdefault(one.thing, group)
        else:
            rest.append(one)
    for one in rest:
        if one.kind == VISITED and one.thing in found:
            cells = (one.text(key) for key in FIELDS[VISITED])
            visits[one.id] = Visit(one.id, one.day, *cells)
            found[one.thing].visits.append(visits[one.id])
    for one in rest:
        visit = visits.get(one.text("visit"))
        if one.kind == ANSWERED and visit is not None and not visit.answer:
            visit.answer = one.text("answer")
    return sorted(found.values(), key=lambda one: one.name)


def problems(events: Iterable[Event]) -> list[Problem]:
    """Open ones first, the most pressing and the earliest due before the others."""
    kept = _ordered(events)
    found: dict[str, Problem] = {}
    for one in kept:
        if one.kind == RAISED:
            text, unit, priority = one.text("text"), one.text("unit"), one.number("priority")
            found.setdefault(one.thing, Problem(one.thing, one.day, text, unit, priority, one.text("due")))
    for one in kept:
        problem = found.get(one.thing)
        if problem is not None:
            problem.meeting = problem.meeting or (one.text("meeting") if one.kind == CONSULTED else "")
            problem.decision = problem.decision or (one.text("decision") if one.kind == DECIDED else "")
            problem.result = problem.result or (one.text("result") if one.kind == CLOSED else "")
    return sorted(found.values(), key=lambda one: (not one.open, one.priority, one.due, one.id))


def duties(events: Iterable[Event], today: date) -> list[Duty]:
    """Every month of every recurring task since it was planned, for each unit; what is missing first, oldest first."""
    kept = _ordered(events)
    done = {
        (one.thing, one.text("period"), one.text("unit")): one.text("result")
        for one in reversed(kept)
        if one.kind == DONE
    }
    ended = {one.thing: one.day for one in reversed(kept) if one.kind == ENDED}
    names = {one.thing: one.text("name") for one in kept if one.kind == PLANNED}
    found = []
    for one in kept:
        if one.kind != PLANNED:
            continue
        first = next((thing for thing, name in names.items() if name == one.text("after") and thing != one.thing), "")
        until = min(ended.get(one.thing, "9999"), today.isoformat())
        for period, due in _months(one.day, until, one.number("due_day")):
            for unit in parted(one.text("units")):
                result = done.get((one.thing, period, unit), "")
                waits = bool(first) and not result and (first, period, unit) not in done
                found.append(Duty(one.thing, names[one.thing], period, unit, due, result, waits))
    return sorted(found, key=lambda one: (bool(one.result), one.due, one.name, one.unit))


def missing(duties: Iterable[Duty], today: date) -> list[Duty]:
    """What is past its day and not done."""
    return [one for one in duties if not one.result and one.due < today.isoformat()]


def _months(since: str, until: str, due_day: int) -> list[tuple[str, str]]:
    """Months from the one of `since` to the one of `until`, each with its due day; short months end earlier."""
    year, month = int(since[:4]), int(since[5:7])
    found = []
    while f"{year:04d}-{month:02d}" <= until[:7]:
        day = min(max(due_day, 1), monthrange(year, month)[1])
        found.append((f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}-{day:02d}"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def meetings(events: Iterable[Event]) -> list[Meeting]:
    """Newest first."""
    kept = _ordered(events)
    found: dict[str, Meeting] = {}
    for one in kept:
        if one.kind == HELD:
            held = Meeting(
                one.thing, one.day, one.text("topic"), one.number("attendance"), one.text("minutes"), one.text("todo"),
                one.text("who"), one.text("due"), one.area,
            )  # fmt: skip
            found.setdefault(one.thing, held)
    for one in kept:
        if one.kind == FOLLOWED and one.thing in found and not found[one.thing].result:
            found[one.thing].result = one.text("result")
    return sorted(found.values(), key=lambda one: (one.day, one.id), reverse=True)


def bodies(events: Iterable[Event]) -> list[Body]:
    """As they were named last, by area and name."""
    found = {}
    for one in _ordered(events):
        if one.kind == NAMED:
            cells = (one.text(key) for key in ("leader", "contact", "phone", "members"))
            found[one.area, one.text("name")] = Body(one.text("name"), one.area, *cells)
    return [found[key] for key in sorted(found)]


def publicity(events: Iterable[Event]) -> list[Publicity]:
    """Newest first."""
    kept = [one for one in _ordered(events) if one.kind == GIVEN_OUT]
    return [Publicity(one.day, one.text("item"), one.number("quantity"), one.text("place")) for one in reversed(kept)]


def parted(text: str) -> tuple[str, ...]:
    """Names in a line, parted as people part them."""
    for mark in SEPARATORS:
        text = text.replace(mark, "\n")
    return tuple(dict.fromkeys(part.strip() for part in text.split("\n") if part.strip()))
