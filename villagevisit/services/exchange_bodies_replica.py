"""What a clerk's laptop hands to the others: the households of one village, and one round in one village.

Both bodies are canonical CBOR maps whose `content` is canonical CBOR again, deflated, so that the largest village fits
into one record. The digest of the content before compression says whether anything changed.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import Plain, encode
from villagevisit.services.exchange_bodies import UNREADABLE
from villagevisit.store.households import HouseholdData, PersonData

ROSTER = "roster"
ASSIGNMENT = "assignment"
PEOPLE = "people"
"""Who works in a village: name, staff number, duties."""
KIN = "kin"
"""Which of them are members of the village or have declared relatives there; only the office reads it."""
MAX_CONTENT = 32 * 1024 * 1024
"""Bytes of a content once inflated; a village of 20,000 households stays below it."""
_CODE = 12
_ID = 80
_HOUSEHOLD = (str, str, str, str, str, int, str, str, str, str, int, str, str, list)
_PERSON = (str, int, str, str, str, str, str, str, str, str)
_ROUND = (str, str, str, str, bool)
_TEAM = (str, str, list)
_OFFICER = (str, str, str, str, str, str, str, list)


@dataclass(frozen=True, slots=True)
class RosterBody:
    """All households of one village with their members, as one laptop has them."""

    village: str
    names: tuple[tuple[str, str], ...]
    """(code, name) of the county, the township and the village."""
    households: tuple[HouseholdData, ...]
    generation: int
    """Greater than that of every roster and assignment its author knew; the greatest of a village counts."""
    base: str = ""
    """Digest of the roster record of this village that its author knew; empty for the first."""
    decided: tuple[str, ...] = ()
    """Digests of the county's decisions on households of this village that its author had taken over."""


@dataclass(frozen=True, slots=True)
class SentKin:
    """A member of the village whom an officer declared as a near relative (R-11)."""

    id_no: str
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class SentOfficer:
    """Somebody of a team. `id_no` and `kin` only as far as they are people of this village: the rest is nobody's
    business there, and nothing else can lead to a recusal there."""

    id: str
    staff_no: str
    name: str
    initials: str
    roles: str
    village_code: str = ""
    id_no: str = ""
    kin: tuple[SentKin, ...] = ()


@dataclass(frozen=True, slots=True)
class SentTeam:
    id: str
    name: str
    officers: tuple[str, ...]
    """Officer ids."""


@dataclass(frozen=True, slots=True)
class AssignmentBody:
    """One round in one village: who is to be visited, by which team, and who the teams are."""

    campaign_id: str
    code: str
    name: str
    survey_kind: str
    opened_on: str
    open: bool
    village: str
    teams: tuple[SentTeam, ...]
    officers: tuple[SentOfficer, ...]
    frame: tuple[tuple[str, str], ...]
    """(household id, team id or empty), by household id."""
    generation: int
    base: str = ""
    """Digest of the record for the same round and village that its author knew."""

    @property
    def subject(self) -> str:
        return f"{self.campaign_id}:{self.village}"


@dataclass(frozen=True, slots=True)
class PeopleBody:
    """People of one village's office. What records say of it adds up: none takes anything back."""

    village: str
    officers: tuple[SentOfficer, ...]


def roster_content(
    names: Iterable[tuple[str, str]], households: Iterable[HouseholdData], decided: Iterable[str] = ()
) -> bytes:
    """Canonical bytes of what a village's roster says; the same roster gives the same bytes."""
    return encode(
        {
            "names": [list(pair) for pair in names],
            "households": [_household_row(one) for one in households],
            "decided": [bytes.fromhex(one) for one in decided],
        }
    )


def assignment_content(body: AssignmentBody) -> bytes:
    """Canonical bytes of what an assignment says, without its place in history."""
    return encode(
        {
            "round": [[body.code, body.name, body.survey_kind, body.opened_on, body.open]],
            "teams": [[one.id, one.name, list(one.officers)] for one in body.teams],
            "officers": [_officer_row(one) for one in body.officers],
            "frame": [list(pair) for pair in body.frame],
        }
    )


def content_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def roster_body(village: str, content: bytes, generation: int, base: str) -> bytes:
    """Canonical bytes for `store.records.append(db, "roster", village, …)`."""
    return _pack({"village": village}, content, generation, base)


def assignment_body(campaign_id: str, village: str, content: bytes, generation: int, base: str) -> bytes:
    """Canonical bytes for `store.records.append(db, "assignment", "<campaign>:<village>", …)`."""
    return _pack({"village": village, "campaign": campaign_id}, content, generation, base)


def people_body(body: PeopleBody) -> bytes:
    """Canonical bytes for `store.records.append(db, "people" or "kin", village, …)`."""
    return encode({"village": body.village, "officers": [_officer_row(one) for one in body.officers]})


