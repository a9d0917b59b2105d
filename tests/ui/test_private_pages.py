"""The step before a person's first health form: empty, usual, crowded; one press and the form is open."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.consent import Act, How
from villagevisit.domain.form_ids import SMD_FORM
from villagevisit.domain.health_consent import Basis
from villagevisit.services import consents, health_consent
from villagevisit.ui.pages.health_ask import ConsentSheet
from villagevisit.ui.pages.visit import VisitPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HTN = "htn_followup"
SHOTS = os.environ.get("PRIVATE_SHOTS", "")


def shown(day: Day, name: str, language: tuple[str, int, int]) -> str:
    day.frame.settle()
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}-{language[0]}.png")
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def ask(day: Day, form: str, person: str) -> ConsentSheet:
    day.shell.go("visit", form_id=form, person_id=person, household_id=day.households["unvisited"])
    day.frame.settle()
    (sheet,) = (one for one in day.frame.page.findChildren(ConsentSheet) if one.isVisible())
    return sheet


def begin(day: Day, language: tuple[str, int, int]) -> list[str]:
    """The doctor is there; ids of the three members, the last a child."""
    day.shell.speak(language[0])
    day.frame.window.resize(language[1], language[2])
    QApplication.processEvents()
    day.frame.sign_in("006")
    members = [day.frame.town.person(day.households["unvisited"], at) for at in (1, 2, 3)]
    with day.shell.ws.store.transaction() as db:
        db.execute("UPDATE person SET birth = '2018-03-03' WHERE id = ?", [members[2]])
    return members


def is_open(day: Day, form: str) -> bool:
    page = day.frame.page
    assert isinstance(page, VisitPage)
    return page.desk is not None and page.desk.work.opened.form.form_id == form


def test_the_step_in_its_states(day: Day, language: tuple[str, int, int]) -> None:
    head, wife, child = begin(day, language)
    sheet = ask(day, HTN, head)
    assert "张三丰" in shown(day, "usual", language)
    assert list(sheet.without) == [Basis.EMERGENCY]
    assert sheet.signed.hasFocus()
    day.frame.qtbot.keyClick(sheet.signed, Qt.Key.Key_Return)
    day.frame.settle()
    assert is_open(day, HTN)
    assert health_consent.asking(day.shell.ws, day.shell.actor, HTN, child).child
    young = ask(day, HTN, child)
    shown(day, "child", language)
    young.signed.click()
    assert day.shell.message[1] == "refused"
    young.guardian.setText("张三丰")
    day.frame.qtbot.keyClick(young.guardian, Qt.Key.Key_Return)
    day.frame.settle()
    assert is_open(day, HTN)
    health_consent.answer(day.shell.ws, day.shell.actor, wife, Act.REFUSED, How.PAPER)
    crowded = ask(day, SMD_FORM, wife)
    shown(day, "crowded", language)
    crowded.without[Basis.DUTY].click()
    day.frame.settle()
    assert is_open(day, SMD_FORM)


def test_a_no_and_an_emergency(day: Day, language: tuple[str, int, int]) -> None:
    head, wife, _ = begin(day, language)
    day.shell.go("household", household_id=day.households["unvisited"])
    ask(day, HTN, head).declined.click()
    day.frame.settle()
    assert day.shell.place[0] == "household"
    shown(day, "declined", language)
    acts = consents.history(day.shell.ws, day.households["unvisited"])
    assert [(one.name, one.act) for one in acts] == [("张三丰", Act.REFUSED)]
    ask(day, HTN, wife).without[Basis.EMERGENCY].click()
    day.frame.settle()
    assert is_open(day, HTN)
    assert "2026-11-29" in day.shell.message[0]
    assert len(consents.history(day.shell.ws, day.households["unvisited"])) == 1
