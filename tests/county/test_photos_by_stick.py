"""Photos of a laptop that sees no network and lost its place: none twice that the county has, each that it has not."""

from pathlib import Path

from sync import container
from sync.batch import read_header
from tests.county.side import OTHER, PHOTO, Laptop
from tests.county.test_lineage import copied
from tests.county.test_restored_county import Place
from villagevisit.county.backup import back_up
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, open_county
from villagevisit.domain.clock import FixedClock
from villagevisit.services.lineage import CURSOR
from villagevisit.services.workspace import Workspace
from villagevisit.store import settings


def brought(stick: Path) -> int:
    """Pieces of photos on the stick."""
    headers = [read_header(container.parse(path.read_bytes())) for path in (stick / "VILLAGEVISIT/up").rglob("*.vvb")]
    return sum(one.pieces for one in headers)


def trip(laptop: Laptop, county: CountyHome, stick: Path) -> int:
    """One way to the county; returns how many pieces went."""
    laptop.write(stick)
    pieces = brought(stick)
    receive(county, stick)
    return pieces



def due(laptop: Laptop) -> set[str]:
    return {str(state) for (state,) in laptop.ws.store.reader().execute("SELECT state FROM blob")}


def test_a_lost_checkpoint_sends_no_photo_twice(laptop: Laptop, county: CountyHome, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.visit(1, (PHOTO,))
    laptop.visit(2, (OTHER,))
    assert trip(laptop, county, stick) == 2
    assert trip(laptop, county, stick) == 0
    laptop.write(stick)
    assert due(laptop) == {"received"}
    with laptop.ws.store.transaction() as db:
        settings.put(db, CURSOR, "")
    assert [trip(laptop, county, stick) for _ in range(3)] == [0, 0, 0]
    laptop.write(stick)
    assert (due(laptop), laptop.states()) == ({"received"}, {"received": 2})


def test_a_county_that_came_back_from_a_backup_gets_what_it_lost_and_no_more(
    tmp_path: Path, clock: FixedClock
) -> None:
    place, stick = Place(tmp_path, clock), tmp_path / "stick"
    stick.mkdir()
    with open_county(tmp_path / "first", clock) as county, Laptop.make(tmp_path / "l", county, clock) as laptop:
        laptop.visit(1, (PHOTO,))
        trip(laptop, county, stick)
        back_up(county, place.disk)
        laptop.visit(2, (OTHER,))
        trip(laptop, county, stick)
        trip(laptop, county, stick)
        laptop.write(stick)
        assert due(laptop) == {"received"}
        with place.restored("second") as again:
            assert [trip(laptop, again, stick) for _ in range(3)] == [0, 1, 0]
            laptop.write(stick)
            assert (due(laptop), laptop.states()) == ({"received"}, {"received": 2})
            assert again.view.catch_up() == 0
            files = again.view.files_of([str(name) for (name,) in _names(laptop)])
            assert len(files) == 2
            assert all(again.intake.blobs.read(one) is not None for one in files)


def _names(laptop: Laptop) -> list[tuple[str]]:
    return [(str(name),) for (name,) in laptop.ws.store.reader().execute("SELECT DISTINCT device FROM record")]


def test_a_laptop_that_went_back_in_time_waits_with_photos_until_it_was_told(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    stick, marks = tmp_path / "stick", tmp_path / "marks"
    stick.mkdir()
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        laptop.ws.outside = marks
        laptop.visit(1, (PHOTO,))
        laptop.visit(2)
        laptop.write(tmp_path / "stick")
        image = copied(laptop, tmp_path / "image")
        receive(county, stick)
        laptop.visit(3)
        trip(laptop, county, stick)
    for path in stick.rglob("*.vv?"):
        path.unlink()  # another stick than that with the receipts
    with Workspace.open(image, clock, marks) as ws:
        back = Laptop(ws, clock)
        back.visit(4, (OTHER,))
        assert trip(back, county, stick) == 0
        assert trip(back, county, stick) == 1  # the new one; the county has the other
        back.write(stick)
        assert due(back) == {"received"}
        assert set(back.states()) == {"received"}
