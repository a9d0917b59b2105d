"""A follow-up begins with the record and asks the rest: what one key takes over, and what the record then says."""

from datetime import date, timedelta

import pytest

from forms import FormSession
from tests.services import clinic
from tests.services.town import Town
from villagevisit.domain.clock import today
from villagevisit.services import frozen_answers, visit_carry, visit_lookup
from villagevisit.services.visit_types import OpenForm

BEFORE = date(2026, 8, 20)
DRUG = {"g_fu/has_drug": "1", "g_fu/drug[1]/dg_name": "氨氯地平", "g_fu/drug[1]/dg_times": "1",
        "g_fu/drug[1]/dg_dose": "5mg", "g_fu/drug[2]/dg_name": "缬沙坦", "g_fu/drug[2]/dg_times": "1",
        "g_fu/drug[2]/dg_dose": "80mg"}  # fmt: skip


@pytest.fixture
def person(town: Town) -> str:
    return town.person(town.family(), 1)


def opened(town: Town, person: str, form_id: str = "htn_followup") -> OpenForm:
    return clinic.begun(town, person, form_id)


def measured(session: FormSession, sbp: int, dbp: int) -> None:
    for name, value in {"sbp": sbp, "dbp": dbp, "weight": 71, "heart_rate": 74}.items():
        session.answer(f"/data/g_fu/{name}", str(value))


def before(town: Town, person: str, **more: str) -> None:
    """Last time, with two drugs."""
    last = opened(town, person)
    last.session.answer("/data/g_fu/has_drug", "1")
    while last.session.node("/data/g_fu/drug").count < 2:
        last.session.add("/data/g_fu/drug")
    said = {"fu_date": BEFORE.isoformat(), "g_fu/sbp": "136", "g_fu/next_date": "2026-11-18", **DRUG, **more}
    clinic.finish(town, last, {**clinic.PRESSURE, **said})


def test_facts_stand_in_the_form_and_nothing_that_must_be_asked(town: Town, person: str) -> None:
    before(town, person)
    session = opened(town, person).session
    said = {ref.rpartition("/")[2]: value for ref, value in session.answers().items() if value}
    assert {name: said.get(name) for name in ("fu_date", "ehr_code", "fu_age", "lost", "prev_bad")} == {
        "fu_date": "2026-11-22", "ehr_code": clinic.EHR, "fu_age": "56", "lost": "0", "prev_bad": "0"
    }  # fmt: skip
    asked = {"symptom", "sbp", "dbp", "weight", "heart_rate", "smoke_now", "adr", "fu_class", "next_date", "refer"}
    assert not asked & said.keys()


def test_one_key_takes_over_what_is_as_last_time_and_the_record_says_so(town: Town, person: str) -> None:
    before(town, person)
    one = opened(town, person)
    visit_carry.take(one.session, one.previous)
    assert one.session.node("/data/g_fu/drug").count == 2
    assert one.session.value("/data/g_fu/drug[2]/dg_name") == "缬沙坦"
    left = [problem.ref.rpartition("/")[2] for problem in one.session.problems()]
    assert left == ["sbp", "dbp", "weight", "heart_rate", "fu_class", "refer", "next_date"]
    measured(one.session, 138, 86)
    one.session.answer("/data/g_fu/smoke_now", "5")
    visit_carry.keep_honest(one.session, "/data/g_fu/smoke_now", one.previous)
    visit_carry.accept(town.ws, one.session)
    made = clinic.finish(town, one, {})
    said = frozen_answers.values(visit_lookup.submission(town.ws, made).body)
    noted = said["as_last"].split()
    assert {"symptom", "adr", "height", "salt_now", "has_drug"} <= set(noted)
    assert not {"smoke_now", "sbp", "weight", "fu_class"} & set(noted)
    assert (said["fu_class"], said["next_date"], said["refer"]) == ("1", "2027-02-20", "0")


def test_a_complaint_of_last_time_is_asked_anew(town: Town, person: str) -> None:
    before(town, person, **{"g_fu/symptom": "2", "g_fu/adr": "2", "g_fu/adr_detail": "咳嗽", "g_fu/fu_class": "3"})
    one = opened(town, person)
    assert one.session.value("/data/g_fu/prev_bad") == "1"
    visit_carry.take(one.session, one.previous)
    assert not one.session.value("/data/g_fu/symptom")
    assert not one.session.value("/data/g_fu/adr")
    assert visit_carry.suggested(town.ws, one.session) is None


@pytest.mark.parametrize(
    ("last", "sbp", "dbp", "code", "days", "refer"),
    [("1", 139, 89, "1", 90, "0"), ("1", 140, 89, "2", 14, "0"), ("2", 140, 89, "2", 14, ""),
     ("1", 180, 89, "2", 14, ""), ("1", 179, 89, "2", 14, "0"), ("2", 139, 89, "1", 90, "0")],
)  # fmt: skip
def test_what_the_standard_suggests_is_taken_over_but_a_referral_is_the_doctors(
    town: Town, person: str, last: str, sbp: int, dbp: int, code: str, days: int, refer: str
) -> None:
    before(town, person, **{"g_fu/fu_class": last})
    session = opened(town, person).session
    visit_carry.take(session, opened(town, person).previous)
    measured(session, sbp, dbp)
    visit_carry.accept(town.ws, session)
    due = (today(town.clock) + timedelta(days=days)).isoformat()
    assert [session.value(f"/data/g_fu/{name}") for name in ("fu_class", "next_date", "refer")] == [code, due, refer]


def test_the_second_disease_is_not_measured_twice_on_one_day(town: Town, person: str) -> None:
    clinic.pressure(town, person, 132, 82, today(town.clock))
    session = opened(town, person, "t2dm_followup").session
    assert [session.value(f"/data/g_fu/{name}") for name in ("sbp", "dbp", "weight")] == ["132", "82", "72"]
    assert not session.value("/data/g_fu/fpg")


MIND = {
    "ehr_code": clinic.EHR, "fu_way": "2", "lost": "0", "g_fu/risk": "1", "g_fu/insight": "1", "g_fu/f_self": "1",
    "g_fu/f_social": "1",
}  # fmt: skip


@pytest.mark.parametrize(("last", "code", "days"), [
    ("", "2", 14), ("1", "2", 14), ("2", "2", 90), ("3", "2", 90), ("2", "1", 14), ("1", "3", 90)
])  # fmt: skip
def test_who_stays_basically_stable_is_seen_after_three_months(
    town: Town, person: str, last: str, code: str, days: int
) -> None:
    session = opened(town, person, "smd_followup").session
    for name, value in {**MIND, "g_fu/risk": {"1": "4", "2": "1", "3": "0"}[code]}.items():
        session.answer(f"/data/{name}", value)
    visit_carry.accept(town.ws, session, last)
    due = (today(town.clock) + timedelta(days=days)).isoformat()
    assert [session.value(f"/data/g_fu/{name}") for name in ("psy_class", "next_date")] == [code, due]
