"""The monthly bulletin as sums that must agree (R-21): what was there, what came, what went, and what became of it.

A bulletin is a pure function of `Facts`: counts of the register and tallies of events, made by the store. Nothing here
reads a household. Two sums that ought to be equal and are not make a `Check` with a gap; a gap blocks the bulletin
until somebody explains it in writing for exactly these two figures (S-096, S-237, S-282).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from villagevisit.domain import bulletin_kinds as kinds
from villagevisit.domain.bulletin_kinds import Flow, Tally

Colour = Literal["green", "yellow", "red", ""]
Pair = tuple[int, int]
"""Households and persons."""


@dataclass(frozen=True, slots=True)
class Figure:
    value: int
    of: int | None = None
    """What it is a share of; None for a plain count."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown: `key` is a code, `persons` is 0 where nobody counts persons."""

    key: str
    count: int
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """One village of a township, one township of a county."""

    area: str
    households: int
    persons: int
    added: int
    stopped: int
    done: int
    frame: int


@dataclass(frozen=True, slots=True)
class Check:
    """Two sums that must be equal; `key` is the wording of what they are."""

    key: str
    left: int
    right: int

    @property
    def gap(self) -> int:
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a gap is there; it covers this gap only, not another one of the same check."""

    check: str
    left: int
    right: int
    why: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class Held:
    """Households and persons of one unit and category in the register, as it stands when the bulletin is made."""

    unit: str
    category: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a bulletin is made of. Days are ISO and both included."""

    area: str
    since: str
    until: str
    made_on: str
    opening: Pair
    """At the start of the period."""
    held: tuple[Held, ...]
    """All that are in benefit in the area today."""
    units: tuple[str, ...]
    """The units that there are; households of others lie outside every unit."""
    tallies: tuple[Tally, ...]
    """Of the period."""
    later: tuple[Tally, ...] = ()
    """After the period until today, to be taken back from the register."""
    moved: tuple[Held, ...] = ()
    """What these put into each category, or (negative) took out of it."""
    visits: Mapping[str, Pair] = field(default_factory=dict)
    """Done and frame of the present round by unit."""
    boards: Pair = (0, 0)
    """Hanging at the end of the period, and of these past their day."""
    pledges: Pair = (0, 0)
    """Who has pledged, of those who must."""
    told: Mapping[str, Pair] = field(default_factory=dict)
    """The end figures of the units' own frozen bulletins of the same month."""
    major_petitions: int = 0
    """Confirmed by a person; 0 unless he says otherwise (S-013)."""

    @property
    def total(self) -> Pair:
        return sum(one.households for one in self.held), sum(one.persons for one in self.held)


@dataclass(frozen=True, slots=True)
class Bulletin:
    facts: Facts
    figures: Mapping[str, Figure]
    parts: Mapping[str, tuple[Part, ...]]
    units: tuple[Unit, ...]
    checks: tuple[Check, ...]


CATEGORIES = ("1", "2", "3", "4", "5", "6", "7")
"""Codes of F01's list of kinds of assistance."""
FLOW_HOUSEHOLDS, FLOW_PERSONS = "bulletin.check.flow_hh", "bulletin.check.flow_p"
REASONS = "bulletin.check.reasons"
CATEGORY_HOUSEHOLDS, CATEGORY_PERSONS = "bulletin.check.category_hh", "bulletin.check.category_p"
UNIT_HOUSEHOLDS, UNIT_PERSONS = "bulletin.check.unit_hh", "bulletin.check.unit_p"
TOLD_HOUSEHOLDS, TOLD_PERSONS = "bulletin.check.told_hh", "bulletin.check.told_p"


def made(facts: Facts) -> Bulletin:
    """All figures, breakdowns and checks of a month."""
    flows, later = kinds.flows(facts.tallies), kinds.flows(facts.later)
    units = tuple(_unit(facts, one) for one in facts.units)
    end = tuple(facts.total[at] - later[Flow.ADDED][at] + later[Flow.STOPPED][at] for at in (0, 1))
    return Bulletin(facts, _figures(facts, flows, end), _parts(facts), units, _checks(facts, flows, end, units))


def open_gaps(checks: Iterable[Check], explained: Iterable[Explained]) -> tuple[Check, ...]:
    """The gaps that nobody has explained yet, with these very figures."""
    said = {(one.check, one.left, one.right) for one in explained if one.why.strip()}
    return tuple(one for one in checks if one.gap and (one.key, one.left, one.right) not in said)


@dataclass(frozen=True, slots=True)
class Ranked:
    """`place` 0 and no colour: nothing to do there, so nothing to rank."""

    place: int
    unit: Unit
    colour: Colour


