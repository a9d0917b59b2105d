"""The month's payment list, what moved since the last one, who came in and went out (R-20, R-21; S-123, S-191, S-194).

A frozen list is never changed: what is put right stands on the next one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from villagevisit.domain.benefit import Change, Standing
from villagevisit.domain.benefit_rules import PAY_DAY
from villagevisit.domain.ledger_check import Figure, Result, balance, moved
from villagevisit.domain.rounding import to_fen

LISTED, PAID, EXPLAINED = "pay.listed", "pay.paid", "ledger.explained"
Moved = Literal["same", "new", "up", "down", "members", "stopped"]
MOVED: tuple[Moved, ...] = ("same", "new", "up", "down", "members", "stopped")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One household of a list. A stopped one stands there once, with 0, so that its end can be read."""

    household_id: str
    number: str
    head: str
    group: str
    category: str
    persons: int
    amount: Decimal
    before: Decimal
    """What the list of the month before said."""
    moved: Moved
    reason: str
    """Code of the change's reason; empty where nothing moved, or where nobody said why."""

    @property
    def unexplained(self) -> bool:
        return self.moved != "same" and not self.reason


@dataclass(frozen=True, slots=True)
class Totals:
    households: int
    persons: int
    amount: Decimal

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.households + other.households, self.persons + other.persons, self.amount + other.amount)

    def __sub__(self, other: "Totals") -> "Totals":
        return Totals(self.households - other.households, self.persons - other.persons, self.amount - other.amount)

    @property
    def average(self) -> Decimal:
        """Per person and month (S-182); 0 where nobody receives anything."""
        return to_fen(self.amount / self.persons) if self.persons else _ZERO


NOTHING = Totals(0, 0, _ZERO)


@dataclass(frozen=True, slots=True)
class Flow:
    """Households and persons, and by how much the month's sum moved."""

    households: int = 0
    persons: int = 0
    amount: Decimal = _ZERO

    def plus(self, persons: int, amount: Decimal) -> "Flow":
        return Flow(self.households + 1, self.persons + persons, self.amount + amount)


@dataclass(frozen=True, slots=True)
class Flows:
    """The in-and-out table of a month."""

    matrix: Mapping[tuple[str, str], Flow]
    """(category before, category after), empty for none: who came, went, or changed over."""
    adjusted: Flow
    """Same category, other amount."""
    reasons: Mapping[str, int]
    """Households that went out, by reason; those who left of their own will are apart (S-030)."""
    persons_in: int
    persons_out: int

    @property
    def added(self) -> Flow:
        return _sum(flow for (old, new), flow in self.matrix.items() if not old and new)

    @property
    def stopped(self) -> Flow:
        return _sum(flow for (old, new), flow in self.matrix.items() if old and not new)


