"""A county's past cannot be exchanged quietly: every laptop keeps the daily roots that it saw."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from sync import root as roots
from sync.errors import SyncError
from sync.record import Record
from tests.county.commanded import run, said
from tests.county.side import COUNTY, Laptop
from tests.county.test_lineage import serving
from tests.county.test_pages import CODE, Browser
from tests.county.test_restored_county import Place
from villagevisit.county import history, history_pages, server
from villagevisit.county.backup import back_up
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock
from villagevisit.services import checkup, replica_log
from villagevisit.store import county_roots
from villagevisit.store import roots as kept


@pytest.fixture
def place(tmp_path: Path, clock: FixedClock) -> Place:
    return Place(tmp_path, clock)


@contextmanager
def first(place: Place) -> Iterator[CountyHome]:
    with open_county(place.folder / "first", place.clock) as county:
        yield county


def aside(place: Place) -> Path:
    """All of the county's folder as it lies there, keys and marks with it: what an administrator can copy back."""
    copy = place.folder / "by-hand"
    shutil.copytree(place.folder / "first", copy)
    return copy


def roll_back(place: Place, copy: Path) -> None:
    shutil.rmtree(place.folder / "first")
    shutil.copytree(copy, place.folder / "first")


def exchange(county: CountyHome, *laptops: Laptop) -> None:
    with serving(county) as port:
        for laptop in laptops:
            laptop.send(port)


def page(county: CountyHome, path: str) -> str:
    with server.running(server.application(county, SignIn(CODE, county.clock))) as port:
        browser = Browser(port)
        browser.sign_in()
        answer = browser.ask("GET", path)
        browser.close()
    return answer[1]


def told(laptop: Laptop) -> set[str]:
    return {one.error.code for one in replica_log.problems(laptop.ws)}


def healthy(laptop: Laptop) -> bool:
    return all(one.good for one in checkup.examine(laptop.ws) if one.code == "doctor.roots")


def reports(county: CountyHome) -> list[tuple[str, str]]:
    county.view.catch_up()
    return sorted((one.device, one.code) for one in county_roots.every(county.view.store.reader()))


def test_each_day_has_one_root_that_holds_and_laptops_keep_them(place: Place, clock: FixedClock) -> None:
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        for day in range(4):
            laptop.visit(day)
            exchange(county, laptop)
            clock.advance(hours=24)
            county.mark()
            county.mark()
        exchange(county, laptop)
        seen = history.examine(county.log, county.keys)
        newest = kept.newest(laptop.ws.store.reader())
        assert (seen.roots, seen.good, seen.records) == (5, True, 4)
        assert newest is not None
        assert newest.signed == seen.newest
        assert (newest.place, newest.records) == (5, 4)
        assert not told(laptop)
        assert healthy(laptop)


@pytest.mark.parametrize("days", [0, 1])
def test_a_county_set_back_without_restore_is_reported_by_every_laptop(
    place: Place, clock: FixedClock, days: int
) -> None:
    """Also when its marks and keys went back with it, whether it signed anew since or not."""
    with first(place) as county:
        one = Laptop.make(place.folder / "two", county, clock)
        other = Laptop.make(place.folder / "three", county, clock)
        one.visit(1)
        exchange(county, one, other)
    copy = aside(place)
    clock.advance(hours=24)
    with first(place) as county:
        one.visit(2)
        exchange(county, one, other)
    roll_back(place, copy)
    clock.advance(hours=24 if days else -24)
    with one, other, first(place) as county:
        one.visit(3)
        exchange(county, one, other)
        assert all(not healthy(laptop) for laptop in (one, other))
        code = "root.other" if days else "root.older"
        assert code in told(one) & told(other)
        exchange(county, one, other)
        devices = {device for device, found in reports(county) if found == code}
        assert len(devices) == 2
        before = len(reports(county))
        exchange(county, one, other)
        assert len(reports(county)) == before  # each says it once
        assert "有电脑说县里的历史变了" in page(county, "/history")


def test_a_database_copied_back_beside_its_mark_is_reported_too(place: Place, clock: FixedClock) -> None:
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        laptop.visit(1)
        exchange(county, laptop)
        county.log.close()
        copy = aside(place) / "county" / "log.db"
        clock.advance(hours=24)
        laptop.visit(2)
        county.mark()
        exchange(county, laptop)
        county.mark()
        county.log.close()
        database = place.folder / "first" / "county" / "log.db"
        for ending in ("-wal", "-shm"):
            database.with_name(f"log.db{ending}").unlink(missing_ok=True)
        shutil.copy(copy, database)
        with first(place) as again:
            exchange(again, laptop)
            assert told(laptop) == {"root.copied"}
            assert not healthy(laptop)
            exchange(again, laptop)
            assert [code for _, code in reports(again)] == ["root.copied"]


