"""The list of the next year: people who changed households, numbers that were given anew, households thought gone."""

from pathlib import Path

import pytest

from tests.roster.town import HEADER, RED, found_villages, id_no, write
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.household import Household
from villagevisit.domain.roster import RosterReport
from villagevisit.services import households, roster
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import campaigns

Line = tuple[str, str, str, str, str, str, int]


def line(number: int, head: str, name: str, relation: str, serial: int, amount: int = 500) -> Line:
    return (f"{number:04d}", head, name, relation, id_no(serial), "", amount)


ZHANG = [line(1, "张三", "张三", "户主", 1), line(1, "张三", "李四", "妻", 2), line(1, "张三", "张小", "长子", 3)]
WANG = [line(2, "王五", "王五", "户主", 4)]
ZHAO = [line(3, "赵六", "赵六", "户主", 5), line(3, "赵六", "赵大", "长子", 6)]


@pytest.fixture
def town(ws: Workspace, tmp_path: Path) -> Workspace:
    found_villages(ws)
    listed(ws, tmp_path, *ZHANG, *WANG, *ZHAO)
    return ws


def listed(ws: Workspace, tmp_path: Path, *lines: Line) -> RosterReport:
    return roster.run(ws, NOBODY, write(tmp_path / "名册.xlsx", [HEADER, *lines])).value


def homes(ws: Workspace) -> dict[str, Household]:
    """Every household by its number."""
    found = [households.get(ws, row.id) for row in households.page(ws, offset=0, limit=99, village_code=RED)]
    return {home.household_no: home for home in found}


def counted(ws: Workspace) -> dict[str, int]:
    """Members by household number, as lists show them."""
    return {row.household_no: row.members for row in households.page(ws, offset=0, limit=99, village_code=RED)}


def people(home: Household) -> dict[str, str]:
    return {person.name: person.id for person in home.persons}


def test_a_son_with_a_household_of_his_own_takes_his_past_along(town: Workspace, tmp_path: Path) -> None:
    before = people(homes(town)["0001"])
    report = listed(town, tmp_path, *ZHANG[:2], *WANG, *ZHAO, line(4, "张小", "张小", "户主", 3))
    assert (report.doubtful, report.added) == (0, 1)
    after = homes(town)
    assert people(after["0004"]) == {"张小": before["张小"]}
    assert list(people(after["0001"])) == ["张三", "李四"]
    assert counted(town) == {"0001": 2, "0002": 1, "0003": 2, "0004": 1}
    assert [change.kind for change in report.changes if change.kind != "changed"] == ["added", "moved"]


def test_who_is_named_nowhere_any_more_leaves_at_the_end(town: Workspace, tmp_path: Path) -> None:
    report = listed(town, tmp_path, *ZHANG[:1], *WANG, *ZHAO[:1], line(4, "张小", "张小", "户主", 3))
    assert list(people(homes(town)["0001"])) == ["张三"]
    assert counted(town) == {"0001": 1, "0002": 1, "0003": 1, "0004": 1}
    assert sorted((one.kind, one.person) for one in report.changes if one.person and one.kind != "changed") == [
        ("left", "李四"), ("left", "赵大"), ("moved", "张小"),
    ]  # fmt: skip


def test_numbers_given_anew_do_not_mix_two_families(town: Workspace, tmp_path: Path) -> None:
    before = homes(town)
    moved_up = [line(1, *WANG[0][1:4], 4), line(2, *ZHAO[0][1:4], 5), line(2, *ZHAO[1][1:4], 6)]
    report = listed(town, tmp_path, *moved_up, line(3, "孙七", "孙七", "户主", 7))
    after = homes(town)
    assert (report.doubtful, report.added, report.gone) == (0, 1, 1)
    assert (after["0001"].id, after["0002"].id) == (before["0002"].id, before["0003"].id)
    assert people(after["0001"]) == people(before["0002"])
    assert after["0003"].id not in {home.id for home in before.values()}
    (gone,) = (home for home in after.values() if home.id == before["0001"].id)
    assert people(gone) == people(before["0001"])
    again = listed(town, tmp_path, *moved_up, line(3, "孙七", "孙七", "户主", 7))
    assert (again.unchanged, again.changed, again.added) == (3, 0, 0)


def test_a_corrected_name_and_number_is_no_other_family(town: Workspace, tmp_path: Path) -> None:
    before = homes(town)
    listed(town, tmp_path, *ZHANG, line(2, "王武", "王武", "户主", 4), *ZHAO)
    listed(town, tmp_path, *ZHANG, line(2, "王武", "王武", "户主", 8), *ZHAO)
    assert homes(town)["0002"].id == before["0002"].id


@pytest.mark.parametrize("state", ["moved", "deceased"])
def test_a_household_that_a_visit_found_gone_is_told_and_looked_at_again(
    town: Workspace, tmp_path: Path, state: str
) -> None:
    with town.store.transaction() as db:
        db.execute("UPDATE household SET state = ? WHERE household_no = '0002'", [state])
    report = listed(town, tmp_path, *ZHANG, *WANG, *ZHAO)
    assert [(p.row_no, p.status, p.code) for p in report.problems] == [(5, "warning", f"roster.listed-again-{state}")]
    assert homes(town)["0002"].state == "active"
    assert listed(town, tmp_path, *ZHANG, *WANG, *ZHAO).problems == ()


def test_while_its_round_is_open_what_the_visit_found_stands(town: Workspace, tmp_path: Path) -> None:
    found = homes(town)["0002"].id
    with town.store.transaction() as db:
        db.execute("UPDATE household SET state = 'moved' WHERE id = ?", [found])
        campaigns.add(db, Campaign("r", "r", "r", "3", "2026-11-01", 1, (RED,), open=True))
        db.execute("INSERT INTO frame(campaign_id, household_id, village_code) VALUES ('r', ?, ?)", [found, RED])
    report = listed(town, tmp_path, *ZHANG, *WANG, *ZHAO)
    assert [p.code for p in report.problems] == ["roster.listed-again-moved"]
    assert homes(town)["0002"].state == "moved"
