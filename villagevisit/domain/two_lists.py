"""Two lists of persons held against one another: who is in benefit, and who is on the poverty list (S-227…S-235).

By number; then by name and birth date, which only a person may confirm. The result is counts that balance and lists
of people to look into; it never limits how many may be helped (S-235).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from villagevisit.domain.event import Event
from villagevisit.domain.names import initials, normalise

DECIDED, REASON, READ = "twolist.decided", "twolist.reason", "twolist.read"
OURS, THEIRS = "ours", "theirs"
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    OURS: ("scope", "unable", "above_line", "declined", "wrong_data", "left", "propose"),
    THEIRS: ("above_standard", "property", "not_applied", "declined", "wrong_data", "left", "propose"),
}
"""Why somebody is on one list only: outside the counted area (S-234), unable to work and so no object of the poverty
programme, above the line, unwilling, wrong data, dead or moved; `propose` sends him on to the other procedure."""
_NEAR = 3
"""So many characters of a number may be mistyped."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of two lists, persons or ten thousand persons. What is on one list only follows (R-21, 6)."""

    ours: Decimal
    theirs: Decimal
    both: Decimal

    @property
    def ours_only(self) -> Decimal:
        return self.ours - self.both

    @property
    def theirs_only(self) -> Decimal:
        return self.theirs - self.both

    @property
    def union(self) -> Decimal:
        return self.both + self.ours_only + self.theirs_only


@dataclass(frozen=True, slots=True)
class Ours:
    person_id: str
    name: str
    id_no: str
    birth: str


@dataclass(frozen=True, slots=True)
class Theirs:
    key: str
    name: str
    id_no: str
    birth: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Perhaps the same person; somebody has to look. Until then each counts as on his own list only."""

    key: str
    person_id: str
    why: str
    """`name-differs` under one number, `same-name` with the birth date but another number or none, `like-name`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    both: Mapping[str, str]
    """Key of theirs → person of ours."""
    pairs: tuple[Pair, ...]
    ours_only: tuple[str, ...]
    theirs_only: tuple[str, ...]

    @property
    def totals(self) -> Totals:
        both = len(self.both)
        return Totals(Decimal(both + len(self.ours_only)), Decimal(both + len(self.theirs_only)), Decimal(both))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people said about pairs and about those on one list only; the last word counts."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Key of theirs → the person that he is."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """(key, person) that are two people."""
    reasons: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(side, key or person) → (code, note)."""


def decisions(events: Iterable[Event]) -> Decisions:
    """A fold: the same whatever order the records arrived in; sorted by the moment of entry, then by id."""
    verdicts: dict[tuple[str, str], bool] = {}
    reasons: dict[tuple[str, str], tuple[str, str]] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind == DECIDED:
            verdicts[one.thing, one.text("person")] = one.text("verdict") == "same"
        elif one.kind == REASON:
            reasons[one.text("side"), one.thing] = (one.text("reason"), one.text("note"))
    return Decisions(
        {key: person for (key, person), same in verdicts.items() if same},
        frozenset(pair for pair, same in verdicts.items() if not same),
        reasons,
    )


def compare(ours: Iterable[Ours], theirs: Iterable[Theirs], said: Decisions) -> Comparison:
    """Each person of one list is at most one of the other. The order of either list changes nothing."""
    here = {one.person_id: one for one in sorted(ours, key=lambda one: one.person_id)}
    there = {one.key: one for one in sorted(theirs, key=lambda one: one.key)}
    both = _settled(here, there, said)
    numbers = {one.id_no: one for one in reversed(here.values()) if one.id_no}
    pairs: dict[str, Pair] = {}
    taken = set(both.values())
    for one in there.values():
        found = numbers.get(one.id_no) if one.id_no and one.key not in both else None
        if found is None or found.person_id in taken or (one.key, found.person_id) in said.apart:
            continue
        taken.add(found.person_id)
        if normalise(one.name) == normalise(found.name):
            both[one.key] = found.person_id
        else:
            pairs[one.key] = Pair(one.key, found.person_id, "name-differs")
    born: dict[str, list[Ours]] = {}
    for person in here.values():
        if person.birth and person.person_id not in taken:
            born.setdefault(person.birth, []).append(person)
    for one in there.values():
        if one.key not in both and one.key not in pairs:
            _offer(one, [o for o in born.get(one.birth, []) if o.person_id not in taken], said, pairs, taken)
    matched = set(both.values())
    return Comparison(
        both,
        tuple(pairs.values()),
        tuple(person for person in here if person not in matched),
        tuple(key for key in there if key not in both),
    )


def _settled(here: Mapping[str, Ours], there: Mapping[str, Theirs], said: Decisions) -> dict[str, str]:
    """What people decided comes first; of two that were called the same person the first key keeps him."""
    both: dict[str, str] = {}
    for key in sorted(said.same):
        person = said.same[key]
        if key in there and person in here and person not in both.values():
            both[key] = person
    return both


def _offer(
    one: Theirs, candidates: list[Ours], said: Decisions, pairs: dict[str, Pair], taken: set[str]
) -> None:
    """The best person of the same birth date, for somebody to look at."""
    ranked = sorted((why, person.person_id) for person in candidates if (why := _likeness(one, person)))
    for why, person_id in reversed(ranked):
        if (one.key, person_id) not in said.apart:
            pairs[one.key] = Pair(one.key, person_id, why)
            taken.add(person_id)
            return


def _likeness(one: Theirs, other: Ours) -> str:
    if one.id_no and other.id_no:
        wrong = sum(a != b for a, b in zip(one.id_no, other.id_no, strict=False))
        if len(one.id_no) == len(other.id_no) and wrong > _NEAR:
            return ""
    if normalise(one.name) == normalise(other.name):
        return "same-name"
    return "like-name" if set(initials(one.name)) & set(initials(other.name)) else ""
