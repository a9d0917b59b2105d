"""How many residents of each village have a health record, with the population it is a share of; who has none."""

from dataclasses import replace
from datetime import date

from villagevisit.domain import build_rate
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.build_rate import POPULATION, Population, Rate
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import allowing, areas, events, frozen_answers
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import events as event_rows
from villagevisit.store import health_people as rows
from villagevisit.store.health_people import Lacking

_NOBODY = rows.Counted(0, 0, 0)
MOST = 500
"""People of one list."""


def rates(ws: Workspace, actor: Actor) -> list[Rate]:
    """Every village of the area, by code; the standardised records are not counted yet (`counted`).

    Lines must be settled (`health_lines.settle`). Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    db, within = ws.store.reader(), allowing.within(ws, actor)
    lives, made = rows.residents(db, within), rows.records(db, f"{today(ws.clock).year}-01-01", within)
    places = [one for one in areas.villages(ws) if within is None or one.code in within]
    said = build_rate.stated(event_rows.of_things(db, [one.code for one in places], POPULATION))
    found = []
    for place in places:
        count, known = lives.get(place.code, 0), made.get(place.code, _NOBODY)
        population = said.get(place.code, Population(count))
        found.append(Rate(place.code, place.name, population, known.records, known.new, known.ever))
    return found


def counted(ws: Workspace, every: list[Rate], progress: Progress = silent) -> list[Rate]:
    """With the standardised records: each is read, a tenth of a millisecond apiece, so on the worker."""
    found = []
    for at, one in enumerate(every):
        progress(at, len(every))
        covers = rows.covers(ws.store.reader(), one.code)
        complete = sum(not build_rate.lacks(frozen_answers.values(body)) for _, body in covers)
        found.append(replace(one, complete=complete))
    return found


def lacking(ws: Workspace, actor: Actor, village_code: str) -> list[Lacking]:
    """Who has no record in a village, those in benefit first, at most `MOST`. Raises Refused `actor.…`."""
    allowing.require(ws, actor, Deed.HEALTH, Thing(village_code))
    return rows.lacking(ws.store.reader(), village_code, MOST)


def state_population(
    ws: Workspace, actor: Actor, village_code: str, *, count: int, source: str, day: date
) -> Done[Event]:
    """Enters how many people live in a village, by whose figure and of which day; the roster's count stands aside.

    Raises:
        Refused: `health_overview.count`, `health_overview.source`, `health_overview.future`, `actor.…`.
    """
    allowing.require(ws, actor, Deed.HEALTH, Thing(village_code))
    if count < 1:
        raise Refused("health_overview.count")
    if not source.strip():
        raise Refused("health_overview.source")
    if day > today(ws.clock):
        raise Refused("health_overview.future")
    data: dict[str, Value] = {"count": count, "source": source.strip()}
    new = New(POPULATION, village_code, village_code, day=day.isoformat(), data=data)
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS))
