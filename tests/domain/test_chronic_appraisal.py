"""慢性病鉴定 by the month (S-328, S-329): the due day, whatever order the words come in, the list of a day."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import chronic_appraisal as rules
from villagevisit.domain.event import Event, Value


def event(number: int, kind: str, day: str, source: str = "", **data: Value) -> Event:
    at = f"2026-11-22T08:00:{number:02d}Z"
    return Event(f"e{number:02d}", kind, "999999100201", "p1", day, at, "周村医", ("d",), source=source, data=data)


@pytest.mark.parametrize(("applied", "by", "due"), [
    ("2026-11-01", 15, "2026-12-15"), ("2026-11-30", 15, "2026-12-15"), ("2026-12-01", 15, "2027-01-15"),
    ("2026-12-31", 15, "2027-01-15"), ("2026-01-31", 31, "2026-02-28"), ("2028-01-01", 31, "2028-02-29"),
    ("2026-03-31", 31, "2026-04-30"), ("2026-10-31", 1, "2026-11-01"),
])  # fmt: skip
def test_a_months_applications_are_due_on_a_day_of_the_next(applied: str, by: int, due: str) -> None:
    assert rules.due_day(applied, by) == due


@pytest.mark.parametrize(("today", "state", "late"), [
    ("2026-12-14", "waits", -1), ("2026-12-15", "waits", 0), ("2026-12-16", "late", 1),
])  # fmt: skip
def test_overdue_begins_the_day_after(today: str, state: str, late: int) -> None:
    (one,) = rules.applications([event(1, rules.APPLIED, "2026-11-03", disease="高血压", due="2026-12-15")])
    assert (one.state(today), one.days_late(today)) == (state, late)


TOLD = [
    event(1, rules.APPLIED, "2026-10-03", disease="高血压", due="2026-11-15", free=True),
    event(2, rules.APPLIED, "2026-11-03", disease="冠心病", due="2026-12-15", free=False),
    event(3, rules.JUDGED, "2026-11-10", "e01", result="failed"),
    event(4, rules.JUDGED, "2026-11-20", "e01", result="passed", certificate="2026-11"),
    event(5, rules.APPLIED, "2026-11-04", disease="糖尿病", due="2026-12-15", free=True),
    event(6, rules.LISTED, "2026-11-04", since="2026-01-01", names=["高血压", "糖尿病"]),
    event(7, rules.LISTED, "2026-11-05", since="2027-01-01", names=["高血压"]),
    event(8, rules.LISTED, "2026-11-06", since="2026-01-01", names=["高血压", "糖尿病", "冠心病"]),
]


@given(st.permutations(TOLD))
@settings(max_examples=15, deadline=None)
def test_the_last_word_counts_in_whatever_order_they_arrive(told: list[Event]) -> None:
    found = rules.applications(told)
    assert [one.disease for one in found] == ["糖尿病", "冠心病", "高血压"], "what waits comes first"
    last = found[-1]
    assert (last.result, last.judged, last.certificate, last.free) == ("passed", "2026-11-20", "2026-11", True)
    assert last.days_late("2027-06-01") == 0
    days = ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
    assert [len(rules.list_on(told, day).names) for day in days] == [0, 3, 3, 1]