def ranked(units: Sequence[Unit], green: Fraction, yellow: Fraction) -> tuple[Ranked, ...]:
    """By share done, compared as fractions and never rounded; equal shares have equal rank (S-096, S-129).

    `green` and `yellow`: the least share of each colour.
    """
    shares = {one.area: Fraction(one.done, one.frame) for one in units if one.frame}
    found = []
    for one in sorted(units, key=lambda one: (-shares.get(one.area, Fraction(-1)), one.area)):
        share = shares.get(one.area)
        if share is None:
            found.append(Ranked(0, one, ""))
            continue
        colour: Colour = "green" if share >= green else "yellow" if share >= yellow else "red"
        found.append(Ranked(1 + sum(other > share for other in shares.values()), one, colour))
    return tuple(found)


def _figures(facts: Facts, flows: Mapping[Flow, Pair], end: Sequence[int]) -> dict[str, Figure]:
    found = {
        "start_hh": Figure(facts.opening[0]), "start_p": Figure(facts.opening[1]),
        "added_hh": Figure(flows[Flow.ADDED][0]), "added_p": Figure(flows[Flow.ADDED][1]),
        "adjusted_hh": Figure(flows[Flow.ADJUSTED][0]),
        "stopped_hh": Figure(flows[Flow.STOPPED][0]), "stopped_p": Figure(flows[Flow.STOPPED][1]),
        "end_hh": Figure(end[0]), "end_p": Figure(end[1]),
        "visited": Figure(sum(one[0] for one in facts.visits.values()), sum(one[1] for one in facts.visits.values())),
        "boards_hanging": Figure(facts.boards[0]), "boards_stale": Figure(facts.boards[1], facts.boards[0]),
        "pledged": Figure(*facts.pledges), "major_petitions": Figure(facts.major_petitions),
        "visitors": Figure(sum(one.persons for one in facts.tallies if one.kind == kinds.VISITORS)),
    }  # fmt: skip
    for key, counted in kinds.COUNTED.items():
        of = kinds.number(facts.tallies, counted.of) if counted.of else None
        found[key] = Figure(kinds.number(facts.tallies, counted.what), of)
    return found


def _parts(facts: Facts) -> dict[str, tuple[Part, ...]]:
    households: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    for home in facts.held:
        households[home.category] += home.households
        persons[home.category] += home.persons
    for home in facts.moved:
        households[home.category] -= home.households
        persons[home.category] -= home.persons
    found = {"category": tuple(Part(key, households[key], persons[key]) for key in CATEGORIES if households[key])}
    for name, counted in kinds.DIVIDED.items():
        sums: dict[str, Pair] = {}
        for one in facts.tallies:
            if counted.takes(one):
                things, people = sums.get(one.word, (0, 0))
                sums[one.word] = (things + (one.households if counted.homes else one.things), people + one.persons)
        found[name] = tuple(Part(key, *sums[key]) for key in sorted(sums))
    return found


def _unit(facts: Facts, area: str) -> Unit:
    own = [one for one in facts.held if one.unit == area]
    flows = kinds.flows(one for one in facts.tallies if one.area == area)
    later = kinds.flows(one for one in facts.later if one.area == area)
    households, persons = (
        sum((one.households, one.persons)[at] for one in own) - later[Flow.ADDED][at] + later[Flow.STOPPED][at]
        for at in (0, 1)
    )
    done, frame = facts.visits.get(area, (0, 0))
    return Unit(area, households, persons, flows[Flow.ADDED][0], flows[Flow.STOPPED][0], done, frame)


def _checks(
    facts: Facts, flows: Mapping[Flow, Pair], end: Sequence[int], units: Sequence[Unit]
) -> tuple[Check, ...]:
    grouped = _parts(facts)["category"]
    named = sum(one.households for one in facts.tallies if kinds.flow(one) is Flow.STOPPED and one.word)
    found = [
        Check(key, facts.opening[at] + flows[Flow.ADDED][at] - flows[Flow.STOPPED][at], end[at])
        for at, key in enumerate((FLOW_HOUSEHOLDS, FLOW_PERSONS))
    ]
    found += [
        Check(REASONS, named, flows[Flow.STOPPED][0]),
        Check(CATEGORY_HOUSEHOLDS, sum(one.count for one in grouped), end[0]),
        Check(CATEGORY_PERSONS, sum(one.persons for one in grouped), end[1]),
        Check(UNIT_HOUSEHOLDS, sum(one.households for one in units), end[0]),
        Check(UNIT_PERSONS, sum(one.persons for one in units), end[1]),
    ]
    if facts.told:
        told, ours = facts.told.values(), [one for one in units if one.area in facts.told]
        found += [
            Check(TOLD_HOUSEHOLDS, sum(one[0] for one in told), sum(one.households for one in ours)),
            Check(TOLD_PERSONS, sum(one[1] for one in told), sum(one.persons for one in ours)),
        ]
    return tuple(found)
