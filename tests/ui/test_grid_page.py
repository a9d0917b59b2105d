"""Service teams: a village is given to a team, one group of it to another; what each has, and who is in charge."""

from datetime import date

import pytest

from tests.services import clinic
from tests.services.health_past import past
from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.health_pages import begin, shown
from tests.ui.test_health_record_pages import follow_up
from villagevisit.domain.health import Service
from villagevisit.services import grids, health_due, health_lines, people
from villagevisit.services.grids import Load, NewGrid
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as rows
from villagevisit.ui.pages.contract_grid import GridPanel
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def moved(ws: Workspace, home: str, group: str) -> None:
    with ws.store.transaction() as db:
        rows.update(db, home, {"village_group": group})


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
