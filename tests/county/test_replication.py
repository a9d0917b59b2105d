"""One laptop imports, opens a round and assigns; another, which was empty, does the work; the first prints from it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import peek
from tests.county.certified import certify_here
from tests.county.side import Laptop
from tests.county.township import (
    RED_LINES,
    STONE_LINES,
    clerk_laptop,
    import_roster,
    number,
    open_round,
    team_laptop,
)
from tests.printing.papers import texts
from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import PINS, RED_STAR, STONE, Town, signed_visit
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.clock import FixedClock
from villagevisit.services import areas, campaign, households, paper, people, policy, setup, visit_freeze, visit_lookup
from villagevisit.services.paper_types import PaperRequest, Verdict
from villagevisit.store import replicas

__all__ = ["set_up_home"]


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        yield laptop


@pytest.fixture
def team(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with team_laptop(tmp_path / "team", set_up_home, county, clock, RED_STAR.code) as laptop:
        yield laptop


def test_a_round_made_on_one_laptop_is_worked_on_another_and_comes_back(
    clerk: Laptop, team: Laptop, port: int, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    made = open_round(clerk, clock)
    clerk.send(port)
    team.send(port)

    assert setup.state(team.ws).complete
    assert areas.villages(team.ws) == (RED_STAR,)
    assert people.officers(team.ws)[0].staff_no == "001"
    assert len(policy.entries(team.ws)) == len(policy.entries(clerk.ws))
    (round_,) = campaign.rounds(team.ws)
    assert (round_.id, round_.code, round_.name) == (made.campaign.id, "2026", "集中复核")
    (crew,) = campaign.teams(team.ws, round_.id)
    assert (crew.id, crew.name, [one.name for one in crew.officers]) == (made.team.id, "第一组", ["李芳", "王强"])
    work = campaign.worklist(team.ws, round_.id, team_id=crew.id)
    assert [(one.household_no, one.head_name) for one in work] == [("0001", "张三丰"), ("0002", "赵铁柱")]
    first = work[0].household_id
    assert households.get(team.ws, first) == households.get(clerk.ws, first)
    assert [hit.household_id for hit in households.search(team.ws, "zxb")] == [first]

    town = Town(team.ws, clock)
    for staff_no in ("001", "002"):
        people.set_pin(team.ws, town.officer(staff_no).id, PINS[staff_no])
    certify_here(county, team.ws)
    form = begin(town, first, round_.id)
    fill(town, form)
    clock.advance(hours=1)
    frozen = visit_freeze.freeze(team.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    team.send(port)
    assert _states(team, round_.id) == {VisitState.RECEIVED: 1, VisitState.UNVISITED: 1}
    clerk.send(port)

    assert _states(clerk, round_.id) == {VisitState.RECEIVED: 1, VisitState.UNVISITED: 2}
    posted = PaperRequest("publicity_board", village_code=RED_STAR.code, posted_on=date(2026, 11, 24))
    board = paper.make(clerk.ws, Town(clerk.ws, clock).actor("005"), posted).value
    (page,) = texts(board.pdf)
    assert "张三丰" in page
    figure = visit_lookup.submission(team.ws, frozen.submission_id).row.result["printed_supplement"]
    assert figure != "300.00"  # that is what the roster says
    assert figure in page
    assert paper.verify(clerk.ws, paper.short_code(frozen.digest)).verdict is Verdict.GENUINE
    row = visit_lookup.submission(clerk.ws, frozen.submission_id).row
    assert [one.officer_name for one in row.signed] == ["李芳", "王强"]


def _states(laptop: Laptop, campaign_id: str) -> dict[VisitState, int]:
    return {state: count for state, count in campaign.counts(laptop.ws, campaign_id).items() if count}


def test_nothing_of_another_village_reaches_a_teams_laptop(
    clerk: Laptop, team: Laptop, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    clerk.send(port)
    team.send(port)
    held = peek.decrypted(team.ws)
    team.ws.close()
    held += b"".join(path.read_bytes() for path in (tmp_path / "team").rglob("*") if path.is_file())
    assert all(_inside(held, name, id_no) for _, name, _, id_no in RED_LINES)
    assert not any(_inside(held, name) or _inside(held, id_no) for _, name, _, id_no in STONE_LINES)
    assert not _inside(held, STONE.name)
    elsewhere = [row.id for row in _homes(clerk, STONE.code)]
    assert elsewhere
    assert not any(_inside(held, household_id) for household_id in elsewhere)


def _inside(held: bytes, *words: str) -> bool:
    return all(word.encode() in held for word in words)


def _homes(laptop: Laptop, village: str) -> list[households.HouseholdRow]:
    return households.page(laptop.ws, offset=0, limit=100, village_code=village)


def test_an_exchange_after_which_nothing_changed_sends_nothing(
    clerk: Laptop, team: Laptop, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    assert clerk.send(port).sent == 6  # of each village: the list, the work, the people
    assert clerk.send(port).sent == 0
    team.send(port)
    assert team.send(port).sent == 0


def test_only_the_village_that_changed_is_sent_again(clerk: Laptop, port: int, tmp_path: Path) -> None:
    import_roster(clerk.ws, tmp_path)
    assert clerk.send(port).sent == 4
    import_roster(clerk.ws, tmp_path, [*RED_LINES, ("0003", "孙小梅", "户主", number("19550505", 9))])
    assert clerk.send(port).sent == 1


def test_by_stick_it_is_the_same(
    clerk: Laptop, team: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    for laptop in (clerk, team):
        laptop.write(stick)
        receive(county, stick)
    team.write(stick)
    assert [row.household_no for row in _homes(team, RED_STAR.code)] == ["0001", "0002"]
    assert not _homes(team, STONE.code)


def test_a_county_judge_names_the_village_of_every_record(
    clerk: Laptop, county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    clerk.send(port)
    with county.log.reading() as s:
        query = "SELECT kind, area, refusal FROM record WHERE county = ? ORDER BY kind, area"
        rows = s.db.exec_driver_sql(query, (s.county,)).fetchall()
    assert [tuple(row) for row in rows] == [
        ("assignment", RED_STAR.code, ""),
        ("assignment", STONE.code, ""),
        ("people", RED_STAR.code, ""),
        ("people", STONE.code, ""),
        ("roster", RED_STAR.code, ""),
        ("roster", STONE.code, ""),
    ]


def test_what_came_down_is_listed(clerk: Laptop, team: Laptop, port: int, clock: FixedClock, tmp_path: Path) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    clerk.send(port)
    team.send(port)
    db = team.ws.store.reader()
    assert [(one.kind, one.area, one.n) for one in replicas.came(db, 10)] == [
        ("assignment", RED_STAR.code, 2),
        ("roster", RED_STAR.code, 2),
    ]
    assert not replicas.problems(db, 10)
