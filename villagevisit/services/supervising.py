"""Entering what an office does to supervise, and reading where it stands."""

from collections.abc import Mapping
from datetime import date

from villagevisit.domain import supervising as rules
from villagevisit.domain.access import Deed, Thing, stem
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.supervising import FIELDS
from villagevisit.services import allowing, events
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

_BEGIN = frozenset({
    rules.FORMED, rules.RAISED, rules.PLANNED, rules.HELD, rules.NAMED, rules.GIVEN_OUT,
})  # fmt: skip
"""Kinds that begin a thing; the others go on with one."""


def enter(
    ws: Workspace, actor: Actor, area: str, kind: str, said: Mapping[str, str], thing: str = "", day: str = ""
) -> Done[Event]:
    """Enters one event as its kind asks (`domain.supervising.FIELDS`). `day`: when it was; today when left out.

    Raises:
        Refused: `actor.role`, `actor.area`, `supervise.lacks` (field), `supervise.number` (field), `supervise.day`
            (field), `supervise.nothing` when the thing it goes on with is not there.
    """
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(area))
    data = {name: _value(name, holds, said.get(name, "").strip()) for name, holds in FIELDS[kind].items()}
    _value("day", "day" if day else "note", day)
    if kind not in _BEGIN and not rows.of_thing(ws.store.reader(), thing):
        raise Refused("supervise.nothing")
    new = New(kind, area, thing if kind not in _BEGIN else "", day=day, data=data)
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS, Topic.EXCHANGE))


def groups(ws: Workspace, area: str) -> list[rules.Group]:
    return rules.groups(_of(ws, area, rules.FORMED, rules.VISITED, rules.ANSWERED))


def problems(ws: Workspace, area: str) -> list[rules.Problem]:
    return rules.problems(_of(ws, area, rules.RAISED, rules.CONSULTED, rules.DECIDED, rules.CLOSED))


def duties(ws: Workspace, area: str) -> list[rules.Duty]:
    """What recurring tasks ask of every unit, up to today."""
    return rules.duties(_of(ws, area, rules.PLANNED, rules.DONE, rules.ENDED), today(ws.clock))


def tasks(ws: Workspace, area: str) -> list[tuple[str, str]]:
    """Id and name of every recurring task."""
    return [(one.thing, one.text("name")) for one in _of(ws, area, rules.PLANNED)]


def meetings(ws: Workspace, area: str) -> list[rules.Meeting]:
    return rules.meetings(_of(ws, area, rules.HELD, rules.FOLLOWED))


def bodies(ws: Workspace, area: str) -> list[rules.Body]:
    return rules.bodies(_of(ws, area, rules.NAMED))


def publicity(ws: Workspace, area: str) -> list[rules.Publicity]:
    return rules.publicity(_of(ws, area, rules.GIVEN_OUT))


def waiting(ws: Workspace, area: str) -> int:
    """What is late: answers to groups, problems, recurring tasks, what a meeting asked for."""
    day = today(ws.clock)
    now = day.isoformat()
    answers = sum(visit.late(now) for group in groups(ws, area) for visit in group.visits)
    listed = sum(one.late(now) for one in problems(ws, area)) + sum(one.late(now) for one in meetings(ws, area))
    return answers + listed + len(rules.missing(duties(ws, area), day))


def _of(ws: Workspace, area: str, *kinds: str) -> list[Event]:
    """What this office entered, or an office below it."""
    limit = stem(area)
    return [one for one in rows.of_kinds(ws.store.reader(), kinds) if one.area.startswith(limit)]


def _value(name: str, holds: rules.Holds, text: str) -> Value:
    if holds == "note":
        return text
    if not text:
        raise Refused("supervise.lacks", field=name)
    if holds == "number":
        if not (text.isascii() and text.isdigit()):
            raise Refused("supervise.number", field=name)
        return int(text)
    if holds == "day":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise Refused("supervise.day", field=name) from error
    return text
