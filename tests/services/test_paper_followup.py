"""A year of follow-ups on one sheet: every answer in its column, the rest open, only for doctors, and noted."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.services import clinic
from tests.services.test_paper_health_form import text
from tests.services.town import Town
from villagevisit.domain.errors import Refused
from villagevisit.services import paper, print_queue
from villagevisit.services.paper_types import PaperKind, PaperRequest, Verdict
from villagevisit.services.workspace import silent

KIND = PaperKind.FOLLOWUP
DRUG = {
    "g_fu/has_drug": "1", "g_fu/drug[1]/dg_name": "氨氯地平", "g_fu/drug[1]/dg_times": "1",
    "g_fu/drug[1]/dg_dose": "5mg",
}  # fmt: skip
SUGAR = {
    "ehr_code": clinic.EHR, "fu_way": "1", "lost": "0", "g_fu/symptom": "2 10", "g_fu/symptom_other": "乏力",
    "g_fu/sbp": "130", "g_fu/dbp": "80", "g_fu/height": "160", "g_fu/weight": "64", "g_fu/foot": "1",
    "g_fu/smoke_now": "10", "g_fu/smoke_target": "5", "g_fu/drink_now": "0", "g_fu/ex_week": "2", "g_fu/ex_min": "40",
    "g_fu/staple_now": "300", "g_fu/staple_target": "250", "g_fu/mental": "1", "g_fu/obey": "2", "g_fu/fpg": "8.1",
    "g_fu/hba1c": "7.2", "g_fu/hba1c_date": "2026-05-01", "g_fu/adherence": "2", "g_fu/adr": "2",
    "g_fu/adr_detail": "恶心", "g_fu/hypo": "2", "g_fu/new_complication": "0", "g_fu/fu_class": "2",
    "g_fu/prev_bad": "0", "g_fu/has_drug": "0", "g_fu/insulin": "甘精8单位", "g_fu/refer": "1",
    "g_fu/refer_reason": "血糖高", "g_fu/refer_org": "县医院内分泌科",
}  # fmt: skip


def ill(town: Town) -> str:
    return town.person(town.family("0001"), 1)


def sheet(town: Town, subject: str) -> str:
    return text(paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=subject)).pdf)


def test_four_visits_of_a_year_stand_side_by_side_and_no_other_year_is_there(town: Town) -> None:
    head = ill(town)
    clinic.pressure(town, head, 155, 91, date(2025, 12, 20))
    clinic.pressure(town, head, 152, 96, date(2026, 2, 1), **DRUG)
    clinic.pressure(town, head, 138, 85, date(2026, 5, 2))
    (first, *_) = paper.subjects(town.ws, town.actor("006"), KIND)
    assert first.id == f"htn:2026:{head}"
    made = paper.make(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=first.id)).value
    page = text(made.pdf)
    for said in (
        "张三丰", clinic.EHR, "2026年", "红星村一组", "152／96", "138／85", "2026-02-01", "2026-05-02", "72／26.4",
        "家庭", "3次、30分钟", "氨氯地平每日1次5mg", "周村医", "中／轻", "良好、良好", "规律", "控制满意",
    ):  # fmt: skip
        assert said in page, said
    assert "155／91" not in page
    assert "第4次" in page
    assert "第5次" not in page
    assert (made.pages, made.rows) == (1, 2)
    assert "张三丰" not in made.name
    assert paper.verify(town.ws, made.code).verdict is Verdict.GENUINE
    assert "155／91" in sheet(town, f"htn:2025:{head}")


def test_a_fifth_visit_goes_on_a_further_sheet(town: Town) -> None:
    head = ill(town)
    for month in range(1, 6):
        clinic.pressure(town, head, 140 + month, 90, date(2026, month, 3))
    made = paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=f"htn:2026:{head}"))
    assert made.pages == 2
    assert re.findall(r"第(\d)次", text(made.pdf)) == list("12345678")


def test_sugar_is_said_with_targets_other_symptoms_reactions_and_referral(town: Town) -> None:
    head = ill(town)
    clinic.signed_form(
        town, head, "t2dm_followup", {**SUGAR, "fu_date": "2026-05-02", "g_fu/next_date": "2026-05-16"}
    )  # fmt: skip
    page = sheet(town, f"dm:2026:{head}")
    for said in (
        "多饮、乏力", "触及正常", "10／5", "300／250", "8.1／7.2",
        "间断、有（恶心）", "偶尔", "控制不满意", "胰岛素：甘精8单位",
        "血糖高；县医院内分泌科", "2026-05-16", "良好、一般", "2次、40分钟",
    ):  # fmt: skip
        assert said in page, said


def test_somebody_who_was_not_found_is_said_and_the_rest_struck(town: Town) -> None:
    head = ill(town)
    clinic.signed_form(
        town, head, "htn_followup",
        {"fu_date": "2026-03-04", "ehr_code": clinic.EHR, "fu_age": "56", "fu_ckd_dm": "0", "fu_way": "3", "lost": "1",
         "lost_reason": "外出打工"}, signature="",
    )  # fmt: skip
    page = sheet(town, f"htn:2026:{head}")
    assert "失访：外出打工" in page
    assert "血压（mmHg）/" in page


def test_before_the_first_visit_the_head_is_filled_in_and_everything_else_open(town: Town) -> None:
    head = ill(town)
    clinic.pressure(town, head, 140, 90, date(2026, 2, 1))
    page = sheet(town, f"htn:2027:{head}")
    assert "张三丰" in page
    assert clinic.EHR in page
    assert "2027年" in page
    assert "140／90" not in page
    assert "张三丰" not in sheet(town, "htn:blank")
    assert {one.id for one in paper.subjects(town.ws, town.actor("006"), KIND, "张三丰")} == {
        f"htn:{year}:{head}" for year in (2025, 2026, 2027)
    }


def test_only_the_doctor_prints_it_and_that_he_read_it_is_kept(town: Town) -> None:
    head = ill(town)
    clinic.pressure(town, head, 140, 90, date(2026, 2, 1))
    request = PaperRequest(KIND, subject_id=f"htn:2026:{head}")
    for staff in ("001", "005"):
        with pytest.raises(Refused, match=r"actor\.role"):
            paper.preview(town.ws, town.actor(staff), request)
    before = len(read(town, head))
    paper.preview(town.ws, town.actor("006"), request)
    assert len(read(town, head)) == before + 1
    for wrong in ("htn:2026:", "smd:2026:x", "htn:26:x", ""):
        with pytest.raises(Refused, match=r"paper\.no-subject"):
            paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=wrong))


def read(town: Town, person: str) -> list[object]:
    sql = "SELECT 1 FROM audit WHERE action = 'read.health' AND object = ?"
    return list(town.ws.store.reader().execute(sql, [person]))


def test_all_whose_follow_up_is_due_in_a_village_come_out_as_a_file_each(town: Town, tmp_path: Path) -> None:
    home = town.family("0001")
    head, wife = town.person(home, 1), town.person(home, 2)
    clinic.pressure(town, head, 140, 90, date(2026, 2, 1))
    clinic.pressure(town, wife, 130, 80, date(2026, 11, 20), ehr_code="99999910010100002")
    doctor = town.actor("006")
    (village,) = print_queue.villages(town.ws, doctor, KIND)
    assert village.forms == 1
    queue = print_queue.forms(town.ws, village, doctor)
    assert [one.request.subject_id for one in queue] == [f"htn:2026:{head}"]
    ran = print_queue.to_folder(town.ws, doctor, queue, tmp_path, silent).value
    assert (ran.finished, ran.failed) == (("0001",), ())
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert print_queue.villages(town.ws, town.actor("005"), KIND) == ()
