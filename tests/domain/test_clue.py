"""Clues, things to put right, leads and windows: the totals of the seeds balance, and one clue has one ending."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import clue as clues
from villagevisit.domain import discovery, rectify
from villagevisit.domain.clue import Clue, Ending, Match, check_ending, funnel, match
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value


def a_clue(number: int, ending: str, category: str = "1", id_no: str = "") -> Clue:
    return Clue(
        f"b/{number}", "999999100201", "h", "R-2026-1", "2", "2026-10-31", number, "1", "张三丰", id_no or str(number),
        "", Match.PERSON, category, "2026-11-01", form="f", ending=ending,
    )  # fmt: skip


def test_330_are_320_cancelled_and_10_to_be_put_right() -> None:
    found = funnel([*(a_clue(n, "cancel") for n in range(320)), *(a_clue(n, "rectify") for n in range(320, 330))])
    assert (found.listed, found.endings, found.open) == (330, {"cancel": 320, "rectify": 10}, 0)
    assert found.balances


def test_8265_clues_of_which_2481_were_true_are_30_percent() -> None:
    parts = (("2", 1269), ("1", 1187), ("3", 25))
    true = [a_clue(n, "adjust", code) for code, count in parts for n in range(count)]
    found = funnel([*true, *(a_clue(n, "not_true") for n in range(8265 - 2481))], delivered=977_651)
    assert (found.delivered, found.listed, found.true) == (977_651, 8265, 2481)
    assert found.categories == {"1": 1187, "2": 1269, "3": 25}
    assert round(float(found.true_rate) * 100, 1) == 30.0
    assert found.balances


def test_persons_are_counted_and_not_clues() -> None:
    found = funnel([a_clue(1, "cancel", id_no="A"), a_clue(2, "cancel", id_no="A"), a_clue(3, "cancel", id_no="B")])
    assert (found.endings["cancel"], found.removed) == (3, 2)


KNOWN = {"110": "欧阳 喆堃"}


@pytest.mark.parametrize(
    ("name", "number", "wanted"),
    [("欧阳喆堃", "110", Match.PERSON), ("欧阳大", "110", Match.QUALITY), ("欧阳喆堃", "111", Match.NOBODY)],
)
def test_name_and_number_both(name: str, number: str, wanted: Match) -> None:
    assert match(name, number, KNOWN) is wanted


def verified(finding: str, heard: bool = True) -> Clue:
    made = clues.fold([listing(), event(2, "clue.verified", finding=finding, heard=heard)])
    return made["b"]


def test_what_is_closed_or_unverified_does_not_end() -> None:
    for one, code in ((a_clue(1, "cancel"), "clue.closed"), (clues.fold([listing()])["b"], "clue.not-verified")):
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            check_ending(one, Ending.CANCEL, "", "", "")


@pytest.mark.parametrize(
    ("finding", "heard", "ending", "reason", "sold", "due", "code"),
    [
        ("1", False, Ending.CANCEL, "", "", "", "clue.not-heard"),
        ("2", True, Ending.CANCEL, "", "", "", "clue.other-finding"),
        ("6", True, Ending.NOT_TRUE, "other", "", "", "clue.other-finding"),
        ("3", True, Ending.RECTIFY, "", "", "", "clue.no-due"),
        ("4", True, Ending.NOT_TRUE, "", "", "", "clue.no-reason"),
        ("4", True, Ending.NOT_TRUE, "sold_before", "2026-11-01", "", "clue.sold-after"),
        ("4", True, Ending.NOT_TRUE, "sold_before", "2026-10-31", "", ""),
        ("1", True, Ending.CANCEL, "", "", "", ""),
        ("6", True, Ending.DUPLICATE, "", "", "", ""),
    ],
)
def test_how_a_clue_may_end(
    finding: str, heard: bool, ending: Ending, reason: str, sold: str, due: str, code: str
) -> None:
    try:
        check_ending(verified(finding, heard), ending, reason, sold, due)
        found = ""
    except Refused as refused:
        found = refused.code
    assert found == code


def event(number: int, what: str, **data: Value) -> Event:
    at = f"2026-11-22T10:{number:02d}:00.000+08:00"
    thing = "b" if what.startswith("clue.") else "t"
    return Event(f"e{number:02d}", what, "999999100201", thing, "2026-11-22", at, "孙经办", (), (), "f08", data)


def listing() -> Event:
    return event(1, "clue.listed", batch="R-2026-1", source="2", as_of="2026-10-31", kind="1", name="张三丰", line=1)


STEPS = st.sampled_from(
    [("verified", {"finding": "1", "heard": True}), ("concluded", {"ending": "cancel"}),
     ("concluded", {"ending": "not_true", "reason": "other"}), ("reopened", {}),
     ("assigned", {"verifiers": ["001", "002"], "due": "2026-12-01"})]
)  # fmt: skip


@settings(max_examples=40)
@given(steps=st.lists(STEPS, max_size=8), data=st.data())
def test_in_any_order_there_is_one_ending_and_the_totals_balance(
    steps: list[tuple[str, dict[str, Value]]], data: st.DataObject
) -> None:
    story = [listing(), *(event(n, f"clue.{what}", **cells) for n, (what, cells) in enumerate(steps, start=2))]
    made = clues.fold(data.draw(st.permutations(story)))
    assert made == clues.fold(story)
    assert set(made) == {"b"}
    assert funnel(list(made.values())).balances
    opened = [n for n, (what, _) in enumerate(steps) if what == "reopened"]
    after = [cells["ending"] for what, cells in steps[opened[-1] + 1 if opened else 0 :] if what == "concluded"]
    assert made["b"].ending == (after[0] if after else "")


def fault_story() -> list[Event]:
    return [
        event(1, "rectify.found", finding="档案缺核对报告", owner="清溪镇", due="2026-12-01", level="township"),
        event(2, "rectify.measure", measure="补齐", owner="孙经办"),
        event(3, "rectify.escalated", level="county"),
        event(4, "rectify.evidence", words="已补齐"),
        event(5, "rectify.closed"),
    ]


def test_what_is_overdue_goes_one_level_up_once() -> None:
    fault = rectify.fold(fault_story()[:2])["t"]
    assert (fault.measure, fault.owner) == ("补齐", "孙经办")
    assert fault.to_tell("2026-12-01") == ""
    assert fault.to_tell("2026-12-02") == "county"
    assert rectify.fold(fault_story()[:3])["t"].to_tell("2026-12-02") == ""
    closed = rectify.fold(fault_story())["t"]
    assert not closed.overdue("2027-01-01")
    assert rectify.count([fault, closed], "2026-12-02") == rectify.Count(2, 1, 1)


@settings(max_examples=20)
@given(order=st.permutations(fault_story()))
def test_a_fault_is_the_same_in_any_order(order: list[Event]) -> None:
    assert rectify.fold(order) == rectify.fold(fault_story())


def test_three_windows_of_three_weeks_count_down() -> None:
    first, middle, last = discovery.windows(2026, "06-15 01-05 12-01", 21)
    assert [one.first for one in (first, middle, last)] == [date(2026, 1, 5), date(2026, 6, 15), date(2026, 12, 1)]
    assert first.last == date(2026, 1, 25)
    assert (first.left(date(2026, 1, 5)), first.left(date(2026, 1, 25)), first.left(date(2026, 1, 26))) == (21, 1, 0)
    assert last.until(date(2026, 11, 22)) == 9
    with pytest.raises(Refused, match=r"window\.starts"):
        discovery.windows(2026, "13-01", 21)


def test_somebody_with_two_tags_is_one_person() -> None:
    people = [("left_child", "dibao"), ("left_child",), ("left_elder", "dibao"), ("dibao",)]
    found = discovery.crossed(people)
    assert (found["dibao", "dibao"], found["left_child", "left_child"], found["dibao", "left_child"]) == (3, 2, 1)
    assert discovery.left_behind(people) == 3
    assert funnel([]).true_rate == Fraction(0)
