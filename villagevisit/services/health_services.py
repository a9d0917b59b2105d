"""Services without a form of their own: taken up, done item by item, ended. Events of the person, signed where asked.

Children, pregnant women, tuberculosis and Chinese medicine bear the doctor's signature in the standard; of vaccination
the certificate does, so here the doses are entered without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import CLOSED, ENROLLED, REASONS, SERVED, Service
from villagevisit.domain.health_schedule import BIRTH, DELIVERED, DELIVERY, NOTICE, PREGNANCY, YEAR, Item
from villagevisit.domain.plausible import possible
from villagevisit.services import allowing, events, health_consent, health_ranges, health_rules
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import households as rows

SIGNED = frozenset({Service.CHILD, Service.MATERNAL, Service.TB, Service.TCM})
ENTERED = (Service.HYPERTENSION, Service.DIABETES, Service.SMD, Service.TB, Service.MATERNAL, Service.VACCINATION)
"""What somebody is taken up for; elders and children are in the lists by their age. Of vaccination it is the
certificate that was made out."""
VALUES: Mapping[Service, tuple[str, ...]] = {
    Service.CHILD: ("weight", "height", "hb", "remark"), Service.MATERNAL: ("sbp", "dbp", "weight", "hb", "remark"),
    Service.TB: ("sputum", "adherence", "remark"), Service.TCM: ("constitution", "remark"),
    Service.VACCINATION: ("batch", "remark"),
}  # fmt: skip
"""Service → what may be noted beside an item."""
_CHANGED = changes(Topic.EVENTS, Topic.VISITS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Served:
    """An item that was done. `day` and `next_day` are ISO; empty: today, and by the timetable."""

    service: Service
    item: str
    day: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    next_day: str = ""


def items(ws: Workspace, service: Service, birth: str = "") -> list[str]:
    """What can be entered of a service, in the order of its timetable; for a grown-up not what is for children."""
    day = today(ws.clock).isoformat()
    child = bool(birth) and int(day[:4]) - int(birth[:4]) < 8
    wanted = {BIRTH} if child else {YEAR, PREGNANCY, DELIVERY, NOTICE}
    if service is Service.VACCINATION:
        wanted = {BIRTH}
    lines: list[Item] = health_rules.on(ws, today(ws.clock)).of(service, *wanted)
    found = [one.key for one in lines]
    if service is Service.MATERNAL:
        found.insert(next((at for at, one in enumerate(lines) if one.anchor == DELIVERY), len(found)), DELIVERED)
    return found


def enrol(ws: Workspace, actor: Actor, person_id: str, service: Service, since: str = "") -> Done[Event]:
    """Takes somebody up. `since`: ISO day of the last menstruation, or of the notice of tuberculosis.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `consent.health` (name), `health.day`,
            `health.not-entered`.
    """
    if service not in ENTERED:
        raise Refused("health.not-entered")
    data: dict[str, Value] = {"service": service.value, "since": past(ws, since) if since else ""}
    return _enter(ws, actor, person_id, ENROLLED, data)


def close(ws: Workspace, actor: Actor, person_id: str, service: Service, reason: str) -> Done[Event]:
    """Ends a service of somebody. Raises like `enrol`; also `health.reason`."""
    if reason not in REASONS:
        raise Refused("health.reason")
    return _enter(ws, actor, person_id, CLOSED, {"service": service.value, "reason": reason})


def serve(ws: Workspace, actor: Actor, person_id: str, one: Served, pin: str = "") -> Done[Event]:
    """Enters an item that was done; the doctor signs with his PIN where the standard asks for his signature.

    Raises:
        Refused: like `enrol`; `health.item`, `health.value` (low, high, unit), `health.pressure`, `pin.wrong` (left),
            `pin.locked` (until), `pin.unset`.
    """
    person = rows.person(ws.store.reader(), person_id)
    if one.item not in items(ws, one.service, person.birth if person else ""):
        raise Refused("health.item")
    done = past(ws, one.day) if one.day else ""
    if one.next_day and _day(one.next_day).isoformat() <= (done or today(ws.clock).isoformat()):
        raise Refused("health.day")
    said = {name: value.strip() for name, value in one.values.items() if value.strip()}
    _require_possible(ws, person_id, one, said)
    values: dict[str, Value] = {**said}
    data: dict[str, Value] = {
        "service": one.service.value, "item": one.item, "values": values, "next": one.next_day
    }  # fmt: skip
    signing = Signing(actor.officers[0].id, pin) if one.service in SIGNED and actor.officers else None
    return _enter(ws, actor, person_id, SERVED, data, day=done, signing=signing)


def _require_possible(ws: Workspace, person_id: str, one: Served, said: Mapping[str, str]) -> None:
    """A measured value is a number that somebody can have, as in the forms."""
    known = health_ranges.of_item(ws, one.service, one.item, person_id, one.day)
    for name, value in said.items():
        limits = known.get(name)
        if limits is not None and not possible(limits, value):
            low, high = limits.hard
            raise Refused("health.value", low=f"{low:f}", high=f"{high:f}", unit=limits.unit)
    if "sbp" in said and "dbp" in said and Decimal(said["dbp"]) >= Decimal(said["sbp"]):
        raise Refused("health.pressure")


def _enter(
    ws: Workspace, actor: Actor, person_id: str, kind: str, data: dict[str, Value], *, day: str = "",
    signing: Signing | None = None,
) -> Done[Event]:  # fmt: skip
    household_id = household_of_person(ws, person_id)
    village = rows.village_of(ws.store.reader(), household_id)
    allowing.require(ws, actor, Deed.HEALTH, Thing(village), named=True)
    health_consent.require(ws, household_id, person_id)
    new = New(kind, village, person_id, (household_id,), day=day, data=data)
    return Done(events.record(ws, actor, new, signing), _CHANGED)


def past(ws: Workspace, text: str) -> str:
    """An ISO day that is not to come. Raises Refused `health.day`."""
    day = _day(text)
    if day > today(ws.clock):
        raise Refused("health.day")
    return day.isoformat()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("health.day") from error
