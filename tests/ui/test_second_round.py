"""A year later: a newer roster, new parameters, a second round over the same households, all in the real window."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.town import signed_visit
from tests.ui.day_town import Day, opened_day
from tests.ui.visit_house import F01
from villagevisit.domain.campaign import Campaign, VisitState
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import campaign, households, roster, visit_lookup, visit_result
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.campaign import CampaignPage
from villagevisit.ui.pages.campaign_assign import AssignPanel
from villagevisit.ui.pages.campaign_open import OpenPanel
from villagevisit.ui.pages.campaign_teams import TeamsPanel
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.roster import RosterPage
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.settings_policy import PolicySection
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LATER = datetime(2027, 11, 22, 10, 0, tzinfo=CHINA)
NEW_AMOUNT = "1012.50"


@pytest.fixture
def later(day_template: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Day]:
    """The township of last year, with the newer roster in, and the clerk at the desk."""
    with opened_day(day_template, tmp_path, qapp, qtbot) as day:
        clock = day.shell.ws.clock
        assert isinstance(clock, FixedClock)
        clock.at = LATER
        day.frame.sign_in("005", to="roster")
        page = day.frame.page
        assert isinstance(page, RosterPage)
        page.import_panel.look_at(newer_roster(day, tmp_path / "2027.csv"))
        day.frame.settle()
        page.import_panel.preview.start.click()
        day.frame.settle()
        yield day


def newer_roster(day: Day, path: Path) -> Path:
    """Everybody as before, except that one household's amount is another."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("村", "户编号", "姓名", "与户主关系", "身份证号", "联系电话", "月保障金额"))
        for item in households.page(day.shell.ws, offset=0, limit=50):
            home = households.get(day.shell.ws, item.id)
            amount = NEW_AMOUNT if home.id == day.households["signed"] else home.amount_month
            for person in home.persons:
                word = {"02": "户主", "10": "配偶", "20": "子"}[person.relation]
                rows.writerow(("红星村", home.household_no, person.name, word, person.id_no, home.phone, amount))
    return path


def second_round(day: Day) -> Campaign:
    """Opened, with a team that has every household, by the buttons of the page."""
    day.frame.sign_in("005", to="campaign", tab="open")
    page = day.frame.page
    assert isinstance(page, CampaignPage)
    start = page.panels["open"]
    assert isinstance(start, OpenPanel)
    start.button.click()
    day.frame.settle()
    teams = page.panels["teams"]
    assert isinstance(teams, TeamsPanel)
    for box in list(teams.boxes.values())[:2]:
        box.setChecked(True)
    teams.button.click()
    page.show_tab("assign")
    day.frame.settle()
    assign = page.panels["assign"]
    assert isinstance(assign, AssignPanel)
    assign.every.click()
    assign.give.click()
    day.frame.settle()
    opened = campaign.current(day.shell.ws)
    assert opened is not None
    return opened


def visit(day: Day, household_id: str, round_: Campaign) -> VisitDesk:
    day.frame.sign_in("001", "002", to="visit", form_id=F01, household_id=household_id, campaign_id=round_.id)
    page = day.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    return page.desk


def head(desk: VisitDesk, ref: str) -> tuple[str, str]:
    """(last time's answer, mark of a change) as they stand beside a question."""
    desk.jump(ref)
    assert desk.sheet is not None
    question = desk.sheet.question(ref)
    assert question is not None
    return question.head.words.last, question.head.words.change


def test_the_newer_roster_says_what_changed(later: Day) -> None:
    report = roster.imports(later.shell.ws)[0]
    assert (report.doubtful, report.rejected) == (0, 0)
    assert households.get(later.shell.ws, later.households["signed"]).amount_month == Decimal(NEW_AMOUNT)
    assert households.count(later.shell.ws) == 6


def test_everybody_is_unvisited_again_and_last_year_keeps_its_figures(later: Day) -> None:
    before = campaign.current(later.shell.ws)
    assert before is not None
    old = campaign.coverage(later.shell.ws, before.id)
    opened = second_round(later)
    assert opened.id != before.id
    assert opened.frame_size == 6
    assert campaign.counts(later.shell.ws, opened.id)[VisitState.UNVISITED] == 6
    assert campaign.coverage(later.shell.ws, opened.id).done == 0
    assert campaign.coverage(later.shell.ws, before.id) == old
    assert old.done == 1


