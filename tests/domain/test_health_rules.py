"""R-15 and the national standard, as tables: every worked example, and both sides of every line."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import health_followup as rules
from villagevisit.domain.event import Event
from villagevisit.domain.health import (
    CLOSED,
    ENROLLED,
    SERVED,
    HealthPerson,
    HealthVisit,
    Rules,
    Service,
    Standing,
    previous_bad,
    standings,
)
from villagevisit.domain.health_followup import Limits
from villagevisit.domain.health_schedule import age_on, following, years_before
from villagevisit.services import health_rules

LIMITS = Limits(D(140), D(150), D(90), D("7.0"), 90, 14)
RULES = Rules(LIMITS, health_rules.timetable("2026-11-22"))
OLD = HealthPerson("p", "h", "999999100201", "1956-05-06", "1")


@pytest.mark.parametrize(
    ("sbp", "dbp", "age", "ckd_dm", "controlled"),
    [
        (139, 89, 60, False, True), (140, 89, 60, False, False), (139, 90, 60, False, False),
        (149, 89, 65, False, True), (150, 89, 65, False, False), (149, 89, 64, False, False),
        (149, 89, 65, True, False), (139, 89, 65, True, True), (149, 90, 80, False, False),
        (148, 86, 70, False, True), (148, 86, 60, False, False),
    ],
)  # fmt: skip
def test_pressure_is_controlled_below_the_line_of_his_age(
    sbp: int, dbp: int, age: int, ckd_dm: bool, controlled: bool
) -> None:
    assert rules.pressure_controlled(D(sbp), D(dbp), age, ckd_dm, LIMITS) is controlled


@pytest.mark.parametrize(
    ("sbp", "dbp", "signs", "urgent"),
    [(179, 109, "1", False), (180, 80, "1", True), (120, 110, "1", True), (120, 80, "5", True), (120, 80, "2", False)],
)
def test_pressure_is_urgent_from_180_or_110_or_with_a_danger_sign(sbp: int, dbp: int, signs: str, urgent: bool) -> None:
    assert rules.pressure_urgent(D(sbp), D(dbp), signs.split()) is urgent


@pytest.mark.parametrize(("fpg", "controlled"), [("6.9", True), ("7.0", False), ("7.1", False)])
def test_glucose_is_controlled_below_seven(fpg: str, controlled: bool) -> None:
    assert rules.glucose_controlled(D(fpg), LIMITS) is controlled


@pytest.mark.parametrize(
    ("values", "urgent"),
    [("16.6", False), ("16.7", True), ("4.0", False), ("3.9", True), ("5 16.7", True), ("5 16.6", False)],
)
def test_glucose_is_urgent_from_16_7_up_and_from_3_9_down(values: str, urgent: bool) -> None:
    assert rules.glucose_urgent(*map(D, values.split())) is urgent


@pytest.mark.parametrize(
    ("controlled", "urgent", "reaction", "complication", "before", "code", "refer", "days"),
    [
        (True, False, False, False, False, "1", False, 90), (True, False, False, False, True, "1", False, 90),
        (False, False, False, False, False, "2", False, 14), (False, False, False, False, True, "2", True, 14),
        (True, False, True, False, False, "3", False, 14), (True, False, True, False, True, "3", True, 14),
        (True, False, False, True, False, "4", True, 14), (False, True, False, False, False, "2", True, 14),
        (True, True, False, False, False, "1", True, 14),
    ],
)  # fmt: skip
def test_two_weeks_after_once_and_referral_after_twice(
    controlled: bool, urgent: bool, reaction: bool, complication: bool, before: bool, code: str, refer: bool, days: int
) -> None:
    found = rules.advice(
        LIMITS, controlled=controlled, urgent=urgent, reaction=reaction, complication=complication, previous_bad=before
    )
    assert (found.code, found.refer, found.days) == (code, refer, days)


@pytest.mark.parametrize(
    ("risk", "insight", "before", "code", "refer", "days"),
    [
        (5, "1", "", "1", True, 14), (3, "1", "3", "1", True, 14), (2, "1", "1", "2", False, 14),
        (1, "1", "2", "2", False, 90), (0, "3", "", "1", True, 14), (0, "2", "", "2", False, 14),
        (0, "1", "", "3", False, 90),
    ],
)  # fmt: skip
def test_mental_disorder_by_risk_and_insight(
    risk: int, insight: str, before: str, code: str, refer: bool, days: int
) -> None:
    found = rules.mental_advice(LIMITS, risk, insight, previous=before)
    assert (found.code, found.refer, found.days) == (code, refer, days)


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "1"), (3, "1"), (4, "2"), (8, "2"), (9, "3"), (18, "3"), (19, "4"), (0 + 3 + 3 + 1 + 1, "2"),
     (5 + 7 + 5 + 10 + 10, "4")],
)  # fmt: skip
def test_selfcare_bands(score: int, band: str) -> None:
    assert rules.selfcare_band(score) == band


@pytest.mark.parametrize(
    ("height", "weight", "bmi", "band"),
    [("165", "72", "26.4", "overweight"), ("158", "49", "19.6", "normal"), ("172", "83.5", "28.2", "obese"),
     ("200", "73.8", "18.5", "normal"), ("200", "73.79", "18.4", "low"),
     ("100", "18.4", "18.4", "low"), ("100", "18.5", "18.5", "normal"), ("100", "23.9", "23.9", "normal"),
     ("100", "24", "24.0", "overweight"), ("100", "27.9", "27.9", "overweight"), ("100", "28", "28.0", "obese")],
)  # fmt: skip
def test_bmi_and_its_bands(height: str, weight: str, bmi: str, band: str) -> None:
    found = rules.bmi(D(height), D(weight))
    assert (found, rules.bmi_band(found)) == (D(bmi), band)


def test_three_high_days_are_pointed_out_from_35_on() -> None:
    high = [("2026-11-01", D(140), D(80)), ("2026-11-05", D(120), D(90)), ("2026-11-09", D(150), D(95))]
    assert rules.high_days(35, high) == ["2026-11-01", "2026-11-05", "2026-11-09"]
    assert rules.high_days(34, high) == ()
    assert rules.high_days(50, high[:2]) == ()
    assert rules.high_days(50, [*high[:2], ("2026-11-05", D(150), D(95))]) == ()
    assert rules.high_days(50, [*high, ("2026-11-10", D(139), D(89))]) == ()


# --- timetables -------------------------------------------------------------------------------------------------

TABLE = [
    (Service.CHILD, "birth", "2025-01-01", [], "2025-01-05", "newborn", "2025-01-29"),
    (Service.CHILD, "birth", "2025-01-01", [("newborn", "2025-01-05")], "", "m1", "2025-03-02"),
    (Service.CHILD, "birth", "2025-01-01", [("m8", "2025-09-03")], "", "m12", "2026-02-01"),
    (Service.CHILD, "birth", "2021-01-01", [], "2026-11-22", "y5", "2026-04-01"),
    (Service.CHILD, "birth", "2021-01-01", [("y5", "2026-02-01")], "", "y6", "2027-04-01"),
    (Service.MATERNAL, "pregnancy", "2026-08-01", [], "2026-09-01", "w13", "2026-10-30"),
    (Service.MATERNAL, "pregnancy", "2026-08-01", [("w13", "2026-09-20")], "", "w16", "2026-12-25"),
    (Service.MATERNAL, "delivery", "2026-11-01", [], "", "p7", "2026-11-08"),
    (Service.MATERNAL, "delivery", "2026-11-01", [("p7", "2026-11-05")], "", "p42", "2026-12-27"),
    (Service.TB, "notice", "2026-11-01", [], "", "first", "2026-11-04"),
    (Service.TB, "notice", "2026-11-01", [("first", "2026-11-03")], "", "intensive", "2026-11-13"),
    (Service.TB, "notice", "2026-11-01", [("intensive", "2026-11-13")], "", "intensive", "2026-11-23"),
    (Service.TB, "notice", "2026-11-01", [("intensive", "2026-12-28")], "", "continuation", "2027-01-27"),
    (Service.TCM, "birth", "2026-01-01", [("c6", "2026-07-02")], "", "c12", "2027-04-01"),
]


@pytest.mark.parametrize(("service", "anchor", "start", "done", "today", "item", "last"), TABLE)
def test_the_timetable_of_the_standard(
    service: Service, anchor: str, start: str, done: list[tuple[str, str]], today: str, item: str, last: str
) -> None:
    found = following(RULES.of(service, anchor), start, done, today)
    assert found is not None
    assert (found.item, found.last) == (item, last)


def test_after_the_last_item_nothing_is_due() -> None:
    assert following(RULES.of(Service.CHILD, "birth"), "2019-01-01", [("y6", "2025-02-01")]) is None


def test_ages_turn_on_the_birthday() -> None:
    assert (age_on("1961-11-23", "2026-11-22"), age_on("1961-11-22", "2026-11-22")) == (64, 65)
    assert years_before("2026-11-22", 65) == "1961-11-22"


# --- where somebody stands --------------------------------------------------------------------------------------


def visit(form_id: str, day: str, **answers: str) -> HealthVisit:
    return HealthVisit(f"{form_id} {day}", form_id, day, "o", {"lost": "0", **answers})


def event(kind: str, day: str, service: Service, **data: str) -> Event:
    return Event(f"{day} {kind} {data}", kind, "", "p", day, day, "", (), data={"service": service, **data})


def of(service: Service, visits: list[HealthVisit], told: list[Event]) -> Standing | None:
    return next((one for one in standings(OLD, visits, told, RULES) if one.service is service), None)


@pytest.mark.parametrize(
    ("code", "asked_for", "due"),
    [("1", "2026-12-01", "2026-12-01"), ("1", "2027-09-01", "2027-01-30"), ("2", "2027-01-30", "2026-11-15"),
     ("3", "2026-11-10", "2026-11-10"), ("4", "2027-01-30", "2026-11-15")],
)  # fmt: skip
def test_the_doctors_day_counts_unless_the_standard_wants_it_earlier(code: str, asked_for: str, due: str) -> None:
    one = of(Service.HYPERTENSION, [visit("htn_followup", "2026-11-01", fu_class=code, next_date=asked_for)], [])
    assert one is not None
    assert (one.next_day, one.state) == (due, code)


def test_who_was_not_found_stays_due() -> None:
    first = visit("htn_followup", "2026-08-01", fu_class="1", next_date="2026-10-30")
    gone = visit("htn_followup", "2026-10-30", lost="1")
    one = of(Service.HYPERTENSION, [gone, first], [])
    assert one is not None
    assert (one.last_day, one.next_day, one.state, one.count) == ("2026-08-01", "2026-10-30", "lost", 1)


def test_a_known_patient_whom_nobody_visited_is_due_at_once() -> None:
    one = of(Service.DIABETES, [visit("ehr_basic_info", "2026-03-01", pd_code="3")], [])
    assert one is not None
    assert (one.last_day, one.next_day) == ("", "2026-03-01")


def test_only_a_visit_that_took_place_can_have_been_bad() -> None:
    bad = visit("htn_followup", "2026-08-01", fu_class="2")
    gone = visit("htn_followup", "2026-09-01", lost="1")
    assert previous_bad([gone, bad], "htn_followup", "2026-10-01")
    assert not previous_bad([bad], "htn_followup", "2026-08-01")
    assert not previous_bad([bad, visit("htn_followup", "2026-08-15", fu_class="1")], "htn_followup", "2026-10-01")


def test_an_elders_year_has_both_the_examination_and_the_score() -> None:
    exam, score = visit("physical_exam", "2026-04-01"), visit("elder_selfcare", "2026-05-01", s_total="8")
    half = of(Service.ELDER, [exam], [])
    whole = of(Service.ELDER, [score, exam], [])
    assert half is not None
    assert whole is not None
    assert (half.last_day, half.next_day, half.state) == ("", "2026-12-31", "no_selfcare")
    assert (whole.last_day, whole.next_day, whole.state) == ("2026-05-01", "2027-12-31", "2")


def due(told: list[Event]) -> str:
    found = of(Service.MATERNAL, [], told)
    assert found is not None
    return found.next_day


def test_pregnancy_to_delivery_to_its_end() -> None:
    told = [event(ENROLLED, "2026-02-01", Service.MATERNAL, since="2026-01-10")]
    told += [event(SERVED, "2026-02-01", Service.MATERNAL, item="w13")]
    assert due(told) == "2026-06-05"
    told += [event(SERVED, "2026-10-15", Service.MATERNAL, item="delivered")]
    assert due(told) == "2026-10-22"
    told += [event(CLOSED, "2026-12-20", Service.MATERNAL, reason="delivered")]
    ended = of(Service.MATERNAL, [], told)
    assert ended is not None
    assert (ended.next_day, ended.state) == ("", "closed:delivered")
    assert due([*told, event(ENROLLED, "2027-06-01", Service.MATERNAL, since="2027-04-20")]) == "2027-07-19"


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_in_which_things_arrive_does_not_matter(order: list[int]) -> None:
    day = date(2026, 1, 1)
    visits = [
        visit("htn_followup", (day + timedelta(days=30 * n)).isoformat(), fu_class=str(n % 4 + 1)) for n in range(6)
    ]
    told = [event(SERVED, one.day, Service.TB, item=("first", "intensive")[n % 2]) for n, one in enumerate(visits)]
    shuffled = standings(OLD, [visits[n] for n in order], [told[n] for n in order], RULES)
    assert shuffled == standings(OLD, visits, told, RULES)
