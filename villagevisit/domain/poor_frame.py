"""The frame of low-income and registered poor households: which list each is on, what is missing or double (S-360).

Two lists are held against one another by household: the roster of the civil-affairs office (who has a category of
assistance), and the poverty office's ledger (who was found on it).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NOT_POOR: Final = "not_on_ledger"
"""On the roster, nobody of it on the ledger."""
NOT_HELPED: Final = "not_on_roster"
"""Somebody of it on the ledger, without a category on the roster."""
PART: Final = "part"
"""On the ledger with some of its people only; the figure is how many are missing there."""
SPLIT: Final = "split"
"""One household here, several on the ledger; the figure is how many there."""
TWICE: Final = "twice"
"""People whose number stands in another household of the register as well."""
ISSUES: Final = (NOT_POOR, NOT_HELPED, PART, SPLIT, TWICE)


@dataclass(frozen=True, slots=True)
class Home:
    """A household as the register has it. `category`: code of assistance, empty for none."""

    id: str
    village: str
    group: str
    head: str
    category: str
    people: Sequence[tuple[str, str]]
    """(id, number) of each."""


@dataclass(frozen=True, slots=True)
class Framed:
    """One household of the frame. `issues`: what somebody has to look at, with a count of people or households."""

    home: Home
    poor: int
    """People of it on the ledger."""
    ledger_no: str
    """Its numbers on the ledger."""
    issues: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """Households of a village. On one list or both; `missing`: of those with something to look at."""

    village: str
    roster: int
    ledger: int
    both: int
    persons: int
    poor: int
    missing: int
    double: int

    @property
    def all(self) -> int:
        return self.roster + self.ledger - self.both


def frame(homes: Iterable[Home], ledger: Mapping[str, str]) -> list[Framed]:
    """Households on one list or on both, in the order given. `ledger`: person → number of his household on it; while
    nobody is on it, it was not read, and nobody is said to be missing there."""
    every = list(homes)
    numbers = Counter(number for one in every for number in {number for _, number in one.people if number})
    return [
        _framed(one, ledger, numbers) for one in every
        if one.category or any(person in ledger for person, _ in one.people)
    ]  # fmt: skip


def _framed(one: Home, ledger: Mapping[str, str], numbers: Mapping[str, int]) -> Framed:
    poor = [person for person, _ in one.people if person in ledger]
    there = sorted({ledger[person] for person in poor if ledger[person]})
    found = {
        NOT_POOR: int(bool(ledger) and not poor),
        NOT_HELPED: int(not one.category),
        PART: len(one.people) - len(poor) if poor else 0,
        SPLIT: len(there) if len(there) > 1 else 0,
        TWICE: sum(numbers[number] > 1 for _, number in one.people if number),
    }
    return Framed(one, len(poor), "、".join(there), {issue: count for issue, count in found.items() if count})


def sums(framed: Iterable[Framed]) -> list[Sums]:
    """By village, in the order of codes; a household with several issues counts once."""
    villages: dict[str, list[Framed]] = {}
    for one in framed:
        villages.setdefault(one.home.village, []).append(one)
    return [_sums(village, all_) for village, all_ in sorted(villages.items())]


def _sums(village: str, all_: Sequence[Framed]) -> Sums:
    return Sums(
        village, sum(bool(one.home.category) for one in all_), sum(one.poor > 0 for one in all_),
        sum(bool(one.home.category) and one.poor > 0 for one in all_), sum(len(one.home.people) for one in all_),
        sum(one.poor for one in all_), sum(bool(one.issues.keys() & {NOT_POOR, NOT_HELPED, PART}) for one in all_),
        sum(bool(one.issues.keys() & {SPLIT, TWICE}) for one in all_),
    )  # fmt: skip
