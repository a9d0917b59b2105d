"""A laptop is emptied only when nothing on it can be lost any more, and no switch can force it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, insert, select

from sync.server.tables import record
from sync.server.tables_backup import backup
from tests.county.side import PHOTO, Laptop
from villagevisit.cli import program
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.services import reset
from villagevisit.services.reset import NotSafe
from villagevisit.services.workspace import Workspace


def backed_up(county: CountyHome, name: str = "backup-1") -> None:
    """The county's backup was restored for a trial and found whole."""
    with county.log.writing() as s:
        until = s.db.execute(select(func.max(record.c.number)).where(record.c.county == s.county)).scalar_one()
        moment = "2026-11-22T23:00:00.000+08:00"
        row = {"id": name, "until_number": until, "until_word": 1_000, "checked_at": moment, "root": "00" * 32}
        s.db.execute(insert(backup).values(county=s.county, **row))


def run(home: Path, *arguments: str) -> Result:
    doors = program("villagevisit.app:run", {})
    return CliRunner().invoke(doors, ["--home", str(home), "--json", "reset", *arguments], input="")


def test_it_refuses_until_a_tested_backup_of_the_county_holds_everything(
    laptop: Laptop, county: CountyHome, port: int
) -> None:
    laptop.visit(1, (PHOTO,))
    assert reset.not_safe(laptop.ws) == NotSafe(1, 0, 0, 1, 0, 0)
    laptop.send(port)
    assert reset.not_safe(laptop.ws) == NotSafe(0, 1, 0, 1, 0, 0)
    backed_up(county)
    laptop.visit(2)
    laptop.send(port)
    assert laptop.states() == {"safe": 1, "received": 1}
    assert reset.not_safe(laptop.ws) == NotSafe(0, 1, 0, 0, 0, 0)
    with pytest.raises(Refused) as caught:
        reset.reset(laptop.ws)
    assert (caught.value.code, caught.value.params["received"]) == ("reset.not-safe", 1)
    assert laptop.states() == {"safe": 1, "received": 1}
    backed_up(county, "backup-2")
    laptop.send(port)
    home = laptop.ws.home
    (home / "county").mkdir()
    reset.reset(laptop.ws)
    assert {path.name for path in home.iterdir()} == {"county", "county.json"}  # what is not the laptop's stays


@pytest.mark.parametrize("left", ["draft", "refused"])
def test_unfinished_and_refused_work_stands_in_the_way(
    laptop: Laptop, county: CountyHome, port: int, left: str
) -> None:
    laptop.visit(1)
    if left == "draft":
        with laptop.ws.store.transaction() as db:
            db.execute(
                "INSERT INTO draft(id, form_id, form_version, body, started_at, saved_at) "
                "VALUES ('d', 'f01', '1', x'00', '2026', '2026')"
            )
    else:
        laptop.append("submission", "bad-one", b"\x00not a body")
    laptop.send(port)
    backed_up(county)
    laptop.send(port)
    found = reset.not_safe(laptop.ws)
    assert (found.drafts, found.refused) == ((1, 0) if left == "draft" else (0, 1))
    with pytest.raises(Refused):
        reset.reset(laptop.ws)


def test_a_county_without_its_backup_makes_unsafe_again_what_was_safe(
    laptop: Laptop, county: CountyHome, port: int
) -> None:
    laptop.visit(1)
    laptop.send(port)
    backed_up(county)
    laptop.send(port)
    assert laptop.states() == {"safe": 1}
    with county.log.writing() as s:
        s.db.execute(backup.delete().where(backup.c.county == s.county))
    laptop.send(port)
    assert laptop.states() == {"received": 1}


def test_the_command_asks_and_its_switch_skips_the_question_only(tmp_path: Path, clock: FixedClock) -> None:
    home = tmp_path / "home"
    with Workspace.open(home, clock) as ws:
        made = Laptop(ws, clock)
        made.visit(1)
    refused = run(home, "--yes")
    assert refused.exception is not None
    assert getattr(refused.exception, "code", "") == "reset.not-safe"
    assert (home / "villagevisit.db").exists()
    fresh = tmp_path / "fresh"
    Workspace.open(fresh, clock).close()
    assert run(fresh).exit_code != 0  # nobody answered
    assert (fresh / "villagevisit.db").exists()
    assert run(fresh, "--yes").exit_code == 0
    assert list(fresh.iterdir()) == []
