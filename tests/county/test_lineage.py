"""Disks that went back in time, copied laptops, a county restored from an old backup: nothing lost, nothing twice."""

import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync import batch as batches
from sync.server import devices, overview
from sync.transport.http import Link
from tests.county.side import VILLAGE, Laptop
from villagevisit.county import server
from villagevisit.county.home import CountyHome, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock
from villagevisit.services import lineage, outstanding
from villagevisit.services.workspace import Workspace
from villagevisit.store import records


@contextmanager
def serving(county: CountyHome) -> Iterator[int]:
    with server.running(server.application(county, SignIn("code", county.clock))) as port:
        yield port


def copied(laptop: Laptop, to: Path) -> Path:
    """The data folder as a backup of the whole disk would have it."""
    laptop.ws.store.reader().execute("PRAGMA wal_checkpoint")
    shutil.copytree(laptop.ws.home, to)
    return to


def names(laptop: Laptop) -> list[str]:
    return records.lineages(laptop.ws.store.reader())


def chain(laptop: Laptop) -> set[str]:
    return {digest for (digest,) in laptop.ws.store.reader().execute("SELECT digest FROM record")}


def at_county(county: CountyHome) -> dict[str, str]:
    """Subject of each submission there, and its chain."""
    logged = overview.records_after(county.log, 0, 10_000)
    return {one.record.subject: one.record.device for one in logged if one.record.kind == "submission"}


