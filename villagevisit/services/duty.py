"""What the registers of duty share: who may enter, for which place, and on which day."""

from collections.abc import Iterable
from datetime import date

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import allowing, events, policy
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import areas


def office(ws: Workspace) -> str:
    """12-digit code of the township that works here; of the county where several do. Empty before set-up."""
    towns = areas.in_scope(ws.store.reader(), "township")
    if len(towns) == 1:
        return towns[0].code
    return next((one.code for one in areas.in_scope(ws.store.reader(), "county")), "")


def areas_of(ws: Workspace, officers: Iterable[Officer]) -> dict[str, str]:
    """Officer id → what counts him: the county, the township of his village or certificate, else this office."""
    county, here = next((one.code for one in areas.in_scope(ws.store.reader(), "county")), ""), office(ws)
    return {one.id: _area(one, county, here) for one in officers}


def _area(officer: Officer, county: str, here: str) -> str:
    if Role.COUNTY in officer.roles and county:
        return county
    if officer.village_code:
        return officer.village_code[:9] + "000"
    return next((prefix[:9] + "000" for prefix in officer.areas if len(prefix) >= 9), here)


def enter(ws: Workspace, actor: Actor, new: New, signing: Signing | None = None) -> Done[Event]:
    """One event of these registers, by somebody of the office.

    Raises:
        Refused: `actor.role`, `actor.area`, `duty.bad-day`, `duty.future-day`, and what `events.made` raises.
    """
    village = "" if new.area.endswith("000") else new.area
    allowing.require(ws, actor, Deed.DUTY, Thing(village))
    if new.day and day(new.day) > today(ws.clock):
        raise Refused("duty.future-day")
    return Done(events.record(ws, actor, new, signing), changes(Topic.EVENTS, Topic.EXCHANGE))


def day(text: str) -> date:
    """Raises Refused `duty.bad-day`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("duty.bad-day") from error


def said(text: str) -> str:
    """What had to be written. Raises Refused `duty.missing`."""
    clean = text.strip()
    if not clean:
        raise Refused("duty.missing")
    return clean


def parameter(ws: Workspace, key: str, on: date) -> str:
    """A county parameter; the shipped one in a home that is older than the parameter."""
    known = policy.on(ws, on).values.get(key)
    return known if known is not None else next(one.value for one in policy.defaults() if one.key == key)
