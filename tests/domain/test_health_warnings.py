"""What must be in sight of a health record, at the boundary values of R-15, in whatever order the forms came."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain.event import Event
from villagevisit.domain.health import HealthVisit
from villagevisit.domain.health_closing import closing
from villagevisit.domain.health_number import following, stem
from villagevisit.domain.health_warnings import Kind, alerts, urgent

TODAY = "2026-11-22"


def visit(form: str, day: str, **answers: str) -> HealthVisit:
    return HealthVisit(f"{form}-{day}", form, day, "d", answers)


def kinds(*visits: HealthVisit, consent: str = "given") -> set[str]:
    return {one.kind for one in alerts(visits, (), consent, TODAY)}


@pytest.mark.parametrize(
    ("code", "below", "at"),
    [("sbp", "179", "180"), ("dbp", "109", "110"), ("fpg", "16.6", "16.7"), ("fpg", "4.0", "3.9")],
)
def test_urgent_from_the_very_figure_on(code: str, below: str, at: str) -> None:
    assert not urgent(code, below)
    assert urgent(code, at)


def test_an_urgent_value_warns_until_a_later_one_is_not() -> None:
    bad = visit("htn_followup", "2026-08-01", sbp="180", dbp="96")
    assert Kind.URGENT in kinds(bad)
    assert Kind.URGENT not in kinds(bad, visit("htn_followup", "2026-08-15", sbp="150", dbp="92"))
    assert Kind.URGENT in kinds(bad, visit("t2dm_followup", "2026-08-15", fpg="6.1"))


def test_not_asked_is_not_the_same_as_no_allergy() -> None:
    assert Kind.ALLERGY_UNKNOWN in kinds()
    assert Kind.NO_ALLERGY in kinds(visit("ehr_basic_info", "2026-01-01", allergy="1"))
    found = alerts([visit("ehr_basic_info", "2026-01-01", allergy="2 5", allergy_other="布洛芬")], (), "given", TODAY)
    assert (found[0].kind, found[0].level, found[0].data) == (
        Kind.ALLERGY, "red", {"codes": "2 5", "other": "布洛芬"}
    )  # fmt: skip


def test_reactions_stay_for_ever_and_each_is_said_once() -> None:
    again = [visit("htn_followup", day, adr="2", adr_detail="干咳") for day in ("2020-01-01", "2021-01-01")]
    mind = visit("smd_followup", "2026-01-01", adr="无", risk="0", lock="1")
    found = [one for one in alerts([*again, mind], (), "given", TODAY) if one.kind is Kind.ADVERSE]
    assert [(one.day, one.data["what"]) for one in found] == [("2021-01-01", "干咳")]


@pytest.mark.parametrize(("risk", "level"), [("0", ""), ("1", "amber"), ("2", "amber"), ("3", "red"), ("5", "red")])
def test_danger_of_a_mental_disorder(risk: str, level: str) -> None:
    found = alerts([visit("smd_followup", "2026-01-01", risk=risk, lock="1")], (), "given", TODAY)
    assert [one.level for one in found if one.kind is Kind.DANGER] == ([level] if level else [])


def test_a_contract_runs_through_its_last_day() -> None:
    assert Kind.CONTRACT in kinds(visit("family_doctor_contract", "2025-11-23", to_date=TODAY, r_groups="2"))
    assert Kind.PREGNANT in kinds(visit("family_doctor_contract", "2025-11-23", to_date=TODAY, r_groups="1 2"))
    over = visit("family_doctor_contract", "2025-11-22", to_date="2026-11-21", r_groups="1 2")
    assert kinds(over) & {Kind.CONTRACT_OVER, Kind.PREGNANT} == {Kind.CONTRACT_OVER}
    assert Kind.CONSENT_REFUSED in kinds(consent="withdrawn")
    assert Kind.CONSENT_MISSING in kinds(consent="missing")


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(dice: random.Random) -> None:
    visits = [
        visit("htn_followup", "2026-01-01", sbp="190", dbp="90", adr="2", adr_detail="干咳"),
        visit("htn_followup", "2026-02-01", sbp="150", dbp="112"),
        visit("ehr_basic_info", "2025-01-01", allergy="1"),
        visit("ehr_basic_info", "2026-03-01", allergy="3", death_date=""),
        visit("smd_followup", "2026-01-01", risk="4", lock="2"),
    ]
    told = [
        Event(f"e{at}", kind, "v", "p", day, f"{day}T10:00", "周", (), data={"service": "record", "reason": "died"})
        for at, (kind, day) in enumerate((("health.closed", "2026-05-01"), ("health.enrolled", "2026-06-01")))
    ]
    mixed, news = list(visits), list(told)
    dice.shuffle(mixed)
    dice.shuffle(news)
    assert alerts(mixed, (), "given", TODAY) == alerts(visits, (), "given", TODAY)
    assert closing(mixed, news) is None
    assert closing(mixed, news[:1]) == closing(visits, news[:1])


def test_a_day_of_death_in_the_form_closes_the_record() -> None:
    died = visit("ehr_basic_info", "2026-03-01", death_date="2026-02-27", death_cause="肺癌")
    found = closing([died], [])
    assert found is not None
    assert (found.why, found.day, found.note) == ("died", "2026-02-27", "肺癌")


@pytest.mark.parametrize(
    ("village", "head"),
    [
        ("999999100001", "999999100001"), ("999999100099", "999999100099"), ("999999100100", ""),
        ("999999100200", ""), ("999999100201", "999999100101"), ("999999100299", "999999100199"),
        ("999999100300", ""), ("9999991002", ""),
    ],
)  # fmt: skip
def test_the_village_part_of_a_record_number(village: str, head: str) -> None:
    assert stem(village) == head


def test_the_next_number_follows_the_highest_of_this_village() -> None:
    taken = ["99999910010100007", "99999910010200050", "9999991001010000x", "99999910010100003"]
    assert following("999999100201", taken) == "99999910010100008"
    assert following("999999100201", []) == "99999910010100001"
    assert following("999999100201", ["99999910010199999"]) == ""
