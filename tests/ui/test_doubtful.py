"""The clerk sees the households with two versions without a network: both sides, who, when, why, and who decides."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from tests.services.replica_side import Elsewhere
from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from tests.ui.test_doubts import came
from villagevisit.services import doubtful, households, replica_apply
from villagevisit.services import exchange_bodies_replica as bodies
from villagevisit.store import households as rows
from villagevisit.store import records
from villagevisit.ui.pages.doubtful import DoubtfulPage
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def page(day: Day, to: str = "doubtful", **params: str) -> str:
    day.frame.sign_in("005", to=to, **params)
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def other_list(day: Day, device: str, household: str, amount: str, *, base: str = "") -> str:
    """Another laptop's list of the village, in which this household has another amount; returns its digest."""
    with day.shell.ws.store.transaction() as db:
        homes = rows.of_village(db, RED_STAR.code)
        homes[household].amount_month = amount
        content = bodies.roster_content([(RED_STAR.code, RED_STAR.name)], homes.values())
        one = Elsewhere(device).add("roster", RED_STAR.code, bodies.roster_body(RED_STAR.code, content, 1, base))
        records.keep_foreign(db, [one])
        replica_apply.apply(day.shell.ws, db, [one])
    return one.digest


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_both_sides_stand_beside_one_another(day: Day, language: str) -> None:
    household = day.households["unvisited"]
    other_list(day, "DZ-ONE", household, "300.00")
    other_list(day, "DZ-TWO", household, "450.00")
    came(day, household, 1, (), ("benefit",))
    set_language(language)
    try:
        text = page(day)
    finally:
        set_language("zh_CN")
    for words in ("300.00", "450.00", "DZ-ONE", "DZ-TWO", "2026-11-22 10:00"):
        assert words in text
    assert ("由县里决定" if language == "zh_CN" else "The county decides") in text
    (one,) = doubtful.differences(day.shell.ws, household)
    assert [side.op.device for side in one.sides] == ["DZ-ONE", "DZ-TWO"]


def test_a_side_that_did_not_come_is_said_to_be_missing(day: Day) -> None:
    household = day.households["unvisited"]
    came(day, household, 1, (), ("benefit",))
    assert "另一边的记录没有发到这台电脑" in page(day)


def test_the_way_there_and_back(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    household = day.households["unvisited"]
    assert "没有等待决定的户" in page(day)
    came(day, household, 1, (), ("benefit",))
    assert "户两边说法不同，等县里决定" in page(day, "home")
    assert "看两边" in page(day, "household", household_id=household)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    monkeypatch.setattr(doubtful, "county_page", lambda _ws, one: f"https://county.example/conflict/{one}")
    page(day)
    shown = day.frame.page
    assert isinstance(shown, DoubtfulPage)
    shown.open.click()
    assert opened == [f"https://county.example/conflict/{household}"]
    shown.list.opened.emit(0)
    day.frame.settle()
    assert day.frame.window.way.place[0] == "household"
    assert households.get(day.shell.ws, household).head_name in page(day, "household", household_id=household)


def test_a_team_is_not_led_to_it(day: Day) -> None:
    household = day.households["unvisited"]
    came(day, household, 1, (), ("benefit",))
    day.frame.sign_in("001", "002", to="household", household_id=household)
    assert "看两边" not in "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))
