"""The health record of one person: what must be in sight, closing, curves with his own lines, the number."""

from datetime import date
from decimal import Decimal

import pytest

from tests.printing.papers import texts
from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.services.town import RED_STAR, STONE, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_warnings import Kind
from villagevisit.services import health_curves, health_due, health_lines, health_number, health_record, paper
from villagevisit.services.paper_types import PaperRequest

TODAY = date(2026, 11, 22)


def test_the_record_follows_the_person_and_stays_readable_when_it_is_closed(town: Town) -> None:
    person, doctor = town.person(town.family(), 2), town.actor(clinic.DOCTOR)
    past(town, person, [("ehr_basic_info", "2026-01-05", RECORD), ("htn_followup", "2026-08-01", {"sbp": "150"})])
    other = town.family("0002", STONE)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE person SET household_id = ?, position = 9 WHERE id = ?", [other, person])
    moved = health_record.of(town.ws, doctor, person)
    assert (moved.number, moved.village, len(moved.visits)) == (clinic.EHR, STONE.name, 2)
    with pytest.raises(Refused, match="future"):
        health_record.close(town.ws, doctor, person, why="died", day=date(2026, 11, 23))
    health_record.close(town.ws, doctor, person, why="died", day=TODAY, note="脑卒中")
    with pytest.raises(Refused, match="closed"):
        health_record.close(town.ws, doctor, person, why="moved", day=TODAY)
    closed = health_record.of(town.ws, doctor, person)
    assert closed.closing is not None
    assert (closed.closing.why, closed.closing.day, closed.closing.note) == ("died", "2026-11-22", "脑卒中")
    assert len(closed.visits) == 2
    health_record.reopen(town.ws, doctor, person)
    assert health_record.of(town.ws, doctor, person).open


def test_nobody_but_a_doctor_reads_it_and_reading_is_written_down(town: Town) -> None:
    person = town.person(town.family(), 1)
    with pytest.raises(Refused) as refused:
        health_record.of(town.ws, town.actor("005"), person)
    assert refused.value.code == "actor.role"
    health_record.of(town.ws, town.actor(clinic.DOCTOR), person)
    read = town.ws.store.reader().execute("SELECT count(*) FROM audit WHERE action = 'read.health'").fetchone()
    assert read == (1,)


@pytest.mark.parametrize(
    ("birth", "ckd", "sbp"),
    [("19611122", "0", 150), ("19611123", "0", 140), ("19611122", "1", 140)],
    ids=["65 today", "64", "65 with diabetes or kidney disease"],
)
def test_the_target_line_is_the_persons_own(town: Town, birth: str, ckd: str, sbp: int) -> None:
    home = town.household("0009", ("李大爷", "02", resident_id(f"999999{birth}001")))
    person = town.person(home, 1)
    past(town, person, [("htn_followup", "2026-08-01", {"sbp": "148", "dbp": "86", "fu_ckd_dm": ckd})])
    record = health_record.of(town.ws, town.actor(clinic.DOCTOR), person)
    pressure = health_curves.of(town.ws, record)[0]
    assert pressure.limits == (Decimal(sbp), Decimal(90))


def test_the_curves_are_printed_by_the_doctor_alone_and_the_list_of_papers_tells_no_value(town: Town) -> None:
    person = town.person(town.family(), 1)
    clinic.pressure(town, person, 152, 96, date(2026, 8, 1))
    past(town, person, [("ehr_basic_info", "2026-01-05", RECORD), ("t2dm_followup", "2026-09-01", {"fpg": "7.2"})])
    health_record.of(town.ws, town.actor(clinic.DOCTOR), person)
    doctor, request = town.actor(clinic.DOCTOR), PaperRequest("health_curves", subject_id=person)
    assert [one.id for one in paper.subjects(town.ws, doctor, "health_curves", "张")] == [person]
    made = paper.make(town.ws, doctor, request).value
    assert made.pages == 1
    (content,) = town.ws.store.reader().execute("SELECT content FROM document WHERE id = ?", [made.id]).fetchone()
    assert "152" not in content
    with pytest.raises(Refused) as refused:
        paper.make(town.ws, town.actor("005"), request)
    assert refused.value.code == "actor.role"


def test_a_new_record_is_offered_the_next_free_number_and_a_double_one_is_named(town: Town) -> None:
    first, second = (town.person(town.family(number), 1) for number in ("0001", "0002"))
    assert health_number.proposed(town.ws, RED_STAR.code) == "99999910010100001"
    past(town, first, [("ehr_basic_info", "2026-01-05", {**RECORD, "ehr_code": "99999910010100041"})])
    doctor = town.actor(clinic.DOCTOR)
    opened = clinic.begun(town, second, "ehr_basic_info")
    assert opened.session.value("/data/g_cover/ehr_code") == "99999910010100042"
    assert health_number.proposed(town.ws, RED_STAR.code) == "99999910010100043"
    assert health_number.proposed(town.ws, STONE.code) == "99999910010200001"
    past(town, second, [("ehr_basic_info", "2026-01-05", {**RECORD, "ehr_code": "99999910010100041"})])
    assert health_number.others(town.ws, "99999910010100041", second) == ("张三丰",)
    alerts = {one.kind for one in health_record.of(town.ws, doctor, second).alerts}
    assert Kind.ALLERGY in alerts


def test_the_cover_bears_the_number_of_the_signed_record_and_is_for_doctors(town: Town) -> None:
    person = town.person(town.family(), 1)
    doctor, request = town.actor(clinic.DOCTOR), PaperRequest(kind="health_cover", subject_id=person)
    assert not paper.subjects(town.ws, doctor, "health_cover", "张")
    past(town, person, [("ehr_basic_info", "2026-01-05", {**RECORD, "ehr_village": "红星村"})])
    assert [one.id for one in paper.subjects(town.ws, doctor, "health_cover", "张")] == [person]
    words = "".join("".join(texts(paper.preview(town.ws, doctor, request).pdf)).split())
    assert all(digit in words for digit in clinic.EHR)
    assert "红星村" in words
    assert "布洛芬" not in words
    with pytest.raises(Refused, match=r"actor\.role"):
        paper.preview(town.ws, town.actor("005"), request)


def test_nothing_is_due_of_whom_the_record_was_closed_and_again_when_it_is_opened(town: Town) -> None:
    """A patient of 70: follow-up and yearly examination both go, and both come back."""
    home = town.household("0007", ("赵老汉", "02", resident_id("99999919560101007")))
    person, doctor = town.person(home, 1), town.actor(clinic.DOCTOR)
    past(town, person, [("ehr_basic_info", "2026-01-05", RECORD), ("htn_followup", "2026-08-01", {"sbp": "150"})])

    def due() -> set[str]:
        health_lines.settle(town.ws)
        return {str(one.service) for one in health_due.listed(town.ws, doctor, None, health_due.ON_ROUND, 60)}

    assert {"hypertension", "elder"} <= due()
    health_record.close(town.ws, doctor, person, why="died", day=TODAY)
    assert due() == set()
    health_record.reopen(town.ws, doctor, person)
    assert {"hypertension", "elder"} <= due()
