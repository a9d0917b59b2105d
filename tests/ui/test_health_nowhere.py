"""Who is no doctor of the village goes to every page there is, with every name he could know: no illness anywhere."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from tests.services import clinic
from tests.services.health_forms import identified
from tests.services.town import STONE
from tests.ui.day_town import ROLES, Day
from tests.ui.judge import words_of
from villagevisit.domain.health import Service
from villagevisit.domain.waivers import Bill
from villagevisit.services import health_costs, health_lines, health_services, special_registers
from villagevisit.services.health_costs import Entry
from villagevisit.services.workspace import Actor
from villagevisit.ui import registry

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ILLNESS, DRUG, PLACE = "恶性嗜铬细胞瘤", "哨兵缓释片", "哨兵市第九医院"
SECRET = (ILLNESS, DRUG, PLACE, "187/84")
"""The last is a pressure."""


_PARTS = (*range(4), *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 8))
"""What a row of a list may carry: words and whatever its painter takes."""


def planted(day: Day) -> dict[str, str]:
    """What a doctor wrote of one person in every way there is; names by which the rest can be asked for."""
    town, person = day.frame.town, day.person
    doctor = town.actor(clinic.DOCTOR)
    opened = clinic.begun(town, person, "htn_followup")
    opened.session.answer("/data/lost", "0")
    opened.session.answer("/data/g_fu/has_drug", "1")
    form = clinic.finish(town, opened, {
        **clinic.PRESSURE, "fu_date": "2026-11-01", "g_fu/sbp": "187", "g_fu/next_date": "2026-11-15",
        "g_fu/has_drug": "1", "g_fu/drug[1]/dg_name": DRUG, "g_fu/drug[1]/dg_times": "2", "g_fu/drug[1]/dg_dose": "5mg",
        "g_fu/fu_class": "2", "g_fu/refer": "1", "g_fu/refer_reason": ILLNESS, "g_fu/refer_org": PLACE,
    })  # fmt: skip
    identified(town, person, chronic_name=ILLNESS, exam_date="2026-11-02")
    health_services.enrol(town.ws, doctor, person, Service.DIABETES)
    special_registers.endemic(town.ws, doctor, person, ILLNESS, treatment=DRUG)
    bill = Bill(Decimal(187), Decimal(0), {})
    health_costs.enter(town.ws, doctor, person, Entry("2026-11-03", PLACE, False, bill, disease=ILLNESS))
    health_lines.settle(town.ws)
    home = day.households["signed"]
    return {"household_id": home, "person_id": person, "submission_id": form, "subject_id": form, "village": "",
            "form_id": "htn_followup", "correct": form, "text": "张三丰"}  # fmt: skip


def told(window: QWidget) -> str:
    """Everything that is in the window, seen or not: labels, fields, lists with all their rows."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        found += [] if isinstance(widget, QAbstractItemView) else words_of(widget)
        found.append(widget.toolTip() + widget.accessibleName())
        if isinstance(widget, QLineEdit):
            found.append("" if widget.text() in SECRET else widget.text())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model, top = widget.model(), QModelIndex()
            wide = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
            found += [
                str(model.index(row, column, top).data(role) or "")
                for row in range(model.rowCount(top)) for column in range(wide) for role in _PARTS
            ]  # fmt: skip
    return "\n".join(found)


def search_all(day: Day, names: dict[str, str]) -> dict[str, str]:
    """Page → the line on it that tells."""
    found = {}
    for page in registry.PAGES:
        day.shell.go(page.name, **names)
        day.frame.settle()
        for line in f"{told(day.frame.page)}\n{day.shell.message[0]}".split("\n"):
            if any(one in line for one in SECRET):
                found[page.name] = line
    return found


def test_no_page_tells_of_an_illness(day: Day) -> None:
    names = planted(day)
    day.frame.sign_in(*ROLES["doctor"])
    day.shell.go("health_record", person_id=names["person_id"])
    day.frame.settle()
    assert "187/84" in told(day.frame.window), "what is looked for can be found"
    day.frame.window.sign_out()
    day.frame.sign_in(*ROLES["clerk"])
    assert not any(one in told(day.frame.window) for one in SECRET), "nothing is left of the doctor's pages"
    assert search_all(day, names) == {}
    day.shell.actor = Actor((replace(day.frame.town.officer("006"), village_code=STONE.code),))
    assert search_all(day, names) == {}, "a doctor of another village"
