"""Two people with one staff number: the clerk is told at home, and settles it on the people page."""

import pytest

from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.services import people
from villagevisit.store import people as rows
from villagevisit.store.people import SentRow
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.settings_people import PeopleSection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def meeting(day: Day) -> Day:
    """马小云 of another office came down; 001 is 李芳's here."""
    with day.shell.ws.store.transaction() as db:
        rows.take(db, SentRow("elsewhere", "001", "马小云", "m x y", "investigator", "", "", ()), "2026-11-22T09:00:00")
        rows.said(db, RED_STAR.code, "elsewhere", [""])
    return day


def text(day: Day) -> str:
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def section(day: Day, *staff_nos: str) -> PeopleSection:
    day.frame.sign_in(*staff_nos, to="settings", section="people")
    page = day.frame.page
    assert isinstance(page, SettingsPage)
    shown = page.sections["people"]
    assert isinstance(shown, PeopleSection)
    return shown


def test_the_clerk_gives_him_another_number(meeting: Day) -> None:
    meeting.frame.sign_in("005")
    assert "人的工号和别人一样，还不能登录" in text(meeting)
    shown = section(meeting, "005")
    assert "马小云（清溪镇）还不能在这台电脑登录：他的工号 001 和李芳的一样" in text(meeting)
    shown.number.setText("002")
    shown.take_in.click()
    meeting.frame.settle()
    assert [one.officer.name for one in people.waiting(meeting.shell.ws)] == ["马小云"]
    shown.number.setText("M01")
    shown.take_in.click()
    meeting.frame.settle()
    assert "马小云" in {one.name for one in people.officers(meeting.shell.ws) if one.staff_no == "M01"}
    meeting.frame.sign_in("005")
    assert "人的工号和别人一样" not in text(meeting)


def test_or_says_that_it_is_the_same_person(meeting: Day) -> None:
    section(meeting, "005").same.click()
    meeting.frame.settle()
    assert people.waiting(meeting.shell.ws) == ()
    assert [one.name for one in people.officers(meeting.shell.ws) if one.staff_no == "001"] == ["李芳"]


def test_others_see_it_and_cannot_change_it(meeting: Day) -> None:
    shown = section(meeting, "001", "002")
    assert "还不能在这台电脑登录" in text(meeting)
    assert not hasattr(shown, "take_in")
