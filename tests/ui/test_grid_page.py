"""Service teams: a village is given to a team, one group of it to another; what each has, and who is in charge."""

from datetime import date

import pytest

from sync.server import downlink
from tests.services import clinic
from tests.services.health_past import past
from tests.services.town import RED_STAR, Town
from tests.ui.day_town import Day
from tests.ui.health_pages import begin, shown
from tests.ui.test_health_record_pages import follow_up
from villagevisit.domain.health import Service
from villagevisit.services import grids, health_due, health_lines, people
from villagevisit.services.grids import Load, NewGrid
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as rows
from villagevisit.ui.pages.contract_grid import GridPanel
from villagevisit.ui.pages.round import RoundPage
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def moved(ws: Workspace, home: str, group: str) -> None:
    with ws.store.transaction() as db:
        rows.update(db, home, {"village_group": group})


def assigned(town: Town, team: str, since: str, group: str = "") -> None:
    new = NewGrid((RED_STAR.code, group), team, town.officer("006").id, since=since)
    grids.assign(town.ws, town.actor("006"), new)


def notes(panel: GridPanel) -> dict[str, str]:
    return {panel.list.key(at): panel.list._rows.rows[at].note for at in range(panel.list.count())}


def test_a_village_and_a_group_of_it_go_to_their_teams(day: Day, language: tuple[str, int, int]) -> None:
    ws = day.shell.ws
    moved(ws, day.households["unvisited"], "二组")
    page = begin(day, language, "contracts", tab="grid")
    panel = page.panels["grid"]
    assert isinstance(panel, GridPanel)
    shown(day, f"grid-empty-{language[0]}")
    assert notes(panel)[f"{RED_STAR.code}|二组"] == t("grid.not_set")
    panel.list.choose_key(f"{RED_STAR.code}|")
    panel.doctor.choose(day.frame.town.officer("006").id)
    panel._assign((RED_STAR.code, ""))
    assert t("error.grid.no-team") == day.shell.message[0]
    panel.team.setText("红星服务团队")
    panel.assistant.setText("孙协理")
    panel._assign((RED_STAR.code, ""))
    panel.list.choose_key(f"{RED_STAR.code}|二组")
    assert notes(panel)[f"{RED_STAR.code}|二组"] == t("grid.as_village", team="红星服务团队")
    panel.team.setText("巡回第二团队")
    panel.phone.setText("13900001234")
    panel._assign((RED_STAR.code, "二组"))
    words = shown(day, f"grid-usual-{language[0]}")
    assert "孙协理" not in words
    found = grids.spots(ws, day.frame.town.actor("006"), None)
    teams = {one.place[1]: one.grid.team for one in found if one.grid}
    assert teams == {"一组": "红星服务团队", "二组": "巡回第二团队"}
    second = next(one for one in found if one.place == (RED_STAR.code, "二组"))
    assert grids.loads(found)[1] == Load("巡回第二团队", 1, 1, second.residents)
    panel._give_up((RED_STAR.code, "二组"))
    assert {one.team for one in grids.current(ws).values()} == {"红星服务团队"}


def test_who_is_in_charge_goes_by_the_grid_else_by_who_came_last(day: Day) -> None:
    town, doctor = day.frame.town, day.frame.town.actor("006")
    person = town.person(day.households["unvisited"], 1)
    clinic.consented(town, person)
    past(town, person, [follow_up(date(2026, 8, 1), 138)])
    health_lines.settle(town.ws)
    (due,) = health_due.listed(town.ws, doctor, None, [Service.HYPERTENSION], 7)
    mine, other = town.officer("006"), people.get(town.ws, town.officer("001").id)
    assert grids.is_his(grids.current(town.ws), due.row, mine)
    grids.assign(town.ws, doctor, NewGrid((RED_STAR.code, ""), "外来团队", other.id))
    held = grids.current(town.ws)
    assert (grids.is_his(held, due.row, mine), grids.is_his(held, due.row, other)) == (False, True)


def test_what_a_team_is_given_reaches_the_doctors_and_no_clerk(day: Day) -> None:
    town = day.frame.town
    assigned(town, "红星服务团队", "")
    kinds = [kind for (kind,) in town.ws.store.reader().execute("SELECT kind FROM record ORDER BY rowid")]
    assert kinds[-1] in downlink.HEALTH_KINDS


def test_a_team_holds_from_its_day_on(day: Day, language: tuple[str, int, int]) -> None:
    town, place = day.frame.town, (RED_STAR.code, "")
    assigned(town, "红星服务团队", "2026-01-01")
    assigned(town, "明年的团队", "2027-01-01")
    assert [(one.team, one.since) for one in grids.current(town.ws).values()] == [("红星服务团队", "2026-01-01")]
    page = begin(day, language, "contracts", tab="grid")
    assert "明年的团队" in shown(day, f"grid-coming-{language[0]}")
    panel = page.panels["grid"]
    assert isinstance(panel, GridPanel)
    for wrong in ("2025-12-31", "明天"):
        panel.since.setText(wrong)
        panel._assign(place)
        assert day.shell.message[0] == t("error.grid.day")
    town.clock.advance(days=60)
    assert [one.team for one in grids.current(town.ws).values()] == ["明年的团队"]


def test_the_due_list_is_read_by_team(day: Day, language: tuple[str, int, int]) -> None:
    town = day.frame.town
    person = town.person(day.households["unvisited"], 1)
    clinic.consented(town, person)
    past(town, person, [follow_up(date(2026, 8, 1), 138)])
    health_lines.settle(town.ws)
    assigned(town, "红星服务团队", "", "一组")
    assigned(town, "巡回第二团队", "", "二组")
    day.shell.speak(language[0])
    day.frame.window.resize(language[1], language[2])
    day.frame.sign_in("006", to="round", village=RED_STAR.code)
    page = day.frame.page
    assert isinstance(page, RoundPage)
    page.tabs.button("lists").click()
    found = {}
    for team in ("", "红星服务团队", "巡回第二团队"):
        page.lists.team.choose(team)
        page.lists.refresh(RED_STAR.code)
        shown(day, f"grid-due-{language[0]}-{team}")
        found[team] = page.lists.list.count()
    assert found == {"": 1, "红星服务团队": 1, "巡回第二团队": 0}
