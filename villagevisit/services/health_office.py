"""Tasks of the health programme, facilities and the guidance group (S-350, S-374 … S-376).

What a facility must have is data with days of validity (`services/data/facility_items.csv`); a county puts its own
standard there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from villagevisit.domain import health_office as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import is_day, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health_office import CHECKERS, FACILITY, GUIDE, LEVELS, TASK, TASK_DONE, Facility, Guide, Task
from villagevisit.services import allowing, areas, events, shipped_tables
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.wording import language

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what a facility of a level must have."""

    code: str
    level: str
    zh: str
    en: str
    valid_from: str
    valid_to: str
    source: str

    @property
    def name(self) -> str:
        return self.zh if language() == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class NewTask:
    text: str
    unit: str
    office: str
    due: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What two people found at a facility; `there`: codes of the items that it has."""

    area: str
    level: str
    name: str
    there: Sequence[str]
    checkers: Sequence[str]
    found: str = ""
    fix_by: str = ""


def items(level: str, day: str) -> list[Item]:
    """What a facility must have on an ISO day."""
    return [
        one for one in _table()
        if one.level == level and shipped_tables.holds(one.valid_from, one.valid_to, day)
    ]  # fmt: skip


def tasks(ws: Workspace, actor: Actor) -> list[Task]:
    """Raises Refused `actor.role`."""
    return rules.tasks(_events(ws, actor, TASK, TASK_DONE))


def facilities(ws: Workspace, actor: Actor) -> list[Facility]:
    """Raises Refused `actor.role`."""
    return rules.facilities(_events(ws, actor, FACILITY))


def guides(ws: Workspace, actor: Actor) -> list[Guide]:
    """Raises Refused `actor.role`."""
    return rules.guides(_events(ws, actor, GUIDE))


def reached(ws: Workspace, actor: Actor) -> tuple[int, int] | None:
    """Villages with a clinic that lacks nothing, of all villages of the area (S-371); None before the first look."""
    found = [one for one in facilities(ws, actor) if one.level == "village"]
    within = allowing.within(ws, actor)
    villages = [one.code for one in areas.villages(ws) if within is None or one.code in within]
    codes = [one.code for one in items("village", today(ws.clock).isoformat())]
    return (rules.villages_reached(found, codes, villages), len(villages)) if found else None


def _events(ws: Workspace, actor: Actor, *kinds: str) -> list[Event]:
    allowing.require(ws, actor, Deed.HEALTH)
    return event_rows.of_kinds(ws.store.reader(), kinds, within=allowing.within(ws, actor), bare=True)


def set_task(ws: Workspace, actor: Actor, new: NewTask) -> Done[Event]:
    """Raises Refused `actor.…`, `programme-task.incomplete`, `programme-task.due`."""
    text, unit = new.text.strip(), new.unit.strip()
    if not (text and unit):
        raise Refused("programme-task.incomplete")
    if not is_day(new.due):
        raise Refused("programme-task.due")
    data: dict[str, Value] = {
        "text": text, "unit": unit, "office": new.office.strip(), "due": new.due, "source": new.source.strip()
    }
    return _record(ws, actor, New(TASK, _here(ws), data=data))


def finish_task(ws: Workspace, actor: Actor, task_id: str, proof: str) -> Done[Event]:
    """Raises Refused `actor.…`, `programme-task.unknown` (done, or not there), `programme-task.no-proof`."""
    if not any(one.id == task_id and not one.done for one in tasks(ws, actor)):
        raise Refused("programme-task.unknown")
    if not proof.strip():
        raise Refused("programme-task.no-proof")
    return _record(ws, actor, New(TASK_DONE, _here(ws), task_id, data={"proof": proof.strip()}))


def look(ws: Workspace, actor: Actor, new: Look) -> Done[Event]:
    """Enters what was found at a facility.

    Raises:
        Refused: `actor.…`, `facility.unnamed`, `facility.two` unless two different people looked, `facility.fix` where
            something lacks and no day says by when it is put right.
    """
    people = list(dict.fromkeys(one.strip() for one in new.checkers if one.strip()))
    if not new.name.strip() or new.level not in LEVELS:
        raise Refused("facility.unnamed")
    if len(people) != CHECKERS:
        raise Refused("facility.two")
    there = [one.code for one in items(new.level, today(ws.clock).isoformat()) if one.code in new.there]
    lacks = len(there) < len(items(new.level, today(ws.clock).isoformat()))
    if lacks and not is_day(new.fix_by):
        raise Refused("facility.fix")
    data: dict[str, Value] = {
        "name": new.name.strip(), "level": new.level, "there": list[Value](there), "found": new.found.strip(),
        "fix_by": new.fix_by if lacks else "", "checkers": list[Value](people),
    }  # fmt: skip
    return _record(ws, actor, New(FACILITY, new.area, data=data))


def name_guide(ws: Workspace, actor: Actor, name: str, unit: str, specialty: str, phone: str) -> Done[Event]:
    """Somebody joins the guidance group. Raises Refused `actor.…`, `guide.unnamed`."""
    if not (name.strip() and unit.strip()):
        raise Refused("guide.unnamed")
    data: dict[str, Value] = {
        "name": name.strip(), "unit": unit.strip(), "specialty": specialty.strip(), "phone": phone.strip()
    }
    return _record(ws, actor, New(GUIDE, _here(ws), data=data))


def leave(ws: Workspace, actor: Actor, guide_id: str) -> Done[Event]:
    """Somebody leaves the group. Raises Refused `actor.…`."""
    return _record(ws, actor, New(GUIDE, _here(ws), guide_id, data={"left": True}))


def _record(ws: Workspace, actor: Actor, new: New) -> Done[Event]:
    allowing.require(ws, actor, Deed.HEALTH, Thing("" if new.area.endswith("000") else new.area))
    return Done(events.record(ws, actor, new), _CHANGED)


def _here(ws: Workspace) -> str:
    here = areas.township(ws) or areas.county(ws)
    return here.code if here else ""


@cache
def _table() -> tuple[Item, ...]:
    return tuple(
        Item(
            row["item"], row["level"], row["zh"], row["en"], row["valid_from"], row["valid_to"], row["source"]
        )
        for row in shipped_tables.rows("facility_items.csv")
    )  # fmt: skip