def alarms(county: CountyHome) -> list[str]:
    return [one.code for one in overview.look(county.log).alarms]


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The requests that are made."""
    made: list[str] = []
    perform = Link.perform

    def counting(self: Link, request):
        made.append(type(request).__name__)
        return perform(self, request)

    with patch.context() as one:
        one.setattr(Link, "perform", counting)
        yield made


@pytest.mark.parametrize("outside", [True, False], ids=["marks-survive", "marks-restored-too"])
def test_a_restored_disk_goes_on_under_a_new_name_and_gets_back_what_it_had_sent(
    county: CountyHome, clock: FixedClock, tmp_path: Path, outside: bool
) -> None:
    marks = tmp_path / "marks" if outside else None
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop, serving(county) as port:
        laptop.ws.outside = marks
        first = laptop.visit(1)
        laptop.send(port)
        image = copied(laptop, tmp_path / "image")
        second = laptop.visit(2)
        laptop.send(port)
        whole, (old,) = chain(laptop), names(laptop)
    with Workspace.open(image, clock, marks) as ws, serving(county) as port:
        back = Laptop(ws, clock)
        assert (lineage.notice(ws) == "restored") == outside
        if outside:
            assert names(back)[0] == old
            assert len(names(back)) == 2
        third = back.visit(3)
        told = [back.send(port).new_name for _ in range(2)]
        assert told == (["restored", ""] if outside else ["copied", ""])
        assert whole <= chain(back)
        assert set(back.states()) == {"received"}
    found = at_county(county)
    assert set(found) == {first, second, third}
    assert found[third] != old
    assert alarms(county) == ([] if outside else ["record.fork"])
    assert {one.name for one in overview.look(county.log).devices} == {"1号机"}


def test_the_notice_is_read_once(laptop: Laptop) -> None:
    with laptop.ws.store.transaction() as db:
        lineage.begin(laptop.ws, db, lineage.COPIED)
    assert lineage.notice(laptop.ws) == "copied"
    lineage.noticed(laptop.ws)
    assert lineage.notice(laptop.ws) == ""


def test_a_copied_laptop_that_both_use_keeps_the_work_of_both(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    with serving(county) as port:
        before = laptop.visit(1)
        laptop.send(port)
        image = copied(laptop, tmp_path / "image")
        ours = [laptop.visit(number) for number in (2, 3)]
        laptop.send(port)
        with Workspace.open(image, clock) as ws:
            clone = Laptop(ws, clock)
            theirs = [clone.visit(number) for number in (4, 5, 6)]
            assert clone.send(port).new_name in ("restored", "copied")
            clone.send(port)
            assert set(clone.states()) == {"received"}
            assert len(names(clone)) == 2
            mine, _, clones = names(laptop)[0], None, names(clone)[1]
            assert [clone.state_of(one) for one in theirs] == ["received"] * 3
        later = laptop.visit(7)
        laptop.send(port)
    found = at_county(county)
    assert {one: found[one] for one in (before, *ours, later)} == dict.fromkeys((before, *ours, later), mine)
    assert {one: found[one] for one in theirs} == dict.fromkeys(theirs, clones)
    assert alarms(county) == ["record.fork"]
    assert overview.look(county.log).gaps == ()


@pytest.mark.parametrize("sent_before_copy", [0, 1])
def test_a_clone_whose_records_are_both_unsent_is_found_by_the_second_to_come(
    county: CountyHome, clock: FixedClock, tmp_path: Path, sent_before_copy: int
) -> None:
    """Copied before the first exchange, both have a name and no keys yet: to the county they are two laptops."""
    with Laptop.make(tmp_path / "laptop", county, clock, 2) as laptop, serving(county) as port:
        laptop.visit(1)
        for _ in range(sent_before_copy):
            laptop.send(port)
        laptop.visit(2)
        image = copied(laptop, tmp_path / "image")
        ours = laptop.visit(3)
        with Workspace.open(image, clock) as ws:
            clone = Laptop(ws, clock)
            theirs = clone.visit(4)
            clone.send(port)
            laptop.send(port)
            laptop.send(port)
            assert clone.state_of(theirs) == laptop.state_of(ours) == "received"
    assert len(at_county(county)) == 4


def test_a_county_restored_from_an_old_backup_gets_everything_again(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    home = tmp_path / "restored"
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        with serving(county) as port:
            early = laptop.visit(1)
            laptop.send(port)
            shutil.copytree(county.folder.parent, home)
            late = [laptop.visit(number, (f"photo {number}".encode(),)) for number in (2, 3)]
            laptop.send(port)
        with open_county(home, clock) as again, serving(again) as port:
            assert set(at_county(again)) == {early}
            laptop.send(port)
            assert set(at_county(again)) == {early, *late}
            assert set(laptop.states()) == {"received"}
            assert outstanding.waiting(laptop.ws).records == 0
            assert alarms(again) == []
            assert overview.look(again.log).gaps == ()


def test_a_sync_without_changes_is_one_request(
    laptop: Laptop, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1)
    laptop.send(port)
    with counted(monkeypatch) as made:
        laptop.send(port)
    assert made == ["Fetch"]


def test_a_laptop_that_forgot_every_acknowledgement_sends_nothing_again(
    laptop: Laptop, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        laptop.visit(number)
    laptop.send(port)
    with laptop.ws.store.transaction() as db:
        db.execute("UPDATE record SET state = 'due', batch = ''")
        db.execute("DELETE FROM batch")
        db.execute("DELETE FROM setting WHERE key LIKE 'exchange.%'")
    with counted(monkeypatch) as made:
        laptop.send(port)
    assert made == ["Fetch"]
    assert laptop.states() == {"received": 20}


def test_what_a_restored_county_lost_comes_back_from_a_third_laptop(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    """The author's laptop is gone; a clerk's laptop has the originals, which the county recognises as its own."""
    home = tmp_path / "restored"
    with Laptop.make(tmp_path / "clerk", county, clock) as clerk, serving(county) as port:
        clerk.send(port)
        with county.log.writing() as s:
            devices.set_scope(s, names(clerk)[0], "clerk", VILLAGE)
        clerk.send(port)
        shutil.copytree(county.folder.parent, home)
        with Laptop.make(tmp_path / "author", county, clock) as author:
            visits = [author.visit(number) for number in (1, 2)]
            author.send(port)
            originals = chain(author)
        clerk.send(port)
        assert originals <= chain(clerk)
    with open_county(home, clock) as again, serving(again) as port:
        clerk_again = Workspace.open(tmp_path / "clerk", clock)
        with Laptop(clerk_again, clock) as clerk:
            clerk.send(port)
            assert set(at_county(again)) == set(visits)
            logged = {one.record.digest for one in overview.records_after(again.log, 0, 100)}
            assert originals <= logged
            assert alarms(again) == []


def test_a_forged_original_is_not_taken_and_somebody_hears_of_it(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    home = tmp_path / "restored"
    with Laptop.make(tmp_path / "clerk", county, clock) as clerk, serving(county) as port:
        clerk.send(port)
        with county.log.writing() as s:
            devices.set_scope(s, names(clerk)[0], "clerk", VILLAGE)
        clerk.send(port)
        shutil.copytree(county.folder.parent, home)
        with Laptop.make(tmp_path / "author", county, clock) as author:
            author.visit(1)
            author.send(port)
        clerk.send(port)
        with clerk.ws.store.transaction() as db:
            db.execute("UPDATE record SET voucher = zeroblob(16) WHERE voucher <> x''")
    with (
        open_county(home, clock) as again,
        serving(again) as port,
        Laptop(Workspace.open(tmp_path / "clerk", clock), clock) as clerk,
    ):
        clerk.send(port)
        assert at_county(again) == {}
        assert alarms(again) == ["relay.forged"]


def test_what_is_due_is_sealed_in_flat_memory(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(150):
        laptop.visit(number, size=30_000)
    monkeypatch.setattr(batches, "MAX_CONTENT", 150_000)
    tracemalloc.start()
    try:
        result = laptop.write(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (result.sent, result.batches > 30) == (150, True)
    assert peak < 2_500_000  # of 4.7 MB of records
