"""Totals that must agree (rules.md R-21): each check has a name; a gap says both sides and blocks until explained.

Figures are whole numbers (households, persons) or yuan as Decimal; never float.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Figure: TypeAlias = "int | Decimal"


@dataclass(frozen=True, slots=True)
class Balanced:
    """Both sides are the same figure."""

    name: str
    value: Figure


@dataclass(frozen=True, slots=True)
class Gap:
    """The sides differ. `left` is what the parts come to, `right` what stands as the total."""

    name: str
    left: Figure
    right: Figure

    @property
    def missing(self) -> Figure:
        """What the parts lack of the total; negative where they are more."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Explained:
    """What somebody wrote about a gap. It covers these two figures and no others: a new gap needs a new word."""

    name: str
    left: str
    right: str
    text: str
    by: str = ""
    at: str = ""


Result: TypeAlias = "Balanced | Gap"


def balance(name: str, left: Figure, right: Figure) -> Result:
    """Whether two figures that must be one are one."""
    return Balanced(name, right) if left == right else Gap(name, left, right)


def summed(name: str, parts: Iterable[Figure], total: Figure) -> Result:
    """Σ parts = total: categories, villages of a township, townships of a county (R-21, 2 and 3)."""
    return balance(name, sum(parts), total)


def moved(name: str, start: Figure, added: Figure, stopped: Figure, end: Figure) -> Result:
    """start + added − stopped = end, for households and for persons apart (R-21, 1)."""
    return balance(name, start + added - stopped, end)


def open_gaps(results: Sequence[Result], told: Iterable[Explained] = ()) -> list[Gap]:
    """The gaps that still block the report (R-21, 7)."""
    known = {(one.name, one.left, one.right) for one in told if one.text.strip()}
    return [one for one in results if isinstance(one, Gap) and (one.name, str(one.left), str(one.right)) not in known]


def rolled_up(by_village: Mapping[str, Figure]) -> dict[str, Figure]:
    """Village figures by 12-digit code, with their townships (…000) and counties (…000000) added up (R-21, 3)."""
    found: dict[str, Figure] = dict(by_village)
    for village, figure in by_village.items():
        for area in {village[:9] + "000", village[:6] + "000000"} - {village}:
            found[area] = found.get(area, 0) + figure
    return found
