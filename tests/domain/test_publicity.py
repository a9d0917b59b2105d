"""How long a board hangs, and how people of one name are told apart (R-10)."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.publicity import (
    BoardRow,
    Calendar,
    Named,
    chinese_number,
    clock,
    group_name,
    parse_calendar,
    remark_for,
    tell_apart,
    totals,
)


def test_the_worked_example() -> None:
    posting = clock(date(2026, 11, 24), 7)
    assert posting.first == date(2026, 11, 25)
    assert posting.closes == date(2026, 12, 1)
    assert posting.decide_from == date(2026, 12, 2)
    assert posting.days == 7


def test_a_last_day_that_is_a_day_off_moves_to_the_next_working_day() -> None:
    newyear = Calendar(frozenset({date(2027, 1, 1)}))
    assert clock(date(2026, 12, 25), 7, newyear).closes == date(2027, 1, 4)  # Friday off, then the weekend
    worked = Calendar(frozenset(), frozenset({date(2026, 11, 28)}))
    assert clock(date(2026, 11, 21), 7, worked).closes == date(2026, 11, 28)  # a Saturday that is worked
    assert clock(date(2026, 11, 21), 7).closes == date(2026, 11, 30)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 30), st.sets(st.integers(0, 60)))
def test_a_board_never_hangs_too_short(posted: date, days: int, off: set[int]) -> None:
    calendar = Calendar(frozenset(posted + timedelta(days=number) for number in off))
    posting = clock(posted, days, calendar)
    assert posting.days >= days
    assert not calendar.rests(posting.closes)
    assert posting.decide_from > posting.closes


def test_the_countys_calendar() -> None:
    calendar = parse_calendar("2027-02-05..2027-02-07，2027-01-01 +2027-02-20")
    assert calendar.holidays == {date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 7), date(2027, 1, 1)}
    assert calendar.workdays == {date(2027, 2, 20)}
    assert not parse_calendar("").holidays
    with pytest.raises(ValueError, match="春节"):
        parse_calendar("春节")


def test_people_of_one_name_get_their_group() -> None:
    people = [Named("张伟", "第2组"), Named("李秀英", "1组"), Named("张伟", "5")]
    assert tell_apart(people) == ("张伟（第二组）", "李秀英", "张伟（五组）")


def test_people_of_one_name_and_group_get_their_age() -> None:
    people = [Named("张伟", "二组", "1980-01-01"), Named("张伟", "二组", "1950-01-01")]
    assert tell_apart(people) == ("张伟（小）", "张伟（大）")
    three = [Named("张伟", "", "1980-01-01"), Named("张伟", "", "1950-01-01"), Named("张伟")]
    assert tell_apart(three) == ("张伟（乙）", "张伟（甲）", "张伟（丙）")


@given(st.lists(st.builds(Named, st.text(max_size=8), st.text(max_size=5), st.sampled_from(["", "1980-01-01"]))))
def test_no_digit_stands_in_a_name(people: list[Named]) -> None:
    assert not any(char.isdigit() for name in tell_apart(people) for char in name)


def test_groups_in_words() -> None:
    assert [group_name(text) for text in ("第2组", "12", "东村 20 组", "三组", "105")] == [
        "第二组", "十二组", "东村 二十 组", "三组", "一百零五组",
    ]  # fmt: skip
    assert chinese_number(110) == "一百一十"
    assert chinese_number(112) == "一百一十二"
    assert [chinese_number(one) for one in (1000, 1005, 1010, 1120, 9999)] == [
        "一千", "一千零五", "一千零一十", "一千一百二十", "九千九百九十九",
    ]  # fmt: skip


def test_a_row_has_no_place_for_anything_else() -> None:
    assert {field.name for field in dataclasses.fields(BoardRow)} == {
        "head_name", "village_group", "category", "members", "insured", "amount", "remark",
    }  # fmt: skip


def test_totals_and_remarks() -> None:
    rows = [BoardRow("甲", "", "农村低保", 3, 2, Decimal("954.58")), BoardRow("乙", "", "农村低保", 1, 1, Decimal(10))]
    assert totals(rows) == totals(rows[::-1])
    assert (totals(rows).households, totals(rows).persons, totals(rows).amount) == (2, 3, Decimal("964.58"))
    assert remark_for(None, Decimal(1), newly=True) == "新增"
    assert remark_for(Decimal(1), Decimal(1), newly=False) == "续保"
    assert remark_for(Decimal(1), Decimal(2), newly=False) == "调增"
    assert remark_for(Decimal(2), Decimal(1), newly=False) == "调减"
