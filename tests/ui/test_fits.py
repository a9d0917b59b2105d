"""Every page in its important states, in both languages, small and large: nothing cut, nothing on something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import judge, tour
from tests.ui.county_word import CountyWord
from tests.ui.day_town import opened_day
from tests.ui.frame_town import opened_frame
from tests.ui.visit_house import sweep
from villagevisit import wording
from villagevisit.domain.clock import FixedClock
from villagevisit.services import fonts
from villagevisit.services.workspace import Workspace
from villagevisit.ui.cover import Guard
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.theme import Theme
from villagevisit.ui.lock_window import LockWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@dataclass(frozen=True)
class Look:
    """A language and text size, and the logical sizes of the window that are looked at."""

    language: str
    text_size: str
    sizes: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return f"{self.language}-{self.text_size}"


FULL, AT_150 = (1280, 720), (853, 480)
LOOKS = (
    Look("zh_CN", "normal", (FULL, AT_150)),
    Look("en", "normal", (AT_150,)),
    Look("en", "largest", (FULL,)),
)


@pytest.fixture(params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    chosen: Look = request.param
    theme.prepare(qapp, fonts.screen(), chosen.language, Theme("light", chosen.text_size))
    yield chosen
    theme.prepare(qapp, fonts.screen(), "zh_CN", Theme())


def judged(look: Look, window: QWidget, stops: Iterable[tour.Stop]) -> list[str]:
    """What is wrong at each stop, at each size. The window must keep the size it was given."""
    found: list[str] = []
    for name, shown in stops:
        for width, height in look.sizes:
            window.resize(width, height)
            wrong = judge.faults(shown) + [f"too small to press: {one}" for one in judge.small_targets(shown)]
            if (window.width(), window.height()) != (width, height):
                wrong.append(f"the window grew to {window.width()}x{window.height()}")
            found += [f"{name} {width}x{height}: {fault}" for fault in wrong]
    return found


def test_first_start(
    look: Look, ws: Workspace, clock: FixedClock, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened_frame(ws, clock, qapp, qtbot, ready=False) as frame:
        frame.shell.restyle(Theme("light", look.text_size))
        frame.shell.speak(look.language)
        found = judged(look, frame.window, tour.first_start(frame, tmp_path))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS[:2], ids=str, indirect=True)
def test_the_team_s_day(look: Look, day_template: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    with opened_day(day_template, tmp_path, qapp, qtbot, look.language) as day:
        found = judged(look, day.frame.window, tour.team_day(day))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS[:2], ids=str, indirect=True)
def test_the_office_s_day(look: Look, day_template: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    (tmp_path / "other").mkdir()
    with opened_day(day_template, tmp_path, qapp, qtbot, look.language) as day:
        found = judged(look, day.frame.window, tour.office_day(day, tmp_path / "other"))
    assert not found, "\n".join(found)


def test_a_locked_computer(
    look: Look, ws: Workspace, clock: FixedClock, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as frame:
        frame.shell.restyle(Theme("light", look.text_size))
        frame.shell.speak(look.language)
        CountyWord.known_to(ws, tmp_path)
        who = frame.town.officer("002")
        ws.ring.note(who.id, 6, clock.now() + timedelta(minutes=2))
        window = LockWindow(ws.home, ws.ring, clock)
        qtbot.addWidget(window)
        window.show()
        window.tiles[who.id].click()
        found = judged(look, window, [("locked", window)])
        window.help_button.click()
        found += judged(look, window, [("recovery", window)])
        window.close()
        frame.sign_in("001", "002", to="settings", section="people", person_id=who.id)
        found += judged(look, frame.window, [("certificate", frame.window)])
        Guard(frame.window).cover()
        found += judged(look, frame.window, [("covered", frame.window)])
    assert not found, "\n".join(found)


class TestJudge:
    """A judge that finds nothing is worth nothing."""

    @pytest.fixture
    def window(self, qapp: QApplication) -> Iterator[QWidget]:
        theme.prepare(qapp, fonts.screen(), wording.language(), Theme())
        window = QWidget()
        QVBoxLayout(window)
        yield window
        window.close()
        sweep()

    def faults_with(self, window: QWidget, *things: QWidget) -> str:
        layout = window.layout()
        assert layout is not None
        for thing in things:
            layout.addWidget(thing)
        window.resize(400, 300)
        window.show()
        QApplication.processEvents()
        return "\n".join(judge.faults(window))

    def test_words_that_fit_are_no_fault(self, window: QWidget) -> None:
        assert self.faults_with(window, QLabel("张三丰"), QPushButton("开始走访")) == ""

    def test_a_name_in_too_little_room(self, window: QWidget) -> None:
        name = QLabel("欧阳喆堃")
        name.setFixedWidth(40)
        assert "at the side" in self.faults_with(window, name)

    def test_a_wrapped_line_that_is_hidden(self, window: QWidget) -> None:
        words = QLabel("名单在开始的这一刻定下来：所选村的全部在册住户，一户不漏。")
        words.setWordWrap(True)
        words.setFixedSize(120, 30)
        assert "below" in self.faults_with(window, words)

    def test_a_button_in_too_little_room(self, window: QWidget) -> None:
        button = QPushButton("开始走访这一户")
        button.setFixedWidth(60)
        assert "at the side" in self.faults_with(window, button)

    def test_two_things_in_one_place(self, window: QWidget) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        for words in ("第一位", "第二位"):
            grid.addWidget(QPushButton(words), 0, 0)
        assert "lie on one another" in self.faults_with(window, holder)

    def test_a_page_that_scrolls_sideways(self, window: QWidget) -> None:
        area = QScrollArea()
        wide = QWidget()
        wide.setMinimumWidth(900)
        area.setWidget(wide)
        assert "sideways" in self.faults_with(window, area)

    def test_a_sign_without_a_glyph(self, window: QWidget) -> None:
        assert "no glyph" in self.faults_with(window, QLabel("王\ufdfa"))
        assert judge.has_glyph("䶮")

    def test_a_button_for_no_finger(self, window: QWidget) -> None:
        button = QPushButton("1")
        button.setFixedSize(30, 44)
        self.faults_with(window, button)
        assert judge.small_targets(window)
