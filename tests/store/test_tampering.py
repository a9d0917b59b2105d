"""Somebody changes the data file past the program: bits, pages put back, the whole file put back. Which check shows it.

| what was done                              | shown by                                              |
|--------------------------------------------|-------------------------------------------------------|
| a bit is other than it was written         | encryption (`doctor.database`), or the file does not open |
| an older page of a table with an index     | SQLite: table and index contradict (`doctor.database`) |
| an older page of the audit log             | its chain, or the mark outside (`doctor.history`)     |
| an older file in the place of a newer one  | the mark outside (`doctor.history`)                   |
| a record or an audit row edited with the key | `doctor.records`, `doctor.audit`                    |

What none of them shows: an older page of a table that has neither index nor chain. Such tables hold settings; what was
found in villages is in records.
"""

import json
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sync.record import encode
from tests import peek
from villagevisit import cli, wording
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import checkup, lineage
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records
from villagevisit.store.connection import Store

AT = "2026-11-22T10:00:00.000+08:00"
PAGE = 16384
Capsys = pytest.CaptureFixture[str]


def work(ws: Workspace, first: int, last: int) -> None:
    """A record and an audit row for each number."""
    with ws.store.transaction() as db:
        for number in range(first, last):
            records.append(db, "submission", f"s-{number}", encode([number, "x" * 900]), AT)
            audit.append(db, AT, "", "test", str(number), {"what": "y" * 200})


def doctor(capsys: Capsys, home: Path) -> set[str]:
    """What the doctor finds bad, or the code of the error that keeps him from opening the file."""
    with pytest.raises(SystemExit) as left:
        cli.main(WINDOW, DOORS, ["--home", str(home), "--json", "doctor"])
    out, err = capsys.readouterr()
    wording.set_language("zh_CN")
    bad = {one["code"] for one in json.loads(out) if not one["good"]} if out else {json.loads(err)["code"]}
    assert bool(left.value.code) == bool(bad)
    return bad


