"""Entering how people are insured, operations and measures of health aid; who is left out (S-308, S-364, S-377, S-404).

Codes stand in `data/help_codes.csv` with days of validity; a county adds its own lines there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from villagevisit.domain import batches, waivers
from villagevisit.domain import health_help as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import Service
from villagevisit.domain.health_help import (
    CONTRACT,
    FALLBACK,
    INSURED,
    MEASURE,
    OPERATION,
    TREATED,
    WAIVER,
    Code,
    Insured,
    Received,
)
from villagevisit.services import (
    allowing,
    events,
    frozen_answers,
    health_consent,
    health_costs,
    health_services,
    health_tables,
    identification,
    shipped_tables,
)
from villagevisit.services.events import New
from villagevisit.services.folded import Folded
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.wording import language

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_ALL = 100_000
_folded = Folded([INSURED], rules.insured, bare=True)
_ANY_RATE = Decimal(1)
"""Whether anything was reduced does not depend on the rate."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the registered poor of a village: how many there are, and how many are insured."""

    village: str
    people: int
    insured: int
    by_county: int
    """Of those insured: whose premium the county paid, all or a part."""


def codes(which: str, year: int) -> list[Code]:
    """A code list as it held in a calendar year, in the order of the table."""
    return [one for one in _table() if one.list == which and one.on(f"{year}-01-01", f"{year}-12-31")]


def name(which: str, code: str) -> str:
    """What a code is called, whenever it held; the code itself when nobody knows it; empty for none."""
    found = next((one for one in _table() if one.list == which and one.code == code), None)
    return code if found is None else found.zh if language() == "zh_CN" else found.en


def insure(ws: Workspace, actor: Actor, person_id: str, year: int, scheme: str, payer: str) -> Done[Event]:
    """Somebody is in a scheme in a year, or in none. Nothing of his health is said, so no consent is asked for.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `help.insured` for codes that did not hold then.
    """
    person = identification.subject(ws, actor, person_id)
    return Done(events.record(ws, actor, insurance(person, year, scheme, payer)), _CHANGED)


def insurance(person: Listed, year: int, scheme: str, payer: str) -> New:
    """The event of `insure`. Raises Refused `help.insured`."""
    without = scheme == rules.NONE
    if not _known("scheme", scheme, year) or not (without or not payer or _known("premium", payer, year)):
        raise Refused("help.insured", year=year)
    data: dict[str, Value] = {"year": year, "scheme": scheme, "payer": "" if without else payer}
    return New(INSURED, person.village_code, person.person_id, (person.household_id,), data=data)


def operate(
    ws: Workspace, actor: Actor, person_id: str, code: str, *, hospital: str, payer: str, day: str
) -> Done[Event]:
    """Somebody was operated.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `consent.health` and its kin, `health.day`,
            `help.operation` (a code that did not hold, no hospital), `help.twice` (day) for the same one again.
    """
    person = identification.subject(ws, actor, person_id)
    health_consent.require(ws, person.household_id, person_id)
    when = health_services.past(ws, day)
    year = int(when[:4])
    if not _known("operation", code, year) or not _known("operation_paid", payer, year) or not hospital.strip():
        raise Refused("help.operation")
    for one in event_rows.of_things(ws.store.reader(), [person_id], OPERATION, bare=True):
        if (one.day, one.text("code"), one.text("hospital")) == (when, code, hospital.strip()):
            raise Refused("help.twice", day=when)
    data: dict[str, Value] = {"code": code, "hospital": hospital.strip(), "payer": payer}
    new = New(OPERATION, person.village_code, person_id, (person.household_id,), when, data=data)
    return Done(events.record(ws, actor, new), _CHANGED)


def give(ws: Workspace, actor: Actor, person_id: str, code: str, note: str, day: str) -> Done[Event]:
    """A measure that no form, contract or bill shows reached somebody.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `health.day`, `help.measure`.
    """
    person = identification.subject(ws, actor, person_id)
    when = health_services.past(ws, day)
    if code not in {one.code for one in by_hand(int(when[:4]))}:
        raise Refused("help.measure")
    data: dict[str, Value] = {"code": code, "note": note.strip()}
    new = New(MEASURE, person.village_code, person_id, (person.household_id,), when, data=data)
    return Done(events.record(ws, actor, new), _CHANGED)


def by_hand(year: int) -> list[Code]:
    """Measures that are entered: what shows by itself is not asked for again."""
    return [one for one in codes("measure", year) if not one.evidence]


def insured(ws: Workspace, actor: Actor, year: int) -> dict[str, Insured]:
    """Person → how he is insured in a year. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    found = ((one, years[year]) for one, years in _folded.of(ws).items() if year in years)
    return {one: said for one, said in found if event_rows.seen(said.area, within)}


def poor(ws: Workspace, actor: Actor, text: str = "") -> list[Listed]:
    """The registered poor: dibao, destitute support, or on the poverty ledger. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    return store.people(ws.store.reader(), allowing.within(ws, actor), helped=True, text=text, limit=_ALL)


