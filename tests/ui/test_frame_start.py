"""The first start and signing in, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.frame_town import PINS, Frame, codes_file, opened_frame
from tests.ui.given_files import GivenFiles
from villagevisit import wording
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import people, policy, setup
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages.policy_editor import PolicyEditor
from villagevisit.ui.pages.setup_wizard import SetupWizard
from villagevisit.ui.pages.sign_in import SignInPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def first(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=False) as frame:
        yield frame


@pytest.fixture
def ready(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as frame:
        yield frame


def wizard(frame: Frame) -> SetupWizard:
    assert isinstance(frame.page, SetupWizard)
    return frame.page


def sign_in(frame: Frame) -> SignInPage:
    assert isinstance(frame.page, SignInPage)
    return frame.page


def begin_here(frame: Frame) -> None:
    """Through the second of the two doors, by keyboard."""
    frame.key(Qt.Key.Key_Tab)
    frame.key(Qt.Key.Key_Return)


def choose_places(frame: Frame, tmp_path: Path) -> None:
    begin_here(frame)
    frame.shell.files = GivenFiles(codes_file(tmp_path))
    frame.key(Qt.Key.Key_Return)
    wizard(frame).steps[0].every.click()  # type: ignore[attr-defined]


class TestFirstStart:
    def test_from_nothing_to_signing_in_with_the_keyboard(self, first: Frame, tmp_path: Path) -> None:
        choose_places(first, tmp_path)
        wizard(first).next_button.setFocus()
        first.key(Qt.Key.Key_Return)
        for staff_no, name in (("001", "李芳"), ("002", "王强")):
            first.type(staff_no)
            first.key(Qt.Key.Key_Return)
            first.focus().setText(name)  # type: ignore[attr-defined]
            for _ in range(7):
                first.key(Qt.Key.Key_Tab)
        wizard(first).next_button.setFocus()
        for _ in range(3):
            first.key(Qt.Key.Key_Return)
            wizard(first).next_button.setFocus() if first.window.way.place[0] == "setup" else None
        assert first.window.way.place[0] == "sign_in"
        state = setup.state(first.shell.ws)
        assert state.complete
        assert [area.name for area in state.villages] == ["红星村", "石桥村"]
        assert [officer.name for officer in people.officers(first.shell.ws)] == ["李芳", "王强"]
        assert all(Role.INVESTIGATOR in officer.roles for officer in people.officers(first.shell.ws))

    def test_nothing_is_kept_before_the_last_step(self, first: Frame, tmp_path: Path) -> None:
        choose_places(first, tmp_path)
        wizard(first).next_button.click()
        assert not setup.state(first.shell.ws).complete

    def test_says_what_is_missing(self, first: Frame) -> None:
        begin_here(first)
        wizard(first).next_button.click()
        assert first.shell.message == (wording.t("ui.setup.need_codes"), "wait")

    def test_a_bad_table_is_explained_and_the_page_stays(self, first: Frame, tmp_path: Path) -> None:
        bad = tmp_path / "bad.csv"
        bad.write_text("hello\n", encoding="utf-8")
        begin_here(first)
        first.shell.files = GivenFiles(bad)
        first.key(Qt.Key.Key_Return)
        assert first.shell.message[1] == "refused"
        assert first.window.banner.isVisible()

    def test_changing_the_language_keeps_what_was_chosen(self, first: Frame, tmp_path: Path) -> None:
        choose_places(first, tmp_path)
        wizard(first).switch.buttons["en"].click()
        first.settle()
        assert wording.language() == "en"
        assert wizard(first).next_button.text() == "Next"
        assert len(wizard(first).draft.villages) == 2

    def test_a_parameter_changed_here_is_in_force(self, first: Frame, tmp_path: Path) -> None:
        choose_places(first, tmp_path)
        page = wizard(first)
        page.next_button.click()
        for line, (staff_no, name) in zip(page.steps[1].editor.lines, (("1", "甲"), ("2", "乙")), strict=True):  # type: ignore[attr-defined]
            line.staff_no.setText(staff_no)
            line.name.setText(name)
        page.next_button.click()
        editor = page.findChild(PolicyEditor)
        assert editor is not None
        editor.search.setText("农村低保")
        editor.model.look_for("农村低保")
        assert editor.model.rowCount() == 1
        assert not editor.model.setData(editor.model.index(0, 1), "六百")
        assert editor.model.setData(editor.model.index(0, 1), "650")
        page.next_button.click()
        page.next_button.click()
        first.settle()
        today = policy.on(first.shell.ws, first.shell.ws.clock.now().date())
        assert str(today.decimal("dibao_std_month_rural")) == "650"


class TestSigningIn:
    def test_two_together_by_digits(self, ready: Frame) -> None:
        ready.key(Qt.Key.Key_1)
        ready.type(PINS["001"])
        sign_in(ready).tiles[ready.town.officer("002").id].click()
        ready.type(PINS["002"])
        sign_in(ready).enter_button.setFocus()
        ready.key(Qt.Key.Key_Return)
        assert ready.window.way.place[0] == "home"
        assert [officer.name for officer in ready.shell.actor.officers] == ["李芳", "王强"]

    def test_enter_goes_on_to_the_button(self, ready: Frame) -> None:
        ready.key(Qt.Key.Key_1)
        ready.type(PINS["001"])
        ready.key(Qt.Key.Key_Return)
        assert ready.focus() is sign_in(ready).enter_button
        ready.key(Qt.Key.Key_Return)
        assert ready.window.way.place[0] == "home"

    def test_a_wrong_pin_is_said_beside_its_person(self, ready: Frame) -> None:
        ready.key(Qt.Key.Key_1)
        ready.type("999888")
        sign_in(ready).enter_button.click()
        ready.settle()
        assert ready.window.way.place[0] == "sign_in"
        assert not ready.shell.actor.officers
        card = sign_in(ready).cards[0]
        assert card.pin.text() == ""
        assert card.pin.hasFocus()

    def test_the_first_time_the_pin_is_set_twice(self, ready: Frame) -> None:
        clerk = ready.town.officer("005")
        sign_in(ready).tiles[clerk.id].click()
        card = sign_in(ready).cards[0]
        assert card.first
        card.pin.setText("135246")
        card.again.setText("135247")
        sign_in(ready).enter_button.click()
        assert not people.officers(ready.shell.ws)[4].has_pin
        card.pin.setText("135246")
        card.again.setText("135246")
        sign_in(ready).enter_button.click()
        ready.settle()
        assert ready.window.way.place[0] == "home"
        assert people.sign_in(ready.shell.ws, clerk.id, "135246").name == "孙经办"

    def test_after_signing_out_there_is_no_way_back(self, ready: Frame) -> None:
        ready.sign_in("001", "002")
        ready.shell.go("settings")
        ready.window.sign_out()
        ready.shell.back()
        assert ready.window.way.place[0] == "sign_in"
        assert not ready.shell.actor.officers
