"""How long what is kept: worked examples by the calendar, counted as the Civil Code counts (201, 202)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.retention import Clock, End, Kept, Rule, due, end_of, last_day, rule_for


def rule(years: int, form: str = "F01", starts: Clock = Clock.MADE, since: str = "2020-01-01") -> Rule:
    return Rule(form, years, starts, End.DELETE, since, "个保法第19条")


@pytest.mark.parametrize(
    ("made", "years", "first_day_after"),
    [
        ("2026-11-22", 10, date(2036, 11, 23)),
        ("2026-12-31T23:59:59.000+08:00", 3, date(2030, 1, 1)),
        ("2024-02-29", 1, date(2025, 3, 1)),
        ("2024-02-29", 4, date(2028, 3, 1)),
        ("2024-02-28", 4, date(2028, 2, 29)),
        ("2023-02-28", 1, date(2024, 2, 29)),
    ],
)
def test_the_day_after_the_term(made: str, years: int, first_day_after: date) -> None:
    assert end_of(made, rule(years)) == first_day_after
    kept = [Kept("a", "F01", "", made)]
    assert due(kept, [rule(years)], first_day_after - timedelta(days=1)) == []
    assert [one.since for one in due(kept, [rule(years)], first_day_after)] == [first_day_after]


def test_zero_years_are_for_ever() -> None:
    assert end_of("1949-10-01", rule(0)) is None
    assert due([Kept("a", "F01", "", "1949-10-01")], [rule(0)], date(2999, 1, 1)) == []


def test_a_file_is_open_as_long_as_something_is_added() -> None:
    by_file, own = rule(3, "F01", Clock.LAST), rule(3, "F08")
    records = [
        Kept("old visit", "F01", "h", "2020-05-01"), Kept("new visit", "F01", "h", "2025-05-01"),
        Kept("old doubt", "F08", "h", "2020-05-01"), Kept("other house", "F01", "g", "2020-05-01"),
    ]  # fmt: skip
    assert [one.kept.id for one in due(records, [by_file, own], date(2028, 5, 1))] == ["old doubt", "other house"]
    assert len(due(records, [by_file, own], date(2028, 5, 2))) == 4


def test_the_rule_in_force_today_counts_and_a_star_stands_for_the_rest() -> None:
    middle = "2026-06-01"
    rules = [rule(10), rule(5, since=middle), rule(7, "*"), rule(4, since="2027-01-01"), rule(6, since=middle)]
    in_force = [rule_for(rules, "F01", date.fromisoformat(day)) for day in ("2026-05-31", middle, "2027-01-01")]
    assert [one.years for one in in_force if one] == [10, 6, 4]
    other = rule_for(rules, "F99", date(2026, 1, 1))
    assert other is not None
    assert other.years == 7
    assert rule_for([rule(1, since="2027-01-01")], "F01", date(2026, 12, 31)) is None


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_a_term_is_never_longer_than_its_years(begun: date, years: int) -> None:
    last = last_day(begun, years)
    assert last.year == begun.year + years
    assert (last.month, last.day) == (begun.month, begun.day) or (begun.month, begun.day, last.day) == (2, 29, 28)