@pytest.fixture
def home(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed installation of whose file there is an older copy beside it (`old.db`)."""
    with Workspace.open(tmp_path / "home", clock) as ws:
        work(ws, 0, 40)
    shutil.copy(tmp_path / "home" / "villagevisit.db", tmp_path / "old.db")
    with Workspace.open(tmp_path / "home", clock) as ws:
        work(ws, 40, 80)
    return tmp_path / "home"


def test_300_flipped_bits_are_300_times_told(home: Path, capsys: Capsys) -> None:
    path = home / "villagevisit.db"
    whole = path.read_bytes()
    assert doctor(capsys, home) == set()
    pick = random.Random(20261122)
    told = []
    for bit in (pick.randrange(len(whole) * 8) for _ in range(300)):
        data = bytearray(path.read_bytes() if not told else whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        told.append(doctor(capsys, home) & {"doctor.database", "store.damaged"})
        for left in ("villagevisit.db-wal", "villagevisit.db-shm"):
            (home / left).unlink(missing_ok=True)
    assert len(told) == 300
    assert all(told)
    path.write_bytes(whole)
    assert doctor(capsys, home) == set()


def pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[at : at + PAGE] for at in range(0, len(data), PAGE)]


def replayed(home: Path, capsys: Capsys) -> list[set[str]]:
    """What the doctor says to each page of the older file put back alone; encryption itself sees nothing."""
    path = home / "villagevisit.db"
    marks = {one: one.read_bytes() for one in (home / "keys").iterdir()}
    new, old = pages(path), pages(home.parent / "old.db")
    found = []
    for number in (number for number, page in enumerate(old) if page != new[number]):
        path.write_bytes(b"".join([*new[:number], old[number], *new[number + 1 :]]))
        with closing(peek.data_file(home)) as db:
            assert db.execute("PRAGMA cipher_integrity_check").fetchall() == []
        found.append(doctor(capsys, home))
        for one, data in marks.items():
            one.write_bytes(data)
        for left in ("villagevisit.db-wal", "villagevisit.db-shm"):
            (home / left).unlink(missing_ok=True)
    return found


def test_an_older_page_of_records_is_told(home: Path, capsys: Capsys) -> None:
    found = replayed(home, capsys)
    assert len(found) > 4
    assert all(found)


def test_an_older_last_page_of_the_audit_log_is_told(home: Path, clock: FixedClock, capsys: Capsys) -> None:
    """It has no index that would contradict, and its chain only ends earlier: the mark outside knows."""
    found = []
    for number in range(3):  # one of these rows may begin a new page, which SQLite would miss
        shutil.copy(home / "villagevisit.db", home.parent / "old.db")
        with Workspace.open(home, clock) as ws, ws.store.transaction() as db:
            audit.append(db, AT, "", "test", str(number))
        whole = (home / "villagevisit.db").read_bytes()
        found += replayed(home, capsys)
        (home / "villagevisit.db").write_bytes(whole)
    assert {"doctor.history"} in found
    assert all(found)


def test_an_older_file_is_told_by_the_mark_outside(home: Path, capsys: Capsys) -> None:
    shutil.copy(home.parent / "old.db", home / "villagevisit.db")
    with closing(peek.data_file(home)) as db:
        assert db.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert doctor(capsys, home) == {"doctor.history"}
    assert doctor(capsys, home) == {"doctor.history"}, "until somebody has read it"


def test_an_older_folder_is_told_by_the_mark_that_stays_behind(tmp_path: Path, clock: FixedClock) -> None:
    outside = tmp_path / "outside"
    with Workspace.open(tmp_path / "home", clock, outside) as ws:
        work(ws, 0, 3)
    shutil.copytree(tmp_path / "home", tmp_path / "old")
    with Workspace.open(tmp_path / "home", clock, outside) as ws:
        work(ws, 3, 6)
        assert not lineage.notice(ws)
        name = records.lineages(ws.store.reader())[-1]
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "old").rename(tmp_path / "home")
    with Workspace.open(tmp_path / "home", clock, outside) as ws:
        assert lineage.notice(ws) == lineage.RESTORED
        assert records.lineages(ws.store.reader())[-1] != name
        lineage.noticed(ws)
    with Workspace.open(tmp_path / "home", clock, outside) as ws:
        assert not lineage.notice(ws), "told once"


def test_a_crash_is_no_journey_in_time(tmp_path: Path, clock: FixedClock) -> None:
    with Workspace.open(tmp_path / "home", clock) as ws:
        work(ws, 0, 3)
    ws = Workspace.open(tmp_path / "home", clock)
    work(ws, 3, 6)
    ws.store.close()  # the program is gone without closing the workspace
    with Workspace.open(tmp_path / "home", clock) as ws:
        assert not lineage.notice(ws)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE record_body SET body = x'00' WHERE id = 7", "doctor.records"),
        ("DELETE FROM record_body WHERE id = 7", "doctor.records"),
        ("UPDATE record SET kind = 'signoff' WHERE seq = 7", "doctor.records"),
        ("DELETE FROM record WHERE seq = 7", "doctor.records"),
        ("DELETE FROM record WHERE seq = 1", "doctor.records"),
        ("UPDATE audit SET actor = 'x' WHERE seq = 7", "doctor.audit"),
        ("DELETE FROM audit WHERE seq = 7", "doctor.audit"),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "doctor.history"),
    ],
)
def test_what_somebody_with_the_key_edits_is_told(home: Path, clock: FixedClock, sql: str, expected: str) -> None:
    with closing(peek.data_file(home)) as db:
        for name in ("audit_is_append_only", "audit_stays"):
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA foreign_keys=ON")  # a careful hand leaves nothing hanging
        db.execute(sql)
        db.commit()
    with Workspace.open(home, clock) as ws:
        bad = {one.code for one in checkup.examine(ws) if not one.good}
    assert bad == {expected}


BODIES = "SELECT max(body) FROM record_whole"


def test_a_page_spoilt_under_an_open_store_is_told_and_nothing_is_half_written(home: Path, clock: FixedClock) -> None:
    path = home / "villagevisit.db"
    with Workspace.open(home, clock) as ws:
        key, count = subkey(ws.key, "store"), audit_rows(ws.store)
    told = [place for place in range(PAGE, path.stat().st_size, PAGE) if spoilt(path, key, place)]
    assert len(told) >= 5, "the records take some pages"
    store = Store(path, key)
    flip(path, told[0])
    with pytest.raises(EnvironmentFailed, match=r"store\.damaged"), store.transaction() as db:
        audit.append(db, AT, "", "test", "half", {})
        db.execute(BODIES).fetchone()
    flip(path, told[0])
    assert audit_rows(store) == count
    store.close()
    assert "没有写进一半" in wording.explain(EnvironmentFailed("store.damaged"))


def spoilt(path: Path, key: bytes, place: int) -> bool:
    """Whether reading all records, in each way that there is, says that the page there was changed meanwhile."""
    store = Store(path, key)
    db = store.reader()
    flip(path, place)
    found = {code_of(lambda: list(db.execute("SELECT body FROM record_whole"))),
             code_of(lambda: db.execute("SELECT body FROM record_whole").fetchall()),
             code_of(lambda: db.execute(BODIES).fetchone())}  # fmt: skip
    flip(path, place)
    store.close()
    assert found in ({""}, {"store.damaged"})
    return bool(found - {""})


def code_of(ask: Callable[[], object]) -> str:
    try:
        ask()
    except EnvironmentFailed as error:
        return error.code
    return ""


def audit_rows(store: Store) -> int:
    return int(store.reader().execute("SELECT count(*) FROM audit").fetchone()[0])


def flip(path: Path, page: int) -> None:
    """Another bit somewhere in this page."""
    with path.open("r+b") as file:
        file.seek(page + 100)
        byte = file.read(1)[0]
        file.seek(page + 100)
        file.write(bytes([byte ^ 1]))
