"""Batches that wait: in order, each once, and none of them can stop the others."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.batch import Content
from sync.errors import SyncError
from sync.record import Record
from sync.server import overview
from sync.server.drain import Drain
from sync.server.inbox import MOST_TRIES, HighWater, Inbox, Settled
from sync.server.intake import Intake, Verdict
from sync.server.log import RecordLog
from tests.sync.makers import COUNTY, COUNTY_KEYS, chain, sealed
from tests.sync.server.conftest import no_seven, one_by_one

MORNING = "2026-11-22T10:00:00.000+08:00"
SOON = "2026-11-22T10:04:00.000+08:00"
LATER = "2026-11-22T10:06:00.000+08:00"


class Died(BaseException):
    """Stands for a killed process: nothing in between catches it."""


class Side:
    """An inbox with a clock and a judge that a test may change."""

    def __init__(self, log: RecordLog, folder: Path, most: HighWater | None = None) -> None:
        self.now = MORNING
        self.judge: Callable[[Record], Verdict] = no_seven
        self.folder = folder
        self.intake = Intake(log, COUNTY_KEYS, folder, lambda: self.now, one_by_one(lambda one: self.judge(one)))
        self.inbox = Inbox(self.intake, folder / "inbox", lambda: self.now, most)

    def put(self, first: int, last: int) -> str:
        """Lets records `first … last` of the laptop's chain wait; returns the digest of their batch."""
        data = sealed(Content(tuple(chain(last)[first - 1 :]), ()))
        digest = self.intake.check(data)[0].digest
        path = self.folder / "upload"
        path.write_bytes(data)
        self.inbox.admit(path, digest)
        return digest

    def steps(self) -> list[Settled]:
        found = []
        while (settled := self.inbox.step()) is not None:
            found.append(settled)
        return found


@pytest.fixture
def side(log: RecordLog, tmp_path: Path) -> Side:
    return Side(log, tmp_path)


def numbers(log: RecordLog) -> list[tuple[int, int]]:
    return [(one.number, one.record.seq) for one in overview.records_after(log, 0, 1_000)]


def files(side: Side) -> list[str]:
    return [path.name for path in (side.folder / "inbox").iterdir()]


def test_what_waits_is_taken_in_the_order_it_came_and_leaves_nothing(side: Side, log: RecordLog) -> None:
    first = side.put(1, 3)
    side.now = SOON
    second = side.put(4, 5)
    assert side.inbox.settled(first) is None
    assert (side.inbox.load().batches, side.inbox.load().records) == (2, 5)
    assert side.inbox.age(side.inbox.load()) == 240
    settled = side.steps()
    assert [one.digest for one in settled] == [first, second]
    assert numbers(log) == [(n, n) for n in range(1, 6)]
    assert [side.inbox.settled(one.digest) for one in settled] != settled
    assert all(one.taken and one.taken.receipt for one in map(side.inbox.settled, (first, second)) if one)
    assert side.inbox.load().batches == 0
    assert files(side) == []


@pytest.mark.allow_log
def test_a_poison_batch_goes_to_the_back_and_at_last_aside(side: Side, log: RecordLog) -> None:
    def choke(record: Record) -> Verdict:
        if record.seq == 1:
            raise RecursionError("deep")
        return Verdict()

    side.judge = choke
    poison = side.put(1, 2)
    side.now = SOON
    good = side.put(3, 4)
    settled = side.steps()
    tries = [one.digest for one in settled if one.again]
    assert tries == [poison] * MOST_TRIES
    assert [one.digest for one in settled].index(good) == 1
    assert [(one.digest, one.code) for one in settled if not one.again] == [(good, ""), (poison, "batch.poison")]
    assert numbers(log) == [(1, 3), (2, 4)]
    seen = overview.look(log)
    assert [(one.code, one.device) for one in seen.alarms] == [("batch.poison", "DZ-TEST-0001")]
    assert sorted((one.state, one.code) for one in seen.batches) == [("imported", ""), ("quarantined", "batch.poison")]
    assert (side.folder / "quarantine" / f"{poison}.vvb").is_file()
    assert files(side) == []
    side.judge = no_seven
    assert side.intake.receive((side.folder / "quarantine" / f"{poison}.vvb").read_bytes(), "stick").accepted == 2


