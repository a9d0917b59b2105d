"""Where a person would look for it: consent and copies at the household, the office's list in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.consent import Purpose
from villagevisit.services import campaign, households, purge, requests
from villagevisit.ui.pages.rights import RightsPage
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.settings_privacy import PrivacySection
from villagevisit.wording import set_language, t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("zh_CN")


def shown(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def rights(day: Day, staff_no: str) -> RightsPage:
    day.frame.sign_in(staff_no, to="rights", household_id=day.households["unvisited"])
    page = day.frame.page
    assert isinstance(page, RightsPage)
    return page


def test_a_no_is_entered_and_shows_at_the_household(day: Day, language: str) -> None:
    page = rights(day, "001")
    assert faults(day.frame.window) == []
    form = page.form
    assert form is not None
    form.save.click()
    assert day.shell.message[1] == "refused"
    form.act.choose("refused")
    form.purposes[Purpose.HEALTH].setChecked(True)
    form.save.click()
    assert day.shell.message[1] == "done"
    day.shell.go("household", household_id=day.households["unvisited"])
    day.frame.settle()
    assert faults(day.frame.window) == []
    words = shown(day)
    assert ("张三丰 不同意：医疗健康" in words) == (language == "zh_CN")
    assert ("张三丰 refused: health" in words) == (language == "en")


def test_the_clerk_gives_a_copy_and_takes_a_request(day: Day, tmp_path: Path) -> None:
    page = rights(day, "005")
    person = households.get(day.shell.ws, day.households["unvisited"]).persons[0]
    day.shell.files = GivenFiles(tmp_path / "copy.pdf", tmp_path / "copy.pdf")
    page.copy.ending.setText("0000")
    page.copy.give.click()
    day.frame.settle()
    assert day.shell.message[1] == "refused"
    assert not list(tmp_path.glob("copy.*"))
    page.copy.ending.setText(person.id_no[-4:])
    page.copy.give.click()
    day.frame.settle()
    assert sorted(one.name for one in tmp_path.glob("copy.*")) == ["copy.json", "copy.pdf"]
    page.ask.what.setText("出生日期写错了")
    page.ask.save.click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    assert "出生日期写错了" in shown(day)
    page.cases[0].refused.click()
    assert day.shell.message[1] == "refused"
    page.cases[0].note.setText("身份证上就是这样")
    page.cases[0].refused.click()
    assert not requests.every(day.shell.ws)[0].open


def test_a_team_sees_neither_copies_nor_requests(day: Day) -> None:
    page = rights(day, "001")
    assert not hasattr(page, "copy")
    assert not hasattr(page, "ask")


def test_the_office_sees_what_waits_and_clears_nothing_that_is_not_safe(day: Day, language: str) -> None:
    day.frame.sign_in("005", to="rights", household_id=day.households["unvisited"])
    ws, who = day.shell.ws, day.shell.actor
    requests.ask(ws, who, day.households["unvisited"], "张三丰", "电话错了", who.officers[0].id)
    for one in campaign.rounds(ws):
        campaign.close(ws, who, one.id)
    day.shell.go("settings", section="privacy")
    day.frame.settle()
    page = day.frame.page
    assert isinstance(page, SettingsPage)
    section = page.sections["privacy"]
    assert isinstance(section, PrivacySection)
    assert faults(day.frame.window) == []
    assert "电话错了" in shown(day)
    assert t("retention.none") in shown(day)
    (button,) = section.purges.values()
    before = purge.rounds(ws)
    day.shell.asker = lambda *_: True
    button.click()
    assert day.shell.message[1] == "refused"
    assert purge.rounds(ws) == before
