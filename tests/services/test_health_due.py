"""Who is due and where: by the last visit, by the birthday alone; what was done, referred, held; and who may see it."""

from datetime import date, timedelta

import pytest

from tests.services import clinic
from tests.services.town import PINS, RED_STAR, STONE, Town, resident_id
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import HealthPerson, Service, Standing
from villagevisit.domain.health_register import Activity
from villagevisit.services import health_due, health_lines, health_register, health_services
from villagevisit.services.health_due import Due
from villagevisit.services.health_services import Served
from villagevisit.store import health_lines as lines

TODAY = date(2026, 11, 22)


@pytest.fixture
def village(town: Town) -> Town:
    """An elder of just 65, one a day younger, a child of five and a newborn; nobody was ever seen."""
    town.household("0009", ("李老汉", "02", resident_id("99999919611122001")))
    town.household("0010", ("赵大娘", "02", resident_id("99999919611123001")))
    town.household("0002", ("钱二", "02", resident_id("99999919800101001")),
                   ("钱小宝", "20", resident_id("99999920210101001")), ("钱新", "20", resident_id("99999920261110001")))
    return town  # fmt: skip


def due(town: Town, *services: Service, ahead: int = 0) -> list[Due]:
    health_lines.settle(town.ws)
    return health_due.listed(town.ws, town.actor(clinic.DOCTOR), None, services, ahead)


def test_age_alone_makes_somebody_due(village: Town) -> None:
    assert [(one.row.name, one.day, one.late > 0) for one in due(village, Service.ELDER)] == [
        ("李老汉", "2026-12-31", False)
    ]
    assert [(one.row.name, one.item, one.late) for one in due(village, Service.CHILD)] == [
        ("钱小宝", "y5", 235), ("钱新", "newborn", -16)
    ]  # fmt: skip


def test_the_round_goes_from_house_to_house_and_on(village: Town) -> None:
    doctor = village.actor(clinic.DOCTOR)
    first, second = village.family("0001"), village.family("0003")
    for home, day in ((second, TODAY - timedelta(days=91)), (first, TODAY - timedelta(days=100))):
        clinic.pressure(village, village.person(home, 1), 130, 80, day)
    health_lines.settle(village.ws)
    houses = health_due.round_(village.ws, doctor, RED_STAR.code)
    assert [one.household_no for one in houses] == ["0001", "0002", "0003"]
    assert [one.late for one in houses] == [10, 235, 1]
    stop = health_due.following_stop(village.ws, doctor, RED_STAR.code, second)
    assert stop is not None
    assert (stop.row.household_id, stop.form_id) == (second, "htn_followup")
    clinic.pressure(village, village.person(second, 1), 130, 80, today(village.clock))
    health_lines.settle(village.ws)
    houses = health_due.round_(village.ws, doctor, RED_STAR.code)
    assert [(bool(one.due), one.done) for one in houses][2] == (False, (("张三丰", Service.HYPERTENSION),))
    stop = health_due.following_stop(village.ws, doctor, RED_STAR.code, second)
    assert stop is not None
    assert stop.row.household_id == first
    assert health_due.round_(village.ws, doctor, STONE.code) == []


def test_who_was_not_found_stays_on_the_round_but_is_not_the_next_stop(town: Town) -> None:
    doctor, homes = town.actor(clinic.DOCTOR), [town.family("0001"), town.family("0003")]
    first, second = (town.person(home, 1) for home in homes)
    for person in (first, second):
        clinic.pressure(town, person, 130, 80, TODAY - timedelta(days=95))
    gone = {"fu_date": TODAY.isoformat(), "ehr_code": clinic.EHR, "fu_age": "56", "fu_ckd_dm": "0", "fu_way": "2",
            "lost": "1", "lost_reason": "外出务工"}  # fmt: skip
    clinic.signed_form(town, first, "htn_followup", gone, signature="")
    health_lines.settle(town.ws)
    assert [bool(one.due) for one in health_due.round_(town.ws, doctor, RED_STAR.code)] == [True, True]
    stop = health_due.following_stop(town.ws, doctor, RED_STAR.code, homes[0], first, "htn_followup")
    assert stop is not None
    assert stop.row.person_id == second


@pytest.mark.parametrize(("days", "listed"), [(90, True), (89, False), (83, False)])
def test_today_is_due_and_tomorrow_is_not_yet(town: Town, days: int, listed: bool) -> None:
    clinic.pressure(town, town.person(town.family(), 1), 130, 80, TODAY - timedelta(days=days))
    assert bool(due(town, Service.HYPERTENSION)) is listed
    assert due(town, Service.HYPERTENSION, ahead=health_due.WEEK)


def test_counts_show_their_denominators(village: Town) -> None:
    one, two = village.person(village.family("0001"), 1), village.person(village.family("0003"), 1)
    for back in (270, 180, 90, 1):
        clinic.pressure(village, one, 130, 80, TODAY - timedelta(days=back))
    clinic.consented(village, two)
    health_services.enrol(village.ws, village.actor(clinic.DOCTOR), two, Service.HYPERTENSION)
    health_lines.settle(village.ws)
    found = {one.service: one for one in health_due.counts(village.ws, village.actor(clinic.DOCTOR), None)}
    pressure, elders, children = (found[one] for one in (Service.HYPERTENSION, Service.ELDER, Service.CHILD))
    assert (pressure.should, pressure.seen, pressure.standard, pressure.never) == (2, 1, 1, 1)
    assert (elders.should, elders.seen) == (1, 0)
    assert (children.should, children.overdue) == (2, 1)
    assert health_due.waiting(village.ws, village.actor(clinic.DOCTOR), None) == (0, 1)