def read_people(body: bytes) -> PeopleBody:
    """Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    officers = tuple(_officer(row) for row in top.rows("officers"))
    _distinct(one.id for one in officers)
    return PeopleBody(_code(top.text("village", _CODE)), officers)


def read_roster(body: bytes) -> RosterBody:
    """Raises SyncError `record.unreadable`."""
    top, content = _unpack(body)
    village = _code(top.text("village", _CODE))
    households = tuple(_household(village, row) for row in content.rows("households"))
    _distinct(one.id for one in households)
    _distinct(one.household_no for one in households)
    _distinct(person.id for one in households for person in one.persons)
    names = tuple(_pair(row) for row in content.rows("names"))
    _must(all(village.startswith(_code(code).rstrip("0")) for code, _ in names))
    decided = content.digests("decided")
    return RosterBody(village, names, households, top.count("generation"), _base(top), decided)


def read_assignment(body: bytes) -> AssignmentBody:
    """Raises SyncError `record.unreadable`."""
    top, content = _unpack(body)
    round_ = next(iter(content.rows("round")), [])
    code, name, survey_kind, opened_on, still_open = _typed(round_, _ROUND)
    teams = tuple(_team(row) for row in content.rows("teams"))
    officers = tuple(_officer(row) for row in content.rows("officers"))
    frame = tuple(_pair(row) for row in content.rows("frame"))
    people, team_ids = {one.id for one in officers}, {one.id for one in teams}
    _must(all(people.issuperset(team.officers) for team in teams))
    _must(all(not team_id or team_id in team_ids for _, team_id in frame))
    _distinct(household for household, _ in frame)
    return AssignmentBody(
        campaign_id=top.text("campaign", _ID), code=code, name=name, survey_kind=survey_kind, opened_on=opened_on,
        open=still_open, village=_code(top.text("village", _CODE)), teams=teams, officers=officers, frame=frame,
        generation=top.count("generation"), base=_base(top),
    )  # fmt: skip


def village_of(body: bytes) -> tuple[str, int]:
    """Village and generation of a roster or an assignment, without inflating it. Raises like `read_roster`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    return _code(top.text("village", _CODE)), top.count("generation")


def content_of(body: bytes) -> bytes:
    """The content of a roster or an assignment as its author made it. Raises like `read_roster`."""
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(Fields(decoded(body, UNREADABLE), UNREADABLE).raw("content"), MAX_CONTENT)
    except zlib.error as error:
        raise SyncError(UNREADABLE) from error
    _must(inflater.eof and not inflater.unused_data)
    return content


def _pack(head: dict[str, Plain], content: bytes, generation: int, base: str) -> bytes:
    packed = zlib.compress(content, 9)
    return encode({**head, "generation": generation, "base": bytes.fromhex(base), "content": packed})


def _unpack(body: bytes) -> tuple[Fields, Fields]:
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    return top, Fields(decoded(content_of(body), UNREADABLE), UNREADABLE)


def _household_row(one: HouseholdData) -> list[Plain]:
    return [
        one.id, one.household_no, one.village_group, one.head_name, one.assist_category, one.insured_persons,
        one.amount_month, one.hukou_type, one.address, one.phone, one.members, one.state, one.extra,
        [_person_row(person) for person in one.persons],
    ]  # fmt: skip


def _household(village: str, row: list[Plain]) -> HouseholdData:
    (
        id_, number, group, head, assist, insured, amount, hukou, address, phone, members, state, extra, persons,
    ) = _typed(row, _HOUSEHOLD)  # fmt: skip
    _must(_is_amount(amount) and _is_extra(extra))
    return HouseholdData(
        id=id_, village_code=village, household_no=number, village_group=group, head_name=head, assist_category=assist,
        insured_persons=insured, amount_month=amount, hukou_type=hukou, address=address, phone=phone, members=members,
        state=state, extra=extra, persons=[_person(id_, person) for person in persons],
    )  # fmt: skip


def _person_row(one: PersonData) -> list[Plain]:
    return [
        one.id, one.position, one.name, one.relation, one.id_no, one.id_kind, one.sex, one.birth, one.origin, one.extra,
    ]  # fmt: skip


def _person(household_id: str, row: object) -> PersonData:
    id_, position, name, relation, id_no, id_kind, sex, birth, origin, extra = _typed(row, _PERSON)
    _must(_is_extra(extra))
    return PersonData(id_, household_id, position, name, relation, id_no, id_kind, sex, birth, origin, extra)


def _officer_row(one: SentOfficer) -> list[Plain]:
    kin: list[Plain] = [[near.id_no, near.name, near.relation] for near in one.kin]
    return [one.id, one.staff_no, one.name, one.initials, one.roles, one.village_code, one.id_no, kin]


def _officer(row: list[Plain]) -> SentOfficer:
    id_, staff_no, name, initials, roles, village, id_no, kin = _typed(row, _OFFICER)
    near = tuple(SentKin(*_typed(one, (str, str, str))) for one in kin)
    return SentOfficer(id_, staff_no, name, initials, roles, village, id_no, near)


def _team(row: list[Plain]) -> SentTeam:
    id_, name, officers = _typed(row, _TEAM)
    _must(all(isinstance(one, str) for one in officers))
    return SentTeam(id_, name, tuple(officers))


def _pair(row: list[Plain]) -> tuple[str, str]:
    first, second = _typed(row, (str, str))
    return first, second


def _base(top: Fields) -> str:
    raw = top.raw("base")
    _must(len(raw) in (0, 32))
    return raw.hex()


def _code(text: str) -> str:
    _must(len(text) == _CODE and text.isascii() and text.isdigit())
    return text


def _is_amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_extra(text: str) -> bool:
    """JSON: column → text."""
    try:
        value = json.loads(text) if text != "{}" else {}
    except ValueError:
        return False
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _typed(row: object, types: tuple[type, ...]) -> list[Any]:
    """A row whose cells are exactly of these types."""
    if not isinstance(row, list) or tuple(map(type, row)) != types:
        raise SyncError(UNREADABLE)
    return row


def _distinct(keys: Iterable[str]) -> None:
    seen = list(keys)
    _must(all(seen) and len(set(seen)) == len(seen))


def _must(condition: bool) -> None:
    if not condition:
        raise SyncError(UNREADABLE)