def test_last_year_stands_beside_and_what_is_different_is_marked(later: Day) -> None:
    desk = visit(later, later.households["signed"], second_round(later))
    desk.answer("/data/g_meta/visit_result", "1")
    desk.answer("/data/g_consent/consent_general", "1")
    ref = "/data/g_living/food_clothes"
    desk.answer(ref, "粗茶淡饭")
    last, change = head(desk, ref)
    assert "粗茶淡饭" in last
    assert not change
    desk.answer(ref, "吃穿都好了")
    last, change = head(desk, ref)
    assert "粗茶淡饭" in last
    assert change


def test_the_standard_of_the_new_year_counts_and_the_old_record_keeps_its_own(later: Day) -> None:
    frozen = visit_lookup.submission(later.shell.ws, later.submissions["signed"])
    later.shell.go("settings", section="policy")
    page = later.frame.page
    assert isinstance(page, SettingsPage)
    section = page.sections["policy"]
    assert isinstance(section, PolicySection)
    table = section.editor
    row = next(at for at in range(table.model.rowCount()) if table.model.at(at).key == "dibao_std_month_rural")
    table.table.setCurrentIndex(table.model.index(row, 1))
    section.again.click()
    new = next(
        at for at in range(table.model.rowCount())
        if table.model.at(at).key == "dibao_std_month_rural" and table.model.at(at).valid_from == "2027-11-22"
    )  # fmt: skip
    assert table.model.setData(table.model.index(new, 1), "720")
    desk = visit(later, later.households["unvisited"], second_round(later))
    desk.answer("/data/g_meta/visit_result", "1")
    desk.answer("/data/g_consent/consent_general", "1")
    assert visit_result.suggest(later.shell.ws, desk.work.session).standard_month == 720
    assert visit_lookup.submission(later.shell.ws, later.submissions["signed"]) == frozen


def test_last_year_s_draft_and_records_stay_as_they_are(later: Day) -> None:
    ws = later.shell.ws
    with ws.store.transaction() as db:
        drafts = {row["id"]: dict(row) for row in db.query("SELECT * FROM draft")}
    records = {key: visit_lookup.submission(ws, one) for key, one in later.submissions.items()}
    opened = second_round(later)
    desk = visit(later, later.households["draft"], opened)
    desk.answer("/data/g_meta/visit_result", "3")
    later.frame.sign_in("001", "002")
    with ws.store.transaction() as db:
        now = {row["id"]: dict(row) for row in db.query("SELECT * FROM draft")}
    assert drafts.items() <= now.items()
    assert len(now) == len(drafts) + 1
    assert {key: visit_lookup.submission(ws, one) for key, one in later.submissions.items()} == records


def test_a_closed_round_can_still_be_printed(later: Day) -> None:
    old = campaign.current(later.shell.ws)
    assert old is not None
    second_round(later)
    later.frame.sign_in("005", to="campaign", tab="coverage", campaign_id=old.id)
    asked: list[str] = []
    later.shell.asker = lambda _parent, _title, text, _yes: bool(asked.append(text)) or True
    end = next(one for one in later.frame.page.findChildren(Button) if one.text() == t("ui.round.end"))
    end.click()
    later.frame.settle()
    assert old.name in asked[0]
    assert not next(known for known in campaign.rounds(later.shell.ws) if known.id == old.id).open
    later.frame.sign_in("005", to="print", kind="verification_form", subject_id=later.submissions["signed"])
    page = later.frame.page
    assert isinstance(page, PrintPage)
    later.frame.qtbot.waitUntil(lambda: page.preview.sheet.has_sheet(), timeout=60_000)
    later.frame.settle()
    assert page.save_button.isEnabled()


def test_last_year_is_corrected_while_this_year_is_under_way(later: Day) -> None:
    before = campaign.current(later.shell.ws)
    assert before is not None
    old, opened = campaign.coverage(later.shell.ws, before.id), second_round(later)
    home, ref = later.households["signed"], "/data/g_living/food_clothes"
    visit(later, home, opened).answer("/data/g_meta/visit_result", "1")
    later.frame.sign_in(
        "001", "002", to="visit", form_id=F01, household_id=home, correct=later.submissions["signed"], reason="写错了"
    )
    page = later.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    page.desk.answer(ref, "吃穿都好")
    page.desk.freeze.emit()
    later.frame.settle()
    signed_visit(later.frame.town, later.shell.place[1]["submission_id"])
    assert campaign.coverage(later.shell.ws, before.id) == old
    assert campaign.counts(later.shell.ws, opened.id)[VisitState.DRAFT] == 1
    desk = visit(later, home, opened)
    desk.answer("/data/g_consent/consent_general", "1")
    assert "吃穿都好" in head(desk, ref)[0]
