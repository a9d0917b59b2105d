"""A household that is ready to be visited, and a township in the middle of its day; each is made once."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.day_town import Day, make_day, opened_day
from tests.ui.visit_house import House, make_home, opened_house
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import exchange
from villagevisit.wording import set_language


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two attempts to reach a county that is not there."""
    defaults = exchange.exchange_server.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "pause", lambda _seconds: None)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "home"
    make_home(folder, FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)))
    return folder


@pytest.fixture
def house(template: Path, tmp_path: Path, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[House]:
    with opened_house(template, tmp_path, clock, qapp, qtbot) as opened:
        yield opened


@pytest.fixture(scope="session")
def day_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("day")
    make_day(folder)
    return folder


@pytest.fixture
def day(day_template: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Day]:
    with opened_day(day_template, tmp_path, qapp, qtbot) as found:
        yield found


@pytest.fixture(params=[("zh_CN", 1280, 720), ("en", 853, 480)], ids=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[tuple[str, int, int]]:
    """Language and size of the window: English on a small one, for its words are the longer ones."""
    yield request.param
    set_language("zh_CN")


@pytest.fixture
def spoken(language: tuple[str, int, int], day: Day) -> str:
    """The language, which the window of the township speaks already, at its size."""
    set_language(language[0])
    day.frame.window.resize(*language[1:])
    return language[0]


@pytest.fixture
def look(language: tuple[str, int, int], day: Day) -> str:
    """The language in which the window of the township was asked to speak, at its size."""
    set_language(language[0])
    day.shell.speak(language[0])
    day.frame.window.resize(*language[1:])
    day.frame.settle()
    return language[0]
