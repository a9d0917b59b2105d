"""Contracts, long prescriptions, screening and targets: each limit from both sides, each fold in any order."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import contracts, long_prescription, screening
from villagevisit.domain.contracts import PERFORMED, Served, Signed
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.health_targets import TARGETS, Figure

TODAY = date(2026, 11, 22)


def event(kind: str, number: int, day: str = "2026-11-22", source: str = "", **data: str) -> Event:
    at = f"{day}T10:00:{number:02d}"
    return Event(f"e{number:02d}", kind, "999999100201", "p", day, at, "周村医", (), source=source, data=dict(data))


def form(begins: str, ends: str, planned: str = "2", *, services: tuple[Served, ...] = ()) -> Signed:
    answers = {"sign_date": begins, "from_date": begins, "to_date": ends, "planned_visits": planned}
    return Signed(f"F{begins}", begins, "doctor", answers, services)


YEAR = form("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("visits", "told", "step"),
    [
        ([], [], 1),
        ([("htn_followup", "2026-02-01")], [], 2),
        ([("htn_followup", "2025-12-31")], [], 1),
        ([("htn_followup", "2027-01-01")], [], 1),
        ([("ehr_basic_info", "2026-02-01")], [], 1),
        ([("htn_followup", "2026-01-01"), ("physical_exam", "2026-12-31")], [], 3),
        ([("htn_followup", "2026-02-01")], [event(PERFORMED, 1, ok="1")], 3),
        ([("htn_followup", "2026-02-01")], [event(PERFORMED, 1, ok="0")], 2),
        ([("htn_followup", "2026-02-01")], [event(PERFORMED, 1, ok="1", satisfaction="2")], 4),
        ([("htn_followup", "2026-02-01")], [event(PERFORMED, 1, ok="1", satisfaction="3")], 3),
        ([], [event(PERFORMED, 1, ok="1", satisfaction="1")], 2),
    ],
)
def test_signed_performed_done_properly_satisfied(
    visits: list[tuple[str, str]], told: list[Event], step: int
) -> None:
    found = contracts.contract([YEAR], visits, told)
    assert found is not None
    assert found.step == step
    assert contracts.line(found.written()).step == step


def test_services_of_the_form_count_and_the_contract_that_ends_last_holds() -> None:
    first = form("2025-01-01", "2025-12-31", services=(Served("2025-03-01"),))
    second = form("2026-01-01", "2026-12-31", services=(Served("2026-03-01", satisfaction="1"), Served("2026-04-01")))
    found = contracts.contract([second, first], [], [])
    assert found is not None
    assert (found.begins, found.done, found.satisfaction, found.step) == ("2026-01-01", 2, "1", 4)
    assert [found.holds_on(day) for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")] == [
        False, True, True, False
    ]  # fmt: skip
    told = event(contracts.UPLOADED, 1, source=first.source)
    renewed = contracts.contract([second, first], [], [told])
    assert renewed is not None
    assert not renewed.uploaded, "the mark belongs to the contract before"


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-11-22", "2027-11-21"), ("2026-01-01", "2026-12-31"), ("2028-02-29", "2029-02-28"),
        ("2027-03-01", "2028-02-29"),
    ],
)
def test_a_contract_runs_for_a_full_year(begins: str, ends: str) -> None:
    assert contracts.year_after(date.fromisoformat(begins)).isoformat() == ends
    assert (date.fromisoformat(ends) - date.fromisoformat(begins)).days >= 364, "as F15 demands"


@pytest.mark.parametrize(
    ("ends", "next_"),
    [
        ("2026-12-31", "2027-01-01"), ("2026-11-21", "2026-11-22"), ("2025-01-01", "2026-11-22"), ("", "2026-11-22"),
    ],
)
def test_a_renewal_begins_the_day_after(ends: str, next_: str) -> None:
    assert contracts.renewal(ends, TODAY).isoformat() == next_


@pytest.mark.parametrize(
    ("days", "changed", "code"),
    [
        (14, {"stable": False, "asked": False, "reason": ""}, ""), (15, {"reason": ""}, "reason"), (15, {}, ""),
        (28, {}, ""), (29, {}, "days"), (0, {}, "days"), (28, {"stable": False}, "unstable"),
        (28, {"asked": False}, "history"), (28, {"disease": "tb"}, "disease"), (28, {"suspended": True}, "suspended"),
    ],
)  # fmt: skip
def test_a_prescription_for_four_weeks(days: int, changed: dict[str, object], code: str) -> None:
    said = {"disease": "htn", "reason": "路远不便", "stable": True, "asked": True, "suspended": False} | changed

    def check() -> None:
        long_prescription.check(
            days, str(said["disease"]), str(said["reason"]), stable=said["stable"] is True, asked=said["asked"] is True,
            suspended=said["suspended"] is True,
        )  # fmt: skip

    if code:
        with pytest.raises(Refused, match=f"prescription.{code}"):
            check()
    else:
        check()


@pytest.mark.parametrize(
    ("birth", "called"),
    [("1991-11-23", False), ("1991-11-22", True), ("1961-11-23", True), ("1961-11-22", False)],
)
def test_women_of_35_to_64_are_called(birth: str, called: bool) -> None:
    """34 years old, 35 today, 64 until tomorrow, 65 today."""
    first, last = screening.born_between(TODAY, 35, 64)
    assert (first <= birth <= last) == called


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 2, 28), date(2028, 3, 1)])
def test_nobody_is_called_twice_or_forgotten_around_the_leap_day(day: date) -> None:
    first, last = screening.born_between(day, 35, 64)
    assert date.fromisoformat(last).year == day.year - 35
    assert date.fromisoformat(first).year == day.year - 65


def test_a_round_is_three_years() -> None:
    assert screening.round_of(date(2026, 1, 1)) == ("2026-01-01", "2028-12-31")
    assert screening.next_due(TODAY) == "2029-11-22"
    assert screening.three_years_before(TODAY) == "2023-11-23", "examined a day earlier she may come again"


def woman(day: str, number: int = 1, **answers: str) -> tuple[str, str, dict[str, str]]:
    return f"F{number}", day, answers


CERVIX_POSITIVE = {"cervical_done": "1", "cervical_pos": "2", "breast_done": "0"}
BREAST_CLEAR = {"cervical_done": "0", "breast_done": "1", "breast_pos": "1"}


@pytest.mark.parametrize(
    ("forms", "told", "step"),
    [
        ([woman("2026-05-01", **BREAST_CLEAR)], [], "clear"),
        ([woman("2026-05-01", **CERVIX_POSITIVE)], [], "recall"),
        ([woman("2026-05-01", **CERVIX_POSITIVE), woman("2026-06-01", 2, **BREAST_CLEAR)], [], "recall"),
        ([woman("2023-05-01", **CERVIX_POSITIVE), woman("2026-06-01", 2, **BREAST_CLEAR)], [], "clear"),
        ([woman("2026-05-01", **CERVIX_POSITIVE)], [event(screening.RECALLED, 1, "2026-05-02")], "recalled"),
        ([woman("2026-05-01", **CERVIX_POSITIVE)], [event(screening.RECALLED, 1, "2026-04-30")], "recall"),
        ([woman("2026-05-01", **CERVIX_POSITIVE, confirmed="1")], [], "confirmed"),
        ([woman("2026-05-01", **CERVIX_POSITIVE, confirmed="1", treatment="手术")], [], "treated"),
        (
            [woman("2026-05-01", **CERVIX_POSITIVE, confirmed="1")],
            [event(screening.TREATED, 1, reimbursed="1")], "closed",
        ),
    ],
)  # fmt: skip
def test_a_positive_result_is_followed_to_its_end(
    forms: list[tuple[str, str, dict[str, str]]], told: list[Event], step: str
) -> None:
    found = screening.case(forms, told)
    assert found is not None
    assert found.step == step
    assert screening.line(found.written()).step == step


def test_progress_counts_the_two_cancers_apart() -> None:
    both, cervix, breast = (screening.Line("clear", *codes, False) for codes in (("1", "1"), ("2", ""), ("", "1")))
    found = screening.progress(107, [(both, 70), (cervix, 8), (breast, 3)])
    assert (found.cervical, found.breast, found.either, found.positive) == (78, 73, 81, 8)
    assert round(D(found.either) / found.eligible, 3) == D("0.757"), "the 75.7 % of the documents"


@pytest.mark.parametrize(
    ("code", "top", "bottom", "standing"),
    [
        ("contract", 100, 100, "reached"), ("contract", 99, 100, "short"), ("reimbursed", 87, 100, "reached"),
        ("reimbursed", 93, 100, "reached"), ("reimbursed", 86, 100, "look"), ("reimbursed", 94, 100, "look"),
        ("treated", 95, 100, "reached"), ("treated", 94, 100, "short"), ("screened", 1, 100, "watched"),
        ("premarital", 0, 0, "unknown"),
    ],
)  # fmt: skip
def test_targets_and_what_about_ninety_means(code: str, top: int, bottom: int, standing: str) -> None:
    assert Figure(TARGETS[code], D(top), D(bottom)).standing == standing


@settings(max_examples=20, deadline=None)
@given(st.permutations([event(PERFORMED, n, f"2026-0{n}-01", ok="1", satisfaction=str(n % 3)) for n in range(1, 6)]))
def test_the_order_of_arrival_changes_nothing(told: list[Event]) -> None:
    assert contracts.contract([YEAR], [], told) == contracts.contract([YEAR], [], sorted(told, key=lambda one: one.id))


@pytest.mark.parametrize(("code", "top", "bottom", "said"), [
    ("infant_deaths", 5, 1008, "4.96‰"), ("child_deaths", 0, 1008, "0.00‰"), ("maternal_deaths", 1, 1008, "99.21/10万"),
    ("premarital", 19, 20, "95.0%"), ("hbig", 349, 351, "99.4%"), ("hiv_test", 0, 0, ""),
])  # fmt: skip
def test_deaths_are_said_per_thousand_with_their_counts(code: str, top: int, bottom: int, said: str) -> None:
    found = Figure(TARGETS[code], D(top), D(bottom))
    assert found.said == said
    assert found.standing in ("reached", "watched", "unknown")
