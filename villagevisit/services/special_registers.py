"""Entering folic acid, delivery subsidies and endemic diseases; what a year of them comes to (S-300, S-306, S-317)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from villagevisit.domain import health_special as rules
from villagevisit.domain.access import Deed, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import SERVED
from villagevisit.domain.health_special import ENDEMIC, FOLIC, SUBSIDY, Case, Mothers
from villagevisit.services import allowing, events, health_consent, health_services, identification
from villagevisit.services.events import New
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_MOST_BOTTLES = 24
_BEARING = (15, 55)
"""Whom the list of women is about: whole years."""


@dataclass(frozen=True, slots=True)
class Year:
    """The mothers of a calendar year in figures."""

    year: int
    mothers: Mothers
    folic_people: int
    folic_times: int
    bottles: int
    subsidies: int
    subsidised: int
    """Women; a woman counts once."""
    amount: Decimal


def folic(ws: Workspace, actor: Actor, person_id: str, stage: str, bottles: str, day: str = "") -> Done[Event]:
    """Folic acid was handed out. Raises like `_enter`; `special.folic` (no stage, or not 1 to 24 bottles)."""
    if stage not in rules.STAGES or not bottles.strip().isdecimal() or not 1 <= int(bottles) <= _MOST_BOTTLES:
        raise Refused("special.folic", most=_MOST_BOTTLES)
    return _enter(ws, actor, person_id, FOLIC, {"stage": stage, "bottles": int(bottles)}, day)


def subsidise(
    ws: Workspace, actor: Actor, person_id: str, amount: str, *, delivered: str, hospital: str, day: str = ""
) -> Done[Event]:
    """A subsidy for a delivery in hospital was paid.

    Raises:
        Refused: like `_enter`; `special.amount`, `special.hospital`, `special.twice` (day): paid for this delivery
            already.
    """
    try:
        paid = Decimal(amount.strip().replace(",", "") or "0")
    except InvalidOperation as error:
        raise Refused("special.amount") from error
    if not paid.is_finite() or paid <= 0:
        raise Refused("special.amount")
    if not hospital.strip():
        raise Refused("special.hospital")
    born = health_services.past(ws, delivered) if delivered else ""
    if not born or born > (day or today(ws.clock).isoformat()):
        raise Refused("health.day")
    for one in event_rows.of_things(ws.store.reader(), [person_id], SUBSIDY, bare=True):
        if one.text("delivered") == born:
            raise Refused("special.twice", day=one.day)
    data: dict[str, Value] = {"amount": f"{paid:.2f}", "delivered": born, "hospital": hospital.strip()}
    return _enter(ws, actor, person_id, SUBSIDY, data, day)


def endemic(
    ws: Workspace, actor: Actor, person_id: str, disease: str, *, found: str = "", treatment: str = "",
    result: str = "ill", day: str = "",
) -> Done[Event]:  # fmt: skip
    """Somebody has an endemic disease, or was treated for it. Raises like `_enter`; `special.disease`."""
    if not disease.strip() or result not in rules.SICK:
        raise Refused("special.disease")
    since = health_services.past(ws, found) if found else ""
    data: dict[str, Value] = {
        "disease": disease.strip(), "found": since, "treatment": treatment.strip(), "result": result
    }
    return _enter(ws, actor, person_id, ENDEMIC, data, day)


def _enter(
    ws: Workspace, actor: Actor, person_id: str, kind: str, data: Mapping[str, Value], day: str
) -> Done[Event]:
    """Raises Refused `actor.role`, `actor.area`, `visit.person-unknown`, `consent.health` and its kin, `health.day`."""
    person = identification.subject(ws, actor, person_id)
    health_consent.require(ws, person.household_id, person_id)
    when = health_services.past(ws, day) if day else ""
    new = New(kind, person.village_code, person_id, (person.household_id,), when, data=data)
    return Done(events.record(ws, actor, new), _CHANGED)


def entries(ws: Workspace, actor: Actor, kind: str, year: int) -> list[Event]:
    """Entries of a register of a calendar year, oldest first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    found = event_rows.of_kinds(
        ws.store.reader(), [kind], since=f"{year}-01-01", until=f"{year}-12-31", within=allowing.within(ws, actor),
        bare=True,
    )  # fmt: skip
    return sorted(found, key=lambda one: (one.day, one.id))


def of_person(ws: Workspace, actor: Actor, person_id: str, *kinds: str) -> list[Event]:
    """What was entered of one person, newest first. Raises Refused like `identification.subject`."""
    identification.subject(ws, actor, person_id)
    told = event_rows.of_thing(ws.store.reader(), person_id, bare=True)
    return sorted((one for one in told if one.kind in kinds), key=lambda one: (one.day, one.id), reverse=True)


def sick(ws: Workspace, actor: Actor) -> list[Case]:
    """Everybody with an endemic disease, the ill first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    return rules.cases(event_rows.of_kinds(ws.store.reader(), [ENDEMIC], within=within, bare=True))


def women(ws: Workspace, actor: Actor, text: str, limit: int) -> list[Listed]:
    """Women who may bear a child, by part of a name. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    year = today(ws.clock).year
    born = (f"{year - _BEARING[1]}-01-01", f"{year - _BEARING[0]}-12-31")
    return store.people(
        ws.store.reader(), allowing.within(ws, actor), born_from=born[0], born_to=born[1], sex="2", text=text,
        limit=limit,
    )  # fmt: skip


def anybody(ws: Workspace, actor: Actor, text: str, limit: int) -> list[Listed]:
    """Residents, by part of a name. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    return store.people(ws.store.reader(), allowing.within(ws, actor), text=text, limit=limit)


def people(ws: Workspace, ids: Sequence[str]) -> list[Listed]:
    """The persons with these ids, in their order."""
    found = (store.person(ws.store.reader(), one) for one in dict.fromkeys(ids))
    return [one for one in found if one is not None]


def of_year(ws: Workspace, actor: Actor, year: int, progress: Progress = silent) -> Year:
    """Raises Refused `actor.role`, and Cancelled."""
    handed, paid = entries(ws, actor, FOLIC, year), entries(ws, actor, SUBSIDY, year)
    progress(1, 2)
    within: Within = allowing.within(ws, actor)
    told = event_rows.of_kinds(
        ws.store.reader(), [SERVED], since=f"{year - 1}-01-01", until=f"{year + 1}-03-01", within=within, bare=True
    )
    return Year(
        year, rules.mothers(told, year), len({one.thing for one in handed}), len(handed),
        sum(one.number("bottles") for one in handed), len(paid), len({one.thing for one in paid}),
        sum((rules.amount(one) for one in paid), Decimal(0)),
    )  # fmt: skip

