"""The window: where am I, is my work safe, who is here; the keys that work everywhere."""

import sys
from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from forms import FormError
from tests.ui.frame_town import Frame, opened_frame
from villagevisit import wording
from villagevisit.app import told
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services.workspace import Workspace
from villagevisit.store import search
from villagevisit.ui import registry
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.theme import Theme
from villagevisit.ui.main_window import MainWindow
from villagevisit.ui.pages.round import RoundPage
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.visit import VisitPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def frame(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as opened:
        yield opened


class Unsaved(Page):
    """Does not let one go."""

    name: ClassVar[str] = "unsaved"

    def leave(self) -> bool:
        return False


class TestGoing:
    @pytest.mark.parametrize("way", [way.key for way in registry.ways()])
    def test_every_way_leads_to_a_page_and_opens_no_other_window(self, frame: Frame, way: str) -> None:
        frame.round()
        chosen = next(known for known in registry.ways() if known.key == way)
        frame.sign_in(*(("006",) if chosen.roles == {Role.VILLAGE_DOCTOR} else ("001", "005")))
        frame.shell.go(chosen.page, **chosen.params)
        frame.settle()
        assert frame.shell.message[1] != "refused", frame.shell.message
        assert frame.page.heading()
        assert frame.page.help()
        windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert windows == [frame.window]

    def test_escape_goes_back_and_stops_at_home(self, frame: Frame) -> None:
        frame.sign_in("001", "002")
        frame.shell.go("settings")
        frame.shell.go("search")
        for place in ("settings", "home", "home"):
            frame.key(Qt.Key.Key_Escape)
            assert frame.window.way.place[0] == place

    def test_a_page_that_does_not_let_go_stays(self, frame: Frame) -> None:
        frame.sign_in("001", "002")
        page = Unsaved(frame.shell)
        frame.window.way.pages["home"] = page
        frame.shell.go("settings")
        assert frame.window.way.place[0] == "home"
        assert frame.shell.place[0] == "home"
        del frame.window.way.pages["home"]
        page.deleteLater()

    def test_control_k_searches_from_anywhere(self, frame: Frame) -> None:
        frame.round(1)
        with frame.shell.ws.store.transaction() as db:
            told = "h.village_code, p.row, p.name, p.id_no FROM person p JOIN household h ON h.id = p.household_id"
            for row in db.execute("SELECT " + told).fetchall():
                search.add(db, search.person_terms(*row))
        frame.sign_in("001", "002")
        frame.key(Qt.Key.Key_K, CONTROL)
        assert frame.window.way.place[0] == "search"
        frame.type("zsf")
        frame.key(Qt.Key.Key_Return)
        assert frame.window.way.place[0] == "household"
        assert "张三丰" in frame.page.heading()

    def test_nobody_searches_before_signing_in(self, frame: Frame) -> None:
        frame.key(Qt.Key.Key_K, CONTROL)
        assert frame.window.way.place[0] == "sign_in"

    def test_f1_helps(self, frame: Frame) -> None:
        frame.sign_in("001", "002")
        seen: list[QDialog] = []

        def close() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            seen.append(dialog)
            dialog.accept()

        QTimer.singleShot(50, close)
        frame.key(Qt.Key.Key_F1)
        assert len(seen) == 1


class TestSaying:
    def test_a_failure_is_a_sentence_and_the_page_stays(self, frame: Frame) -> None:
        frame.sign_in("001", "002", to="household", household_id="nobody")
        assert frame.window.way.place[0] == "household"
        frame.shell.fail(ValueError("x"))
        assert frame.window.banner.text() == wording.explain(ValueError("x"))
        frame.key(Qt.Key.Key_Escape)

    def test_the_next_page_begins_without_old_messages(self, frame: Frame) -> None:
        frame.sign_in("001", "002")
        frame.shell.notify("已保存", "done")
        assert frame.window.banner.isVisible()
        frame.shell.go("settings")
        assert not frame.window.banner.isVisible()


class TestLooking:
    def test_language_changes_at_once_and_the_place_stays(self, frame: Frame) -> None:
        frame.sign_in("005", to="settings", section="look")
        page = frame.page
        assert isinstance(page, SettingsPage)
        page.sections["look"].languages["en"].click()  # type: ignore[attr-defined]
        frame.settle()
        assert frame.window.way.place[0] == "settings"
        assert frame.page is not page
        assert frame.page.heading() == "Settings"

    @pytest.mark.parametrize("name", ["dark", "contrast", "light"])
    def test_themes_change_at_once(self, frame: Frame, name: str) -> None:
        frame.sign_in("001", "002")
        frame.shell.restyle(Theme(name, "largest"))  # type: ignore[arg-type]
        frame.settle()
        assert frame.window.way.place[0] == "home"
        ground = frame.window.grab().toImage().pixelColor(640, 500)
        assert abs(ground.lightness() - Theme(name).colour("paper").lightness()) < 60  # type: ignore[arg-type]
        frame.shell.restyle(Theme())

    def test_a_narrow_window_keeps_everything_within_reach(self, frame: Frame) -> None:
        frame.round()
        frame.sign_in("001", "005")
        frame.window.resize(853, 480)
        for way in registry.ways():
            frame.shell.go(way.page, **way.params)
            frame.settle()
            assert frame.window.side.width() < 100
            assert frame.page.width() <= 853, way.key
        before = frame.window.side.width()
        frame.shell.speak("en")
        frame.settle()
        assert frame.window.side.width() == before, "another language makes no room for words that there is not"

    def test_the_size_is_remembered(self, frame: Frame, qtbot: QtBot) -> None:
        frame.window.resize(780, 520)
        frame.window.close()
        again = MainWindow(frame.shell)
        qtbot.addWidget(again)
        assert (again.width(), again.height()) == (780, 520)

    def test_theme_and_text_size_are_remembered(self, frame: Frame, qtbot: QtBot) -> None:
        frame.sign_in("005", to="settings", section="look")
        page = frame.page
        assert isinstance(page, SettingsPage)
        page.sections["look"].themes["dark"].click()  # type: ignore[attr-defined]
        frame.settle()
        frame.window.close()
        frame.shell.theme = Theme()
        again = MainWindow(frame.shell)
        qtbot.addWidget(again)
        assert frame.shell.theme == Theme("dark")
        frame.shell.restyle(Theme())

    @pytest.mark.parametrize("officer", ["005", "006"])
    @pytest.mark.parametrize("language", ["zh_CN", "en"])
    def test_settings_are_in_sight_and_what_is_folded_opens_with_the_keyboard(
        self, frame: Frame, language: str, officer: str
    ) -> None:
        frame.round()
        frame.sign_in(officer)
        frame.shell.speak(language)
        frame.window.resize(1280, 720)
        frame.settle()
        side = frame.window.side
        for key in ("exchange", "settings"):
            button = side._buttons[key][1]
            foot = button.mapTo(frame.window, button.rect().bottomLeft()).y()
            assert button.isVisible()
            assert foot < 720
        assert bool(side._folds) is (officer == "005"), "a list that has room for all does not fold"
        for head in side._heads.values() if side._folds else ():
            head.setFocus()
            QTest.keyClick(head, Qt.Key.Key_Return)
            frame.settle()
            assert side._area.verticalScrollBar().maximum() == 0, "an open group made the list longer than the window"
        if side._folds:
            assert side._buttons["office"][1].isVisible()
            assert not side._buttons["cases"][1].isVisible()
            frame.shell.go("appraisal")
            assert side._buttons["appraisal"][1].isVisible(), "where somebody is was folded away"

    def test_where_a_doctor_works_the_round_is_ready_before_anybody_signed_in(
        self, frame: Frame, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ready: list[str] = []
        for page in (RoundPage, VisitPage):
            monkeypatch.setattr(page, "warm", classmethod(lambda cls, _ws: ready.append(cls.name)))
        frame.window._warm_up()
        frame.settle()
        assert ready == ["round", "visit"]

    def test_doctors_and_only_they_see_health(self, frame: Frame) -> None:
        frame.sign_in("006")
        assert "health" in frame.window.side._buttons
        frame.shell.actor = frame.town.actor("001")
        assert "health" not in frame.window.side._buttons
        assert "roster" not in frame.window.side._buttons

    def test_a_doctors_day_begins_with_the_health_records_and_offers_no_verification(self, frame: Frame) -> None:
        frame.sign_in("006")
        assert "home" not in frame.window.side._buttons
        frame.shell.home()
        assert frame.shell.place == ("round", {})


def test_what_fails_behind_a_click_becomes_a_sentence(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_parts: None)

    def click() -> None:
        raise FormError("form.media-missing", file="villages.csv")

    with told(frame.shell):
        QTimer.singleShot(0, click)
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
    assert frame.shell.message == (wording.t("error.form.media-missing", file="villages.csv", where=""), "refused")
