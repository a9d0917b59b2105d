"""What the simulator once found between laptops and a county, each at its own size (docs/reliability.md)."""

import shutil
from pathlib import Path

import pytest

from sync import batch as batches
from sync.receipt import Word
from sync.server import overview
from tests.county.certified import certify
from tests.county.side import COUNTY, NAME, OTHER, PHOTO, Laptop
from tests.county.test_lineage import at_county, copied, names, serving
from tests.county.township import RED_LINES, clerk_laptop, import_roster
from tests.services.conftest import set_up_home
from villagevisit.county.backup import back_up
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.restore import restore
from villagevisit.domain.clock import FixedClock
from villagevisit.services import exchange_down
from villagevisit.services.workspace import Workspace
from villagevisit.store import county_view, outbox
from villagevisit.store.county_view import ReceivedSignature, ReceivedVisit, Writer

__all__ = ["set_up_home"]

SMALL = 40 * 1024


def whole_blobs(county: CountyHome) -> list[bytes]:
    with county.log.reading() as s:
        query = "SELECT digest FROM blob WHERE county = ? AND whole = 1"
        found = [county.intake.blobs.read(digest) for (digest,) in s.db.exec_driver_sql(query, (s.county,))]
    return [data for data in found if data is not None]


@pytest.mark.parametrize(
    ("second", "signed"),
    [(("officer-2", b"2"), 1), (("officer-1", b"1"), 0), (("officer-2", b"1"), 0), (("officer-1", b"2"), 0)],
    ids=["two-people", "one-person", "one-key", "one-person-two-keys"],
)
def test_two_signatures_of_one_person_count_once(county: CountyHome, second: tuple[str, bytes], signed: int) -> None:
    visit = ReceivedVisit(
        "visit-1", "DZ-TEST-0001", "999999100201", "红星村", "一组", "household-1", "0001", "张三丰", "f01", "2026",
        "", 2, "2026", health=False,
    )  # fmt: skip
    for number in (1, 2):
        certify(county, f"00{number}", b"%d" % number * 32)
    with county.view.store.transaction() as db:
        writer = Writer(db)
        writer.add_visit(visit, "d", [])
        for place, (officer, key) in enumerate([("officer-1", b"1"), second], start=1):
            writer.add_signature(ReceivedSignature("visit-1", place, "d", officer, key * 32, "李芳", "2026"))
        writer.finish()
    (village,) = county_view.villages(county.view.store.reader())
    assert village.signed == signed


def test_a_restored_county_gets_its_photos_again(county: CountyHome, clock: FixedClock, tmp_path: Path) -> None:
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        with serving(county) as port:
            laptop.send(port)
            shutil.copytree(county.folder.parent, tmp_path / "restored")
            laptop.visit(1, (PHOTO,))
            laptop.send(port)
        with open_county(tmp_path / "restored", clock) as again, serving(again) as port:
            assert whole_blobs(again) == []
            laptop.send(port)
            assert whole_blobs(again) == [PHOTO]


def test_by_stick_too_a_restored_county_is_heard_at_once(clock: FixedClock, tmp_path: Path) -> None:
    """There is no answer to our own question there: only the count of its words says which is the newest."""
    stick, disk, paper = (tmp_path / name for name in ("stick", "disk", "paper"))
    stick.mkdir()
    disk.mkdir()
    paper.write_text(init(tmp_path / "home", Identity(COUNTY, NAME, "")), "ascii")
    with open_county(tmp_path / "home", clock) as county, Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        laptop.write(stick)
        receive(county, stick)
        laptop.write(stick)
        back_up(county, disk)
        laptop.visit(1)
        laptop.write(stick)
        receive(county, stick)
        laptop.write(stick)
        assert set(laptop.states()) == {"received"}
        restore(tmp_path / "new", disk, paper)
        with open_county(tmp_path / "new", clock) as again:
            receive(again, stick)
            laptop.write(stick)
            assert sum(one.accepted for one in receive(again, stick)) == 1


def test_a_word_counts_unless_it_is_older_than_the_last(laptop: Laptop) -> None:
    words = [Word("", 5), Word("", 4), Word("", 5), Word("NEW", 1), Word("", 6), Word("NEW", 1)]
    with laptop.ws.store.transaction() as db:
        assert [exchange_down.heard(db, one, answered=False) for one in words] == [True, False, True, True, False, True]


