"""The clerk's way through a meeting, from an empty list to the signed record, with the big screen of the hall."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services import appraisal_town
from tests.services.f01 import PAD, picture
from tests.services.filled_forms import fill_forms
from tests.services.town import RED_STAR, Town
from tests.ui.day_town import MORNING, Day, opened_day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults, seen, small_targets, words_of
from villagevisit.domain.clock import FixedClock
from villagevisit.services import appraisal, appraisal_close, people
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages.appraisal_meeting import AppraisalMeetingPage
from villagevisit.ui.pages.appraisal_plan import PlanStep
from villagevisit.ui.pages.appraisal_record import RecordStep
from villagevisit.ui.pages.appraisal_sign_in import SignInStep
from villagevisit.ui.pages.appraisal_vote import VoteStep
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PIN = "577215"


@pytest.fixture(scope="session")
def heard_template(day_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heard")
    shutil.copytree(day_template / "home", folder / "home")
    clock = FixedClock(MORNING)
    with Workspace.open(folder / "home", clock) as ws:
        town = Town(ws, clock)
        appraisal_town.always(town)
        fill_forms(town, "0101", "0102")
        people.set_pin(ws, town.officer("005").id, PIN)
    return folder


@pytest.fixture(params=["zh_CN", "en"])
def hall_day(
    request: pytest.FixtureRequest, heard_template: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Day]:
    with opened_day(heard_template, tmp_path, qapp, qtbot, request.param) as day:
        day.frame.window.resize(*((1280, 720) if request.param == "zh_CN" else (853, 480)))
        yield day
    set_language("zh_CN")


def shown(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def look(day: Day, name: str) -> None:
    for _ in range(6):  # a layout in a layout in a layout comes to rest in a few rounds
        day.frame.settle()
    assert faults(day.frame.window) == [], name
    assert small_targets(day.frame.window) == [], name


def page(day: Day) -> AppraisalMeetingPage:
    found = day.frame.page
    assert isinstance(found, AppraisalMeetingPage)
    return found


def began(day: Day, steps: str = "12") -> str:
    town = day.frame.town
    homes = [one.household_id for one in appraisal.due(day.shell.ws, RED_STAR.code)]
    return appraisal_town.began(town, dict(zip(homes, steps, strict=False)))


def test_from_an_empty_list_to_people_signed_in(hall_day: Day) -> None:
    hall_day.frame.sign_in("005", to="appraisal")
    look(hall_day, "1-list-empty")
    hall_day.shell.go("appraisal_meeting")
    look(hall_day, "2-plan")
    plan = page(hall_day).steps["prepare"]
    assert isinstance(plan, PlanStep)
    plan.call.click()
    assert hall_day.shell.message[1] == "refused", "no place yet"
    plan.place.setText("红星村党群服务中心")
    plan.call.click()
    look(hall_day, "3-panel-empty")
    assert page(hall_day).meeting is not None
    plan.panel.role.choose("1")
    plan.panel.names.setText(appraisal_town.NAMES[0])
    plan.panel.add.click()
    plan.panel.role.choose("9")
    plan.panel.names.setText("、".join((*appraisal_town.NAMES[1:], "王秀英")))
    plan.panel.add.click()
    look(hall_day, "4-panel")
    now = page(hall_day).meeting
    assert now is not None
    assert (len(now.panel), now.panel[-1].recused) == (25, dict.fromkeys((line.id for line in now.lines), "same_name"))
    page(hall_day).show_step("sign_in")
    look(hall_day, "5-sign-in-nobody")
    step = page(hall_day).steps["sign_in"]
    assert isinstance(step, SignInStep)
    step.everybody.click()
    step.teller.setText("郑评三")
    step.policy_read.setChecked(True)
    look(hall_day, "6-sign-in")
    step.save.click()
    look(hall_day, "7-vote")
    assert page(hall_day).tabs.current() == "vote"


def test_ballots_are_counted_by_keys_and_announced(hall_day: Day) -> None:
    meeting = began(hall_day)
    hall_day.frame.sign_in("005", to="appraisal_meeting", meeting_id=meeting)
    step = page(hall_day).steps["vote"]
    assert isinstance(step, VoteStep)
    step.count.setFocus()
    for key in "yyyyyyyyyyynnav":
        QTest.keyClicks(step.count, key)
    QTest.keyClick(step.count, Qt.Key.Key_Backspace)
    assert step.count.tally is not None
    assert step.count.tally.marks == "yyyyyyyyyyynna"
    step.open_hall()
    hall = step.hall
    assert hall is not None
    hall.showNormal()
    for width, height in ((1280, 720), (1920, 1080)):
        hall.resize(width, height)
        hall_day.frame.settle()
        assert faults(hall) == []
    QTest.keyClick(hall, Qt.Key.Key_Y)
    assert (hall.numbers["y"].text(), hall.numbers["n"].text(), hall.numbers["v"].text()) == ("12", "2", "0")
    look(hall_day, "8-counting")
    step.count.close_round.click()
    assert hall_day.shell.message[1] == "refused", "four ballots are unread"
    for key in "yyyn":
        QTest.keyClicks(hall, key)
    step.count.close_round.click()
    hall_day.frame.settle()
    assert "15/19 = 78.95 % ≥ 2/3" in hall.last.text()
    assert faults(hall) == []
    look(hall_day, "9-counted")
    assert step.heard.report.toPlainText() == "2026-11-22 李芳、王强两人入户。属实", "from the signed visit"
    step.heard.statement.setPlainText("患病不能外出务工")
    step.conclude.announce.click()
    look(hall_day, "10-announced")
    now = appraisal.get(hall_day.shell.ws, meeting)
    line = now.lines[0]
    assert line.judged is not None
    step.list.choose(1)
    hall_day.frame.settle()
    assert appraisal.get(hall_day.shell.ws, meeting).lines[0].heard.statement == "患病不能外出务工", "kept on going on"
    look(hall_day, "11-next")
    hall.close()


def test_the_record_says_what_is_missing_and_closes_with_the_pin(hall_day: Day, tmp_path: Path) -> None:
    meeting, town = began(hall_day, "11"), hall_day.frame.town
    homes = [line.id for line in appraisal.get(hall_day.shell.ws, meeting).lines]
    appraisal_town.voted(town, meeting, homes[0], "y" * 12 + "nnn" + "aavv")
    appraisal_town.voted(town, meeting, homes[1], "y" * 19)
    appraisal_town.said(town, meeting, homes[1])
    hall_day.frame.sign_in("005", to="appraisal_meeting", meeting_id=meeting)
    look(hall_day, "12-rejected")
    assert ("自动转入差额投票" in shown(hall_day)) == (hall_day.frame.window.width() == 1280)
    appraisal_town.voted(town, meeting, homes[0], "y" * 15 + "nnnn")
    appraisal_town.said(town, meeting, homes[0], "3", "income", "务工收入说法不一")
    record = page(hall_day).steps["record"]
    assert isinstance(record, RecordStep)
    for key in ("vote", "result", "record"):
        page(hall_day).show_step(key)
        look(hall_day, f"12-{key}")
    assert not record.close_meeting.isEnabled()
    hall_day.shell.files = GivenFiles(*[photo(tmp_path)] * 2)
    for place in ("sign_in", "meeting"):
        record.buttons[place].click()
    for place in ("chair", "recorder"):
        appraisal_close.attach(hall_day.shell.ws, hall_day.shell.actor, meeting, place, PAD, "signature")
    page(hall_day).refresh()
    look(hall_day, "13-ready")
    record.pin.setText(PIN)
    record.close_meeting.click()
    look(hall_day, "14-closed")
    assert hall_day.shell.message[1] == "done"
    page(hall_day).show_step("result")
    look(hall_day, "15-results")
    hall_day.shell.go("appraisal")
    look(hall_day, "16-list")
    assert appraisal.get(hall_day.shell.ws, meeting).closed


def photo(folder: Path) -> Path:
    path = folder / "photo.jpg"
    path.write_bytes(picture())
    return path
