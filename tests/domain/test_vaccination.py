"""What a child lacks by the national schedule and the rates of children (S-298, S-310); mothers of a year (S-303)."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import health_special, vaccination
from villagevisit.domain.benefit_rules import months_after
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import SERVED, HealthPerson, Rules, standings
from villagevisit.domain.health_followup import Limits
from villagevisit.domain.health_schedule import Item
from villagevisit.services import health_rules, programme_items

ITEMS = health_rules.of_children("vaccination", "2026-11-22")
WHOLE = " ".join(f"{one}:2025-06-01" for one in vaccination.FOUR)


def served(number: int, service: str, item: str, day: str, person: str = "p1", born_at: str = "") -> Event:
    data: dict[str, Value] = {"service": service, "item": item, "values": {"born_at": born_at}}
    at = f"2026-11-22T08:{number // 60:02d}:{number % 60:02d}Z"
    return Event(f"e{number:03d}", SERVED, "999999100201", person, day, at, "周村医", ("d",), data=data)


@pytest.mark.parametrize(("state", "today", "item"), [
    ("", "2026-11-01", "hepb1"), ("hepb1:2026-11-01", "2026-11-02", "bcg"),
    ("hepb1:2026-11-01 bcg:2026-11-01", "2026-12-01", "hepb2"), ("bcg:2026-11-01", "2026-11-02", "hepb1"),
    ("hepb1:2026-11-01 bcg:2026-11-01 hepb2:2026-12-01", "2026-12-02", "ipv1"),
])  # fmt: skip
def test_what_comes_next(state: str, today: str, item: str) -> None:
    found = vaccination.following(ITEMS, "2026-11-01", state, today)
    assert found is not None
    assert found.item == item


def test_a_dose_that_was_left_out_stays_due_and_the_last_one_ends_it() -> None:
    had = {one.key: "2026-01-01" for one in ITEMS}
    assert vaccination.following(ITEMS, "2019-01-01", vaccination.written(had)) is None
    del had["mmr2"]
    left = vaccination.following(ITEMS, "2019-01-01", vaccination.written(had), "2026-01-01")
    assert left is not None
    assert (left.item, left.last) == ("mmr2", "2021-01-01")


@given(st.dictionaries(st.sampled_from([one.key for one in ITEMS]), st.dates().map(str), max_size=22))
@settings(max_examples=25, deadline=None)
def test_the_line_says_what_was_given(days: dict[str, str]) -> None:
    assert vaccination.given(vaccination.written(days)) == days


@pytest.mark.parametrize(("birth", "state", "key", "said"), [
    ("2026-10-22", "", "card", (0, 1)), ("2026-10-23", "", "card", (0, 0)),
    ("2026-10-22", "card:2026-10-30", "card", (1, 1)),
    ("2026-11-20", "hepb1:2026-11-21", "first", (1, 1)), ("2026-11-20", "hepb1:2026-11-22", "first", (0, 1)),
    ("2026-11-21", "", "first", (0, 0)),
    ("2025-11-21", WHOLE, "four", (1, 1)), ("2025-11-22", WHOLE, "four", (0, 0)),
    ("2025-11-21", WHOLE.replace("mmr1:2025-06-01", "mmr1:2026-11-21"), "four", (1, 1)),
    ("2025-11-21", WHOLE.replace("mmr1:2025-06-01", "mmr1:2026-11-22"), "four", (0, 1)),
    ("2025-11-21", WHOLE, "mmr1", (1, 1)), ("2025-11-21", "", "mmr1", (0, 1)), ("2025-11-22", "", "mmr1", (0, 0)),
    ("2025-11-21", "closed:moved", "mmr1", (0, 1)),
])  # fmt: skip
def test_a_rate_counts_whose_time_has_passed(birth: str, state: str, key: str, said: tuple[int, int]) -> None:
    found = {one.key: one for one in vaccination.rates(ITEMS, [(birth, state)], "2026-11-22")}
    assert (found[key].given, found[key].should) == said


@pytest.mark.parametrize(("had", "should", "reached"), [
    (19, 20, True), (94, 100, False), (95, 100, True), (0, 0, True)
])  # fmt: skip
def test_95_percent(had: int, should: int, reached: bool) -> None:
    assert vaccination.Rate("card", had, should).reached is reached


TOLD = [
    served(1, "maternal", "w13", "2026-01-10"), served(2, "maternal", "w16", "2026-02-10"),
    served(3, "maternal", "w21", "2026-03-10"), served(4, "maternal", "w28", "2026-04-20"),
    served(5, "maternal", "w37", "2026-06-20"), served(6, "maternal", "delivered", "2026-07-01", born_at="hospital"),
    served(7, "maternal", "p7", "2026-07-05"), served(8, "maternal", "delivered", "2026-07-02", "p2", "elsewhere"),
    served(9, "maternal", "delivered", "2026-07-02", "p3"), served(10, "maternal", "delivered", "2025-12-31", "p4"),
    served(11, "maternal", "delivered", "2026-07-03", "p2", "hospital"), served(12, "child", "m1", "2026-07-02", "p5"),
]  # fmt: skip


@given(st.permutations(TOLD))
@settings(max_examples=10, deadline=None)
def test_mothers_of_a_year(told: list[Event]) -> None:
    found = health_special.mothers(told, 2026)
    assert (found.deliveries, found.hospital, found.elsewhere, found.placed, found.whole) == (3, 2, 0, 2, 1)
    without = health_special.mothers([one for one in told if one.id != "e007"], 2026)
    assert without.whole == 0, "nobody saw her after the delivery"
    assert health_special.mothers([one for one in told if one.id != "e004"], 2026).whole == 0, "four checks only"


@given(st.permutations([
    served(1, "vaccination", "bcg", "2026-01-01"), served(2, "vaccination", "hepb1", "2026-01-01"),
    served(3, "vaccination", "bcg", "2026-05-01"),
]))  # fmt: skip
@settings(max_examples=6, deadline=None)
def test_the_line_of_a_child_is_the_same_in_whatever_order(told: list[Event]) -> None:
    limits = Limits(D(140), D(150), D(90), D(7), 90, 14)
    person = HealthPerson("p1", "h1", "999999100201", "2026-01-01", "1")
    (one,) = standings(person, [], told, Rules(limits, ITEMS))
    assert (one.state, one.last_day, one.next_day) == ("bcg:2026-01-01 hepb1:2026-01-01", "2026-05-01", "2026-03-01")


@pytest.mark.parametrize(("year", "categories", "items"), [
    (2009, 9, 10), (2010, 9, 10), (2011, 10, 11), (2012, 10, 11), (2013, 11, 12), (2014, 11, 12), (2015, 12, 13),
    (2017, 14, 15), (2018, 14, 15), (2019, 12, 17), (2026, 12, 17), (2008, 0, 0),
])  # fmt: skip
def test_the_programme_had_so_many_categories_in_a_year(year: int, categories: int, items: int) -> None:
    assert (programme_items.categories(year), len(programme_items.of_year(year))) == (categories, items)


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 90))
@settings(max_examples=60, deadline=None)
def test_windows_in_months_are_those_of_the_calendar(birth: date, months: int) -> None:
    one = Item("vaccination", "x", "birth", months, months, "m")
    assert one.window(birth.isoformat())[0] == months_after(birth, months).isoformat()
