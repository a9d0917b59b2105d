"""People, backups and restores on the command line, as an administrator types them."""

import json
from pathlib import Path

import pytest

from sync.server.tables import device, enrolment
from tests.county.side import COUNTY, NAME
from tests.county.test_commands import code, run, said
from villagevisit.county.home import open_county
from villagevisit.county.people import People
from villagevisit.domain.access import Role, Who
from villagevisit.domain.clock import SystemClock

PHRASE = "清溪镇的老槐树下有口井"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    home = tmp_path / "county"
    return home, said(home, "county", "init", "--code", COUNTY, "--name", NAME)["recovery"]


def test_a_person_is_let_in_and_shut_out(made: tuple[Path, str]) -> None:
    home, _ = made
    area = "999999100000"
    told = said(home, "county", "enrol", "--person", "李经办", "--role", "clerk", "--area", area)
    with open_county(home, SystemClock()) as county:
        people = People(county.log, county.clock)
        token = people.first_time("李经办", told["code"], PHRASE)
        assert people.who(token) == Who("李经办", Role.CLERK, area)
        said(home, "county", "revoke", "--person", "李经办")
        assert people.who(token) is None
    assert code(home, "county", "enrol", "--person", "李经办") == "people.role-needed"
    assert code(home, "county", "enrol", "--person", "李经办", "--role", "team") == "people.role-needed"
    two = ["--area", area, "--area", "999999200000"]
    assert code(home, "county", "enrol", "--person", "李", "--role", "clerk", *two) == "people.area"
    assert code(home, "county", "revoke") == "people.what"
    assert code(home, "county", "revoke", "DZ-1", "--person", "李经办") == "people.what"
    assert code(home, "county", "revoke", "--person", "无此人") == "people.unknown"


def test_a_laptop_gets_role_and_areas_with_its_file(made: tuple[Path, str], tmp_path: Path) -> None:
    home, _ = made
    file = str(tmp_path / "f.json")
    areas = ["--area", "999999100000", "--area", "999999200101"]
    said(home, "county", "enrol", "-o", file, "--role", "doctor", *areas)
    with open_county(home, SystemClock()) as county, county.log.reading() as s:
        (row,) = s.db.execute(enrolment.select().where(enrolment.c.county == s.county)).all()
        assert (row.role, row.scope) == ("doctor", "999999100 999999200101")
        assert s.db.execute(device.select().where(device.c.county == s.county)).all() == []
    assert code(home, "county", "enrol", "-o", file, "--role", "auditor") == "county.laptop-role"
    assert code(home, "county", "enrol", "-o", file, "--area", "510101001000") == "people.area"


def test_the_recovery_key_is_shown_once_and_brings_the_county_back(made: tuple[Path, str], tmp_path: Path) -> None:
    home, letters = made
    disk, paper = tmp_path / "disk", tmp_path / "paper.txt"
    disk.mkdir()
    said(home, "county", "enrol", "--person", "陈县长", "--role", "county")
    backed = said(home, "county", "backup", str(disk), "--keep", "3")
    assert Path(backed["file"]).parent == disk
    assert all(letters.encode() not in path.read_bytes() for path in home.rglob("*") if path.is_file())
    paper.write_text(letters.lower().replace("-", " "), "utf-8")
    new = tmp_path / "new"
    back = said(new, "county", "restore", str(disk), "--recovery-key", str(paper))
    assert (back["name"], back["county"]) == (NAME, COUNTY)
    with open_county(new, SystemClock()) as county:
        assert [one.name for one in People(county.log, county.clock).every()] == ["陈县长"]
    assert code(new, "county", "restore", str(disk), "--recovery-key", str(paper)) == "county.exists"
    assert code(home, "county", "backup", str(tmp_path / "nowhere")) == "backup.no-folder"
    shown = run(tmp_path / "third", "county", "init", "--code", COUNTY, "--name", NAME).stdout
    assert json.loads(shown)["recovery"] != letters