def test_a_failing_disk_costs_no_try(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise SyncError("exchange.folder-full", environment=True)

    digest = side.put(1, 2)
    with monkeypatch.context() as patch:
        patch.setattr(side.intake, "receive", broken)
        for _ in range(2 * MOST_TRIES):
            with pytest.raises(SyncError, match="folder-full"):
                side.inbox.step()
    assert [one.digest for one in side.steps() if one.taken] == [digest]


def test_what_a_dead_drainer_held_is_taken_up_after_its_lease(side: Side, log: RecordLog) -> None:
    def die(_record: Record) -> Verdict:
        raise Died

    side.judge = die
    side.put(1, 2)
    with pytest.raises(Died):
        side.inbox.step()
    side.judge = no_seven
    side.now = SOON
    assert side.inbox.step() is None
    side.now = LATER
    assert [bool(one.taken) for one in side.steps()] == [True]
    assert numbers(log) == [(1, 1), (2, 2)]


def test_a_batch_that_kills_every_drainer_is_set_aside(side: Side) -> None:
    def die(_record: Record) -> Verdict:
        raise Died

    side.judge = die
    side.put(1, 2)
    for _ in range(MOST_TRIES):
        with pytest.raises(Died):
            side.inbox.step()
        side.inbox.release()
    assert [one.code for one in side.steps()] == ["batch.poison"]


def test_above_the_high_water_mark_nothing_more_is_taken_over(log: RecordLog, tmp_path: Path) -> None:
    side = Side(log, tmp_path, HighWater(records=5))
    side.put(1, 3)
    side.put(4, 5)
    with pytest.raises(SyncError, match=r"county\.inbox-full") as caught:
        side.put(6, 6)
    assert caught.value.environment
    assert (tmp_path / "upload").is_file()
    side.inbox.step()
    side.put(6, 6)
    small = Side(log, tmp_path, HighWater(bytes=100))
    with pytest.raises(SyncError, match=r"county\.inbox-full"):
        small.put(7, 8)


def test_after_a_crash_the_folder_and_the_rows_agree_again(side: Side, log: RecordLog) -> None:
    imported = side.put(1, 2)
    data = (side.folder / "inbox" / f"{imported}.vvb").read_bytes()
    side.steps()
    (side.folder / "inbox" / f"{imported}.vvb").write_bytes(data)
    (side.folder / "inbox" / f"{'0' * 64}.vvb").write_bytes(data[:100])
    lost = sealed(Content(tuple(chain(4)[2:]), ()))
    digest = side.intake.check(lost)[0].digest
    (side.folder / "inbox" / f"{digest}.vvb").write_bytes(lost)
    side.inbox.adopt()
    assert files(side) == [f"{digest}.vvb"]
    assert [one.digest for one in side.steps()] == [digest]
    assert len(numbers(log)) == 4


def test_several_drainers_take_each_batch_once_and_number_without_gaps(url: str, side: Side, log: RecordLog) -> None:
    digests = [side.put(first, first + 2) for first in range(1, 61, 3)]
    start = threading.Barrier(3)

    def drain(_: int) -> int:
        other = RecordLog(url, COUNTY)
        try:
            one = Intake(other, COUNTY_KEYS, side.folder, lambda: MORNING, one_by_one(no_seven))
            start.wait()
            return Drain(Inbox(one, side.folder / "inbox", lambda: MORNING)).run(until_empty=True)
        finally:
            other.close()

    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(drain, range(3)))
    assert sum(counts) == len(digests)
    assert [number for number, _ in numbers(log)] == list(range(1, 61))
    assert {seq for _, seq in numbers(log)} == set(range(1, 61))
    assert overview.look(log).alarms == ()
    assert overview.look(log).gaps == ()


def test_who_stops_a_drainer_waits_for_the_batch_in_hand(side: Side) -> None:
    begun = threading.Event()

    def slow(_record: Record) -> Verdict:
        begun.set()
        time.sleep(0.2)
        return Verdict()

    async def stop_in_the_middle() -> None:
        async with Drain(side.inbox).running():
            await asyncio.to_thread(begun.wait)

    side.judge = slow
    side.put(1, 2)
    asyncio.run(stop_in_the_middle())
    assert side.inbox.load().batches == 0
