"""What is measured without a form is held against the same ranges: a child's unlikely value is typed twice (R-15)."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.services import clinic
from tests.services.town import PINS, resident_id
from tests.ui.day_town import Day
from tests.ui.health_pages import shown
from villagevisit.domain.health import SERVED, Service
from villagevisit.services import health_lines
from villagevisit.store import events
from villagevisit.ui.pages.round import RoundPage
from villagevisit.ui.pages.round_entry import EntryView
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.widgets.choice_list import ChoiceList
from villagevisit.ui.widgets.measured import Measured

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def entry(day: Day) -> tuple[EntryView, str]:
    """Open for a child who was born on 2026-03-10, at his visit of eight months."""
    town = day.frame.town
    home = town.household(
        "0041", ("欧阳喆堃", "02", resident_id("99999919900101001")),
        ("欧阳小䶮", "20", resident_id("99999920260310002")),
    )  # fmt: skip
    child = town.person(home, 2)
    clinic.consented(town, child)
    town.with_pins()
    day.frame.sign_in("006", to="round")
    page = day.frame.page
    assert isinstance(page, RoundPage)
    page.entry.offer(child, Service.CHILD, "m8")
    page.tabs.button("entry").click()
    day.frame.settle()
    return page.entry, child


def measured(entry: EntryView, name: str) -> Measured:
    field = entry._values[name]
    assert isinstance(field, Measured)
    return field


def typed(widget: QWidget, text: str, *keys: Qt.Key) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)
    for key in keys:
        QTest.keyClick(widget, key)


def served(day: Day, person: str) -> list[object]:
    told = events.of_thing(day.frame.town.ws.store.reader(), person)
    return [one.data["values"] for one in told if one.kind == SERVED]


def test_a_childs_unlikely_weight_is_asked_for_again(day: Day, entry: tuple[EntryView, str]) -> None:
    view, child = entry
    weight = measured(view, "weight")
    typed(weight.line, "17.6", ENTER)
    assert "17.6 kg 不常见（平常在 2 到 14 之间）" in weight.retype.remark.text()
    assert [one.text() for one in weight.retype.meant] == ["是 8.8 kg（17.6 斤）"]
    assert weight.retype.line.hasFocus()
    shown(day, "round-retype")
    assert weight.retype.line.visibleRegion().boundingRect().height() == weight.retype.line.height()
    view.pin.setText(PINS["006"])
    QTest.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    day.frame.settle()
    assert served(day, child) == []
    assert "再填一次" in day.shell.message[0]
    typed(weight.retype.line, "17.6", ENTER)
    assert weight.retype.isHidden()
    QTest.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    day.frame.settle()
    assert served(day, child) == [{"weight": "17.6"}], day.shell.message
    (row,) = day.frame.town.ws.store.reader().execute(
        "SELECT detail FROM audit WHERE action = 'health.retyped'"
    ).fetchall()  # fmt: skip
    assert '"field": "weight"' in row[0]
    assert "17" not in row[0]


def test_jin_for_kilograms_is_taken_by_one_press_and_nonsense_is_told(day: Day, entry: tuple[EntryView, str]) -> None:
    view, child = entry
    weight, height, hb = (measured(view, name) for name in ("weight", "height", "hb"))
    typed(weight.line, "17.6", ENTER)
    weight.retype.meant[0].click()
    assert (weight.text(), weight.retype.isHidden()) == ("8.8", True)
    typed(height.line, "7o", ENTER)
    assert "40 到 230" in height.wrong.text()
    typed(hb.line, "1120", Qt.Key.Key_Tab)
    assert "20 到 260" in hb.wrong.text()
    shown(day, "round-impossible")
    view.pin.setText(PINS["006"])
    view.save()
    day.frame.settle()
    assert served(day, child) == []
    for one, text in ((height, "70.5"), (hb, "112")):
        one.line.clear()
        typed(one.line, text, Qt.Key.Key_Tab)
    view.save()
    day.frame.settle()
    assert served(day, child) == [{"weight": "8.8", "height": "70.5", "hb": "112"}], day.shell.message


def test_the_age_is_that_of_the_day_on_which_it_was_measured(day: Day, entry: tuple[EntryView, str]) -> None:
    view, child = entry
    weight = measured(view, "weight")
    typed(weight.line, "2.1", Qt.Key.Key_Tab)
    assert weight.retype.isHidden()
    day.frame.town.clock.advance(days=400)
    view._measured_again()
    assert not weight.retype.isHidden(), "2.1 kg is a newborn's weight, and he is over one year old"
    typed(view._day, "2026-03-12", Qt.Key.Key_Tab)
    assert weight.retype.isHidden()
    view._day.clear()
    typed(view._day, "2026-13-12", Qt.Key.Key_Tab)
    weight.say("9.1")
    view.pin.setText(PINS["006"])
    view.save()
    day.frame.settle()
    assert (served(day, child), day.shell.message[1]) == ([], "refused"), "a day that is none is never taken as today"


def test_who_was_chosen_stays_when_the_keyboard_passes_the_number_of_the_house(
    day: Day, entry: tuple[EntryView, str]
) -> None:
    view, child = entry
    typed(view.number, "", Qt.Key.Key_Tab)
    assert view.person.value() == child
    assert "weight" in view._values


LONG = "司马相如·阿不都热合曼·买买提江·吐尔逊·艾合买提·依明江"


def whole(label: QLabel) -> bool:
    """Whether all of its words have room."""
    room = label.contentsRect()
    return room.height() >= label.fontMetrics().boundingRect(
        QRect(0, 0, room.width(), 4000), Qt.TextFlag.TextWordWrap, label.text()
    ).height()  # fmt: skip


def test_a_name_of_thirty_characters_is_whole_in_list_and_heading(day: Day) -> None:
    town = day.frame.town
    home = town.household("0061", (LONG, "02", resident_id("99999919480301002")))
    person = town.person(home, 1)
    town.agreed(home)
    clinic.pressure(town, person, 150, 84, date(2026, 2, 1), **{"g_fu/fu_class": "2"})
    health_lines.settle(town.ws)
    day.frame.sign_in("006", to="round", household_id=home)
    page = day.frame.page
    assert isinstance(page, RoundPage)
    rows, usual = page.list, page.list.verticalHeader().defaultSectionSize()
    assert rows.rowHeight(rows.currentIndex().row()) > usual
    day.frame.window.resize(853, 480)
    day.frame.settle()
    assert whole(page.late.findChildren(QLabel)[-1])
    day.shell.go("health_record", person_id=person)
    day.frame.settle()
    (heading,) = (one for one in day.frame.window.bar.findChildren(QLabel) if LONG in one.text())
    assert whole(heading)


def test_the_choices_of_a_question_stay_under_it(day: Day) -> None:
    """F14 asks for the cause from a list of choices, which opens by itself while the page still finds its places."""
    person = day.frame.town.person(day.households["unvisited"], 1)
    clinic.consented(day.frame.town, person)
    day.frame.sign_in("006", to="visit", form_id="illness_poverty_verify", person_id=person)
    page = day.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    page.desk.jump("/data/reg_cause")
    (choice,) = (one for one in page.findChildren(ChoiceList) if one.open)
    assert choice._hits is not None
    day.frame.qtbot.waitUntil(lambda: choice._hits.geometry() == choice._room(choice._hits), timeout=2000)
    day.frame.window.resize(1500, 900)
    day.frame.qtbot.waitUntil(lambda: choice._hits.geometry() == choice._room(choice._hits), timeout=2000)
    assert choice._hits.geometry().left() == choice.line.mapTo(day.frame.window, QPoint(0, 0)).x()
