"""Service teams and their grids: who looks after which group of a village, how many each team has, where nobody does
(S-289)."""

from collections.abc import Mapping
from dataclasses import dataclass

from villagevisit.domain import grid as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import is_day, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.grid import ASSIGNED, Grid, Place
from villagevisit.domain.officer import Officer
from villagevisit.services import allowing, events, people
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import households as rows
from villagevisit.store.health_due import DueRow

_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class NewGrid:
    """A team for a place; without `team` the place has none of its own any more."""

    place: Place
    team: str
    doctor_id: str = ""
    assistant: str = ""
    hospital: str = ""
    phone: str = ""
    since: str = ""
    """ISO day from which it holds; today when left out."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A group of a village, with what lives in it and who looks after it."""

    place: Place
    households: int
    residents: int
    grid: Grid | None


@dataclass(frozen=True, slots=True)
class Load:
    team: str
    groups: int
    households: int
    residents: int


def current(ws: Workspace) -> Mapping[Place, Grid]:
    return rules.fold(_events(ws), today(ws.clock).isoformat())


def coming(ws: Workspace) -> Mapping[Place, Grid]:
    """Teams that were named for a day that is not there yet."""
    now = today(ws.clock).isoformat()
    return {place: one for place, one in rules.fold(_events(ws), _EVER).items() if one.since > now}


def _events(ws: Workspace) -> list[Event]:
    return event_rows.of_kinds(ws.store.reader(), [ASSIGNED], bare=True)


def spots(ws: Workspace, actor: Actor, within: Within) -> list[Spot]:
    """Every group in which somebody lives, by village. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    grids = current(ws)
    return [
        Spot((village, group), homes, residents, rules.of(grids, village, group))
        for village, group, homes, residents in rows.by_group(ws.store.reader(), within)
    ]


def is_his(held: Mapping[Place, Grid], row: DueRow, doctor: Officer) -> bool:
    """Whether a doctor is in charge of somebody: by the grid, else because he saw him last."""
    found = rules.of(held, row.village_code, row.village_group)
    return found.doctor == doctor.staff_no if found else row.officer_id == doctor.id


def is_teams(held: Mapping[Place, Grid], row: DueRow, team: str) -> bool:
    found = rules.of(held, row.village_code, row.village_group)
    return found is not None and found.team == team


def loads(found: list[Spot]) -> list[Load]:
    """What each team has, the largest first."""
    sums: dict[str, list[int]] = {}
    for one in found:
        if one.grid is not None:
            total = sums.setdefault(one.grid.team, [0, 0, 0])
            total[0] += 1
            total[1] += one.households
            total[2] += one.residents
    return sorted((Load(team, *total) for team, total in sums.items()), key=lambda one: (-one.residents, one.team))


def assign(ws: Workspace, actor: Actor, new: NewGrid) -> Done[Event]:
    """Gives a village, or a group of it, to a team from a day on.

    Raises:
        Refused: `actor.…`, `officer.unknown`, `grid.no-team` for a doctor without a team, or where there is none to be
            given up, `grid.no-doctor`, `grid.day` for a day that is none, or before the place's last entry.
    """
    village, group = new.place
    allowing.require(ws, actor, Deed.HEALTH, Thing(village))
    team = new.team.strip()
    if not team and (new.doctor_id or new.place not in current(ws)):
        raise Refused("grid.no-team")
    if team and not new.doctor_id:
        raise Refused("grid.no-doctor")
    now = today(ws.clock).isoformat()
    day = new.since or now
    if not is_day(day) or day < rules.begun(_events(ws), new.place, now):
        raise Refused("grid.day")
    data: dict[str, Value] = {"group": group, "team": team}
    if team:
        doctor = people.get(ws, new.doctor_id)
        data |= {
            "assistant": new.assistant.strip(), "doctor": doctor.staff_no, "doctor_name": doctor.name,
            "hospital": new.hospital.strip(), "phone": new.phone.strip(),
        }  # fmt: skip
    one = events.record(ws, actor, New(ASSIGNED, village, village, day=day, data=data))
    return Done(one, changes(Topic.EVENTS, Topic.EXCHANGE))