@dataclass(frozen=True, slots=True)
class Share:
    """A rate never goes without its denominator (R-21, 4; S-189)."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """With one decimal; None where there is nothing to divide by."""
        return (Decimal(self.part) * 100 / self.whole).quantize(Decimal("0.1")) if self.whole else None


def worth(one: Standing) -> Totals:
    """What one household adds to a list."""
    return Totals(1, one.insured, one.amount) if one.paid else NOTHING


def totals(lines: Iterable[Line]) -> Totals:
    """Of what is paid; stopped households are no longer counted."""
    paid = [one for one in lines if one.moved != "stopped"]
    return Totals(len(paid), sum(one.persons for one in paid), sum((one.amount for one in paid), _ZERO))


def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def month_before(month: str) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:7]) - 2, 12)
    return f"{year:04d}-{number + 1:02d}"


def due_on(month: str) -> str:
    """By when a month is paid out."""
    return f"{month}-{PAY_DAY:02d}"


def is_late(month: str, paid_on: str, today: date) -> bool:
    """Whether it was paid after the 10th, or is not paid and the 10th is over."""
    return (paid_on or today.isoformat()) > due_on(month)


def lines(
    now: Sequence[tuple[Line, Standing]], before: Mapping[str, Line] | None, changes: Sequence[Change]
) -> list[Line]:
    """The list: each household with how it moved since the last list and the reason of the change that did it.

    Args:
        now: households as they are, with `moved`, `before` and `reason` still open.
        before: the frozen list of the month before by household; None where there is none, then nothing has moved.
        changes: those that count since then.
    """
    why = {one.household_id: one.reason for one in sorted(changes, key=lambda one: (one.effective_on, one.id))}
    found = [_line(one, standing, before, why) for one, standing in now if standing.paid]
    here = {one.household_id for one in found}
    for one in (before or {}).values():
        if one.household_id not in here and one.moved != "stopped":
            gone = why.get(one.household_id, "")
            found.append(_moved(one, "stopped", _ZERO, one.amount, gone, persons=0))
    return sorted(found, key=lambda one: (one.group, one.number))


def _line(one: Line, standing: Standing, before: Mapping[str, Line] | None, why: Mapping[str, str]) -> Line:
    last = (before or {}).get(one.household_id)
    if before is None or (last is not None and last.amount == standing.amount and last.persons == standing.insured):
        return _moved(one, "same", standing.amount, standing.amount, "")
    reason = why.get(one.household_id, "")
    if last is None or last.moved == "stopped":
        return _moved(one, "new", standing.amount, _ZERO, reason)
    kind: Moved = "members"
    if standing.amount != last.amount:
        kind = "up" if standing.amount > last.amount else "down"
    return _moved(one, kind, standing.amount, last.amount, reason)


def _moved(one: Line, kind: Moved, amount: Decimal, before: Decimal, reason: str, persons: int | None = None) -> Line:
    return Line(
        one.household_id, one.number, one.head, one.group, one.category,
        one.persons if persons is None else persons, amount, before, kind, reason,
    )  # fmt: skip


def flows(changes: Iterable[Change]) -> Flows:
    """What changes did that count in one month."""
    matrix: dict[tuple[str, str], Flow] = {}
    adjusted, reasons, came, went = Flow(), Counter[str](), 0, 0
    for one in changes:
        old, new = _category(one.old), _category(one.new)
        was, now = _persons(one.old), _persons(one.new)
        came, went = came + max(0, now - was), went + max(0, was - now)
        delta = _paid(one.new) - _paid(one.old)
        if old == new:
            adjusted = adjusted.plus(now, delta) if delta else adjusted
            continue
        matrix[old, new] = matrix.get((old, new), Flow()).plus(now if new else was, delta)
        if not new:
            reasons[one.reason] += 1
    return Flows(matrix, adjusted, reasons, came, went)


def checks(start: Totals, found: Flows, end: Totals, by_category: Mapping[str, Totals]) -> list[Result]:
    """The invariants of one month's list (R-21, 1 and 2), households and persons apart, and the sum of money."""
    return [
        *sums(start, found, end),
        balance("categories_households", sum(one.households for one in by_category.values()), end.households),
        balance("categories_persons", sum(one.persons for one in by_category.values()), end.persons),
    ]


def sums(start: Totals, found: Flows, end: Totals) -> list[Result]:
    """Those of them that the sums alone show."""
    added, stopped = found.added, found.stopped
    money: Figure = added.amount + stopped.amount + found.adjusted.amount + _crossed(found)
    return [
        moved("households", start.households, added.households, stopped.households, end.households),
        moved("persons", start.persons, found.persons_in, found.persons_out, end.persons),
        balance("amount", start.amount + money, end.amount),
    ]


def _crossed(found: Flows) -> Decimal:
    return _sum(flow for (old, new), flow in found.matrix.items() if old and new).amount


def _sum(some: Iterable[Flow]) -> Flow:
    found = list(some)
    return Flow(
        sum(one.households for one in found),
        sum(one.persons for one in found),
        sum((one.amount for one in found), _ZERO),
    )


def _category(one: Standing) -> str:
    return one.category if one.paid else ""


def _persons(one: Standing) -> int:
    return one.insured if one.paid else 0


def _paid(one: Standing) -> Decimal:
    return one.amount if one.paid else _ZERO