def test_a_child_is_served_with_a_pin_and_the_next_item_follows(village: Town) -> None:
    village.with_pins()
    doctor = village.actor(clinic.DOCTOR)
    child = next(one.row for one in due(village, Service.CHILD) if one.item == "newborn")
    newborn = Served(Service.CHILD, "newborn", values={"weight": "3.4"})
    clinic.consented(village, child.person_id)
    with pytest.raises(Refused, match=r"pin\.wrong"):
        health_services.serve(village.ws, doctor, child.person_id, newborn, "000000")
    event = health_services.serve(village.ws, doctor, child.person_id, newborn, PINS[clinic.DOCTOR]).value
    assert event.signature
    assert "钱新" not in [one.row.name for one in due(village, Service.CHILD)]
    later = due(village, Service.CHILD, ahead=health_due.MONTH)
    assert [(one.row.name, one.item) for one in later if one.row.name == "钱新"] == [("钱新", "m1")]
    with pytest.raises(Refused, match=r"health\.item"):
        health_services.serve(village.ws, doctor, child.person_id, Served(Service.CHILD, "w13"), PINS[clinic.DOCTOR])


def test_who_ended_is_due_no_more_and_counted_no_more(town: Town) -> None:
    doctor, person = town.actor(clinic.DOCTOR), town.person(town.family(), 1)
    clinic.consented(town, person)
    health_services.enrol(town.ws, doctor, person, Service.TB, "2026-11-01")
    assert [one.day for one in due(town, Service.TB)] == ["2026-11-04"]
    health_services.close(town.ws, doctor, person, Service.TB, "recovered")
    assert due(town, Service.TB) == []
    counts = {one.service: one.should for one in health_due.counts(town.ws, doctor, None)}
    assert counts.get(Service.TB, 0) == 0


def test_a_referral_of_a_follow_up_enters_itself_and_ends_with_the_return(town: Town) -> None:
    doctor, person = town.actor(clinic.DOCTOR), town.person(town.family(), 1)
    sent = {"g_fu/refer": "1", "g_fu/refer_reason": "连续两次控制不满意", "g_fu/refer_org": "县医院心内科"}
    clinic.pressure(town, person, 172, 101, date(2026, 11, 7), **{"g_fu/fu_class": "2", **sent})
    ((one, name),) = health_register.referrals(town.ws, doctor)
    assert (name, one.day, one.place, one.late("2026-11-21"), one.late("2026-11-22")) == (
        "张三丰", "2026-11-07", "县医院心内科", 0, 1
    )  # fmt: skip
    health_register.came_back(town.ws, doctor, one, "调整用药后回社区随访")
    ((one, _),) = health_register.referrals(town.ws, doctor)
    assert (one.back, one.late("2027-01-01")) == ("2026-11-22", 0)


@pytest.mark.parametrize(("persons", "asked", "knew"), [(0, 0, 0), (10, 11, 5), (10, 5, 6)])
def test_an_activity_must_add_up(town: Town, persons: int, asked: int, knew: int) -> None:
    one = Activity("", "2026-11-20", RED_STAR.code, "village", "salt", "talk", 30, 20, 15, "限盐勺", "")
    health_register.hold(town.ws, town.actor(clinic.DOCTOR), one)
    wrong = Activity("", "2026-11-20", RED_STAR.code, "village", "salt", "talk", persons, asked, knew, "", "")
    with pytest.raises(Refused, match=r"health\.persons"):
        health_register.hold(town.ws, town.actor(clinic.DOCTOR), wrong)
    found, sums = health_register.held(town.ws, town.actor(clinic.DOCTOR), 2026)
    assert (len(found), sums.persons, sums.asked, sums.knew) == (1, 30, 20, 15)


@pytest.mark.parametrize("staff_no", ["001", "005"])
def test_nobody_but_the_doctor(town: Town, staff_no: str) -> None:
    other, person = town.actor(staff_no), town.person(town.family(), 1)
    for call in (
        lambda: health_due.round_(town.ws, other, RED_STAR.code), lambda: health_due.counts(town.ws, other, None),
        lambda: health_register.referrals(town.ws, other), lambda: health_register.held(town.ws, other, 2026),
        lambda: health_services.enrol(town.ws, other, person, Service.TB),
    ):  # fmt: skip
        with pytest.raises(Refused, match=r"actor\.role"):
            call()


def test_three_high_days_without_hypertension_are_pointed_out_once_he_is_35(town: Town) -> None:
    home = town.household("0040", ("孙三", "02", resident_id("99999919911122001")),
                          ("孙四", "10", resident_id("99999919911123001")))  # fmt: skip
    older, younger = town.person(home, 1), town.person(home, 2)
    with town.ws.store.transaction() as db:
        for person in (older, younger):
            for day in ("2026-10-01", "2026-10-08", "2026-10-15"):
                source = f"{person} {day}"
                lines.add_visit(db, source, person, "physical_exam", day, "", {"sbp": "142", "dbp": "85"})
    assert len(health_due.high_days(town.ws, older, "1991-11-22")) == 3
    assert not health_due.high_days(town.ws, younger, "1991-11-23")
    with town.ws.store.transaction() as db:
        who = HealthPerson(older, home, RED_STAR.code, "1991-11-22", "1")
        lines.add_standings(db, who, [Standing(Service.HYPERTENSION, "2026-10-20")])
    assert not health_due.high_days(town.ws, older, "1991-11-22")
