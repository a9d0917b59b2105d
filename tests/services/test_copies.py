"""This computer's own copy of each day: made once, checked, encrypted, seven kept, put back when the file is spoilt."""

import json
from pathlib import Path

import pytest

from tests.store.test_tampering import doctor, work
from villagevisit import cli, wording
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import attachments, copies, lineage, tidy
from villagevisit.services.workspace import Cancelled, Workspace
from villagevisit.store import driver, records


def told(ws: Workspace) -> int:
    row = ws.store.reader().execute("SELECT count(*) FROM record").fetchone()
    return int(row[0])


def test_one_a_day_and_seven_of_them_each_encrypted(ws: Workspace, clock: FixedClock) -> None:
    work(ws, 0, 5)
    for day in range(9):
        made = copies.make(ws)
        assert made is not None
        assert copies.make(ws) is None
        assert copies.newest(ws.home) == f"2026-{11 + (22 + day) // 31}-{(21 + day) % 30 + 1:02d}"
        clock.advance(days=1)
    files = sorted(path.name for path in (ws.home / copies.FOLDER).glob("villagevisit*"))
    assert files == [f"villagevisit-{day}.db" for day in (20261124, *range(20261125, 20261131))]
    for path in (ws.home / copies.FOLDER).glob("villagevisit*"):
        assert not driver.is_plain(path)
        assert b"submission" not in path.read_bytes()


def test_a_copy_that_is_not_whole_does_not_count(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    work(ws, 0, 5)
    copy = ws.store.copy

    def spoilt(path: Path, progress: object) -> None:
        copy(path, lambda _done, _all: None)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(ws.store, "copy", spoilt)
        with pytest.raises(EnvironmentFailed, match=r"copy\.damaged"):
            copies.make(ws)
    assert list((ws.home / copies.FOLDER).glob("villagevisit*")) == []
    assert copies.make(ws) is not None


def test_closing_the_program_stops_a_copy_and_leaves_nothing(ws: Workspace) -> None:
    def closed(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        copies.make(ws, closed)
    assert list((ws.home / copies.FOLDER).glob("villagevisit*")) == []


def test_a_spoilt_file_comes_back_under_a_new_name_and_is_kept(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    with Workspace.open(home, clock) as ws:
        work(ws, 0, 5)
        copies.make(ws)
        clock.advance(days=1)
        work(ws, 5, 8)
        copies.make(ws)
        name = records.lineages(ws.store.reader())[-1]
        work(ws, 8, 9)
    path = home / "villagevisit.db"
    spoilt = path.read_bytes()[: -4096 * 3] + bytes(4096 * 3)
    path.write_bytes(spoilt)
    assert doctor(capsys, home) & {"doctor.database", "store.damaged"}
    newest = copies.every(home)[0]
    newest.write_bytes(newest.read_bytes()[:-1] + b"x")
    with pytest.raises(SystemExit) as left:
        cli.main(WINDOW, DOORS, ["--home", str(home), "--json", "doctor", "--restore"])
    out, _ = capsys.readouterr()
    wording.set_language("zh_CN")
    assert not left.value.code
    assert json.loads(out) == {"file": "villagevisit-20261122.db"}, "the newer copy is spoilt, too"
    (aside,) = (home / copies.FOLDER).glob("damaged-*/villagevisit.db")
    assert aside.read_bytes() == spoilt
    with Workspace.open(home, clock) as ws:
        assert told(ws) == 5
        assert lineage.notice(ws) == lineage.RESTORED
        assert records.lineages(ws.store.reader())[-1] != name
        attachments.store(ws, b"photo of a record that the county still has")
        assert tidy.attachments(ws) == 0
        lineage.noticed(ws)
        assert tidy.attachments(ws) == 1
    assert doctor(capsys, home) - {"doctor.clock"} == set()


def test_without_a_whole_copy_nothing_is_touched(ws: Workspace, clock: FixedClock) -> None:
    work(ws, 0, 5)
    ws.close()
    before = ws.store.path.read_bytes()
    with pytest.raises(Refused, match=r"copy\.none"):
        copies.restore(ws.home, ws.key, clock)
    assert ws.store.path.read_bytes() == before
