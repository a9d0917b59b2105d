"""A county database that was copied back by hand is found out at the next opening, and goes on under a new name."""

import shutil
from pathlib import Path

import pytest

from sync.record import COUNTY_CHAIN
from tests.county.side import COUNTY
from tests.county.test_lineage import serving
from tests.county.test_restored_county import Place, at_laptop, branches, decide, decided, names
from villagevisit.county import high_water
from villagevisit.county.home import CountyHome, open_county
from villagevisit.domain.clock import FixedClock

FIRST = f"{COUNTY_CHAIN}{COUNTY}"


@pytest.fixture
def place(tmp_path: Path, clock: FixedClock) -> Place:
    return Place(tmp_path, clock)


def database(place: Place) -> Path:
    return place.folder / "first" / "county" / "log.db"


def set_aside(place: Place, name: str) -> Path:
    copy = place.folder / name
    shutil.copy(database(place), copy)
    return copy


def copy_back(place: Place, copy: Path) -> None:
    for ending in ("-wal", "-shm"):
        database(place).with_name(f"log.db{ending}").unlink(missing_ok=True)
    shutil.copy(copy, database(place))


def lineage(county: CountyHome) -> str:
    with county.log.reading() as s:
        return s.word().lineage


def test_what_was_lost_is_not_written_over_and_comes_back_from_the_laptops(place: Place, clock: FixedClock) -> None:
    with open_county(place.folder / "first", clock) as county, place.clerk(county) as clerk:
        decide(county, "h1", clock)
        county.log.close()
        copy = set_aside(place, "by-hand.db")
        decide(county, "h2", clock)  # is lost below, but the clerk's laptop has it
        with serving(county) as port:
            clerk.send(port)
        county.mark()
        county.log.close()
        copy_back(place, copy)
        with open_county(place.folder / "first", clock) as again:
            assert lineage(again)
            decide(again, "h3", clock)
            with serving(again) as port:
                clerk.send(port)
                clerk.send(port)
            found = decided(again)
            assert (found["h1"], found["h2"]) == (FIRST, FIRST)
            assert found["h3"].startswith(f"{FIRST}-")
            assert at_laptop(clerk) == set(found.items())
            assert branches(clerk) == 0


def test_each_time_it_is_copied_back_it_gets_another_name(place: Place, clock: FixedClock) -> None:
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h1", clock)
    copy = set_aside(place, "by-hand.db")
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h2", clock)
    made = set()
    for _ in range(2):
        copy_back(place, copy)
        with open_county(place.folder / "first", clock) as county:
            decide(county, "h3", clock)
            made |= names(county)
    assert len(made) == 3


@pytest.mark.parametrize("spoil", ["nothing", "no mark", "damaged mark", "mark behind"])
def test_a_county_that_lost_nothing_keeps_its_name(place: Place, clock: FixedClock, spoil: str) -> None:
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h1", clock)
    mark = place.folder / "first" / "county" / high_water.FILE
    old = mark.read_bytes()
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h2", clock)
    assert mark.read_bytes() != old
    if spoil == "no mark":
        mark.unlink()
    elif spoil != "nothing":
        mark.write_bytes(old if spoil == "mark behind" else b"{")
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h3", clock)
        assert names(county) == {FIRST}


def test_a_restore_that_another_machine_made_is_not_taken_for_a_copy(place: Place, clock: FixedClock) -> None:
    """Two machines share a database; each has a mark of its own beside its keys."""
    with open_county(place.folder / "first", clock) as county:
        decide(county, "h1", clock)
        with county.log.writing() as s:
            s.begin_lineage(1)
        begun = lineage(county)
    with open_county(place.folder / "first", clock) as county:
        assert lineage(county) == begun
