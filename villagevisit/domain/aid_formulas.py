"""Formulas of compensation reports and funds, with their inputs in words, and a stated figure held against them.

Capitation, months of a year, growth, a share, the reserve until it is full, the visit fee's parts, profit on costs, an
average with its heads, a share, growth, how many times (R-16; S-270…S-277, S-391, S-422, S-438…S-454). Figures are yuan
(or ten thousand yuan throughout), heads, percent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain import figure_checks
from villagevisit.domain.errors import Refused
from villagevisit.domain.figure_checks import Finding
from villagevisit.domain.formula import Formula
from villagevisit.domain.rounding import MODES, printed

Inputs = Mapping[str, Decimal]
HUNDRED = Decimal(100)
MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Report:
    """`written` is the formula with the names of its inputs in braces."""

    inputs: tuple[str, ...]
    compute: Callable[[Inputs], Decimal]
    written: str
    never_zero: str = ""
    """The input that is divided by."""
    held: Callable[[Decimal, Inputs], Finding] | None = None
    """How a stated figure is held against it, where that is more than comparing the two."""


def _reserve(one: Inputs) -> Decimal:
    """So many percent of the year's income, out of the surplus, until the reserve is full (S-391)."""
    room = max(Decimal(0), one["income"] * one["full"] / HUNDRED - one["reserve"])
    return max(Decimal(0), min(one["income"] * one["percent"] / HUNDRED, room, one["surplus"]))


REPORTS: Mapping[str, Report] = {
    "capitation": Report(("heads", "each"), lambda one: one["heads"] * one["each"], "{heads} × {each}"),
    "months": Report(
        ("amount", "months"), lambda one: one["amount"] * one["months"] / MONTHS, "{amount} ÷ 12 × {months}"
    ),
    "grown": Report(
        ("amount", "percent"), lambda one: one["amount"] * (HUNDRED + one["percent"]) / HUNDRED,
        "{amount} × (1 + {percent}%)",
    ),
    "part": Report(
        ("amount", "percent"), lambda one: one["amount"] * one["percent"] / HUNDRED, "{amount} × {percent}%"
    ),
    "months_part": Report(
        ("amount", "months", "percent"), lambda one: one["amount"] * one["months"] * one["percent"] / MONTHS / HUNDRED,
        "{amount} ÷ 12 × {months} × {percent}%",
    ),
    "reserve": Report(
        ("income", "percent", "full", "reserve", "surplus"), _reserve,
        "min({income} × {percent}%, {income} × {full}% − {reserve}, {surplus})",
    ),
    "fee": Report(
        ("visits", "each", "own"), lambda one: one["visits"] * (one["each"] - one["own"]), "{visits} × ({each} − {own})"
    ),
    "profit": Report(
        ("income", "costs"), lambda one: (one["income"] - one["costs"]) / one["costs"] * HUNDRED,
        "({income} − {costs}) ÷ {costs} × 100", "costs",
    ),
    "average": Report(
        ("amount", "heads"), lambda one: one["amount"] / one["heads"], "{amount} ÷ {heads}", "heads",
        lambda stated, one: figure_checks.per_head(stated, one["amount"], one["heads"]),
    ),
    "implied": Report(("amount", "each"), lambda one: one["amount"] / one["each"], "{amount} ÷ {each}", "each"),
    "share": Report(
        ("part", "whole"), lambda one: one["part"] / one["whole"] * HUNDRED, "{part} ÷ {whole} × 100", "whole",
        lambda stated, one: figure_checks.ratio(stated, one["part"], one["whole"]),
    ),
    "growth": Report(
        ("before", "after"), lambda one: (one["after"] - one["before"]) / one["before"] * HUNDRED,
        "({after} − {before}) ÷ {before} × 100", "before",
        lambda stated, one: figure_checks.growth(stated, one["before"], one["after"]),
    ),
    "times": Report(
        ("before", "after"), lambda one: one["after"] / one["before"], "{after} ÷ {before}", "before",
        lambda stated, one: figure_checks.times(stated, one["before"], one["after"]),
    ),
    "increase": Report(
        ("before", "after"), lambda one: one["after"] / one["before"] - 1, "{after} ÷ {before} − 1", "before",
        lambda stated, one: figure_checks.times(stated, one["before"], one["after"], increase=True),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reckoned:
    formula: Formula
    exact: Decimal
    """Unrounded."""
    printed: tuple[tuple[str, Decimal], ...]
    """The figure by each way of rounding (R-12): which one a report took should stand beside it."""
    finding: Finding | None
    """Of the stated figure, where one was given."""


def reckon(key: str, inputs: Inputs, stated: Decimal | None = None) -> Reckoned:
    """Raises Refused `aid.input` (field) for what is missing, negative, or 0 where something is divided by it."""
    report = REPORTS[key]
    for name in report.inputs:
        if name not in inputs or inputs[name] < 0 or (name == report.never_zero and not inputs[name]):
            raise Refused("aid.input", field=name)
    exact = report.compute(inputs)
    shown = {name: _plain(inputs[name]) for name in report.inputs}
    written = report.written.format(**shown)
    finding = None
    if stated is not None:
        finding = report.held(stated, inputs) if report.held else figure_checks.product(stated, written, exact)
    return _reckoned(key, written, exact, finding)


def total(parts: Sequence[Decimal], stated: Decimal | None = None) -> Reckoned:
    """Parts and what they make (S-286, S-395, S-412, S-421)."""
    written, exact = " + ".join(_plain(one) for one in parts), sum(parts, Decimal(0))
    return _reckoned("sum", written, exact, figure_checks.sums(stated, parts) if stated is not None else None)


def _reckoned(key: str, written: str, exact: Decimal, finding: Finding | None) -> Reckoned:
    formula = Formula(f"aid.report.{key}", "aid.report.formula", {"written": written}, exact)
    return Reckoned(formula, exact, tuple((mode, printed(exact, mode)) for mode in MODES), finding)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
