"""An unlikely value is typed twice, with the keyboard alone; a slip of the unit is taken by one press."""

import os

from PySide6.QtCore import Qt

from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.ui.judge import faults
from tests.ui.visit_house import House
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets.question import Question

SHOTS = os.environ.get("VILLAGEVISIT_SHOTS", "")


def opened(house: House) -> tuple[VisitDesk, str]:
    person = house.town.person(house.household_id, 1)
    house.shell.actor = house.town.actor(clinic.DOCTOR)
    clinic.consented(house.town, person)
    page = house.page(form_id="htn_followup", household_id=house.household_id, person_id=person)
    desk = page.desk
    assert desk is not None
    desk.answer("/data/lost", "0")
    return desk, desk.work.opened.draft_id


def question(desk: VisitDesk, ref: str) -> Question:
    desk.jump(ref)
    assert desk.sheet is not None
    found = desk.sheet.question(ref)
    assert found is not None
    found.begin()
    return found


def typed(house: House, thing: object, text: str) -> None:
    house.qtbot.keyClicks(thing, text)
    house.qtbot.keyClick(thing, Qt.Key.Key_Return)
    house.settle()


def unsure(desk: VisitDesk) -> list[str]:
    return [one.ref for one in desk.work.problems() if "再填一次" in one.message]


def test_an_unlikely_pressure_is_typed_twice_and_that_is_written_down(house: House) -> None:
    desk, draft_id = opened(house)
    sbp = question(desk, "/data/g_fu/sbp")
    retype = sbp.retype
    assert retype is not None
    line = sbp.editor.line
    typed(house, line, "236")
    assert "236 mmHg 不常见" in retype.remark.text()
    assert retype.line.hasFocus()
    assert unsure(desk) == ["/data/g_fu/sbp"]
    if SHOTS:
        desk.window().grab().save(f"{SHOTS}/retype.png")
    assert not [one for one in faults(desk.window()) if "Retype" in one]
    typed(house, retype.line, "263")
    assert "两次不一样：先填 236，再填 263" in retype.remark.text()
    assert retype.line.hasFocus()
    typed(house, retype.line, "236")
    assert retype.isHidden()
    assert desk.sheet is not None
    dbp = desk.sheet.question("/data/g_fu/dbp")
    assert dbp is not None
    assert dbp.editor.line.hasFocus()
    typed(house, dbp.editor.line, "110")
    assert not unsure(desk)
    assert desk.work.session.value("/data/g_fu/sbp") == "236"
    (row,) = house.ws.store.reader().execute("SELECT * FROM audit WHERE action = 'visit.retyped'").fetchall()
    assert draft_id in row
    assert any('"field": "sbp"' in str(cell) for cell in row)
    assert not any("236" in str(cell) for cell in row[2:] if "field" in str(cell))


def test_metres_and_jin_are_pointed_out(house: House) -> None:
    desk, _draft = opened(house)
    height = question(desk, "/data/g_fu/height")
    assert height.retype is not None
    typed(house, height.editor.line, "1.65")
    assert [one.text() for one in height.retype.meant] == ["是 165 cm（1.65 米）"]
    assert height.retype.meant[0].hasFocus()
    house.qtbot.keyClick(height.retype.meant[0], Qt.Key.Key_Return)
    assert desk.work.session.value("/data/g_fu/height") == "165"
    assert height.retype.isHidden()
    weight = question(desk, "/data/g_fu/weight")
    assert weight.retype is not None
    typed(house, weight.editor.line, "144")
    if SHOTS:
        desk.window().grab().save(f"{SHOTS}/slip.png")
    weight.retype.meant[0].click()
    assert desk.work.session.value("/data/g_fu/weight") == "72"
    assert not unsure(desk)


def test_a_record_number_that_somebody_has_already_is_said_and_left_alone(house: House) -> None:
    first, second = (house.town.person(house.household_id, at) for at in (1, 2))
    past(house.town, first, [("ehr_basic_info", "2026-01-05", RECORD)])
    house.shell.actor = house.town.actor(clinic.DOCTOR)
    clinic.consented(house.town, second)
    desk = house.page(form_id="ehr_basic_info", household_id=house.household_id, person_id=second).desk
    assert desk is not None
    ref = "/data/g_cover/ehr_code"
    assert desk.work.session.value(ref) == "99999910010100002"
    assert not desk.work.consequence("ehr_code", "99999910010100002")
    assert "张三丰 的档案已经用了这个编号" in desk.work.consequence("ehr_code", clinic.EHR)
