"""Figures that somebody states, held against one another: sums, shares, growth, per head, source and period.

A text that says ``parts 172 + 13 + 4 + 5 + 2 = 205`` or ``from 15 to 150, fifteen times`` is caught here before it is
printed (rules.md R-21; S-261, S-276…279, S-282, S-384, S-500). For bulletins, reports and ledgers alike; the balance
of stocks and flows is another matter.

Every check gives a `Finding` with both figures, so that the reader sees what was recomputed; `warning` is empty when
the figure holds. Shown on page `standards` (核对数字).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

W_SUM = "W_SUM"
"""The parts do not make the total."""
W_RATIO = "W_RATIO"
"""The share or quotient is another one than stated."""
W_DENOMINATOR = "W_DENOMINATOR"
"""The stated share holds for another denominator than the one that is named."""
W_TIMES = "W_TIMES"
"""``n times`` is not what the two figures give."""
W_INCREASE = "W_INCREASE"
"""The text says by how much it grew and gives how many times it is, or the other way round."""
W_PER_HEAD = "W_PER_HEAD"
"""The amount per head is another one than stated."""
W_ROUNDED = "W_ROUNDED"
"""The figure is right, but written more coarsely than its neighbours, by a rounding that should be named."""
W_TARGET = "W_TARGET"
"""A share that should be reached is not."""
W_DIFFERS = "W_DIFFERS"
"""The same thing has two values."""
W_SOURCE = "W_SOURCE"
"""A figure without source."""
W_PERIOD = "W_PERIOD"
"""A figure without period."""
HUNDRED = Decimal(100)
_STEPS = (Decimal(1), Decimal(10), Decimal(100))


@dataclass(frozen=True, slots=True)
class Finding:
    """A stated figure and the one that was recomputed."""

    formula: str
    """With the numbers in it: `131 + 140 + 3751`."""
    stated: Decimal
    computed: Decimal
    warning: str = ""

    @property
    def gap(self) -> Decimal:
        return self.computed - self.stated


def written(value: Decimal, as_in: Decimal) -> Decimal:
    """The value with as many decimals as the stated figure has, halves up."""
    return value.quantize(_unit(as_in), ROUND_HALF_UP)


def sums(total: Decimal, parts: Sequence[Decimal], signs: str = "") -> Finding:
    """`signs`: one of + and - for each part; all are added when left out. A total written with fewer decimals than its
    parts is rounded, not wrong."""
    sign = signs or "+" * len(parts)
    computed = sum((part if how == "+" else -part for how, part in zip(sign, parts, strict=True)), Decimal(0))
    formula = " ".join(f"{how} {_text(part)}" for how, part in zip(sign, parts, strict=True))
    warning = "" if computed == total else W_ROUNDED if written(computed, total) == total else W_SUM
    return Finding(formula.removeprefix("+ "), total, computed, warning)


def ratio(stated: Decimal, part: Decimal, whole: Decimal, *, other: Decimal | None = None) -> Finding:
    """A share in percent; `whole` is the denominator that the text names, `other` one that it may have meant.

    Raises:
        ZeroDivisionError: for an empty whole; a share of nothing cannot be stated.
    """
    computed = part / whole * HUNDRED
    formula = f"{_text(part)} ÷ {_text(whole)}"
    if written(computed, stated) == stated:
        return Finding(formula, stated, computed)
    if other is not None and written(part / other * HUNDRED, stated) == stated:
        return Finding(formula, stated, computed, W_DENOMINATOR)
    return Finding(formula, stated, computed, W_RATIO)


def denominator(percent: Decimal, part: Decimal, named: Decimal | None = None) -> Finding:
    """The whole that a share must have had. Without `named` it is only shown, because the text kept it to itself."""
    computed = part / percent * HUNDRED
    formula = f"{_text(part)} ÷ {_text(percent)}%"
    if named is None:
        return Finding(formula, computed, computed, W_DENOMINATOR)
    holds = written(part / named * HUNDRED, percent) == percent
    return Finding(formula, named, computed, "" if holds else W_DENOMINATOR)


def quotient(stated: Decimal, part: Decimal, whole: Decimal) -> Finding:
    """So many of the one for each of the other: persons per household, people per team."""
    computed = part / whole
    holds = written(computed, stated) == stated
    return Finding(f"{_text(part)} ÷ {_text(whole)}", stated, computed, "" if holds else W_RATIO)


def reached(least: Decimal, part: Decimal, whole: Decimal) -> Finding:
    """A share that must be at least so many percent: 150 of 190 is not 80 %."""
    short = part * HUNDRED < least * whole
    return Finding(f"{_text(part)} ÷ {_text(whole)}", least, part / whole * HUNDRED, W_TARGET if short else "")


def growth(stated: Decimal, before: Decimal, after: Decimal) -> Finding:
    """Growth in percent on the base year's value, which has to be given (S-188)."""
    computed = (after - before) / before * HUNDRED
    holds = written(computed, stated) == stated
    return Finding(f"({_text(after)} - {_text(before)}) ÷ {_text(before)}", stated, computed, "" if holds else W_RATIO)


