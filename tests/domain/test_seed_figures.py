"""Every figure of the seeds' index "figures to use as test cases" balances, or raises the warning named there."""

import csv
from collections.abc import Callable
from decimal import Decimal as D
from pathlib import Path

import pytest

from villagevisit.domain import figure_checks, lines, village_warnings
from villagevisit.domain.figure_checks import Finding, Stated

ROWS = list(csv.DictReader((Path(__file__).parent / "seed_figures.csv").read_text("utf-8").splitlines()))
INDEX = [
    f"S-{number:03d}"
    for number in (
        41, 39, 72, 30, 288, 335, 413, 462, 164, 165, 192, 256, 261, 286, 482, 484, 486, 489, 487, 380, 384, 395, 396,
        407, 421, 422, 295, 438, 442, 443, 447, 450, 448, 449, 452, 454, 455, 501, 500, 220, 249, 277, 279, 227, 173,
        174,
    )
]  # fmt: skip
"""The ids of the index in its order; three rows without one are called `text-…`."""


def _persons(low: D, households: D, persons: D) -> Finding:
    warning = village_warnings.persons_per_household(int(households), int(persons), low)
    return Finding("", low, persons / households, warning)


def _gap(stated: D, *given: D) -> Finding:
    gap = lines.gap_to_line(given[0], given[1], given[2], int(given[3]))
    return figure_checks.same(stated, gap)


def _rounding(stated: D, line: D, paid: D) -> Finding:
    warning, missing = lines.rounding(line, D(0), line / 12, paid, 1)
    return Finding("", stated, missing, warning)


def found(row: dict[str, str]) -> Finding:
    stated, numbers, extra = D(row["stated"]), [D(one) for one in row["numbers"].split()], row["extra"]
    checks: dict[str, Callable[[], Finding]] = {
        "sums": lambda: figure_checks.sums(stated, numbers, extra),
        "ratio": lambda: figure_checks.ratio(stated, *numbers[:2], other=numbers[2] if len(numbers) > 2 else None),
        "denominator": lambda: figure_checks.denominator(stated, *numbers),
        "quotient": lambda: figure_checks.quotient(stated, *numbers),
        "reached": lambda: figure_checks.reached(stated, *numbers),
        "growth": lambda: figure_checks.growth(stated, *numbers),
        "times": lambda: figure_checks.times(stated, *numbers, increase=extra == "increase"),
        "per_head": lambda: figure_checks.per_head(stated, *numbers),
        "product": lambda: figure_checks.product(stated, extra, numbers[0]),
        "same": lambda: figure_checks.same(stated, numbers[0]),
        "persons_per_household": lambda: _persons(stated, *numbers),
        "gap_to_line": lambda: _gap(stated, *numbers),
        "rounding": lambda: _rounding(stated, *numbers),
    }
    return checks[row["check"]]()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}-{row['check']}-{row['stated']}")
def test_balances_or_warns(row: dict[str, str]) -> None:
    one = found(row)
    assert (one.warning, round(one.computed, 4)) == (row["warning"], D(row["computed"]))


def test_no_row_of_the_index_is_left_out() -> None:
    assert {*INDEX, "text-2", "text-3a", "text-3b"} <= {row["id"] for row in ROWS}


def test_a_gap_is_shown_with_its_formula() -> None:
    one = figure_checks.sums(D(205), [D(n) for n in (172, 13, 4, 5, 2)])
    assert (one.formula, one.gap, one.warning) == ("172 + 13 + 4 + 5 + 2", D(-9), "W_SUM")


def test_no_figure_without_source_and_period_and_none_with_two_values() -> None:
    page1 = Stated("临时救助资金", D("445.27"), "万元", "工作总结第 1 页", "2017")
    page2 = Stated("临时救助资金", D("345.27"), "万元", "工作总结第 2 页", "2017")
    loose = Stated("医疗救助资金", D("4128.43"), "万元")
    other_year = Stated("临时救助资金", D(300), "万元", "年报", "2016")
    assert figure_checks.provenance([page1, page2, loose, other_year]) == [
        (loose, "W_SOURCE"), (loose, "W_PERIOD"), (page1, "W_DIFFERS"), (page2, "W_DIFFERS"),
    ]  # fmt: skip


def test_ten_times_is_an_increase_by_nine_times() -> None:
    assert figure_checks.times(D(10), D(50), D(500)).warning == ""
    assert figure_checks.times(D(9), D(50), D(500)).warning == "W_INCREASE"
    assert figure_checks.times(D(9), D(50), D(500), increase=True).warning == ""
