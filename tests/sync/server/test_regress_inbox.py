"""What the simulator and the kills once found in the inbox (docs/reliability.md)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import SyncError
from sync.server.log import RecordLog, Session
from tests.sync.server.test_inbox import Side, files, numbers


def test_what_a_stick_settled_meanwhile_leaves_no_row_that_holds_up_the_rest(log: RecordLog, tmp_path: Path) -> None:
    side = Side(log, tmp_path)
    digest = side.put(1, 2)
    by_stick = (side.folder / "inbox" / f"{digest}.vvb").read_bytes()
    side.intake.receive(by_stick, "stick")
    side.inbox.adopt()
    assert side.inbox.load().batches == 0
    assert files(side) == []
    side.put(3, 4)
    assert [bool(one.taken) for one in side.steps()] == [True]
    assert [seq for _, seq in numbers(log)] == [1, 2, 3, 4]


def test_a_batch_in_hand_when_the_database_went_away_is_imported_as_soon_as_it_is_back(
    log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = Side(log, tmp_path)
    side.put(1, 2)

    def gone(*_: object, **__: object) -> None:
        raise SyncError("county.database", environment=True)

    def dies(*_: object) -> None:
        monkeypatch.setattr(log, "write", gone)
        gone()

    with monkeypatch.context() as patch:
        patch.setattr(side.intake, "receive", dies)
        for _ in range(7):
            with pytest.raises(SyncError, match=r"county\.database"):
                side.inbox.step()
    monkeypatch.undo()
    assert [bool(one.taken) for one in side.steps()] == [True]


def test_a_claim_whose_commit_nobody_heard_of_holds_up_nothing(
    log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = Side(log, tmp_path)
    side.put(1, 2)
    write = log.write

    def twice(work: Callable[[Session], object], *, serial: bool = True) -> object:
        write(work, serial=serial)
        return write(work, serial=serial)

    with monkeypatch.context() as patch:
        patch.setattr(log, "write", twice)
        settled = side.inbox.step()
    assert settled is not None
    assert settled.taken is not None
    assert side.inbox.load().batches == 0


def test_a_batch_that_is_imported_while_it_is_sent_again_holds_up_nothing(
    log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = Side(log, tmp_path)
    digest = side.put(1, 2)
    again = tmp_path / "again.part"
    again.write_bytes((side.folder / "inbox" / f"{digest}.vvb").read_bytes())
    with monkeypatch.context() as patch:  # between the new file and its row
        patch.setattr("sync.server.inbox.flush_folder", lambda _folder: side.inbox.step())
        side.inbox.admit(again, digest)
    assert files(side) == []
    assert [bool(one.taken) for one in side.steps()] == [True]
    assert side.inbox.load().batches == 0
