"""Dynamic management on the screen: empty, usual and crowded, both languages; every verb leads on."""

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.services import office_town
from tests.services.town import RED_STAR, Town
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.benefit import Reason, Step
from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.services import dynamic, dynamic_lists, payments, people
from villagevisit.services.dynamic_lists import Report
from villagevisit.store import households as rows
from villagevisit.ui.pages.dynamic import DynamicPage
from villagevisit.ui.pages.dynamic_changes import ChangesPanel
from villagevisit.ui.pages.dynamic_events import EventsPanel
from villagevisit.ui.pages.dynamic_pay import PayPanel
from villagevisit.ui.pages.dynamic_review import ReviewPanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TABS = ("review", "events", "changes", "pay", "flows")
SHOTS = os.environ.get("DYNAMIC_SHOTS", "")


def shown(day: Day, name: str = "") -> str:
    day.frame.settle()
    if SHOTS and name:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}.png")
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def begin(day: Day, language: tuple[str, int, int], **params: str) -> DynamicPage:
    day.shell.speak(language[0])
    day.frame.window.resize(language[1], language[2])
    QApplication.processEvents()
    day.frame.sign_in("005", to="dynamic", **params)
    page = day.frame.page
    assert isinstance(page, DynamicPage)
    return page


def staffed(day: Day) -> Town:
    """The clerk and the county's officer have their PINs, and much is in hand."""
    town = day.frame.town
    for staff_no, pin in office_town.PINS.items():
        people.set_pin(town.ws, town.officer(staff_no).id, pin)
    homes = day.households
    with town.ws.store.transaction() as db:
        rows.update(db, homes["draft"], {"assist_category": "3"})
    payments.freeze(town.ws, town.actor("005"), "2026-11", RED_STAR.code)
    wife = town.person(homes["unvisited"], 2)
    said = Report(homes["unvisited"], LifeEvent.DEATH, date(2026, 8, 1), wife, "村干部报告")
    dynamic_lists.report(town.ws, town.actor("005"), said)
    office_town.stop(town, homes["frozen"])
    office_town.decided(town, office_town.lower(town, homes["signed"], "600"))
    return town


def test_the_pages_empty_and_crowded(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    for tab in TABS:
        page._show(tab)
        shown(day, f"empty-{tab}-{language[0]}")
    town = staffed(day)
    town.clock.advance(days=9)
    with town.ws.store.transaction() as db:
        rows.update(db, day.households["unvisited"], {"assist_category": ""})
    page.refresh()
    for tab in TABS:
        page._show(tab)
        shown(day, f"usual-{tab}-{language[0]}")
    review = page.panels["review"]
    assert isinstance(review, ReviewPanel)
    page._show("review")
    for what in ("care", "able"):
        review.what.choose(what)
        review.look()
        shown(day, f"review-{what}-{language[0]}")
    day.shell.go("household", household_id=day.households["signed"])
    assert ("减发 954.58 → 600.00" in shown(day, f"household-{language[0]}")) == (language[0] == "zh_CN")


def test_a_stop_is_walked_from_the_news_to_the_register(day: Day) -> None:
    town, home = day.frame.town, day.households["unvisited"]
    for staff_no, pin in office_town.PINS.items():
        people.set_pin(town.ws, town.officer(staff_no).id, pin)
    page = begin(day, ("zh_CN", 1280, 720), tab="events", household_id=home)
    events, changes = page.panels["events"], page.panels["changes"]
    assert isinstance(events, EventsPanel)
    assert isinstance(changes, ChangesPanel)
    events.kind.choose("exit")
    shown(day, "report")
    events.save.click()
    assert "申请退出" in shown(day)
    (told,) = dynamic_lists.waiting(town.ws)
    day.frame.sign_in("005", to="dynamic", tab="changes", household_id=home, because=told.id)
    form = changes.form
    assert form is not None
    form.kind.setCurrentIndex(form.kind.findData("4"))
    form.reason.choose(Reason.VOLUNTARY)
    form.save.click()
    assert day.shell.message[1] == "refused"
    form.facts.setText("本人书面申请退出")
    shown(day, "propose")
    form.save.click()
    assert "等听取意见" in shown(day, "proposed")
    ((one, _),) = dynamic_lists.in_hand(town.ws)
    office_town.form(town, one)
    page.refresh()
    changes.next.click()
    assert dynamic.get(town.ws, one.id).step(date(2026, 11, 22)) is Step.NOTIFY
    shown(day, "serve")
    changes.next.click()
    town.clock.advance(days=9)
    page.refresh()
    assert "可以记入" in shown(day, "apply")
    changes._apply()
    assert dynamic.get(town.ws, one.id).step(date(2026, 12, 1)) is Step.DONE
    assert dynamic_lists.waiting(town.ws) == []
    day.shell.go("home")
    assert "户到期该复核" in shown(day, "home")


def test_a_list_that_does_not_agree_is_explained_then_frozen_then_paid(day: Day) -> None:
    town = day.frame.town
    payments.freeze(town.ws, town.actor("005"), "2026-11", RED_STAR.code)
    town.clock.advance(days=9)
    with town.ws.store.transaction() as db:
        rows.update(db, day.households["signed"], {"amount_month": "900.00"})
    page = begin(day, ("zh_CN", 1280, 720), tab="pay")
    pay = page.panels["pay"]
    assert isinstance(pay, PayPanel)
    assert "没有说明原因" in shown(day, "gap")
    assert not pay.next.isEnabled()
    pay.why.setText("名册更正，去年多写了")
    pay.tell.click()
    day.shell.asker = lambda *_: True
    pay.next.click()
    assert "已定稿" in shown(day, "frozen")
    pay.next.click()
    assert "2026-12-01" in shown(day, "paid")
    assert payments.sheet(town.ws, "2026-12", RED_STAR.code).paid_on == "2026-12-01"