def test_batches_of_a_taken_name_go_on_under_the_new_one(
    county: CountyHome, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied before the first exchange: one name, two keys. Some batches carry pieces of a photo and no record."""
    monkeypatch.setattr(batches, "MAX_CONTENT", SMALL)
    monkeypatch.setattr(batches, "MAX_PIECE", SMALL // 2)
    stick = tmp_path / "stick"
    stick.mkdir()
    with Laptop.make(tmp_path / "laptop", county, clock, 2) as laptop, serving(county) as port:
        ours = laptop.visit(1)
        image = copied(laptop, tmp_path / "image")
        laptop.send(port)
        with Laptop(Workspace.open(image, clock), clock) as clone:
            (taken,) = names(clone)
            theirs = clone.visit(2, (PHOTO, OTHER))
            clone.write(stick)
            assert any(not row.records for row in outbox.open_batches(clone.ws.store.reader()))
            clone.send(port)
            assert names(clone) != [taken]
            assert outbox.open_batches(clone.ws.store.reader()) == []
            assert clone.outbox() == {}
            assert clone.state_of(ours) == clone.state_of(theirs) == "received"
        assert sorted(whole_blobs(county)) == sorted([PHOTO, OTHER])


def test_a_server_killed_between_the_last_byte_and_its_inbox_takes_the_batch_anew(
    laptop: Laptop, county: CountyHome, tmp_path: Path
) -> None:
    laptop.visit(1)
    laptop.write(tmp_path)  # sealed, and tried: the laptop asks first what is there
    ((name, data),) = laptop.outbox().items()
    with laptop.ws.store.transaction() as db:
        outbox.tried(db, name.removesuffix(".vvb"))
    (county.folder / "staging").mkdir()
    (county.folder / "staging" / f"{name.removesuffix('.vvb')}.part").write_bytes(data)
    with serving(county) as port:
        laptop.send(port)
    assert laptop.states() == {"received": 1}


def test_a_restored_county_gets_again_what_it_had_refused(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    """Else its place would stay a gap in the chain, and nothing behind it could ever be called safe."""
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        with serving(county) as port:
            laptop.send(port)
            shutil.copytree(county.folder.parent, tmp_path / "restored")
            laptop.append("submission", "bad", b"\xa0")
            laptop.send(port)
            assert laptop.states() == {"refused": 1}
        with open_county(tmp_path / "restored", clock) as again, serving(again) as port:
            laptop.visit(1, signatures=2)
            laptop.send(port)
            assert laptop.states() == {"refused": 1, "received": 1}
            assert overview.look(again.log).gaps == ()


def test_a_name_that_a_copy_took_after_the_county_came_back_leaves_nothing_behind(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    """Copied before the first exchange. What was received under the name before the disaster is nobody's but ours."""
    home = tmp_path / "restored"
    with Laptop.make(tmp_path / "laptop", county, clock, 2) as laptop:
        shared = laptop.visit(1)
        image = copied(laptop, tmp_path / "image")
        shutil.copytree(county.folder.parent, home)
        ours = laptop.visit(2, (PHOTO,))
        with serving(county) as port:
            laptop.send(port)
        with (
            open_county(home, clock) as again,
            serving(again) as port,
            Laptop(Workspace.open(image, clock), clock) as clone,
        ):
            theirs = clone.visit(3)
            clone.send(port)
            (taken,) = names(clone)
            assert set(at_county(again)) == {shared, theirs}
            laptop.send(port)
            assert set(at_county(again)) == {shared, ours, theirs}
            assert taken not in names(laptop)
            laptop.send(port)
            assert laptop.state_of(ours) == "received"
            assert whole_blobs(again) == [PHOTO]


def test_a_restored_disk_does_not_say_again_what_its_earlier_chain_says(
    county: CountyHome, clock: FixedClock, set_up_home: Path, tmp_path: Path
) -> None:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as clerk, serving(county) as port:
        import_roster(clerk.ws, tmp_path)
        clerk.send(port)
        image = copied(clerk, tmp_path / "image")
        import_roster(clerk.ws, tmp_path, RED_LINES[:3])
        clerk.send(port)
        whole = _rosters(county)
        with Laptop(Workspace.open(image, clock), clock) as back:
            back.send(port)
            back.send(port)
            assert set(whole) <= {digest for (digest,) in back.ws.store.reader().execute("SELECT digest FROM record")}
        assert _rosters(county) == whole


def _rosters(county: CountyHome) -> list[str]:
    return [one.record.digest for one in overview.records_after(county.log, 0, 100) if one.record.kind == "roster"]
