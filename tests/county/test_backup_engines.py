"""A county moves between PostgreSQL and the embedded log by backup and restore, and nothing about it changes."""

from pathlib import Path

import pytest

from tests.county.side import COUNTY, NAME, PHOTO, Laptop, shown
from tests.sync.server import postgres, s3
from villagevisit.county import server
from villagevisit.county.backup import back_up
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.people import People
from villagevisit.county.restore import restore
from villagevisit.county.signin import SignIn
from villagevisit.domain.access import Role
from villagevisit.domain.clock import FixedClock


def held(county: CountyHome) -> tuple[list[tuple[int, int]], list[str], str]:
    return shown(county), [one.name for one in People(county.log, county.clock).every()], county.fingerprint


def test_from_postgresql_to_sqlite_and_back(tmp_path: Path, clock: FixedClock) -> None:
    first, middle, last, paper = (tmp_path / name for name in ("first", "middle", "last", "paper"))
    disks = [tmp_path / "disk-1", tmp_path / "disk-2"]
    for disk in disks:
        disk.mkdir()
    with postgres.cluster() as cluster:
        paper.write_text(init(first, Identity(COUNTY, NAME, "", cluster.url)), "utf-8")
        with open_county(first, clock) as county, Laptop.make(tmp_path / "laptop", county, clock) as laptop:
            People(county.log, clock).invite("周审计", Role.AUDITOR, "", "server")
            People(county.log, clock).invite("Ürümqi", Role.COUNTY, "", "server")
            with server.running(server.application(county, SignIn("code", clock))) as port:
                laptop.visit(1, (PHOTO,))
                laptop.visit(2)
                laptop.send(port)
            made, before = back_up(county, disks[0]), held(county)
        restore(middle, disks[0], paper)
        with open_county(middle, clock) as county:
            assert held(county) == before
            again = back_up(county, disks[1])
        assert (again.until_number, again.records) == (made.until_number, made.records)
        postgres.empty(cluster.url)
        restore(last, disks[1], paper, cluster.url)
        with open_county(last, clock) as county:
            assert county.identity.database == cluster.url
            assert held(county) == before


def test_attachments_in_a_bucket_are_received_backed_up_and_brought_back_into_a_folder(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.ACCESS.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "s3").mkdir()
    (tmp_path / "disk").mkdir()
    paper = tmp_path / "paper"
    with s3.serving(tmp_path / "s3") as endpoint:
        bucket = f"s3://{s3.BUCKET}?endpoint={endpoint}"
        paper.write_text(init(tmp_path / "first", Identity(COUNTY, NAME, "", blobs=bucket)), "utf-8")
        home = tmp_path / "first"
        with open_county(home, clock) as county, Laptop.make(tmp_path / "laptop", county, clock) as laptop:
            with server.running(server.application(county, SignIn("code", clock))) as port:
                laptop.visit(1, (PHOTO,))
                laptop.send(port)
            assert not list((county.folder / "blobs").rglob("*"))
            assert back_up(county, tmp_path / "disk").attachments == 1
    restore(tmp_path / "new", tmp_path / "disk", paper)
    (kept,) = (path for path in (tmp_path / "new" / "county" / "blobs").rglob("*") if path.is_file())
    with open_county(tmp_path / "new", clock) as again:
        assert again.intake.blobs.read(kept.name) == PHOTO
