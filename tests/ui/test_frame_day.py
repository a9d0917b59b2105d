"""The working day: the worklist, the office's list, a household, a round; with real services, by real keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.town import HEAD_OF_0001
from tests.ui.frame_town import Frame, opened_frame
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.officer import Kin, Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import campaign, people, policy
from villagevisit.services.workspace import Workspace
from villagevisit.ui.pages.campaign import CampaignPage
from villagevisit.ui.pages.campaign_assign import AssignPanel
from villagevisit.ui.pages.campaign_list import ListPanel
from villagevisit.ui.pages.campaign_open import OpenPanel
from villagevisit.ui.pages.campaign_teams import TeamsPanel
from villagevisit.ui.pages.home import HomePage
from villagevisit.ui.pages.home_desk import tasks
from villagevisit.ui.pages.settings import SettingsPage
from villagevisit.ui.pages.settings_people import PeopleSection
from villagevisit.ui.pages.settings_policy import PolicySection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def frame(ws: Workspace, clock: FixedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    with opened_frame(ws, clock, qapp, qtbot, ready=True) as opened:
        yield opened


def home(frame: Frame) -> HomePage:
    assert isinstance(frame.page, HomePage)
    return frame.page


def rounds(frame: Frame) -> CampaignPage:
    assert isinstance(frame.page, CampaignPage)
    return frame.page


def set_state(frame: Frame, household_id: str, state: VisitState, revisit_on: str = "") -> None:
    with frame.shell.ws.store.transaction() as db:
        db.execute("UPDATE frame SET state=?, revisit_on=? WHERE household_id=?", [state, revisit_on, household_id])


class TestHome:
    def test_without_a_round_the_office_learns_the_first_step(self, frame: Frame) -> None:
        frame.sign_in("005")
        words = [task.words for task in tasks(frame.shell.ws)]
        assert words
        frame.key(Qt.Key.Key_Return)
        assert frame.window.way.place[0] == "roster"

    def test_the_team_sees_its_own_households_by_how_far_they_are(self, frame: Frame) -> None:
        opened, ids = frame.round(4)
        frame.assign_all(opened, ids[:3])
        set_state(frame, ids[0], VisitState.REVISIT, "2026-11-23")
        frame.sign_in("001", "002")
        view = home(frame).team
        assert view.tabs["todo"].text().endswith("2")
        assert view.tabs["revisit"].text().endswith("1")
        assert view.tabs["refused"].isHidden()
        view.choose_group("revisit")
        assert view.model.rowCount() == 1
        assert view.card.item is not None
        assert view.card.item.household_id == ids[0]

    def test_enter_takes_the_next_step(self, frame: Frame) -> None:
        opened, ids = frame.round(2)
        frame.assign_all(opened, ids)
        set_state(frame, ids[1], VisitState.REFUSED)
        frame.sign_in("001", "002")
        home(frame).team.choose_group("refused")
        frame.key(Qt.Key.Key_Return)
        assert frame.shell.place == ("household", {"household_id": ids[1]})

    def test_who_is_not_visited_is_one_step_away(self, frame: Frame) -> None:
        opened, ids = frame.round(3)
        frame.assign_all(opened, ids)
        set_state(frame, ids[0], VisitState.SIGNED)
        frame.sign_in("001", "002")
        home(frame).team.unvisited.click()
        frame.settle()
        panel = rounds(frame).panels["unvisited"]
        assert isinstance(panel, ListPanel)
        assert panel.model.rowCount() == 2

    def test_the_office_sees_numbers_that_are_true(self, frame: Frame) -> None:
        opened, ids = frame.round(5)
        frame.assign_all(opened, ids[:2])
        set_state(frame, ids[0], VisitState.REFUSED)
        found = {task.page + str(dict(task.params).get("tab", "")): task.number for task in tasks(frame.shell.ws)}
        assert found["campaignassign"] == 3
        assert found["campaignunvisited"] == 4
        assert next(task for task in tasks(frame.shell.ws)).kind == "refused"

    def test_a_change_elsewhere_shows_at_once(self, frame: Frame) -> None:
        opened, ids = frame.round(2)
        frame.sign_in("001", "002")
        before = home(frame).team.tabs["todo"].text()
        team = campaign.teams(frame.shell.ws, opened.id)[0]
        clerk = frame.town.actor("005")
        frame.shell.apply(campaign.assign(frame.shell.ws, clerk, opened.id, ids[:1], team.id))
        assert home(frame).team.tabs["todo"].text() != before


class TestHousehold:
    def test_members_and_roster_are_there(self, frame: Frame) -> None:
        _, ids = frame.round(1)
        frame.sign_in("001", "002", to="household", household_id=ids[0])
        words = " ".join(label.text() for label in frame.page.findChildren(type(frame.window.bar.safe._word)))
        for expected in ("张三丰", "王秀英", "张小宝", "954.58"):
            assert expected in words
        assert "999999" not in words

    def test_somebody_unknown_is_a_sentence(self, frame: Frame) -> None:
        frame.sign_in("001", "002", to="household", household_id="nobody")
        assert frame.page.heading()


class TestRounds:
    def test_open_a_round_and_make_a_team(self, frame: Frame) -> None:
        frame.town.family("0001")
        frame.sign_in("005", to="campaign")
        panel = rounds(frame).panels["open"]
        assert isinstance(panel, OpenPanel)
        panel.button.click()
        frame.settle()
        assert rounds(frame).tab == "teams"
        teams = rounds(frame).panels["teams"]
        assert isinstance(teams, TeamsPanel)
        teams.button.click()
        assert frame.shell.message[1] == "refused"
        boxes = list(teams.boxes.values())
        boxes[0].setChecked(True)
        boxes[1].setChecked(True)
        teams.button.click()
        frame.settle()
        current = campaign.current(frame.shell.ws)
        assert current is not None
        assert current.frame_size == 1
        assert [team.name for team in campaign.teams(frame.shell.ws, current.id)] == ["第 1 组"]

    def test_kin_are_refused_with_the_reason_on_the_screen(self, frame: Frame) -> None:
        opened, ids = frame.round(3)
        ws = frame.shell.ws
        people.declare_kin(ws, frame.town.actor("005"), frame.town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "50"))
        frame.sign_in("005", to="campaign", tab="assign")
        panel = rounds(frame).panels["assign"]
        assert isinstance(panel, AssignPanel)
        panel._all()
        panel.give.click()
        frame.settle()
        given = campaign.worklist(ws, opened.id, team_id=campaign.teams(ws, opened.id)[0].id)
        assert {item.household_id for item in given} == set(ids[1:])
        words = [label.text() for label in panel.findChildren(type(panel._count))]
        assert any("李芳" in text for text in words)

    def test_a_draw_can_be_repeated_from_its_seed(self, frame: Frame) -> None:
        opened, _ = frame.round(6)
        frame.sign_in("005", to="campaign", tab="assign")
        panel = rounds(frame).panels["assign"]
        assert isinstance(panel, AssignPanel)
        panel.seed.setText("20261122")
        panel.draw.click()
        frame.settle()
        assert campaign.counts(frame.shell.ws, opened.id, "")[VisitState.UNVISITED] == 0
        assert any("20261122" in label.text() for label in panel.findChildren(type(panel._count)))

    def test_who_may_not_change_a_round_may_look(self, frame: Frame) -> None:
        frame.round(1)
        frame.sign_in("001", "002", to="campaign", tab="assign")
        page = rounds(frame)
        assert page.tab == "coverage"
        assert page.tabs["assign"].isHidden()


class TestSettings:
    def test_a_person_is_added_and_a_relative_filed(self, frame: Frame) -> None:
        frame.sign_in("005", to="settings", section="people")
        page = frame.page
        assert isinstance(page, SettingsPage)
        section = page.sections["people"]
        assert isinstance(section, PeopleSection)
        section.new.click()
        section.line.staff_no.setText("009")
        section.line.name.setText("郑新")
        section.line.roles[Role.INVESTIGATOR].setChecked(True)
        section.add.click()
        frame.settle()
        assert frame.town.officer("009").name == "郑新"
        section.table.selectRow(0)
        section.kin_name.setText("李大山")
        section.kin_id.setText(HEAD_OF_0001)
        section.kin_add.click()
        frame.settle()
        assert [kin.name for kin in frame.town.officer("001").kin] == ["李大山"]

    def test_a_parameter_gets_a_new_value_from_today(self, frame: Frame) -> None:
        frame.sign_in("005", to="settings", section="policy")
        page = frame.page
        assert isinstance(page, SettingsPage)
        section = page.sections["policy"]
        assert isinstance(section, PolicySection)
        old: PolicyEntry = section.editor.model.at(0)
        section.editor.table.setCurrentIndex(section.editor.model.index(0, 1))
        section.again.click()
        rows = [e for e in policy.entries(frame.shell.ws) if e.key == old.key]
        assert [entry.valid_from for entry in rows] == [old.valid_from, "2026-11-22"]

    def test_who_may_not_change_parameters_may_look(self, frame: Frame) -> None:
        frame.sign_in("001", "002", to="settings", section="policy")
        page = frame.page
        assert isinstance(page, SettingsPage)
        section = page.sections["policy"]
        assert isinstance(section, PolicySection)
        assert section.again.isHidden()
        section.editor.table.setFocus()
        frame.key(Qt.Key.Key_Return)
        assert section.editor.table.state() is not section.editor.table.State.EditingState
