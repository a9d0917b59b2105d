"""What the simulator once found in the inbox (docs/reliability.md)."""

from pathlib import Path

from sync.server.log import RecordLog
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
