"""Changing the language on any page changes every word of ours at once; only data stay as they were written."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import judge
from tests.ui.day_town import Day
from tests.ui.visit_house import F01
from villagevisit import wording
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.theme import speak
from villagevisit.wording.catalog import ENTRIES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CHINESE = re.compile(r"[\u3400-\u9fff]+")
SENTENCE = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){1,}")
OWN_NAMES = {"简体中文", "English"}
Place = tuple[str, dict[str, str]]
PLACES: dict[str, tuple[Place, ...]] = {
    "001 002": (
        ("home", {}),
        ("households", {}),
        ("household", {"household_id": "signed"}),
        ("household", {"household_id": "draft"}),
        ("search", {"text": "zsf"}),
        ("visit", {"form_id": F01, "household_id": "unvisited"}),
        ("sign_off", {"submission_id": "frozen"}),
    ),
    "005": (
        ("home", {}),
        ("roster", {}),
        *(("campaign", {"tab": tab}) for tab in ("coverage", "unvisited", "list", "teams", "assign", "open")),
        *(("settings", {"section": name}) for name in ("people", "policy", "villages", "county", "look")),
        ("print", {"kind": "publicity_board"}),
        ("exchange", {}),
    ),
    "006": (("households", {"purpose": "health"}), ("household", {"household_id": "signed"})),
}


@pytest.fixture(autouse=True)
def chinese_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "zh_CN")


def words(window: QWidget) -> set[str]:
    return {text for widget in judge.seen(window) for text in judge.words_of(widget)}


def go(day: Day, page: str, params: dict[str, str]) -> None:
    named = {"household_id": day.households, "submission_id": day.submissions}
    day.shell.go(page, **{key: named.get(key, {}).get(value, value) for key, value in params.items()})
    day.frame.settle()


def data(ws: Workspace) -> set[str]:
    """Chinese that people wrote: every text of the store apart from the forms, which have their own two languages."""
    db = ws.store.reader()
    found = set(OWN_NAMES)
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'"):
        if not table.startswith("form"):
            for row in db.execute(f'SELECT * FROM "{table}"'):
                found |= {run for cell in row if isinstance(cell, str) for run in CHINESE.findall(cell)}
    return found


@pytest.mark.parametrize("who", PLACES)
def test_every_word_follows_the_language(day: Day, who: str) -> None:
    day.frame.sign_in(*who.split())
    known = data(day.shell.ws)
    for place in PLACES[who]:
        go(day, *place)
        left = {text for text in words(day.frame.window) if SENTENCE.search(text)}
        assert not left, f"English in the Chinese window at {place}: {left}"
        day.shell.speak("en")
        day.frame.settle()
        assert day.frame.window.way.place[0] == place[0]
        ours = {text for text in words(day.frame.window) if any(run not in known for run in CHINESE.findall(text))}
        assert not ours, f"Chinese in the English window at {place}: {ours}"
        day.shell.speak("zh_CN")
        day.frame.settle()
        assert any(CHINESE.search(text) for text in words(day.frame.window))


def test_amounts_and_days_are_written_as_the_language_does(day: Day) -> None:
    day.frame.sign_in("001", "002")
    go(day, "household", {"household_id": "signed"})
    assert {"281.81 元", "2026-11-22"} <= words(day.frame.window)
    day.shell.speak("en")
    day.frame.settle()
    assert {"281.81 yuan", "2026-11-22"} <= words(day.frame.window)


def test_a_message_of_the_other_language_does_not_stay(day: Day) -> None:
    day.frame.sign_in("005")
    day.shell.notify(wording.t("ui.cancelled"), "info")
    assert ENTRIES["ui.cancelled"][0] in words(day.frame.window)
    day.shell.speak("en")
    day.frame.settle()
    assert ENTRIES["ui.cancelled"][0] not in words(day.frame.window)
