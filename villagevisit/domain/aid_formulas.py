"""Formulas of compensation reports and funds, with their inputs in words, and a stated figure held against them.

Capitation, months of a year, growth, a share, the reserve until it is full, the visit fee's parts, profit on costs, an
average with its heads (R-16; S-270, S-271, S-391, S-422, S-438…S-452). Figures are yuan (or ten thousand yuan
throughout), heads, percent.
"""

from collections.abc import Callable, Mapping
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
    "average": Report(("amount", "heads"), lambda one: one["amount"] / one["heads"], "{amount} ÷ {heads}", "heads"),
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
    formula = Formula(f"aid.report.{key}", "aid.report.formula", {"written": written}, exact)
    ways = tuple((mode, printed(exact, mode)) for mode in MODES)
    return Reckoned(formula, exact, ways, figure_checks.product(stated, written, exact) if stated is not None else None)


def implied(amount: Decimal, average: Decimal) -> Decimal:
    """How many heads an average must have had (S-422, S-452). Raises Refused `aid.input` (field)."""
    if average <= 0:
        raise Refused("aid.input", field="each")
    return amount / average


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
