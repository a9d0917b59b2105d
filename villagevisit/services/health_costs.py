"""What a visit cost and who paid: entered once, read by three ledgers; what is owed has a day (S-358…S-370)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain import waivers as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.waivers import COSTS, LAYERS, PAID, Bill, Costs
from villagevisit.services import allowing, events, identification
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """A bill as it is entered. `due`: ISO day, for who pays later; `certified`: month of a chronic disease's paper."""

    day: str
    hospital: str
    inpatient: bool
    bill: Bill
    due: str = ""
    disease: str = ""
    certified: str = ""
    source: str = ""
    """The waiver form F21 of the same visit, where there is one."""


def enter(ws: Workspace, actor: Actor, person_id: str, entry: Entry) -> Done[str]:
    """Returns the entry's id.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `costs.nothing`, `costs.negative`,
            `costs.outside`, `costs.overpaid`, `costs.bad-day`.
    """
    person = identification.subject(ws, actor, person_id)
    entry.bill.check()
    if not entry.bill.total or not entry.hospital.strip():
        raise Refused("costs.nothing")
    try:
        days = [date.fromisoformat(one) for one in (entry.day, entry.due) if one]
    except ValueError as error:
        raise Refused("costs.bad-day") from error
    if not entry.day or days[0] > today(ws.clock) or days[-1] < days[0]:
        raise Refused("costs.bad-day")
    data: dict[str, Value] = {
        "hospital": entry.hospital.strip(), "inpatient": entry.inpatient, "total": str(entry.bill.total),
        "outside": str(entry.bill.outside), "due": entry.due, "disease": entry.disease.strip(),
        "certified": entry.certified, **{layer: str(entry.bill.layers.get(layer, Decimal(0))) for layer in LAYERS},
    }  # fmt: skip
    new = New(COSTS, person.village_code, person_id, (person.household_id,), entry.day, entry.source, data)
    one = events.record(ws, actor, new)
    return Done(one.id, changes(Topic.EVENTS))


def paid(ws: Workspace, actor: Actor, one: Costs) -> Done[None]:
    """The patient paid what he owed. Raises Refused `actor.role`, `actor.area`, `costs.settled`."""
    person = identification.subject(ws, actor, one.person_id)
    if not one.owed():
        raise Refused("costs.settled")
    events.record(ws, actor, New(PAID, person.village_code, one.person_id, (person.household_id,), source=one.id))
    return Done(None, changes(Topic.EVENTS))


def of_year(ws: Workspace, actor: Actor, year: int) -> list[Costs]:
    """Bills of a year, newest first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within, db = allowing.within(ws, actor), ws.store.reader()
    told = event_rows.of_kinds(db, [COSTS], since=f"{year}-01-01", until=f"{year}-12-31", within=within, bare=True)
    told += event_rows.of_kinds(db, [PAID], since=f"{year}-01-01", within=within, bare=True)
    return rules.costs(told)


def of_person(ws: Workspace, actor: Actor, person_id: str) -> list[Costs]:
    """Every bill of one person, newest first. Raises Refused like `identification.subject`."""
    identification.subject(ws, actor, person_id)
    return rules.costs(event_rows.of_thing(ws.store.reader(), person_id, bare=True))


def owed(ws: Workspace, actor: Actor) -> list[Costs]:
    """What is not paid yet, the earliest day first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    found = rules.costs(event_rows.of_kinds(ws.store.reader(), [COSTS, PAID], within=within, bare=True))
    return sorted((one for one in found if one.owed()), key=lambda one: (one.due, one.id))


def persons(ws: Workspace, bills: list[Costs]) -> Mapping[str, Row]:
    """Whom they are about, by id."""
    db = ws.store.reader()
    found = {one.person_id: store.person(db, one.person_id) for one in bills}
    return {person_id: row for person_id, row in found.items() if row is not None}


def ratio(bills: list[Costs]) -> Bill:
    """All of them together."""
    return rules.summed([one.bill for one in bills])
