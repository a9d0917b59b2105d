"""The register of aid and disasters as folds: the seeds' figures, sums that agree, hours and days on both sides."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import aid_register as register
from villagevisit.domain import disaster, figure_checks
from villagevisit.domain.aid_register import Given, Item, Said
from villagevisit.domain.clock import CHINA
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.ledger_check import Gap, open_gaps

RED, STONE = "999999100201", "999999100202"


def event(number: int, kind: str, thing: str, day: str = "2026-11-20", **data: Value) -> Event:
    return Event(
        f"{number:04d}", kind, RED, thing, day, f"2026-11-22T10:00:{number % 60:02d}.000+08:00", "孙经办", ("005",),
        data=data,
    )  # fmt: skip


def entry(number: int, persons: int, yuan: str, **more: Value) -> Event:
    fen: dict[str, Value] = {"temporary": int(D(yuan) * 100)}
    data: dict[str, Value] = {"cause": "fire", "persons": persons, "funds": fen, "items": [], **more}
    return replace(event(number, register.GIVEN, f"aid-{number}"), data=data)


def test_things_keep_their_units() -> None:
    assert register.items_of("棉被31床、大米3840斤") == (Item("棉被", D(31), "床"), Item("大米", D(3840), "斤"))
    assert register.items_of(" 食用油 2.5 升；棉被1床 ")[0] == Item("食用油", D("2.5"), "升")
    assert register.items_of("") == ()
    for wrong in ("棉被", "31床", "棉被31", "棉被0床"):
        with pytest.raises(Refused, match=r"aid\.items"):
            register.items_of(wrong)


def test_quilts_and_rice_are_never_added_to_one_another() -> None:
    one: list[Value] = [["棉被", "20", "床"], ["大米", "3000", "斤"]]
    other: list[Value] = [["棉被", "11", "床"], ["大米", "840", "斤"], ["大米", "5", "袋"]]
    found = register.sums(register.fold([entry(1, 1, "1", items=one), entry(2, 1, "1", items=other)]), "2026-11")
    assert found.items == {("棉被", "床"): 31, ("大米", "斤"): 3840, ("大米", "袋"): 5}


def test_the_average_per_person_time_with_its_denominator() -> None:
    """S-272: 620 households, 1,356 persons, 709,200 yuan; the text has no average, this gives one with both."""
    persons = [2] * 504 + [3] * 116
    assert sum(persons) == 1_356
    given_ = [entry(number, many, "1143.87") for number, many in enumerate(persons)]
    given_[0] = entry(0, 2, str(D(709_200) - D("1143.87") * 619))
    found = register.sums(register.fold(given_), "2026")
    assert (found.households, found.persons, found.amount) == (620, 1_356, D(709_200))
    assert (found.per_person_time, found.per_household) == (D("523.01"), D("1143.87"))
    nobody = register.sums([], "2026")
    assert (nobody.per_person_time, nobody.per_household) == (None, None)


def test_what_was_entered_by_mistake_stays_and_counts_no_more() -> None:
    found = register.fold([entry(1, 2, "500"), event(2, register.TAKEN_BACK, "aid-1", why="重复登记")])
    assert found[0].taken_back == "重复登记"
    assert register.sums(found, "2026-11").entries == 0


def test_help_first_and_papers_until_their_day() -> None:
    first = register.fold([entry(1, 1, "500", urgent=True, due="2026-12-04")])[0]
    assert [first.late(day) for day in ("2026-12-04", "2026-12-05")] == [False, True]
    there = register.fold([
        event(3, register.DOCUMENTED, "aid-1", day="2026-12-05"), entry(1, 1, "500", urgent=True, due="2026-12-04"),
        event(4, register.DOCUMENTED, "aid-1", day="2026-12-09"),
    ])[0]  # fmt: skip
    assert (there.documented, there.waits()) == ("2026-12-05", False)


@pytest.mark.parametrize(
    ("span", "days"),
    [("2026-11", ["2026-11-01", "2026-11-30"]), ("2026", ["2026-01-01", "2026-11-01", "2026-11-30"]),
     ("2026-01/2026-06", ["2026-01-01"]), ("2025-12/2026-01", ["2025-12-31", "2026-01-01"])],
)  # fmt: skip
def test_periods(span: str, days: list[str]) -> None:
    known = ["2025-12-31", "2026-01-01", "2026-11-01", "2026-11-30"]
    assert [day for day in known if register.within(day, register.period(span))] == days


@pytest.mark.parametrize("wrong", ["", "2026-13", "2026年", "2026-06/2026-01", "2026/2026-01", "26-11"])
def test_no_figure_without_a_period(wrong: str) -> None:
    with pytest.raises(Refused, match=r"aid\.period"):
        register.period(wrong)


def test_growth_needs_the_same_months_of_the_year_before() -> None:
    assert [register.year_before(one) for one in ("2017", "2017-06", "2017-01/2017-06")] == [
        "2016", "2016-06", "2016-01/2016-06",
    ]  # fmt: skip
    assert figure_checks.growth(D(32), D("771.21"), D(1018)).warning == ""


def test_a_stated_figure_has_to_agree_and_two_pages_of_one_report_do_not() -> None:
    found = register.sums(register.fold([entry(1, 2, "4452700")]), "2026-11")
    page1 = Said("amount", "2026-11", D(4_452_700), "总结第1页", RED)
    page2 = Said("amount", "2026-11", D(3_452_700), "总结第2页", RED)
    other = Said("amount", "2026-10", D(1), "总结第3页", RED)
    gaps = open_gaps(register.checks(found, [page1, page2, other]))
    assert gaps == [Gap("amount|总结第2页", D(4_452_700), D(3_452_700))]
    doubtful = figure_checks.provenance(register.provenance([page1, page2, other]))
    assert [(one.source, warning) for one, warning in doubtful] == [
        ("总结第1页", "W_DIFFERS"), ("总结第2页", "W_DIFFERS"),
    ]  # fmt: skip


def test_a_source_that_corrects_itself_says_one_thing() -> None:
    first = event(1, register.STATED, "a", figure="amount", period="2026-11", value=344_527_000, source="财政局")
    second = event(2, register.STATED, "b", figure="amount", period="2026-11", value=44_527_000, source="财政局")
    assert [one.value for one in register.said([second, first])] == [D(445_270)]


def happened(number: int = 1) -> Event:
    return event(
        number, disaster.REPORTED, "fire", hazard="fire", happened="2026-11-20T06:30:00+08:00",
        reported="2026-11-20T08:00:00+08:00", households=17, persons=46, who="孙经办", visit_days=30, relief_hours=24,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arrived", "in_time"),
    [("2026-11-21T06:29:00+08:00", True), ("2026-11-21T06:30:00+08:00", True), ("2026-11-21T06:31:00+08:00", False)],
)
def test_relief_within_a_day_of_the_disaster(arrived: str, in_time: bool) -> None:
    one = disaster.fold([event(2, disaster.ARRIVED, "fire", arrived=arrived, what="帐篷"), happened()])[0]
    assert one.in_time(datetime(2026, 11, 23, tzinfo=CHINA)) is in_time
    assert one.report_hours == 1.5


def test_relief_that_never_came_is_late_when_the_day_is_over() -> None:
    one = disaster.fold([happened()])[0]
    moments = [datetime(2026, 11, 21, 6, minute, tzinfo=CHINA) for minute in (30, 31)]
    assert [one.in_time(now) for now in moments] == [None, False]


def test_victims_are_visited_until_it_is_over() -> None:
    seen = event(2, disaster.SEEN, "fire", day="2026-12-01", found="已住进安置房")
    one = disaster.fold([happened(), seen])[0]
    assert disaster.fold([happened()])[0].next_visit == "2026-12-20"
    assert one.next_visit == "2026-12-31"
    assert [one.visit_late(day) for day in ("2026-12-31", "2027-01-01")] == [False, True]
    ended = disaster.fold([happened(), seen, event(3, disaster.ENDED, "fire", day="2026-12-05")])[0]
    assert (ended.next_visit, ended.visit_late("2027-06-01")) == ("", False)


STEPS = [
    entry(1, 2, "500", urgent=True, due="2026-12-04"), entry(2, 1, "80.50"),
    event(3, register.DOCUMENTED, "aid-1", day="2026-11-28"), event(4, register.DOCUMENTED, "aid-1", day="2026-11-29"),
    event(5, register.TAKEN_BACK, "aid-2", why="重复"), event(6, register.TAKEN_BACK, "aid-9", why="没有这一笔"),
]  # fmt: skip
HITS = [
    happened(), event(2, disaster.SEEN, "fire", day="2026-12-01", found="甲"),
    event(3, disaster.ARRIVED, "fire", arrived="2026-11-21T05:00:00+08:00", what="乙"),
    event(4, disaster.ARRIVED, "fire", arrived="2026-11-20T12:00:00+08:00", what="丙"),
    event(5, disaster.ENDED, "fire", day="2027-01-05"), event(6, disaster.SEEN, "other", found="丁"),
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.permutations(STEPS), st.permutations(HITS))
def test_the_same_whatever_order_events_came_in(steps: list[Event], hits: list[Event]) -> None:
    assert register.fold(steps) == register.fold(STEPS)
    assert disaster.fold(hits) == disaster.fold(HITS)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([RED, STONE]), st.sampled_from(register.CAUSES), st.integers(1, 9),
                          st.integers(0, 10**7)), max_size=12))  # fmt: skip
def test_parts_always_make_their_totals(rows: list[tuple[str, str, int, int]]) -> None:
    given_ = [
        Given(str(at), "2026-11-01", area, "", cause, False, persons, {"charity": D(fen) / 100}, (), "", "")
        for at, (area, cause, persons, fen) in enumerate(rows)
    ]
    found = register.sums(given_, "2026")
    assert open_gaps(register.checks(found, [])) == []
    assert found.amount == D(sum(row[3] for row in rows)) / 100
