"""Rules of spot checks: the worked examples of R-17, strata, replacement, escalation, and folds in any order."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import spot_found
from villagevisit.domain.event import Event, Value
from villagevisit.domain.spot_check import (
    TEKUN,
    Home,
    frame_digest,
    number,
    quotas,
    replacement,
    sample,
    shares,
)

THIRD = Fraction("0.30")
SEED, BATCH = "20261121-738216", "SC-2026-04"
TEN = [Home(str(n), f"3713220010{n:03d}", "371322001000", "1") for n in range(1, 11)]


def test_the_worked_example_of_the_rules() -> None:
    drawn = sample(TEN, SEED, BATCH, THIRD, THIRD)
    assert [one.home.number for one in drawn] == ["3713220010002", "3713220010003", "3713220010007"]
    assert [one.rank for one in drawn] == [1, 2, 3]
    assert drawn[0].ticket.startswith("0968bf03d6a6")


@pytest.mark.parametrize(("count", "wanted"), [(10, 3), (37, 12), (101, 31), (0, 0), (1, 1)])
def test_how_many(count: int, wanted: int) -> None:
    assert number(count, THIRD) == wanted


def test_all_that_must_be_are_looked_at_and_take_no_place_of_the_lots() -> None:
    frame = [replace(one, must="filed" if one.id == "1" else "complained" if one.id == "9" else "") for one in TEN]
    drawn = sample(frame, SEED, BATCH, THIRD, THIRD)
    by_lot = [one for one in drawn if not one.home.must]
    assert len(by_lot) == 3
    assert {one.home.id for one in drawn[len(by_lot) :]} == {"1", "9"}


def test_each_village_is_looked_at_and_the_total_stays() -> None:
    sizes = {"a": 90, "b": 7, "c": 3}
    frame = [Home(f"{v}{n}", f"{n:04d}", v, "1") for v, size in sizes.items() for n in range(size)]
    drawn = sample(frame, SEED, BATCH, THIRD, THIRD)
    assert len(drawn) == 30
    assert {one.home.village for one in drawn} == set(sizes)


def test_tekun_have_their_own_share_and_bring_no_second_one_to_a_village() -> None:
    frame = [Home(f"n{n}", f"{n:04d}", "a", TEKUN if n < 10 else "1") for n in range(30)]
    given_ = quotas(frame, THIRD, Fraction("0.5"))
    assert given_ == {("a", "1"): 6, ("a", TEKUN): 5}


@settings(max_examples=40)
@given(sizes=st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1), seats=st.integers(0, 60))
def test_shares_give_all_seats_and_nobody_more_than_he_has(sizes: dict[str, int], seats: int) -> None:
    least = sorted(sizes)[:2]
    given_ = shares(sizes, seats, least)
    assert sum(given_.values()) == min(max(seats, len(least)), sum(sizes.values()))
    assert all(given_[key] <= sizes[key] for key in sizes)
    assert all(given_[key] >= 1 for key in least)


@settings(max_examples=25)
@given(order=st.permutations(TEN))
def test_the_order_of_the_list_changes_nothing(order: list[Home]) -> None:
    assert sample(order, SEED, BATCH, THIRD, THIRD) == sample(TEN, SEED, BATCH, THIRD, THIRD)
    assert frame_digest(order) == frame_digest(TEN)


def test_the_frame_s_digest_tells_when_a_household_was_changed() -> None:
    assert frame_digest(TEN) != frame_digest([*TEN[:-1], replace(TEN[-1], category="2")])
    assert frame_digest(TEN) != frame_digest(TEN[:-1])


def test_the_next_in_order_stands_in_of_the_same_village_and_category_first() -> None:
    drawn = sample(TEN, SEED, BATCH, THIRD, THIRD)
    taken = {one.home.id for one in drawn}
    every = sample(TEN, SEED, BATCH, Fraction(1), THIRD)
    found = replacement(TEN, taken, drawn[0].home, SEED, BATCH)
    assert found == every[3].home
    other = [*TEN, Home("x", "9", "elsewhere", "1")]
    all_but = {one.id for one in TEN}
    last = replacement(other, all_but, drawn[0].home, SEED, BATCH)
    assert last is not None
    assert last.id == "x"
    assert replacement(TEN, all_but, drawn[0].home, SEED, BATCH) is None


def event(number: int, kind: str, home: str = "", **data: Value) -> Event:
    at = f"2026-11-22T10:{number:02d}:00.000+08:00"
    homes = (home,) if home else ()
    return Event(f"e{number:02d}", kind, "999999100201", "c", "2026-11-22", at, "吴县干", ("007",), homes, "", data)


def done(number: int, home: str, team: str, grade: str, conclusion: str = "1") -> Event:
    item: dict[str, Value] = {"field": "2", "before": "9600", "now": "14400", "grade": grade, "note": ""}
    return event(number, "check.done", home, items=[item], team=[team], conclusion=conclusion, aware=grade == "0")


def story() -> list[Event]:
    rows: list[Value] = [spot_found.drawn_row(one) for one in sample(TEN, SEED, BATCH, Fraction(1), THIRD)]
    found = [done(10 + n, str(n), "A" if n <= 5 else "B", "2" if n == 1 else "0") for n in range(1, 10)]
    return [
        event(1, "check.committed", batch=BATCH, mode="2", size=10, planned=3),
        event(2, "check.drawn", seed=SEED, sample=rows),
        event(3, "check.drawn", seed="another", sample=[]),
        event(4, "check.opened"),
        *found,
        event(30, "check.replaced", "10", absent="10", words="外出", sample=[]),
    ]


@settings(max_examples=25)
@given(order=st.permutations(story()))
def test_events_in_any_order_make_the_same_check(order: list[Event]) -> None:
    assert spot_found.fold(order) == spot_found.fold(story())


def test_the_first_draw_stands_and_the_absent_stay_listed() -> None:
    check = spot_found.fold(story())["c"]
    assert check.seed == SEED
    assert len(check.sample) == 10
    assert check.absent == {"10"}
    assert check.waiting == ()
    assert check.hidden


def test_a_team_above_the_limit_is_looked_at_wholly_and_only_once() -> None:
    check = spot_found.fold(story())["c"]
    tallies = spot_found.by_team(check.found.values())
    assert (tallies[("A",)].checked, tallies[("A",)].major) == (5, 1)
    assert spot_found.to_escalate(check, Fraction("0.05")) == (("A",),)
    assert spot_found.to_escalate(check, Fraction("0.2")) == ()
    after = spot_found.fold([*story(), event(40, "check.escalated", team=["A"], sample=[])])["c"]
    assert spot_found.to_escalate(after, Fraction("0.05")) == ()


def test_accuracy_before_and_after() -> None:
    rows = [
        replace(one, day="2026-05-01" if n < 4 else "2026-12-01", conclusion="4" if n in (0, 8) else "1")
        for n, one in enumerate(spot_found.fold(story())["c"].found.values())
    ]
    before, after = spot_found.before_and_after(rows, "2026-11-01")
    assert (before.accuracy, after.accuracy) == (Fraction(3, 4), Fraction(4, 5))
    assert spot_found.tally([]).accuracy is None
