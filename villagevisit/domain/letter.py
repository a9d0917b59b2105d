"""Letters of responsibility (S-006 … S-008): two parties, a year, targets; four levels, missing links."""

from collections.abc import Iterable
from dataclasses import dataclass

from villagevisit.domain.event import Event

LETTER, VOIDED = "duty.letter", "duty.letter-voided"
CHAIN = "responsibility"
"""The sort of letter that runs city → county → township → village; other sorts are pledges of two parties."""
CITY = "city"
"""Stands for the one level above the county, which has no code here."""


@dataclass(frozen=True, slots=True)
class Letter:
    id: str
    sort: str
    year: int
    upper: str
    """Code of the upper area, `city`, or empty where the sort is no chain."""
    upper_party: str
    lower: str
    lower_party: str
    targets: tuple[str, ...]
    signed_on: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place that must have a letter with the level above; `letter` is None where it is missing."""

    upper: str
    lower: str
    letter: Letter | None


def upper_of(area: str) -> str:
    """The level above a 12-digit code."""
    if area.endswith("000000"):
        return CITY
    return area[:6] + "000000" if area.endswith("000") else area[:9] + "000"


def letters(found: Iterable[Event]) -> tuple[Letter, ...]:
    """The newest first; voided ones are gone. The order of arrival is no matter."""
    told = list(found)
    gone = {one.thing for one in told if one.kind == VOIDED}
    made = [_letter(one) for one in told if one.kind == LETTER and one.thing not in gone]
    return tuple(sorted(made, key=lambda one: (one.signed_on, one.id), reverse=True))


def chain(of: Iterable[Letter], year: int, areas: Iterable[str]) -> tuple[Link, ...]:
    """For each of these places its letter of the year, the missing ones first, from the county down."""
    signed = {one.lower: one for one in of if one.sort == CHAIN and one.year == year}
    links = [Link(upper_of(area), area, signed.get(area)) for area in areas]
    return tuple(sorted(links, key=lambda one: (one.letter is not None, _level(one.lower), one.lower)))


def _level(area: str) -> int:
    return 0 if area.endswith("000000") else 1 if area.endswith("000") else 2


def _letter(one: Event) -> Letter:
    targets = one.data.get("targets")
    return Letter(
        one.thing, one.text("sort"), one.number("year"), one.text("upper"), one.text("upper_party"), one.text("lower"),
        one.text("lower_party"), tuple(str(cell) for cell in targets) if isinstance(targets, list) else (), one.day,
    )  # fmt: skip