def times(stated: Decimal, before: Decimal, after: Decimal, *, increase: bool = False) -> Finding:
    """`n times` (翻了 n 倍) against `increased n times` (增加 n 倍), which is one more than it seems.

    From 50 to 500 is ten times, an increase by nine times.
    """
    multiple = after / before
    computed, opposite = (multiple - 1, multiple) if increase else (multiple, multiple - 1)
    formula = f"{_text(after)} ÷ {_text(before)}" + (" - 1" if increase else "")
    if written(computed, stated) == stated:
        return Finding(formula, stated, computed)
    mixed = written(opposite, stated) == stated
    return Finding(formula, stated, computed, W_INCREASE if mixed else W_TIMES)


def per_head(stated: Decimal, amount: Decimal, heads: Decimal) -> Finding:
    """Yuan for each person, case or occasion."""
    computed = amount / heads
    holds = written(computed, stated) == stated
    return Finding(f"{_text(amount)} ÷ {_text(heads)}", stated, computed, "" if holds else W_PER_HEAD)


def product(stated: Decimal, formula: str, computed: Decimal) -> Finding:
    """A figure that a formula gives: right, right but rounded to whole units, or wrong.

    Rounding up to tens and cutting off fractions stood in one report (R-12): such a figure is not wrong, and is named.
    """
    if written(computed, stated) == stated:
        return Finding(formula, stated, computed)
    coarse = any(
        stated == (computed / step).quantize(Decimal(1), way) * step
        for step in _STEPS
        for way in (ROUND_FLOOR, ROUND_CEILING)
        if step < abs(computed)
    )
    return Finding(formula, stated, computed, W_ROUNDED if coarse else W_SUM)


def same(one: Decimal, other: Decimal) -> Finding:
    """The same thing said twice."""
    return Finding(f"{_text(one)} = {_text(other)}", one, other, "" if one == other else W_DIFFERS)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it stands in a report."""

    what: str
    value: Decimal
    unit: str = ""
    source: str = ""
    """Which register, report or page it comes from."""
    period: str = ""
    """`2026-11` or `2026-01/2026-06`; a stock has a day."""


def provenance(figures: Sequence[Stated]) -> list[tuple[Stated, str]]:
    """Each figure with what it lacks, or with the contradiction it is part of (S-279, S-282).

    The same thing for the same period with two values is a contradiction even when both have a source.
    """
    found = [(one, W_SOURCE) for one in figures if not one.source.strip()]
    found += [(one, W_PERIOD) for one in figures if not one.period.strip()]
    values: dict[tuple[str, str, str], set[Decimal]] = {}
    for one in figures:
        values.setdefault((one.what, one.unit, one.period), set()).add(one.value)
    found += [(one, W_DIFFERS) for one in figures if len(values[one.what, one.unit, one.period]) > 1]
    return found


def _unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)


def _text(value: Decimal) -> str:
    """Without trailing zeros, never with an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
