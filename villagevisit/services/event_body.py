"""What is inside an `event` record. Canonical CBOR; subject of the record is the event's own id."""

from datetime import date
from typing import cast

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.signatures import genuine
from villagevisit.domain.event import Event, Value, is_health

EVENT = "event"
HEALTH_EVENT = "health-event"
"""The same body, for those alone who may have health data."""
EVENTS = (EVENT, HEALTH_EVENT)
UNREADABLE = "record.unreadable"
_DOMAIN = b"villagevisit-event-1\0"


def event_kind(kind: str) -> str:
    """What an event of this kind travels as."""
    return HEALTH_EVENT if is_health(kind) else EVENT


def event_body(one: Event) -> bytes:
    return encode({**_cells(one), "signature": one.signature})


def message(one: Event) -> bytes:
    """What the person who answers for it signs."""
    return _DOMAIN + encode(_cells(one))


def is_genuine(one: Event) -> bool:
    """Whether its signature holds; an event that nobody had to sign holds by itself."""
    return not one.public_key or genuine(one.public_key, one.signature, message(one))


def read_event(body: bytes) -> Event:
    """Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    kind, area, homes = top.text("kind", 60), top.text("area", 12), top.texts("households")
    top.must(len(area) == 12 and "." in kind and isinstance(top.any("secret"), bool) and len(set(homes)) == len(homes))
    try:
        day = date.fromisoformat(top.text("day", 10)).isoformat()
    except ValueError as error:
        raise SyncError(UNREADABLE) from error
    return Event(
        id=top.text("id", 80), kind=kind, area=area, thing=top.text("thing", 120), day=day, at=top.text("at", 40),
        by=top.text("by"), officers=tuple(top.texts("officers")), households=tuple(homes),
        source=top.text("source", 120), data=cast("dict[str, Value]", top.map("data")),
        secret=bool(top.any("secret")), public_key=top.raw("key"), signature=top.raw("signature"),
    )  # fmt: skip


def _cells(one: Event) -> dict[str, Plain]:
    return {
        "id": one.id, "kind": one.kind, "area": one.area, "thing": one.thing, "day": one.day, "at": one.at,
        "by": one.by, "officers": list(one.officers), "households": list(one.households), "source": one.source,
        "data": cast("dict[str, Plain]", dict(one.data)), "secret": one.secret, "key": one.public_key,
    }  # fmt: skip