def test_a_restore_is_shown_and_is_no_alarm(place: Place, clock: FixedClock) -> None:
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        laptop.visit(1)
        exchange(county, laptop)
        back_up(county, place.disk)
        clock.advance(hours=24)
        county.mark()
        laptop.visit(2)
        exchange(county, laptop)
        with place.restored("second") as again:
            exchange(again, laptop)
            exchange(again, laptop)
            assert told(laptop) == {"root.restored"}
            assert healthy(laptop)
            assert reports(again) == []
            assert history.examine(again.log, again.keys).good
            clock.advance(hours=24)
            again.mark()
            exchange(again, laptop)
            assert told(laptop) == {"root.restored"}


def test_an_old_stick_is_no_alarm(place: Place, clock: FixedClock) -> None:
    stick, old = place.folder / "stick", place.folder / "old"
    stick.mkdir()
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        laptop.write(stick)
        receive(county, stick)
        shutil.copytree(stick, old)
        for _ in range(2):
            clock.advance(hours=24)
            county.mark()
            laptop.visit(1)
            laptop.write(stick)
            receive(county, stick)
        laptop.write(stick)
        laptop.write(old)
        newest = kept.newest(laptop.ws.store.reader())
        assert newest is not None
        assert newest.place == 3
        assert not told(laptop)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET body = x'a0' WHERE number = 1",
        "UPDATE audit SET actor = 'somebody else' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM record WHERE number = 2",
        "UPDATE record SET number = 99 WHERE number = 1",
        "UPDATE root SET signed = zeroblob(length(signed)) WHERE place = 1",
        "DELETE FROM root WHERE place = 1",
    ],
)
def test_whatever_is_changed_behind_a_root_shows(place: Place, clock: FixedClock, sql: str) -> None:
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        laptop.visit(1)
        laptop.visit(2)
        exchange(county, laptop)
        page(county, "/history")  # leaves rows in the audit log
        for _ in range(2):
            clock.advance(hours=24)
            county.mark()
        assert history.examine(county.log, county.keys).good
        with county.log._engine.begin() as db:
            db.execute(text(sql + " AND county = :county"), {"county": COUNTY})
        assert not history.examine(county.log, county.keys).good


def test_the_page_of_the_history_reads_so_many_records_at_a_time_and_goes_on_where_it_stopped(
    place: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_pages, "AT_ONCE", 2)
    read: list[str] = []
    holds = Record.holds
    with first(place) as county, Laptop.make(place.folder / "laptop", county, clock) as laptop:
        for day in range(5):
            laptop.visit(day)
            exchange(county, laptop)
            clock.advance(hours=24)
            county.mark()

        def looked(one: Record) -> bool:
            read.append(one.digest)
            return holds(one)

        monkeypatch.setattr(Record, "holds", looked)
        with server.running(server.application(county, SignIn(CODE, county.clock))) as port:
            browser = Browser(port)
            browser.sign_in()
            for done in ("已核对 2 条，共 5 条", "已核对 4 条，共 5 条", "5 条记录一条接一条，没有被改动"):
                before = len(read)
                answer = browser.ask("GET", "/history")[1]
                assert done in answer
                assert len(read) - before <= 2
            assert "6 次日签都与记录和操作记录相符" in answer
            assert len(read) == len(set(read)) == 5
            browser.ask("GET", "/history")
            assert len(read) == 5, "what was looked at was read again"
            with county.log._engine.begin() as db:
                db.execute(text("UPDATE record SET body = x'a0' WHERE number = 1 AND county = :it"), {"it": COUNTY})
            assert "有记录被改动过" in browser.ask("GET", "/history?again=1")[1]
            browser.close()


def test_the_root_on_paper_is_the_one_that_was_signed(place: Place, clock: FixedClock) -> None:
    with first(place) as county:
        key = county.keys.trust
        signed = history.sign_now(county.log, county.keys, clock)
    assert roots.from_text(roots.to_text(signed)) == signed
    assert roots.read(signed, key).place == 2
    for place_ in range(len(signed)):
        spoilt = bytearray(signed)
        spoilt[place_] ^= 1
        with pytest.raises(SyncError, match=r"root\.damaged"):
            roots.read(bytes(spoilt), key)


def test_root_and_doctor_on_the_command_line(place: Place) -> None:
    home = place.folder / "first"
    assert re.fullmatch(r"VVR1:[0-9A-Z $%*+\-./:]+", said(home, "county", "root")["code"])
    assert said(home, "county", "doctor")["good"] is True
    with first(place) as county, county.log._engine.begin() as db:
        db.execute(text("UPDATE audit SET actor = 'x' WHERE number > 0 AND county = :county"), {"county": COUNTY})
        db.execute(text("DELETE FROM root WHERE place = 1 AND county = :county"), {"county": COUNTY})
    assert run(home, "county", "doctor").exit_code == 1
