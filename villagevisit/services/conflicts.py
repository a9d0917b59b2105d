"""The county's decisions on a laptop: what came down changes the household here, and the page says so.

The newest decision on a field counts, in whichever order decisions come; one that came before changes nothing again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.record import Record
from villagevisit.domain.merge import GONE, HERE
from villagevisit.domain.merge_fields import fields_of, last_part, parts, registers
from villagevisit.services.exchange_bodies_replica import RosterBody
from villagevisit.services.resolution_body import Decided, ResolutionBody, read_resolution
from villagevisit.services.workspace import Workspace
from villagevisit.store import decisions, households, search, visits
from villagevisit.store.decisions import DecisionRow
from villagevisit.store.households import Db, HouseholdData

_HOUSEHOLD = frozenset(
    {
        "household_no", "village_group", "head_name", "assist_category", "insured_persons", "amount_month",
        "hukou_type", "address", "phone", "state",
    }
)  # fmt: skip
_PERSON = frozenset({"name", "relation", "id_no", "id_kind", "birth", "sex"})
_NUMBERS = frozenset({"insured_persons"})
_TWO = "both"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the county decided about one register."""

    register: str
    before: str
    after: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a household's page says about it."""

    open: tuple[str, ...]
    """Registers of which the county holds two versions; what it decides will count."""
    decided: tuple[Decision, ...]
    """Newest first."""


def doubts(ws: Workspace, household_id: str) -> Doubts:
    """What is open in a household, and what was decided, as far as it came down."""
    db = ws.store.reader()
    decided = (
        Decision(row.register, row.before, row.after, row.reason, row.by, row.at)
        for row in decisions.of_household(db, household_id)
        if not row.kept
    )
    return Doubts(tuple(decisions.doubts(db, household_id)), tuple(decided))


def take_resolution(db: Db, record: Record) -> str | None:
    """Takes one `resolution` record over, inside the caller's transaction.

    Returns:
        The village it is about; None when it was taken before.

    Raises:
        SyncError: `record.unreadable`.
    """
    body = read_resolution(record.body)
    if decisions.known(db, record.digest):
        return None
    if decisions.note(db, body.household_id, body.village_code, record.digest, record.at, body.turn):
        decisions.set_doubts(db, body.household_id, body.open)
    for one in body.decided:
        before, kept = _settle(db, body, record.digest, one)
        decisions.add(
            db,
            DecisionRow(
                body.household_id, record.digest, one.register, before, one.value, body.reason, body.by, record.at,
                body.turn, int(kept),
            ),
        )  # fmt: skip
    return body.village_code


def _settle(db: Db, body: ResolutionBody, digest: str, one: Decided) -> tuple[str, bool]:
    """What stood here before, and whether it stays: what was changed here since is for the county to see first."""
    here = households.by_id(db, body.household_id)
    if here is None or decisions.later(db, body.household_id, one.register, body.turn, digest):
        return "", False
    if not _known(here, one):
        return "", True
    return _take(db, here, one.register, one.value), False


def keep_decisions(db: Db, roster: RosterBody) -> None:
    """Lets decisions count again where a list that was made without knowing of them has just set the field."""
    decided = decisions.newest_of_village(db, roster.village)
    for listed in roster.households if decided else ():
        for row in decided.get(listed.id, ()):
            here = households.by_id(db, listed.id)
            if row.digest in roster.decided or row.kept or here is None:
                continue
            if _fields(here, row.register) == _fields(listed, row.register):
                _take(db, here, row.register, row.after)


def _known(here: HouseholdData, one: Decided) -> bool:
    """Whether what stands here is a side that the county looked at, or what it decided."""
    said = _fields(here, one.register)
    sides = (parts(one.register, value) for value in (one.value, *one.sides))
    return not said or any(all(said.get(name, text) == text for name, text in side.items()) for side in sides)


def _fields(home: HouseholdData, register: str) -> dict[str, str]:
    """The fields of a register as a household's row has them; empty where it has none of them."""
    where = register.split("/")
    if where[0] == "member":
        one = next((person for person in home.persons if person.id == where[1]), None)
        if last_part(register) == "member":
            return {"member": HERE if one else GONE}
        return {name: str(getattr(one, name)) for name in fields_of(register) & _PERSON} if one else {}
    if len(where) > 1:
        return {}
    return {name: str(getattr(home, name)) for name in fields_of(register) & _HOUSEHOLD}


def _take(db: Db, here: HouseholdData, register: str, value: str) -> str:
    """Lets a value count here, and returns what stood here before (empty where this laptop has no such field)."""
    where = register.split("/")
    if where[0] == "member":
        return _take_member(db, here, where[1], register, value)
    if where[0] == "twin":
        return _take_twin(db, here, where[1:], value)
    wanted = {name: text for name, text in parts(register, value).items() if name in _HOUSEHOLD}
    if not wanted or len(where) > 1:
        return ""
    before = {name: str(getattr(here, name)) for name in wanted}
    number = wanted.get("household_no", here.household_no)
    if number != here.household_no:
        if households.by_number(db, here.village_code, number) is not None:
            return here.household_no
        search.remove(db, search.household_terms(here.village_code, here.row, here.household_no))
        search.add(db, search.household_terms(here.village_code, here.row, number))
    households.update(db, here.id, {name: _cell(name, text) for name, text in wanted.items()})
    return _text(before)


def _take_member(db: Db, here: HouseholdData, person_id: str, register: str, value: str) -> str:
    old = households.person(db, person_id)
    if old is None or old.household_id != here.id:
        return ""
    if last_part(register) == "member":
        if value == GONE:
            _leave(db, here, person_id)
        return "1"
    wanted = {name: text for name, text in parts(register, value).items() if name in _PERSON}
    before = {name: str(getattr(old, name)) for name in wanted}
    households.update_person(db, old, dict(wanted))
    return _text(before)


def _take_twin(db: Db, here: HouseholdData, pair: list[str], kept: str) -> str:
    """Two entries that are one person: the other one leaves."""
    for person_id in pair:
        if kept not in (_TWO, person_id):
            _leave(db, here, person_id)
    return ""


def _leave(db: Db, here: HouseholdData, person_id: str) -> None:
    """Records about him stay; he is only no longer listed. Who has a form of his own stays listed too."""
    old = households.person(db, person_id)
    if old is not None and old.household_id == here.id and not visits.work_on_person(db, person_id):
        households.delete_person(db, old)
        households.recount(db, here.id)


def _text(values: Mapping[str, str]) -> str:
    """The fields of one register as its value."""
    (text,) = registers(values).values()
    return text


def _cell(name: str, text: str) -> str | int:
    return int(text) if name in _NUMBERS and text.isdecimal() else text
