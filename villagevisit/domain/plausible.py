"""Measured values that people rarely have: typed a second time before they count, slips of the unit pointed out (R-15).

A form's own limits say what is impossible; these ranges say what is unlikely. Nothing is changed by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SLIPS: Mapping[str, Decimal] = {
    "m": Decimal(100),
    "chi": Decimal(100) / 3,
    "jin": Decimal("0.5"),
    "kpa": Decimal("7.5"),
    "mgdl": Decimal(1) / 18,
    "point": Decimal("0.1"),
    "beer": Decimal("0.1"),
    "yellow": Decimal("0.2"),
    "red": Decimal("0.25"),
}
"""What may have been typed instead, and what it is multiplied by: metres and chi for centimetres, jin for kilograms,
kilopascals for millimetres of mercury, milligrams per decilitre of glucose, a decimal point that was left out, liang of
beer, rice wine and red wine for liang of baijiu (R-15)."""
_WHOLE = Decimal(1)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Range:
    form: str
    field: str
    hard: tuple[Decimal, Decimal]
    """What the form itself lets pass, both ends included."""
    usual: tuple[Decimal, Decimal]
    """Outside of it the value is typed again; both ends included."""
    unit: str
    source: str
    slips: tuple[str, ...] = ()
    """Codes of `SLIPS` that may happen here."""
    whole: bool = False
    """Whether the form takes whole numbers only."""
    ages: tuple[int, int] = (0, 200)
    """Whole years: from, and below."""
    pregnant: bool = False
    """Holds for pregnant women alone, and then before the others."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is asked for again."""

    value: str
    low: Decimal
    high: Decimal
    unit: str
    meant: tuple[tuple[str, str], ...]
    """What he may have meant: the slip's code and the value."""
    possible: bool
    """Whether the form takes the value at all; if not, typing it again is of no use."""


def fitting(ranges: Iterable[Range], age: int, *, pregnant: bool = False) -> dict[str, Range]:
    """Field → the range of somebody of so many whole years, out of those of one form."""
    found: dict[str, Range] = {}
    for one in ranges:
        if one.ages[0] <= age < one.ages[1] and (pregnant or not one.pregnant):
            kept = found.get(one.field)
            found[one.field] = one if kept is None or one.pregnant else kept
    return found


def doubt(known: Range, value: str) -> Doubt | None:
    """None for a usual value, for nothing, and for what is no number."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    low, high = known.usual
    if not number.is_finite() or low <= number <= high:
        return None
    return Doubt(value, low, high, known.unit, _meant(known, number), within(known, value))


def possible(known: Range, value: str) -> bool:
    """Whether it is a number that the form takes; nothing at all is none."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return within(known, value) and not (known.whole and number != number.to_integral_value())


def within(known: Range, value: str) -> bool:
    """Whether a number lies between what the form lets pass; another system may count halves where ours does not."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return number.is_finite() and known.hard[0] <= number <= known.hard[1]


def _meant(known: Range, number: Decimal) -> tuple[tuple[str, str], ...]:
    """Each slip that would make a usual value of it."""
    low, high = known.usual
    found = []
    for slip in known.slips:
        value = (number * SLIPS[slip]).quantize(_WHOLE if known.whole or slip == "m" else _TENTH)
        if low <= value <= high:
            found.append((slip, f"{value.normalize():f}"))
    return tuple(found)


def same(first: str, second: str) -> bool:
    """Whether the two are the same number: `72` and `72.0` are."""
    try:
        return Decimal(first) == Decimal(second)
    except InvalidOperation:
        return False
