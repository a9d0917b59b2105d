"""The page of checking in its states: empty, usual, crowded; both languages; large and small windows."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.services.test_checks import PLAN, SEED
from tests.services.town import RED_STAR, Town, resident_id
from tests.ui.day_town import Day
from tests.ui.judge import faults
from villagevisit.domain.event import Value
from villagevisit.services import checks, clues, discovery, events, rectifying
from villagevisit.services.clues import Batch, Line
from villagevisit.services.discovery import NewLead
from villagevisit.services.events import New
from villagevisit.services.rectifying import Demand
from villagevisit.store import households
from villagevisit.ui.pages.checks import ChecksPage
from villagevisit.ui.pages.checks_clues import CluePanel
from villagevisit.ui.pages.checks_leads import LeadPanel
from villagevisit.ui.pages.checks_lists import TakeInForm
from villagevisit.ui.pages.checks_rectify import FaultPanel
from villagevisit.ui.pages.checks_spot import SpotPanel
from villagevisit.ui.pages.checks_weeks import WeeksPanel
from villagevisit.wording import set_language, t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TABS = ("spot", "clues", "rectify", "leads", "weeks")
SHOTS = os.environ.get("CHECKS_SHOTS", "")


def look(day: Day, name: str) -> None:
    day.frame.settle()
    if SHOTS:
        day.frame.window.grab().save(str(Path(SHOTS) / f"{name}.png"))
    assert faults(day.frame.window) == [], name


def page(day: Day, tab: str, key: str = "") -> ChecksPage:
    day.shell.go("checks", tab=tab, key=key)
    day.frame.settle()
    assert isinstance(day.frame.page, ChecksPage)
    return day.frame.page


def crowd(day: Day) -> None:
    town: Town = day.frame.town
    ws, clerk = day.shell.ws, town.actor("005")
    lines = [Line(1, "张三丰", resident_id("99999919700101001"), "小型普通客车 鲁Q12345，2021 年登记")]
    lines += [Line(n, f"查无此人{n}", resident_id(f"99999919600101{n:03d}"), "商品房一套") for n in range(2, 40)]
    clues.register(ws, clerk, Batch("R-2026-1", "2", "1", "2026-10-31"), lines)
    for n in range(1, 20):
        finding = f"第 {n} 户档案缺核对报告，缺两名调查人签字"
        rectifying.demand(ws, clerk, Demand(RED_STAR.code, finding, "孙经办", "2026-11-20"))
        discovery.lead(ws, clerk, NewLead(RED_STAR.code, "neighbour", "重病，没有收入", name=f"周某{n}", place="二组"))


@pytest.fixture(params=[("zh_CN", 1280, 720), ("en", 853, 480)], ids=["zh", "en"])
def sized(request: pytest.FixtureRequest, day: Day, qtbot: QtBot) -> Iterator[tuple[Day, str]]:
    language, wide, high = request.param
    set_language(language)
    day.shell.speak(language)
    day.frame.window.resize(wide, high)
    yield day, language
    set_language("zh_CN")


def test_every_tab_in_every_state(sized: tuple[Day, str]) -> None:
    day, language = sized
    day.frame.sign_in("005")
    for tab in TABS:
        page(day, tab)
        look(day, f"{language}-empty-{tab}")
    crowd(day)
    with day.shell.ws.store.transaction() as db:
        households.update(db, day.households["signed"], {"assist_category": "4"})
    for tab in TABS:
        page(day, tab)
        look(day, f"{language}-crowd-{tab}")
    for tab, key in (("clues", "take"), ("clues", "hand"), ("clues", "funnel"), ("rectify", "new"), ("leads", "new"),
                     ("leads", "outside"), ("clues", clues.every(day.shell.ws)[0].id),
                     ("rectify", rectifying.every(day.shell.ws)[0].id), ("leads", discovery.leads(day.shell.ws)[0].id),
                     ("weeks", f"here:{day.households['unvisited']}")):  # fmt: skip
        page(day, tab, key)
        look(day, f"{language}-sheet-{tab}-{key[:4]}")


def test_the_county_fixes_draws_opens_and_sees_the_list(sized: tuple[Day, str]) -> None:
    day, language = sized
    day.frame.sign_in("007")
    shown = page(day, "spot", "new")
    panel = shown.panels["spot"]
    assert isinstance(panel, SpotPanel)
    look(day, f"{language}-spot-new")
    panel.area.choose(PLAN.area)
    panel.batch.setText(PLAN.batch)
    panel.commit_button.click()
    look(day, f"{language}-spot-fixed")
    panel.seed.setText(SEED)
    panel.draw_button.click()
    look(day, f"{language}-spot-hidden")
    assert checks.every(day.shell.ws)[0].sample == ()
    panel.open_button.click()
    look(day, f"{language}-spot-open")
    (row,) = panel.rows
    assert row.drawn.home.id == day.households["signed"]
    panel.enter_button.click()
    assert day.shell.message == (t("checks.spot.none_ready"), "wait")
    panel.visit_button.click()
    day.frame.settle()
    assert day.shell.place[0] == "visit"


def test_what_is_typed_is_entered_and_said(day: Day) -> None:
    day.frame.sign_in("005")
    shown = page(day, "clues", "take")
    clue_panel = shown.panels["clues"]
    assert isinstance(clue_panel, CluePanel)
    form = clue_panel.sheet_form
    assert isinstance(form, TakeInForm)
    form.as_of.setText("2026-10-31")
    form.name.setText("张三丰")
    form.id_no.setText(resident_id("99999919700101001"))
    form.add.click()
    day.frame.settle()
    (clue,) = clues.every(day.shell.ws)
    clue_panel.give.click()
    assert clues.get(day.shell.ws, clue.id).due == "2026-12-07"
    fault_panel = page(day, "rectify", "new").panels["rectify"]
    assert isinstance(fault_panel, FaultPanel)
    fault_panel.finding.setText("缺核对报告")
    fault_panel.due.setText("2026-12-01")
    fault_panel.add_button.click()
    fault_panel.close_button.click()
    assert day.shell.message == (t("error.rectify.no-evidence"), "refused")
    fault_panel.text.setText("已补齐")
    fault_panel.proof_button.click()
    fault_panel.close_button.click()
    assert rectifying.every(day.shell.ws)[0].closed
    _leads_and_weeks(day)


def _leads_and_weeks(day: Day) -> None:
    lead_panel = page(day, "leads", "new").panels["leads"]
    assert isinstance(lead_panel, LeadPanel)
    lead_panel.name.setText("周七")
    lead_panel.add_button.click()
    lead_panel.result.choose("temporary")
    lead_panel.visited_button.click()
    assert discovery.leads(day.shell.ws)[0].result == "temporary"
    weeks = page(day, "weeks", f"here:{day.households['unvisited']}").panels["weeks"]
    assert isinstance(weeks, WeeksPanel)
    boxes = list(weeks.boxes.values())
    boxes[0]["veteran"].setChecked(True)
    weeks.save_button.click()
    assert discovery.crossed(day.shell.ws)["dibao", "veteran"] == 1


def test_results_of_a_check_stand_on_its_sheet_and_over_the_list(sized: tuple[Day, str]) -> None:
    day, language = sized
    who, ws, home = day.frame.town.actor("007"), day.shell.ws, day.households["signed"]
    check_id = checks.commit(ws, who, PLAN).value
    checks.draw(ws, who, check_id, SEED)
    one = checks.find(ws, check_id).sample[0]
    item: dict[str, Value] = {"field": "2", "before": "9600", "now": "14400", "grade": "2", "note": "在镇上务工"}
    data: dict[str, Value] = {"items": [item], "team": list(one.home.team), "conclusion": "4", "mode": "2", "major": 1}
    events.record(ws, who, New("check.done", RED_STAR.code, check_id, (home,), data=data))
    day.frame.sign_in("007")
    panel = page(day, "spot").panels["spot"]
    assert isinstance(panel, SpotPanel)
    look(day, f"{language}-spot-list")
    assert "0.0%" in panel.sums.compared.text()
    panel.open(check_id)
    panel.open_button.click()
    look(day, f"{language}-spot-found")
    assert checks.due(ws, checks.find(ws, check_id)) == (one.home.team,)