def blind(ws: Workspace, actor: Actor, year: int, text: str = "", *, others: bool = True) -> list[Listed]:
    """Of the registered poor who is in no scheme as far as is known, and of the `others` of whom just that was entered
    (S-404). Raises Refused `actor.role`."""
    people, known = {one.person_id: one for one in poor(ws, actor, text)}, insured(ws, actor, year)
    found = [people[one] for one in rules.blind(people, known)]
    if not others:
        return found
    asked = (store.person(ws.store.reader(), one) for one, said in known.items() if not said.covered)
    more = [one for one in asked if one is not None and one.person_id not in people and text in one.name]
    return [*found, *sorted(more, key=lambda one: (one.village_code, one.person_id))]


def counted(ws: Workspace, actor: Actor, year: int) -> list[Counted]:
    """By village. Raises Refused `actor.role`."""
    known = insured(ws, actor, year)
    homes: dict[str, list[Insured | None]] = {}
    for one in poor(ws, actor):
        homes.setdefault(one.village_code, []).append(known.get(one.person_id))
    return [
        Counted(village, len(all_), sum(one is not None and one.covered for one in all_),
                sum(one is not None and one.payer in ("county", "part") for one in all_))
        for village, all_ in sorted(homes.items())
    ]  # fmt: skip


def operations(ws: Workspace, actor: Actor, year: int) -> list[tuple[str, int, int]]:
    """(operation, persons, person-times) of a calendar year, by code; at the end all of them under an empty code.

    Somebody with two kinds counts once for each, and once in the sum (S-301, S-308). Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    told = _entered(ws, actor, OPERATION, year)
    found: dict[str, list[str]] = {}
    for one in told:
        found.setdefault(one.text("code"), []).append(one.thing)
    rows = [(code, len(set(people)), len(people)) for code, people in sorted(found.items())]
    return [*rows, ("", len({one.thing for one in told}), len(told))]


def of_person(ws: Workspace, actor: Actor, person_id: str) -> list[Event]:
    """What was entered of one person, newest first. Raises Refused like `identification.subject`."""
    identification.subject(ws, actor, person_id)
    told = event_rows.of_thing(ws.store.reader(), person_id, bare=True)
    mine = [one for one in told if one.kind in (INSURED, OPERATION, MEASURE)]
    return sorted(mine, key=lambda one: (one.day, one.id), reverse=True)


def received(ws: Workspace, actor: Actor, year: int) -> Mapping[str, Received]:
    """Measures of a calendar year by person: by F21, contract, treatment, bill, or entered (S-364).

    Lines must be settled (`health_lines.settle`). Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    wanted = codes("measure", year)
    shown = {one.evidence: one.code for one in wanted if one.evidence not in ("", WAIVER)}
    waived = {one.code for one in wanted if one.evidence == WAIVER}
    listed, given = {one.code for one in wanted}, _entered(ws, actor, MEASURE, year)
    said = [
        *((person, item, day) for person, item, day in _waived(ws, actor, year) if item in waived),
        *((person, shown[how], day) for person, how, day in _shown(ws, actor, year) if how in shown),
        *((one.thing, one.text("code"), one.day) for one in given if one.text("code") in listed),
    ]
    return rules.received(said)


def _entered(ws: Workspace, actor: Actor, kind: str, year: int) -> list[Event]:
    first, last, within = f"{year}-01-01", f"{year}-12-31", allowing.within(ws, actor)
    return event_rows.of_kinds(ws.store.reader(), [kind], since=first, until=last, within=within, bare=True)


def _waived(ws: Workspace, actor: Actor, year: int) -> Iterator[tuple[str, str, str]]:
    db, within = ws.store.reader(), allowing.within(ws, actor)
    for one, _, day, body in store.visits(db, waivers.FORM, f"{year}-01-01", f"{year}-12-31", within):
        answers = frozen_answers.values(body)
        for item in waivers.waived(answers, (), _ANY_RATE).items:
            yield one.person_id, item, day


def _shown(ws: Workspace, actor: Actor, year: int) -> Iterator[tuple[str, str, str]]:
    first, last = f"{year}-01-01", f"{year}-12-31"
    db, within = ws.store.reader(), allowing.within(ws, actor)
    for one in store.lines(db, Service.CONTRACT, [], within, since=first, limit=_ALL):
        if one.last_day <= last:
            yield one.person_id, CONTRACT, one.last_day
    listed = health_tables.major_list(ws, today(ws.clock))
    for one in store.lines(db, Service.BATCH, [], within, limit=_ALL):
        patient = batches.patient(one.state)
        treated = batches.MAJOR in patient.labels(listed) and patient.treatment in batches.TREATED
        if treated and first <= one.last_day <= last:
            yield one.person_id, TREATED, one.last_day
    for bill in health_costs.of_year(ws, actor, year):
        if bill.bill.layers.get("fallback"):
            yield bill.person_id, FALLBACK, bill.day


def _known(which: str, code: str, year: int) -> bool:
    return any(one.code == code for one in codes(which, year))


@cache
def _table() -> tuple[Code, ...]:
    return tuple(
        Code(
            row["list"], row["code"], row["zh"], row["en"], row["words"], row["evidence"], row["valid_from"],
            row["valid_to"],
        )
        for row in shipped_tables.rows("help_codes.csv")
    )  # fmt: skip
