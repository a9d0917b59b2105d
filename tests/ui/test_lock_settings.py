"""Settings of locking: who may change them, what it costs, and that they hold."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.frame_town import Frame, opened_frame
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.services import audit_trail, locking
from villagevisit.services.workspace import Workspace
from villagevisit.ui.cover import Guard
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.settings_lock import LockSection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def frame(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as opened:
        yield opened


def section(frame: Frame, staff_no: str) -> LockSection:
    frame.sign_in(staff_no, to="settings", section="lock")
    page = frame.page
    assert isinstance(page, SettingsPage)
    found = page.sections["lock"]
    assert isinstance(found, LockSection)
    return found


def actions(frame: Frame) -> list[str]:
    return [row.action for row in audit_trail.rows(frame.shell.ws)]


def test_the_time_that_the_office_chose_holds_at_once_and_is_logged(frame: Frame) -> None:
    guard = Guard(frame.window)
    assert guard.timer.interval() == 5 * 60_000
    shown = section(frame, "005")
    shown.working.setCurrentIndex(shown.working.findData("10"))
    assert guard.timer.interval() == 10 * 60_000
    assert locking.idle(frame.shell.ws) == (10, 15)
    assert actions(frame)[0] == "lock.idle"
    with pytest.raises(Refused, match=r"lock\.minutes"):
        locking.set_idle(frame.shell.ws, frame.shell.actor, 61, visiting=True)


def test_only_the_office_changes_it(frame: Frame) -> None:
    shown = section(frame, "001")
    assert not shown.working.isEnabled()
    assert not shown.visiting.isEnabled()
    assert (shown.allow.isVisible(), shown.ask.isVisible(), shown.only.isVisible()) == (False, False, True)


def test_opening_without_a_pin_is_asked_about_and_can_be_taken_back(frame: Frame) -> None:
    ws = frame.shell.ws
    locking.protect(ws, frame.town.actor("005"))
    shown = section(frame, "005")
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, _yes: str) -> bool:
        asked.append(text)
        return len(asked) > 1

    frame.shell.asker = answer
    shown.allow.click()
    assert not locking.is_open(ws), "somebody thought better of it"
    shown.allow.click()
    assert "丢了" in asked[0]
    assert locking.is_open(ws)
    assert shown.commands.text() == "现在不用口令就能打开这台电脑上的数据。"
    shown.ask.click()
    assert not locking.is_open(ws)
    assert actions(frame)[:2] == ["ring.protected", "ring.commands-allowed"]
