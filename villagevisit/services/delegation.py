"""Who decides: the county, or a township to which it delegated that by a document, from a day to a day (group P).

A delegation lapses by itself after its last day; it may be ended sooner. Only the county's people enter it.
"""

from collections.abc import Iterable
from datetime import date

from villagevisit.domain.access import Deed, Thing, stem
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.officer import Role
from villagevisit.services import allowing, events
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

GIVEN, ENDED = "case.delegated", "case.undelegated"
_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


def delegate(
    ws: Workspace, actor: Actor, area: str, document: str, since: date, until: date, *, pilot: bool = False
) -> Done[str]:
    """The county lets a township (12-digit `area`) decide. Returns the delegation's id.

    Raises:
        Refused: `actor.role`, `delegation.county-only`, `delegation.no-document`, `delegation.dates`.
    """
    _county_only(ws, actor)
    if not document.strip():
        raise Refused("delegation.no-document")
    if until < since:
        raise Refused("delegation.dates")
    data: dict[str, Value] = {"document": document.strip(), "pilot": pilot}
    data |= {"from": since.isoformat(), "to": until.isoformat()}
    one = events.record(ws, actor, New(GIVEN, area, data=data))
    return Done(one.thing, _CHANGED)


def end(ws: Workspace, actor: Actor, delegation_id: str, reason: str) -> Done[None]:
    """Takes a delegation back from today. Raises Refused `delegation.unknown`, `case.no-reason` and like `delegate`."""
    _county_only(ws, actor)
    given = next((one for one in every(ws) if one.thing == delegation_id and one.kind == GIVEN), None)
    if given is None:
        raise Refused("delegation.unknown")
    if not reason.strip():
        raise Refused("case.no-reason")
    events.record(ws, actor, New(ENDED, given.area, given.thing, data={"reason": reason.strip()}))
    return Done(None, _CHANGED)


def every(ws: Workspace) -> list[Event]:
    """All that was ever said about delegations, oldest first."""
    return rows.of_kinds(ws.store.reader(), [GIVEN, ENDED])


def in_force(ws: Workspace, village: str, day: date) -> Event | None:
    """The delegation under which a village's township decides on a day."""
    return of(every(ws), village, day)


def of(said: Iterable[Event], village: str, day: date) -> Event | None:
    """The same among what was read already."""
    told, on = list(said), day.isoformat()
    ended = {one.thing: one.day for one in told if one.kind == ENDED}
    hold = [
        one
        for one in told
        if one.kind == GIVEN and village.startswith(stem(one.area)) and one.text("from") <= on <= one.text("to")
        and on < ended.get(one.thing, "9999")
    ]  # fmt: skip
    return max(hold, key=lambda one: (one.text("from"), one.id), default=None)


def in_words(ws: Workspace, day: date) -> str:
    """Which delegations hold on a day: what changes when who decides changes."""
    told = every(ws)
    ended = {one.thing for one in told if one.kind == ENDED and one.day <= day.isoformat()}
    on = day.isoformat()
    hold = [one for one in told if one.kind == GIVEN and one.text("from") <= on <= one.text("to")]
    return " ".join(one.id for one in hold if one.thing not in ended)


def _county_only(ws: Workspace, actor: Actor) -> None:
    allowing.require(ws, actor, Deed.CONFIRM, Thing())
    if actor.officers and not actor.has(Role.COUNTY):
        raise Refused("delegation.county-only")
