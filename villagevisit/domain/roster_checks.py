"""What is wrong with one person of a roster, which decisions are possible, and what each does (rules.md R-01).

A row is *rejected* when nothing usable can be kept (no name, a number that the spreadsheet destroyed), *doubtful*
when a person must choose, and imported otherwise. One row can raise several questions; they are asked one at a time,
and `settled` remembers the answered ones.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from villagevisit.domain import citizen_id, names
from villagevisit.domain.citizen_id import IdReading
from villagevisit.domain.errors import Param
from villagevisit.domain.roster import HEAD

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "roster.id-missing": ("no_id", "reject"),
    "roster.id-malformed": ("no_id", "accept", "reject"),
    "roster.id-checksum": ("accept", "no_id", "reject"),
    "roster.id-birth": ("no_id", "accept", "reject"),
    "roster.id-historic": ("historic", "no_id", "reject"),
    "roster.sex-disagrees": ("use_id", "keep_written", "reject"),
    "roster.birth-disagrees": ("use_id", "keep_written", "reject"),
    "roster.duplicate-in-file": ("keep_first", "move", "keep_both"),
    "roster.duplicate-in-store": ("keep_first", "move", "keep_both"),
    "roster.head-missing": ("make_head", "keep_member", "reject"),
    "roster.head-twice": ("keep_member", "make_head", "reject"),
    "roster.name-damaged": ("accept", "reject"),
    "roster.name-odd": ("accept", "reject"),
}
"""Decisions per question, the usual one first."""

NOBODY_KNOWS: Final = frozenset({"roster.duplicate-in-file", "roster.duplicate-in-store"})
"""Questions without a usual answer."""

REFUSING: Final = frozenset({"reject", "keep_first"})
"""Decisions after which the row is not imported."""


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """The number is registered in another household, or twice in this one."""

    household_id: str
    person_id: str
    head_name: str
    household_no: str
    row_no: int
    """Row of this file that came first; 0 when the store had it before."""


@dataclass(slots=True)
class Candidate:
    """One person as a row describes him, on the way to becoming a person of the store."""

    name: str
    relation: str
    id_no: str
    id_kind: str
    id_problem: str
    birth: str
    sex: str
    written_birth: str
    written_sex: str
    position: int
    head_missing: bool = False
    head_twice: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    move_from: str = ""
    """Person id to be moved here instead of making a new person."""

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


def candidate(reading: IdReading, **values: str) -> Candidate:
    return Candidate(
        name=values["name"], relation=values["relation"], id_no=reading.number, id_kind=reading.kind,
        id_problem=reading.problem, birth=reading.birth or values["birth"], sex=reading.sex or values["sex"] or "9",
        written_birth=values["birth"], written_sex=values["sex"], position=0,
    )  # fmt: skip


def fatal(one: Candidate) -> Problem | None:
    """Why the row cannot be kept whatever anybody decides."""
    if not one.name:
        return Problem("roster.name-missing")
    if one.id_problem == "id-lost-by-excel":
        return Problem("roster.id-lost-by-excel")
    return None


def question(one: Candidate, clash: Clash | None) -> Problem | None:
    """The next thing that somebody must decide about this person; None when he can be imported."""
    for problem in _questions(one, clash):
        if problem.code not in one.settled:
            return problem
    return None


def _questions(one: Candidate, clash: Clash | None) -> list[Problem]:
    found = []
    if names.is_damaged(one.name):
        found.append(Problem("roster.name-damaged", {"name": one.name}))
    elif names.is_odd(one.name):
        found.append(Problem("roster.name-odd", {"name": one.name}))
    if one.id_problem:
        found.append(Problem(f"roster.{one.id_problem}"))
    if clash:
        code = "roster.duplicate-in-file" if clash.row_no else "roster.duplicate-in-store"
        about: dict[str, Param] = {"head": clash.head_name, "household_no": clash.household_no, "row": clash.row_no}
        found.append(Problem(code, about))
    if one.id_kind in {citizen_id.RESIDENT, citizen_id.HISTORIC}:
        if one.written_sex and one.written_sex != citizen_id.sex_of(one.id_no):
            found.append(Problem("roster.sex-disagrees"))
        birth = citizen_id.birth_of(one.id_no)
        if one.written_birth and one.written_birth != birth:
            found.append(Problem("roster.birth-disagrees", {"written": one.written_birth, "in_id": birth}))
    if one.head_twice:
        found.append(Problem("roster.head-twice"))
    if one.head_missing:
        found.append(Problem("roster.head-missing", {"name": one.name}))
    return found


def apply(one: Candidate, code: str, decision: str, clash: Clash | None) -> None:
    """Carries out a decision that keeps the row; the caller has refused the others."""
    one.settled.append(code)
    if decision == "no_id":
        one.id_no, one.id_kind = "", citizen_id.NONE
        one.birth, one.sex = one.written_birth or one.birth, one.written_sex or one.sex
    elif decision == "keep_written":
        one.birth = one.written_birth if code == "roster.birth-disagrees" else one.birth
        one.sex = one.written_sex if code == "roster.sex-disagrees" else one.sex
    elif decision == "make_head":
        one.relation, one.position = HEAD, 1
    elif decision == "keep_member" and one.relation == HEAD:
        one.relation = ""
    elif decision == "move" and clash:
        one.move_from = clash.person_id
