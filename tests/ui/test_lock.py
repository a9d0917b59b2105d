"""A locked computer: who opens it, what nobody can read meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.county_word import CountyWord
from tests.ui.frame_town import PINS, Frame, opened_frame
from tests.ui.given_files import GivenFiles
from villagevisit.county import recovery as paper
from villagevisit.domain.clock import FixedClock
from villagevisit.services import certified, locking, recovery
from villagevisit.services.certified import State
from villagevisit.services.ring import COMPUTER
from villagevisit.services.workspace import Workspace
from villagevisit.ui.cover import Cover, Guard
from villagevisit.ui.kit.shell import OpenedBy
from villagevisit.ui.lock_window import LockWindow
from villagevisit.ui.pages.sign_in import SignInPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def frame(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as opened:
        yield opened


def covered(frame: Frame) -> Cover:
    frame.sign_in("001", "002")
    guard = Guard(frame.window)
    sheet = guard.cover()
    assert sheet is not None
    return sheet


def test_the_first_sign_in_locks_the_computer_and_says_so(frame: Frame) -> None:
    page = frame.page
    assert isinstance(page, SignInPage)
    page.tiles[frame.town.officer("001").id].click()
    frame.type(PINS["001"])
    page.enter_button.click()
    frame.settle()
    assert frame.shell.actor.officers
    assert frame.shell.message[1] == "done"
    assert frame.shell.ws.ring.read().door(COMPUTER) is None


def test_who_opened_the_computer_need_not_enter_his_pin_again(frame: Frame) -> None:
    frame.shell.opened_by = OpenedBy(frame.town.officer("002").id)
    frame.shell.go("sign_in")
    page = frame.page
    assert isinstance(page, SignInPage)
    page.tiles[frame.town.officer("001").id].click()
    frame.type(PINS["001"])
    page.enter_button.click()
    frame.settle()
    assert {one.staff_no for one in frame.shell.actor.officers} == {"001", "002"}
    frame.window.sign_out()
    again = frame.page
    assert isinstance(again, SignInPage)
    assert again is not page, "a page that somebody signed in on is not kept"
    assert again.cards == [], "only once"


def test_the_lock_window_opens_with_the_right_pin_only(frame: Frame, qtbot: QtBot) -> None:
    ws = frame.shell.ws
    window = LockWindow(ws.home, ws.ring, ws.clock)
    qtbot.addWidget(window)
    window.show()
    assert [tile.text().split()[1] for tile in window.tiles.values()] == ["李芳", "王强"]
    for pin, key in (("000111", None), (PINS["002"], ws.key)):
        window.tiles[frame.town.officer("002").id].click()
        QTest.keyClicks(window.pin, pin)
        QTest.keyClick(window.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=60_000)
        assert window.key == key
        assert window.said.isVisible() == (key is None)
        assert window.pin.text() == ""
    assert window.officer_id == frame.town.officer("002").id
    window.close()


def test_a_shut_door_says_how_long_and_opens_again(frame: Frame, clock: FixedClock, qtbot: QtBot) -> None:
    ws, who = frame.shell.ws, frame.town.officer("002")
    ws.ring.note(who.id, 6, clock.now() + timedelta(minutes=2))
    window = LockWindow(ws.home, ws.ring, ws.clock)
    qtbot.addWidget(window)
    window.show()
    window.tiles[who.id].click()
    assert "02:00" in window.said.text()
    assert not window.pin.isEnabled()
    clock.advance(seconds=61)
    qtbot.waitUntil(lambda: "00:59" in window.said.text(), timeout=10_000)
    window.tiles[frame.town.officer("001").id].click()
    assert window.pin.isEnabled(), "a colleague need not wait"
    window.tiles[who.id].click()
    clock.advance(minutes=1)
    qtbot.waitUntil(window.pin.isEnabled, timeout=10_000)
    ws.ring.note(who.id, 10, None)
    window.tiles[who.id].click()
    assert "只有县里能打开" in window.said.text()
    window.close()


def test_who_forgot_his_pin_is_let_in_by_the_county_in_the_window(
    frame: Frame, tmp_path: Path, qtbot: QtBot
) -> None:
    ws, who = frame.shell.ws, frame.town.officer("002")
    county = CountyWord.known_to(ws, tmp_path)
    window = LockWindow(ws.home, ws.ring, ws.clock)
    qtbot.addWidget(window)
    window.show()
    window.tiles[who.id].click()
    window.help_button.click()
    panel = window.recovery
    assert panel is not None
    panel.files = GivenFiles(tmp_path / "request.json")
    panel.save.click()
    asked = recovery.read_request(tmp_path / "request.json")
    assert asked.phrase == panel.phrase.text()
    recovery.answer(asked, paper.read(county.letters).private_bytes_raw(), tmp_path / "answer.json")
    panel.pin.setText("918273")
    panel.again.setText("918273")
    panel.answer.setPlainText("今天来不了")
    panel.open_button.click()
    qtbot.waitUntil(lambda: not panel.tasks.busy, timeout=60_000)
    assert (window.key, panel.open_button.isEnabled()) == (None, True)
    panel.answer.setPlainText((tmp_path / "answer.json").read_text("utf-8"))
    panel.open_button.click()
    qtbot.waitUntil(lambda: window.key is not None, timeout=60_000)
    assert (window.officer_id, window.new_key) == (who.id, True)
    assert locking.unlock(ws.ring, ws.clock, who.id, "918273") == ws.key
    assert certified.of(ws, who).state is State.DUE
    window.close()


def test_whoever_has_a_new_key_is_shown_how_the_county_certifies_it(frame: Frame, tmp_path: Path) -> None:
    CountyWord.known_to(frame.shell.ws, tmp_path)
    who = frame.town.officer("002")
    frame.shell.opened_by = OpenedBy(who.id, new_key=True)
    frame.shell.go("sign_in")
    page = frame.page
    assert isinstance(page, SignInPage)
    page.enter_button.click()
    frame.settle()
    assert frame.shell.place == ("settings", {"section": "people", "person_id": who.id})
    frame.shell.opened_by = OpenedBy(who.id)
    frame.shell.go("sign_in")
    page.enter_button.click()
    frame.settle()
    assert frame.shell.place[0] == "home"
    assert "发送到县里" in frame.shell.message[0]


@pytest.mark.parametrize("ours", [True, False])
def test_what_was_copied_here_is_forgotten(frame: Frame, monkeypatch: pytest.MonkeyPatch, ours: bool) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: ours)  # no screen here knows whose it is
    frame.sign_in("001")
    QApplication.clipboard().setText("999999195306070212")
    assert Guard(frame.window).cover() is not None
    assert (QApplication.clipboard().text() == "") is ours


def test_nothing_can_be_read_or_reached_under_the_cover(frame: Frame) -> None:
    sheet = covered(frame)
    assert not frame.window.centralWidget().isVisible()
    assert frame.window.windowTitle() == "入户通"
    frame.shell.retitle()
    assert frame.window.windowTitle() == "入户通"
    before = frame.window.way.place
    for key, modifier in ((Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Escape, None)):
        QTest.keyClick(sheet.pin, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert frame.window.way.place == before
    frame.window.resize(900, 600)
    assert sheet.geometry() == frame.window.rect()


def test_one_of_the_team_goes_on_where_they_were(frame: Frame, qtbot: QtBot) -> None:
    sheet = covered(frame)
    actor, place = frame.shell.actor, frame.window.way.place
    sheet.choose(frame.town.officer("002"))
    for pin, hidden in ((PINS["001"], True), (PINS["002"], False)):
        sheet.pin.setText(pin)
        sheet.open()
        qtbot.waitUntil(lambda: not sheet.tasks.busy, timeout=60_000)
        assert frame.window.centralWidget().isHidden() is hidden
    assert (frame.shell.actor, frame.window.way.place) == (actor, place)


def test_somebody_else_signs_in_anew(frame: Frame) -> None:
    covered(frame).other.click()
    assert not frame.shell.actor.officers
    assert frame.window.way.place[0] == "sign_in"
    assert frame.window.centralWidget().isVisible()
