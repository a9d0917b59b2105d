"""People around the office without a PIN here or for a time only, training, reminder talks, praise (S-126, S-127, S-131
… S-141).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain import engagement
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.engagement import (
    ENDED,
    ENGAGED,
    PRAISED,
    SORTS,
    TALK,
    TIMED,
    TRAINED,
    Attended,
    Person,
    Training,
)
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.officer import Officer
from villagevisit.services import duty
from villagevisit.services.events import New
from villagevisit.services.folded import Folded
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

_KEPT = Folded((ENGAGED, ENDED), lambda found: {one.id: one for one in engagement.people(found)}, bare=True)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """`until` is the last day (ISO); agents, helpers and seconded staff have one. `officer`: who he is here."""

    sort: str
    name: str
    unit: str
    post: str
    village: str = ""
    until: str = ""
    officer: str = ""


def people(ws: Workspace) -> tuple[Person, ...]:
    """Everybody who was entered, also those whose time is over."""
    return engagement.sort_out(_KEPT.of(ws).values())


def here(ws: Workspace, on: date | None = None) -> tuple[Person, ...]:
    """Those whose time is not over on a day, today when left out."""
    day = (on or today(ws.clock)).isoformat()
    return tuple(one for one in people(ws) if one.here_on(day))


def engage(ws: Workspace, actor: Actor, new: NewPerson, person: str = "") -> Done[Event]:
    """Somebody is with us; with `person` what was said of him before is said anew (a longer time, another post).

    Raises:
        Refused: `duty.no-end` (name), `duty.missing`, `duty.unknown`, and what `duty.enter` raises.
    """
    if new.sort not in SORTS:
        raise Refused("duty.unknown")
    name, unit = duty.said(new.name), duty.said(new.unit)
    if new.sort in TIMED and not new.until:
        raise Refused("duty.no-end", name=name)
    if new.until:
        duty.day(new.until)
    area = new.village[:9] + "000" if new.village else duty.office(ws)
    return duty.enter(
        ws,
        actor,
        New(
            ENGAGED, area, person,
            data={
                "sort": new.sort, "name": name, "unit": unit, "post": new.post.strip(), "village": new.village,
                "until": new.until, "officer": new.officer,
            },
        ),
    )  # fmt: skip


def end(ws: Workspace, actor: Actor, person: str, day: str = "") -> Done[Event]:
    """He is with us no more after this day. Raises Refused `duty.unknown`, and what `duty.enter` raises."""
    known = next((one for one in people(ws) if one.id == person), None)
    if known is None:
        raise Refused("duty.unknown")
    return duty.enter(ws, actor, New(ENDED, known.area, person, day=day))


def over(ws: Workspace, officers: Sequence[Officer]) -> tuple[Person, ...]:
    """Of these officers those who were here for a time that is over, and have no other account that still runs."""
    day, ids = today(ws.clock).isoformat(), {one.id for one in officers}
    known = [one for one in people(ws) if one.officer in ids]
    still = {one.officer for one in known if one.here_on(day)}
    return tuple(one for one in known if one.officer not in still)


def trainings(ws: Workspace) -> tuple[Training, ...]:
    """The newest first."""
    return engagement.trainings(rows.of_kinds(ws.store.reader(), (TRAINED,)))


def train(
    ws: Workspace, actor: Actor, *, topic: str, place: str, attended: Sequence[Attended], day: str = ""
) -> Done[Event]:
    """Who was there, each with his role, and his mark where there was an examination.

    Raises:
        Refused: `duty.nobody`, `duty.missing`, and what `duty.enter` raises.
    """
    if not attended:
        raise Refused("duty.nobody")
    new = New(
        TRAINED, duty.office(ws), day=day,
        data={
            "topic": duty.said(topic), "place": place.strip(),
            "people": [{"name": one.name, "role": one.role, "score": one.score} for one in attended],
        },
    )  # fmt: skip
    return duty.enter(ws, actor, new)


def talk(ws: Workspace, actor: Actor, *, to: str, topic: str, day: str = "") -> Done[Event]:
    """A reminder talk: whoever is here with whom about what (S-126). Raises like `train`."""
    data = {"to": duty.said(to), "topic": duty.said(topic)}
    return duty.enter(ws, actor, New(TALK, duty.office(ws), day=day, data=data))


def praise(ws: Workspace, actor: Actor, *, name: str, fact: str, day: str = "") -> Done[Event]:
    """Somebody who did well, for the yearly list beside those held responsible (S-127). Raises like `talk`."""
    data = {"name": duty.said(name), "fact": duty.said(fact)}
    return duty.enter(ws, actor, New(PRAISED, duty.office(ws), day=day, data=data))


def notes(ws: Workspace) -> tuple[Event, ...]:
    """Talks and praise, the newest first."""
    return tuple(reversed(rows.of_kinds(ws.store.reader(), (TALK, PRAISED))))
