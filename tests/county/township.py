"""A clerk's laptop with a roster of two villages, and a team's laptop that was empty before."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.county.side import Laptop
from tests.services.town import RED_STAR, STONE, Town, opened, resident_id, team
from villagevisit.county.home import CountyHome
from villagevisit.domain.campaign import Campaign, Team
from villagevisit.domain.clock import FixedClock
from villagevisit.services import campaign, enrolment, roster
from villagevisit.services.demo_data import HEADER
from villagevisit.services.spreadsheet import OutSheet, write_workbook
from villagevisit.services.workspace import Workspace
from villagevisit.store import forms

Line = tuple[str, str, str, str]
"""Household number, name, relation, identity number."""


def number(birthday: str, serial: int) -> str:
    return resident_id(f"999999{birthday}{serial:03d}")


RED_LINES: Sequence[Line] = (
    ("0001", "张三丰", "户主", number("19700101", 1)),
    ("0001", "王秀英", "配偶", number("19710202", 2)),
    ("0001", "张小宝", "子", number("20120303", 3)),
    ("0002", "赵铁柱", "户主", number("19600404", 5)),
)
STONE_LINES: Sequence[Line] = (
    ("0101", "欧阳石头", "户主", number("19650505", 7)),
    ("0101", "司马桂花", "配偶", number("19660606", 8)),
)


def import_roster(ws: Workspace, folder: Path, red: Sequence[Line] = RED_LINES) -> None:
    """Reads a workbook of both villages; `red` are the lines of 红星村."""
    path = folder / "roster.xlsx"
    write_workbook(path, [_sheet(RED_STAR.name, red), _sheet(STONE.name, STONE_LINES)])
    clerk = Town(ws, FixedClock(ws.clock.now()))
    report = roster.run(ws, clerk.actor("005"), path).value
    assert (report.rejected, report.doubtful) == (0, 0)


def _sheet(village: str, lines: Sequence[Line]) -> OutSheet:
    rows, before = [], ""
    for household, name, relation, id_no in lines:
        first = household != before
        family = (household, "一组", name) if first else ("", "", "")
        money = ("农村低保", "1", "300", "13900001111", "") if first else ("", "", "", "", "")
        place = ("农业", f"{village}一组") if first else ("", "")
        rows.append((*family, name, relation, id_no, "", *money, *place))
        before = household
    return OutSheet(village, (*HEADER, "户口性质", "家庭住址"), rows)


@contextmanager
def clerk_laptop(home: Path, template: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    """Set up by hand, as a clerk does."""
    shutil.copytree(template, home)
    with _enrolled(home, county, clock, "clerk", "999999100000") as laptop:
        yield laptop


@contextmanager
def team_laptop(
    home: Path, template: Path, county: CountyHome, clock: FixedClock, *areas: str
) -> Iterator[Laptop]:
    with empty_laptop(home, template, county, clock, "team", *areas) as laptop:
        yield laptop


@contextmanager
def empty_laptop(
    home: Path, template: Path, county: CountyHome, clock: FixedClock, role: str, *areas: str
) -> Iterator[Laptop]:
    """Nothing is on it but the program, with its forms compiled."""
    with _enrolled(home, county, clock, role, *areas) as laptop:
        with Workspace.open(template, clock) as source, laptop.ws.store.transaction() as db:
            db.table("form").insert_all(source.store.reader().query("SELECT * FROM form"))
        yield laptop


@contextmanager
def _enrolled(home: Path, county: CountyHome, clock: FixedClock, role: str, *areas: str) -> Iterator[Laptop]:
    ws = Workspace.open(home, clock)
    path = home / "county.json"
    path.write_text(county.enrol(home.name, 1, role=role, areas=areas).to_json(), "utf-8")
    enrolment.read_county_file(ws, path)
    with Laptop(ws, clock) as laptop:
        yield laptop


@dataclass(frozen=True)
class Round:
    campaign: Campaign
    team: Team


def open_round(clerk: Laptop, clock: FixedClock) -> Round:
    """A round over both villages, one team, everything assigned to it."""
    town = Town(clerk.ws, clock)
    round_ = opened(town)
    one_team = team(town, round_, "第一组", "001", "002")
    homes = [item.household_id for item in campaign.worklist(clerk.ws, round_.id)]
    campaign.assign(clerk.ws, town.actor("005"), round_.id, homes, one_team.id)
    return Round(round_, one_team)


def form_ids(ws: Workspace) -> set[str]:
    return {row.form_id for row in forms.newest(ws.store.reader())}
