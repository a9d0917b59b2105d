"""Entering events: the row, the record that carries it and the audit row, in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Param
from villagevisit.domain.event import Event, Value
from villagevisit.services import people, pins
from villagevisit.services.event_body import event_body, event_kind, message
from villagevisit.services.paper_types import Signing
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import audit, events, records
from villagevisit.store.households import Db


@dataclass(frozen=True, slots=True)
class New:
    """What is to be entered; see `domain.event.Event` for the fields."""

    kind: str
    area: str
    thing: str = ""
    """Empty: the event begins a thing of its own, which takes the event's id."""
    households: tuple[str, ...] = ()
    day: str = ""
    """Today when left out."""
    source: str = ""
    data: Mapping[str, Value] = field(default_factory=dict)
    secret: bool = False


def made(ws: Workspace, actor: Actor, new: New, signing: Signing | None = None) -> Event:
    """The event as it will be entered. With `signing` it bears the signature of one person, made with his PIN.

    Call it before the transaction: wrong PINs are counted and written down.

    Raises:
        Refused: `pin.wrong` (left), `pin.locked` (until), `pin.unset`, `officer.unknown`.
    """
    event_id = new_id()
    one = Event(
        id=event_id, kind=new.kind, area=new.area, thing=new.thing or event_id,
        day=new.day or today(ws.clock).isoformat(), at=stamp(ws.clock),
        by="、".join(people.get(ws, one.id).name for one in actor.officers),
        officers=tuple(one.id for one in actor.officers), households=new.households, source=new.source,
        data=new.data, secret=new.secret,
    )  # fmt: skip
    if signing is None:
        return one
    key = pins.unlock(ws, people.get(ws, signing.officer_id), signing.pin, event_id)
    one = replace(one, public_key=key.public_key().public_bytes_raw())
    return replace(one, signature=key.sign(message(one)))


def enter(db: Db, one: Event) -> None:
    """Keeps an event and sends it on its way."""
    events.add(db, one)
    records.append(db, event_kind(one.kind), one.id, event_body(one), one.at)
    detail: dict[str, Param] = {"thing": one.thing, "day": one.day}
    audit.append(db, one.at, " ".join(one.officers), one.kind, one.households[0] if one.households else "", detail)


def record(ws: Workspace, actor: Actor, new: New, signing: Signing | None = None) -> Event:
    """The two in one step, for a command that does nothing else. Raises like `made`."""
    one = made(ws, actor, new, signing)
    with ws.store.transaction() as db:
        enter(db, one)
    return one
