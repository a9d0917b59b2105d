"""Backups: what was restored is what there was, and only what came back whole counts as safe."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from sync.server import overview
from sync.server.tables import record
from sync.server.tables_backup import backup as backups
from tests.county.certified import certify_usual
from tests.county.side import COUNTY, NAME, PHOTO, Laptop, code_of, shown
from villagevisit.county import backup, recovery, server
from villagevisit.county.backup import PAPER, back_up
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.restore import restore
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.txt"


@pytest.fixture
def county(tmp_path: Path, clock: FixedClock, paper: Path) -> Iterator[CountyHome]:
    paper.write_text(init(tmp_path / "county-home", Identity(COUNTY, NAME, "https://county.example")), "utf-8")
    with open_county(tmp_path / "county-home", clock) as one:
        certify_usual(one)
        yield one


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def safe(county: CountyHome) -> list[int]:
    with county.log.reading() as s:
        return [until for (until,) in s.db.execute(select(backups.c.until_number).where(backups.c.county == s.county))]


def test_a_county_comes_back_and_laptops_fill_in_what_came_later(
    county: CountyHome, laptop: Laptop, port: int, disk: Path, paper: Path, tmp_path: Path, clock: FixedClock
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    (county.folder / "quarantine").mkdir(exist_ok=True)
    (county.folder / "quarantine" / "x.vvb").write_bytes(b"set aside")
    made = back_up(county, disk)
    assert safe(county) == [made.until_number] == [overview.last_number(county.log)]
    assert (made.records, made.attachments) == (1, 1)
    fingerprint = county.fingerprint
    laptop.visit(2)
    laptop.send(port)
    shutil.rmtree(county.folder / "blobs")
    back = restore(tmp_path / "new-home", disk, paper)
    assert (back.name, back.records, back.attachments) == (NAME, 1, 1)
    with open_county(tmp_path / "new-home", clock) as again:
        assert again.fingerprint == fingerprint
        assert again.identity.server == "https://county.example"
        assert shown(again) == [(1, 1)]
        assert again.intake.blobs.read(overview_digest(again)) == PHOTO
        assert (again.folder / "quarantine" / "x.vvb").read_bytes() == b"set aside"
        assert safe(again) == []
        with server.running(server.application(again, SignIn("code", clock))) as there:
            laptop.visit(3)
            laptop.send(there)
            laptop.send(there)
        assert shown(again) == [(3, 3)]


def overview_digest(county: CountyHome) -> str:
    (line,) = county.view.village("999999100201", 10, 0)
    assert (line.files, line.files_missing) == (1, 0)
    return hashlib.sha256(PHOTO).hexdigest()


def test_a_backup_holds_no_word_that_can_be_read(
    county: CountyHome, laptop: Laptop, port: int, disk: Path, paper: Path
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    back_up(county, disk)
    files = [path for path in disk.rglob("*") if path.is_file() and path.name != PAPER]
    assert len(files) == 2
    for path in files:
        data = path.read_bytes()
        assert all(word.encode() not in data for word in ("张三丰", NAME, "submission"))
        assert PHOTO[:64] not in data


def test_only_the_newest_stay_and_attachments_are_written_once(
    county: CountyHome, laptop: Laptop, port: int, disk: Path, clock: FixedClock
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    names = []
    for _ in range(4):
        clock.advance(hours=24)
        names.append(back_up(county, disk, keep=2).file.name)
    assert sorted(path.name for path in disk.glob("*.vvk")) == names[-2:]
    (photo,) = (disk / "attachments").rglob("*.vvk")
    before = photo.stat().st_mtime_ns
    back_up(county, disk, deep=True)
    assert photo.stat().st_mtime_ns == before
    photo.write_bytes(photo.read_bytes()[:-1])
    assert code_of(lambda: back_up(county, disk, deep=True)) == "backup.truncated"
    assert len(safe(county)) == 5


@pytest.mark.parametrize("trouble", ["no disk", "full disk", "lost photo", "altered record", "bytes rot"])
def test_what_went_wrong_is_told_and_nothing_counts(
    trouble: str, county: CountyHome, laptop: Laptop, port: int, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    expected = {
        "no disk": "backup.no-folder",
        "full disk": "backup.full",
        "lost photo": "backup.attachment-lost",
        "altered record": "backup.chain",
        "bytes rot": "backup.damaged",
    }
    target = disk / "elsewhere" if trouble == "no disk" else disk
    if trouble == "full disk":
        monkeypatch.setattr(os, "fsync", _full)
    elif trouble == "lost photo":
        shutil.rmtree(county.folder / "blobs" / COUNTY)
    elif trouble == "altered record":
        with county.log.writing() as s:
            s.db.execute(update(record).where(record.c.county == s.county, record.c.seq == 1).values(made_at="1999"))
    elif trouble == "bytes rot":
        write = backup._write
        monkeypatch.setattr(backup, "_write", lambda *given: (write(*given), _rot(given[1]))[0])
    assert code_of(lambda: back_up(county, target)) == expected[trouble]
    monkeypatch.undo()
    assert safe(county) == []
    assert not (county.folder / "scratch").exists()
    assert not list(disk.rglob("*.part"))


def _full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def _rot(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def test_a_restore_refuses_what_it_must_and_leaves_no_half_county(
    county: CountyHome, laptop: Laptop, port: int, disk: Path, paper: Path, tmp_path: Path, clock: FixedClock
) -> None:
    home = tmp_path / "new-home"
    assert code_of(lambda: restore(home, disk, paper)) == "backup.none-here"
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    file = back_up(county, disk).file
    assert code_of(lambda: restore(county.folder.parent, disk, paper)) == "county.exists"
    assert code_of(lambda: restore(home, disk, tmp_path / "none")) == "backup.key-unreadable"
    other = tmp_path / "other.txt"
    other.write_text(init(tmp_path / "other-county", Identity("999998000000", "别县", "")), "utf-8")
    assert code_of(lambda: restore(home, disk, other)) == "backup.wrong-key"
    other.write_text(paper.read_text("utf-8")[:-1] + "!", "utf-8")
    assert code_of(lambda: restore(home, disk, other)) == "backup.recovery-key"
    assert code_of(lambda: restore(home, paper, paper)) == "backup.not-a-backup"
    whole = file.read_bytes()
    for cut in (20, 300, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        assert code_of(lambda: restore(home, disk, paper)) == "backup.truncated"
    file.write_bytes(whole)
    (photo,) = (disk / "attachments").rglob("*.vvk")
    kept = photo.read_bytes()
    photo.unlink()
    assert code_of(lambda: restore(home, disk, paper)) == "backup.attachment-lost"
    assert code_of(lambda: open_county(home, clock).__enter__()) == "county.missing"
    photo.write_bytes(kept)
    shutil.rmtree(home)
    assert restore(home, disk, paper).records == 1
    assert code_of(lambda: restore(tmp_path / "third", disk, paper, f"sqlite:///{home / 'county' / 'log.db'}")) == (
        "backup.not-empty"
    )


def test_a_backup_while_visits_arrive_is_one_moment(
    county: CountyHome, laptop: Laptop, port: int, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1)
    laptop.send(port)
    real = backup.dump.rows

    def slowly(s: object) -> Iterator[object]:
        for number, some in enumerate(real(s)):  # type: ignore[arg-type]
            if number == 1:
                laptop.visit(2)
                laptop.send(port)
            yield some

    with monkeypatch.context() as patch:
        patch.setattr(backup.dump, "rows", slowly)
        made = back_up(county, disk)
    assert made.records == 1
    assert shown(county) == [(2, 2)]
    assert safe(county) == [made.until_number]


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.sampled_from(recovery.LETTERS))
@settings(max_examples=60, deadline=None)
def test_a_recovery_key_survives_paper_and_a_slip_of_the_pen_shows(raw: bytes, place: int, letter: str) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    letters = recovery.spell(X25519PrivateKey.from_private_bytes(raw))
    assert recovery.read(letters.lower().replace("-", " ")).private_bytes_raw() == raw
    plain = letters.replace("-", "")
    slip = plain[:place] + letter + plain[place + 1 :]
    if slip != plain:
        assert code_of(lambda: recovery.read(slip)) == "backup.recovery-key"


def test_the_identity_on_disk_says_where_things_are(tmp_path: Path, county: CountyHome) -> None:
    assert set(json.loads((county.folder / "county.json").read_text("utf-8"))) == {
        "code", "name", "server", "database", "blobs",
    }  # fmt: skip


def test_a_backup_that_was_killed_does_not_count_and_the_next_one_tidies_up(
    county: CountyHome, laptop: Laptop, port: int, disk: Path
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    script = (
        "import os, sys; from pathlib import Path; from villagevisit.county import backup, home;"
        "from villagevisit.domain.clock import SystemClock; fill = backup.fill;"
        "backup.fill = lambda *given: (fill(*given), (Path(sys.argv[2]) / 'x.vvk.part').touch(), os._exit(9));"
        "county = home.open_county(Path(sys.argv[1]), SystemClock()).__enter__();"
        "backup.back_up(county, Path(sys.argv[2]))"
    )
    home = county.folder.parent
    assert subprocess.run([sys.executable, "-c", script, str(home), str(disk)], check=False).returncode == 9
    assert (county.folder / "scratch" / "log.db").exists()
    assert safe(county) == []
    made = back_up(county, disk)
    assert safe(county) == [made.until_number]
    assert not (county.folder / "scratch").exists()
    assert not list(disk.rglob("*.part"))
