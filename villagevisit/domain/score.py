"""The 12-point appraisal of 漳平 (R-22): a year begins with 12, rules deduct, nobody is struck off by a program.

Who lost 12 is shown as disqualified from the day it happened; whoever is last at the year's end is shown to be decided
upon where the county chose so, and of several who share the last place none is chosen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

DEDUCTED, CANCELLED = "score.deducted", "score.cancelled"
FULL = 12
_LINE = re.compile(r"\s*([A-Za-z0-9_-]{1,12})\s*=\s*([0-9]{1,2})\s+(\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    points: int
    """12 is a veto (一票否决)."""
    text: str


@dataclass(frozen=True, slots=True)
class Deduction:
    id: str
    person: str
    rule: str
    text: str
    points: int
    fact: str
    day: str


@dataclass(frozen=True, slots=True)
class Standing:
    person: str
    name: str
    left: int
    rank: int
    """1 is the best; who has the same points has the same rank."""
    disqualified_on: str
    """ISO day on which the twelfth point went; empty while he has some."""
    deductions: tuple[Deduction, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """Who is last at the year's end. `decide` is true when several share the place: people decide, not the program."""

    people: tuple[str, ...] = ()
    decide: bool = False


def parse_rules(text: str) -> tuple[Rule, ...]:
    """The county's table: `A1=2 迟报周调度表; B1=12 弄虚作假`, one rule between semicolons.

    Raises:
        Refused: `policy.not-a-choice` (key, value, allowed).
    """
    found: list[Rule] = []
    for line in filter(str.strip, re.split(r"[;；\n]", text)):
        match = _LINE.fullmatch(line)
        if match is None or not 1 <= int(match[2]) <= FULL or match[1] in {one.code for one in found}:
            raise Refused("policy.not-a-choice", key="score_rules", value=line.strip(), allowed="A1=2 …; B1=12 …")
        found.append(Rule(match[1], int(match[2]), match[3]))
    return tuple(found)


def standings(found: Iterable[Event], people: Mapping[str, str], year: int) -> tuple[Standing, ...]:
    """Everybody of `people` (id → name), the best first. Within: by day, moment of entry and id."""
    told = sorted(found, key=lambda one: (one.day, one.at, one.id))
    gone = {one.thing for one in told if one.kind == CANCELLED}
    by_person: dict[str, list[Deduction]] = {person: [] for person in people}
    for one in told:
        counts = one.kind == DEDUCTED and one.thing not in gone and one.day[:4] == str(year)
        if counts and one.text("person") in by_person:
            by_person[one.text("person")].append(_deduction(one))
    left = {person: max(0, FULL - sum(one.points for one in some)) for person, some in by_person.items()}
    order = sorted(left.values(), reverse=True)
    ranks = {points: rank for rank, points in reversed([*enumerate(order, start=1)])}
    made = [
        Standing(person, people[person], left[person], ranks[left[person]], _disqualified(some), tuple(some))
        for person, some in by_person.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.rank, one.name, one.person)))


def last(of: Iterable[Standing], *, chosen: bool, over: bool) -> Last:
    """`chosen`: the county's `last_place_elimination`; `over`: the year is over. Where all are equal nobody is last."""
    ranked = list(of)
    if not (chosen and over and ranked):
        return Last()
    lowest = min(one.left for one in ranked)
    at_the_end = tuple(one.person for one in ranked if one.left == lowest)
    return Last(at_the_end, len(at_the_end) > 1) if len(at_the_end) < len(ranked) else Last()


def _disqualified(some: Iterable[Deduction]) -> str:
    lost = 0
    for one in some:
        lost += one.points
        if lost >= FULL:
            return one.day
    return ""


def _deduction(one: Event) -> Deduction:
    return Deduction(
        one.id, one.text("person"), one.text("rule"), one.text("text"), one.number("points"), one.text("fact"), one.day
    )
