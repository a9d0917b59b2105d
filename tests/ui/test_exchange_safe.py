"""From the county's tested backup on nothing can be lost: the page counts it, rows say it, the rest is not promised."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.day_town import Day
from tests.ui.safe_side import LATE, at_county
from villagevisit.domain.changes import Topic, changes
from villagevisit.services import attachments, lineage
from villagevisit.ui.pages.exchange import ExchangePage
from villagevisit.ui.pages.household import HouseholdPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clerk(day: Day) -> Day:
    day.frame.sign_in("005")
    return day


def exchange(day: Day) -> ExchangePage:
    day.shell.go("exchange")
    day.frame.settle()
    page = day.frame.page
    assert isinstance(page, ExchangePage)
    return page


def steps(page: ExchangePage) -> list[str]:
    choice = page.households.state
    return [choice.itemText(number) for number in range(choice.count())]


def test_nothing_is_said_before_the_county_has_anything(clerk: Day) -> None:
    assert exchange(clerk).safety.text() == ""


def test_without_a_tested_backup_nothing_counts_as_safe(clerk: Day) -> None:
    page = exchange(clerk)
    at_county(clerk)
    assert "还没有核验过的备份" in page.safety.text()
    assert "县里已收到  1" in steps(page)
    assert "县里已备份  0" in steps(page)


def test_what_the_backup_holds_is_counted_and_listed(clerk: Day) -> None:
    page = exchange(clerk)
    at_county(clerk, backup=True)
    assert "次走访县里都已备份（备份核验于 2026-11-22 18:30）" in page.safety.text()
    assert "县里已收到  0" in steps(page)
    assert "县里已备份  1" in steps(page)
    page.households.state.setCurrentIndex(page.households.state.count() - 1)
    assert [item.household_id for item in page.households._items] == [clerk.households["signed"]]
    clerk.shell.go("household", household_id=clerk.households["signed"])
    clerk.frame.settle()
    assert "县里已备份" in said(clerk)
    assert "李芳、王强签字" in said(clerk)


def test_a_photo_that_came_after_the_backup_keeps_its_visit_from_counting(clerk: Day) -> None:
    page = exchange(clerk)
    at_county(clerk, photos=LATE, backup=True)
    assert "其中" in page.safety.text()
    assert "县里已备份  0" in steps(page)
    page.households.state.setCurrentIndex(page.households.state.findData("received"))
    assert [item.household_id for item in page.households._items] == [clerk.households["signed"]]


def test_an_old_backup_is_said_before_the_first_exchange(clerk: Day) -> None:
    with clerk.shell.ws.store.transaction() as db:
        lineage.begin(clerk.shell.ws, db, lineage.RESTORED)
    page = exchange(clerk)
    assert "这台电脑用的是旧备份" in page.safety.text()
    lineage.noticed(clerk.shell.ws)
    page.refresh()
    assert page.safety.text() == ""


def test_a_record_that_nobody_signed_yet_says_who_made_it(clerk: Day) -> None:
    clerk.shell.go("household", household_id=clerk.households["frozen"])
    clerk.frame.settle()
    assert "李芳、王强填写" in said(clerk)


def test_photos_that_did_not_come_down_yet_are_announced(clerk: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.shell.go("household", household_id=clerk.households["signed"])
    assert "还没有下来" not in said(clerk)
    monkeypatch.setattr(attachments, "still_to_come", lambda _ws, _submission_id: 3)
    clerk.shell.tell(changes(Topic.EXCHANGE))
    clerk.frame.settle()
    assert "照片和手写签名还没有下来（3 张）" in said(clerk)


def said(day: Day) -> str:
    page = day.frame.page
    assert isinstance(page, HouseholdPage)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
