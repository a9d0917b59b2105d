"""R-21: totals that must agree, and gaps that block until somebody explained them."""

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import bulletin
from villagevisit.domain.bulletin import (
    Bulletin,
    Check,
    Explained,
    Facts,
    Figure,
    Held,
    Part,
    Unit,
    made,
    open_gaps,
    ranked,
)
from villagevisit.domain.bulletin_kinds import ADDED, STOPPED, Tally

RED, STONE = "999999100201", "999999100202"


def stopped(reason: str, households: int, persons: int = 0, area: str = RED) -> Tally:
    return Tally(STOPPED, area, reason, households, households, persons)


def facts(opening: int, end: int, *tallies: Tally) -> Facts:
    return Facts(
        "999999100000", "2026-11-01", "2026-11-30", "2026-11-30", (opening, opening),
        (Held(RED, "1", end, end),), (RED, STONE), tallies,
    )  # fmt: skip


def gaps(one: Bulletin) -> dict[str, int]:
    return {check.key: check.gap for check in one.checks if check.gap}


def test_datong_does_not_balance_and_blocks_until_these_figures_are_explained() -> None:
    """R-21.7: 172 + 13 + 4 + 5 + 2 = 196, but 331 − 126 = 205."""
    reasons = (("income", 172), ("dead", 13), ("moved", 4), ("asked", 5), ("other", 2))
    one = made(facts(331, 126, *(stopped(key, n, n) for key, n in reasons)))
    assert one.figures["stopped_hh"] == Figure(196)
    flow = next(check for check in one.checks if check.key == bulletin.FLOW_HOUSEHOLDS)
    assert flow == Check(bulletin.FLOW_HOUSEHOLDS, 135, 126)
    assert gaps(one) == {bulletin.FLOW_HOUSEHOLDS: 9, bulletin.FLOW_PERSONS: 9}
    why = [Explained(key, 135, 126, "9 户重复登记", "孙经办", "2026-12-01") for key in gaps(one)]
    assert open_gaps(one.checks, why[:1]) == (one.checks[1],)
    assert open_gaps(one.checks, why) == ()
    assert open_gaps(one.checks, [replace(said, why=" ") for said in why]) == one.checks[:2]
    assert len(open_gaps(one.checks, [replace(said, left=136) for said in why])) == 2


def test_panan_balances_by_category() -> None:
    """R-21.2: 131 + 140 + 3 751 = 4 022; one household of no category is a gap of one."""
    held = tuple(Held(RED, key, n, n) for key, n in (("1", 131), ("2", 140), ("3", 3751)))
    whole = replace(facts(4022, 4022), held=held)
    one = made(whole)
    assert gaps(one) == {}
    assert [(part.key, part.count) for part in one.parts["category"]] == [("1", 131), ("2", 140), ("3", 3751)]
    lost = made(replace(whole, held=(*held[:2], Held(RED, "3", 3750, 3750), Held(RED, "", 1, 1))))
    assert gaps(lost) == {bulletin.CATEGORY_HOUSEHOLDS: -1, bulletin.CATEGORY_PERSONS: -1}


def test_a_household_of_no_known_village_and_a_stop_without_reason_are_gaps() -> None:
    strange = replace(facts(10, 10), held=(Held(RED, "1", 9, 9), Held("999999100299", "1", 1, 1)))
    assert gaps(made(strange)) == {bulletin.UNIT_HOUSEHOLDS: -1, bulletin.UNIT_PERSONS: -1}
    assert gaps(made(facts(10, 9, stopped("", 1, 1)))) == {bulletin.REASONS: -1}


def test_what_came_after_the_month_is_taken_back() -> None:
    """Made on 3 December for November: the register has lost one more household since."""
    late = replace(facts(10, 8, stopped("dead", 1, 1)), later=(stopped("dead", 1, 1),), moved=(Held(RED, "1", -1, -1),))
    one = made(late)
    assert one.parts["category"] == (Part("1", 9, 9),)
    assert one.figures["end_hh"] == Figure(9)
    assert {unit.area: unit.households for unit in one.units} == {RED: 9, STONE: 0}
    assert gaps(one) == {}


def test_a_township_that_told_another_figure_is_a_gap_of_the_county() -> None:
    county = replace(facts(10, 10), told={RED: (11, 10)})
    assert gaps(made(county)) == {bulletin.TOLD_HOUSEHOLDS: 1}


def test_persons_may_leave_without_their_household() -> None:
    one = made(replace(facts(10, 10, stopped("dead", 0, 1)), held=(Held(RED, "1", 10, 9),)))
    assert gaps(one) == {}


def test_equal_shares_have_equal_rank_and_colour_and_nothing_to_do_has_none() -> None:
    def unit(area: str, done: int, frame: int) -> Unit:
        return Unit(area, 0, 0, 0, 0, done, frame)

    units = (unit("a", 3, 9), unit("b", 1, 3), unit("c", 9, 10), unit("d", 0, 0), unit("e", 7, 10))
    found = ranked(units, Fraction(9, 10), Fraction(7, 10))
    assert [(one.unit.area, one.place, one.colour) for one in found] == [
        ("c", 1, "green"), ("e", 2, "yellow"), ("a", 3, "red"), ("b", 3, "red"), ("d", 0, ""),
    ]  # fmt: skip


words = st.sampled_from(["", "dead", "moved"])
tallies = st.builds(
    Tally, st.sampled_from([ADDED, STOPPED, "clue.concluded", "odd.kind"]), st.sampled_from([RED, STONE]), words,
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 20),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(found=st.lists(tallies, max_size=8), seed=st.integers(0, 9))
def test_the_order_of_tallies_changes_nothing_and_the_flow_is_their_sum(found: list[Tally], seed: int) -> None:
    shuffled = random.Random(seed).sample(found, len(found))
    assert made(facts(50, 50, *found)).figures == made(facts(50, 50, *shuffled)).figures
    one = made(facts(50, 50, *found))
    added = sum(tally.households for tally in found if tally.kind == ADDED)
    gone = sum(tally.households for tally in found if tally.kind == STOPPED)
    assert one.checks[0].left == 50 + added - gone
    assert sum(unit.added for unit in one.units) == added
