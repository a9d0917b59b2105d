"""What people type and read: dates, amounts, units, changes, headings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.ui.widgets import outline, values

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("20261121", "2026-11-21"), ("2026-11-21", "2026-11-21"), ("2026/1/5", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("２０２６１１２１", "2026-11-21"), ("1121", "2026-11-21"), ("", ""), ("20260230", None), ("2026", None),
        ("202611", None), ("明天", None),
    ],
)  # fmt: skip
def test_dates(typed: str, stored: str | None) -> None:
    assert values.read_date(typed, TODAY) == stored


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_written_in_digits_is_that_day(day: date) -> None:
    assert values.read_date(f"{day.year:04d}{day:%m%d}", TODAY) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "stored"), [("930", "09:30:00.000+08:00"), ("9点30", "09:30:00.000+08:00"), ("25", None)]
)
def test_times(typed: str, stored: str | None) -> None:
    assert values.read_time(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("10,800.00", "10800.00"),
        ("１０，８００", "10800"),
        ("1.5万", "15000"),
        ("954.58元", "954.58"),
        ("一百", None),
        ("NaN", None),
    ],
)
def test_numbers(typed: str, stored: str | None) -> None:
    assert values.read_number(typed) == stored


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_reads_back_as_it_was(amount: object) -> None:
    assert values.read_number(values.show_number(str(amount), money=True)) == str(amount)


def test_codes_are_stored_in_ordinary_signs_and_names_untouched() -> None:
    assert values.read_text("９９９９９９19900101001x") == "99999919900101001X"
    assert values.read_text("𬱖䶮　㛃") == "𬱖䶮　㛃"
    assert values.read_text("王\ud842") == "王"


def test_home_made_characters_are_found() -> None:
    assert values.unprintable("王\ue863") == "\ue863"
    assert values.unprintable("王䶮𬱖") == ""


@pytest.mark.parametrize(
    ("label", "unit"),
    [("总费用(元/年)", "元/年"), ("建筑面积(㎡)", "㎡"), ("调查员1(工号)", ""), ("Area", ""), ("面积（亩）", "亩")],
)
def test_units(label: str, unit: str) -> None:
    assert values.unit_of(label) == unit


def test_changes_are_marked_by_size_not_by_spelling() -> None:
    assert values.change_text("decimal", "9600", "10800.00") == "▲ +1,200"
    assert values.change_text("decimal", "10800", "9600") == "▼ −1,200"
    assert values.change_text("decimal", "9600", "9600.00") == ""
    assert values.same("decimal", "9600", "9600.0")
    assert values.same("string", "1 6", "6 1")
    assert not values.same("string", "张三", "张四")


def test_options_are_found_by_words_initials_and_code() -> None:
    spouse = values.Option("10", "配偶", "po")
    assert spouse.matches("偶")
    assert spouse.matches("p")
    assert spouse.matches("ＰＯ")
    assert spouse.matches("10")
    assert not spouse.matches("zn")


@pytest.mark.parametrize(
    ("label", "noun", "short"),
    [
        ("四、家庭成员(逐人)", "家庭成员", "四、家庭成员"),
        ("D. Members", "Members", "D. Members"),
        ("房屋", "房屋", "房屋"),
    ],
)
def test_headings(label: str, noun: str, short: str) -> None:
    assert outline.noun(label) == noun
    assert outline.short(label) == short
