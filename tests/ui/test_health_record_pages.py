"""The health record of one person, empty, usual and crowded: nothing cut, and each verb does what it says."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.services import clinic
from tests.services.health_past import RECORD, Past, past
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, small_targets, words_of
from villagevisit.services import discovery, form_list, health_record
from villagevisit.services.households import Hit
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.health_overview import HealthOverviewPage
from villagevisit.ui.pages.health_overview_state import PopulationForm
from villagevisit.ui.pages.health_record import HealthRecordPage
from villagevisit.ui.pages.health_record_close import CloseForm
from villagevisit.ui.pages.search import SearchPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = os.environ.get("VILLAGEVISIT_SHOTS", "")
EXAM = {"sbp_l": "150", "dbp_l": "92", "sbp_r": "146", "dbp_r": "90", "fpg": "6.4", "weight": "72", "height": "165",
        "bmi": "26.4", "health_eval": "2", "ab1": "血压偏高，左心室肥大待查，建议到县医院心内科进一步检查"}  # fmt: skip


def page(day: Day, person_id: str, tab: str = "past") -> HealthRecordPage:
    day.frame.sign_in("006", to="health_record", person_id=person_id, tab=tab)
    found = day.frame.page
    assert isinstance(found, HealthRecordPage)
    return found


def judged(day: Day, name: str) -> list[str]:
    for _ in range(4):
        QApplication.processEvents()
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}.png")
    return [f"{name}: {one}" for one in faults(day.frame.window) + small_targets(day.frame.window)]


def follow_up(day: date, sbp: int, **more: str) -> Past:
    answers = {"sbp": str(sbp), "dbp": str(sbp * 6 // 10), "weight": "72.5", "bmi": "26.6", "fu_class": "1",
               "fu_ckd_dm": "0", "next_date": (day + timedelta(days=90)).isoformat()}  # fmt: skip
    return "htn_followup", day.isoformat(), {"fu_date": day.isoformat(), **answers, **more}


def usual(day: Day) -> str:
    person = day.frame.town.person(day.households["unvisited"], 1)
    first = date(2025, 11, 20)
    visits = [follow_up(first + timedelta(days=91 * at), 152 - 4 * at) for at in range(4)]
    exam: Past = ("physical_exam", "2026-05-02", {"exam_date": "2026-05-02", **EXAM})
    past(day.frame.town, person, [("ehr_basic_info", "2025-11-20", RECORD), *visits, exam])
    return person


def crowded(day: Day) -> str:
    """Forty years, and everything that can be wrong."""
    person = day.frame.town.person(day.households["draft"], 1)
    start = date(1986, 3, 1)
    visits = [follow_up(start + timedelta(days=91 * at), 120 + at * 37 % 60) for at in range(160)]
    visits.append(follow_up(date(2026, 11, 1), 196, adr="2", adr_detail="服硝苯地平后踝部水肿、面部潮红、心悸"))
    sugar = {"fu_date": "2026-11-02", "fpg": "17.2", "adr": "2", "adr_detail": "皮疹", "fu_class": "3"}
    mind = {"fu_date": "2026-10-03", "risk": "4", "lock": "2", "psy_class": "1", "next_date": "2026-10-17"}
    contract = {"from_date": "2025-01-01", "to_date": "2025-12-31", "r_groups": "1 5 6 7"}
    past(day.frame.town, person, [
        ("ehr_basic_info", "1986-03-01", {**RECORD, "allergy": "2 3 4 5", "allergy_other": "头孢曲松、碘造影剂"}),
        *visits, ("t2dm_followup", "2026-11-02", sugar), ("smd_followup", "2026-10-03", mind),
        ("family_doctor_contract", "2025-01-01", contract),
        ("physical_exam", "2026-05-02", {"exam_date": "2026-05-02", **EXAM}),
        ("elder_selfcare", "2026-05-02", {"ev_date": "2026-05-02", "s_total": "8", "s_band": "2"}),
    ])  # fmt: skip
    return person


def test_a_record_empty_usual_and_crowded(day: Day, look: str) -> None:
    wrong: list[str] = []
    nobody = day.frame.town.person(day.households["frozen"], 2)
    for state, person in (("empty", nobody), ("usual", usual(day)), ("crowded", crowded(day))):
        for tab in ("past", "now") if look == "en" else ("past",):
            page(day, person, tab)
            wrong += judged(day, f"{look}-{state}-{tab}")
    assert not wrong, "\n".join(wrong)


def words(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def test_a_record_is_reached_read_and_closed(day: Day) -> None:
    person = usual(day)
    home = day.households["unvisited"]
    for staff_no, there in (("006", "health_record"), ("005", "household")):
        day.frame.sign_in(staff_no, to="search")
        search = day.frame.page
        assert isinstance(search, SearchPage)
        search.model.show([Hit(home, person, "张三丰", "张三丰", "红星村", "一组", "0001", "name")])
        search.table.opened.emit(0)
        day.frame.settle()
        assert day.frame.page.name == there
    assert "健康档案" not in words(day)
    day.frame.sign_in("006", to="household", household_id=home)
    next(one for one in day.frame.page.findChildren(Button) if one.text() == "健康档案").click()
    assert isinstance(day.frame.page, HealthRecordPage)
    shown = page(day, person)
    assert "药物过敏：青霉素、布洛芬" in words(day)
    assert clinic.EHR in words(day)
    assert "血压 140/84" in shown.list._rows.rows[0].note
    shown.list.choose(0)
    shown.list.setFocus()
    day.frame.key(Qt.Key.Key_Return)
    assert day.frame.page.name == "health_form"
    form = CloseForm(day.shell, person, shown)
    form.note.setText("脑卒中")
    form.save.click()
    day.frame.settle()
    page(day, person)
    assert "已结档：死亡，2026-11-22" in words(day)
    assert "填写" not in words(day)
    day.shell.apply(health_record.reopen(day.shell.ws, day.shell.actor, person))
    day.frame.settle()
    assert "填写：高血压患者随访服务记录表" in words(day)
    for agreed, leads in ((False, 0), (True, 1)):
        day.shell.asker = lambda *_words, agreed=agreed: agreed
        page(day, person).ask_to_look()
        assert len(discovery.leads(day.shell.ws)) == leads
    assert "2026-11-27 前有人上门" in words(day)


def overview(day: Day) -> HealthOverviewPage:
    day.frame.sign_in("006", to="health_overview")
    found = day.frame.page
    assert isinstance(found, HealthOverviewPage)
    return found


def test_how_many_have_a_record_with_what_it_is_a_share_of(day: Day, look: str) -> None:
    wrong = judged(day, f"{look}-overview-none") if look == "zh_CN" and overview(day) else []
    usual(day)
    shown = overview(day)
    wrong += judged(day, f"{look}-overview")
    form = PopulationForm(day.shell, shown.keep()["village_code"], shown)
    form.show()
    form.people.setText("1,936")
    form.save.click()
    assert form.wrong.text()
    wrong += faults(form)
    form.whose.setText("县统计局第七次人口普查常住人口分村汇总表（快速汇总）")
    form.save.click()
    day.frame.settle()
    wrong += judged(day, f"{look}-overview-stated")
    assert not wrong, "\n".join(wrong)
    assert shown.model.rows[1].population.count == 1936
    assert str(shown.model.rows[1].built) == "0.05"
    shown.list.opened.emit(0)
    day.frame.settle()
    assert day.frame.page.name == "health_record"


def test_every_kind_of_health_form_has_its_line(day: Day) -> None:
    """Findings of an examination stand in the same lines as services, and are none."""
    person = day.frame.town.person(day.households["unvisited"], 1)
    forms = [one.form_id for one in form_list.shelf(day.shell.ws) if one.health]
    ill = {"exam_date": "2026-05-02", "has_chronic": "1", "chronic_name": "高血压", "batch_sys": "2", "batch_list": "2"}
    past(day.frame.town, person, [(form, "2026-05-02", ill) for form in forms])
    record = health_record.of(day.shell.ws, day.frame.town.actor("006"), person)
    assert len(record.visits) == len(forms) == 10
    assert {"identified", "batch"}.isdisjoint(one.service for one in record.services)
    for tab in ("past", "now"):
        page(day, person, tab)
        assert judged(day, f"every-{tab}") == []
