"""A county that came back from a backup: its own chains, its view, and what sticks say of the time before."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.record import COUNTY_CHAIN
from sync.server import overview
from tests.county.certified import certify_usual
from tests.county.phone import filled, new_instance, running_county
from tests.county.side import COUNTY, PHOTO, VILLAGE, Laptop, shown
from tests.county.test_lineage import serving
from villagevisit.county import own_chain
from villagevisit.county.backup import back_up
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.restore import restore
from villagevisit.domain.clock import FixedClock, stamp
from villagevisit.services import enrolment
from villagevisit.services.resolution_body import RESOLUTION, Decided, ResolutionBody, resolution_body
from villagevisit.services.workspace import Workspace


class Place:
    """A county with a backup disk and its recovery key on paper."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder = folder
        self.clock = clock
        self.paper = folder / "paper.txt"
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.paper.write_text(init(folder / "first", Identity(COUNTY, "云溪县", "")), "utf-8")

    @contextmanager
    def restored(self, name: str, *, backup: Path | None = None) -> Iterator[CountyHome]:
        restore(self.folder / name, backup or self.disk, self.paper)
        with open_county(self.folder / name, self.clock) as county:
            yield county

    @contextmanager
    def clerk(self, county: CountyHome) -> Iterator[Laptop]:
        """Gets everything of the village down."""
        ws = Workspace.open(self.folder / "clerk", self.clock)
        path = self.folder / "clerk" / "county.json"
        path.write_text(county.enrol("文员", 1, role="clerk", areas=["999999100000"]).to_json(), "utf-8")
        enrolment.read_county_file(ws, path)
        with Laptop(ws, self.clock) as laptop:
            yield laptop


def decide(county: CountyHome, household: str, clock: FixedClock) -> None:
    clock.advance(hours=1)
    one = Decided("address", "一组", (), ())
    body = resolution_body(ResolutionBody(household, VILLAGE, "赵主任", "看过户口本", (one,), ()))
    own_chain.append(county.log, RESOLUTION, household, VILLAGE, body, stamp(clock))


def decided(county: CountyHome) -> dict[str, str]:
    """Household → name of the chain that its decision stands in."""
    logged = overview.records_after(county.log, 0, 1_000)
    return {one.record.subject: one.record.device for one in logged if one.record.kind == RESOLUTION}


def names(county: CountyHome) -> set[str]:
    return set(decided(county).values())


def at_laptop(laptop: Laptop) -> set[tuple[str, str]]:
    sql = "SELECT subject_id, device FROM record WHERE kind = 'resolution'"
    return {(str(subject), str(device)) for subject, device in laptop.ws.store.reader().execute(sql)}


def branches(laptop: Laptop) -> int:
    return int(laptop.ws.store.reader().execute("SELECT count(*) FROM record_branch").fetchone()[0])


def test_a_restored_county_goes_on_under_a_name_of_its_own_and_gets_its_lost_decisions_back(
    tmp_path: Path, clock: FixedClock
) -> None:
    place = Place(tmp_path, clock)
    first = f"{COUNTY_CHAIN}{COUNTY}"
    with open_county(tmp_path / "first", clock) as county, place.clerk(county) as clerk:
        decide(county, "h1", clock)
        back_up(county, place.disk)
        decide(county, "h2", clock)  # lost with the machine, but the clerk's laptop has it
        with serving(county) as port:
            clerk.send(port)
        with place.restored("second") as again:
            decide(again, "h3", clock)
            with serving(again) as port:
                clerk.send(port)
                clerk.send(port)
            found = decided(again)
            assert (found["h1"], found["h2"]) == (first, first)
            assert found["h3"].startswith(f"{first}-")
            assert at_laptop(clerk) == set(found.items())
            assert branches(clerk) == 0
            assert overview.look(again.log).alarms == ()
            again.view.catch_up()
            waiting = again.view.store.reader().execute("SELECT household_id FROM county_op WHERE settles = 1")
            assert {household for (household,) in waiting} == {"h1", "h2", "h3"}


def test_a_county_restored_twice_from_one_backup_does_not_write_under_one_name_twice(
    tmp_path: Path, clock: FixedClock
) -> None:
    place = Place(tmp_path, clock)
    with open_county(tmp_path / "first", clock) as county:
        decide(county, "h1", clock)
        back_up(county, place.disk)
    made = []
    for name in ("second", "third"):
        with place.restored(name) as again:
            decide(again, "h2", clock)
            made.append(names(again))
    assert len(made[0] | made[1]) == 3


def test_the_view_notices_that_its_log_was_replaced(tmp_path: Path, clock: FixedClock) -> None:
    place = Place(tmp_path, clock)
    with open_county(tmp_path / "first", clock) as county, Laptop.make(tmp_path / "laptop", county, clock) as laptop:
        certify_usual(county)
        with serving(county) as port:
            laptop.visit(1)
            laptop.send(port)
            back_up(county, place.disk)
            laptop.visit(2)
            laptop.visit(3)
            laptop.send(port)
        assert shown(county) == [(3, 3)]
        view = county.folder / "view.db"
        shutil.copy(view, tmp_path / "view.db")
    with place.restored("second"):
        pass
    for ending in ("", "-wal", "-shm"):
        (tmp_path / "second" / "county" / f"view.db{ending}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "view.db", tmp_path / "second" / "county" / "view.db")
    with open_county(tmp_path / "second", clock) as again:
        assert shown(again) == [(1, 1)]
        assert again.view.lag() == 0


def test_a_county_whose_clock_was_set_back_is_still_believed_on_a_stick(
    county: CountyHome, laptop: Laptop, clock: FixedClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.visit(1, (PHOTO,))
    laptop.write(stick)
    receive(county, stick)
    laptop.write(stick)
    clock.advance(hours=-72)
    disk = tmp_path / "disk"
    disk.mkdir()
    back_up(county, disk)
    receive(county, stick)
    laptop.write(stick)
    assert laptop.states() == {"safe": 1}


def test_what_an_old_stick_says_does_not_undo_what_is_known(
    county: CountyHome, laptop: Laptop, clock: FixedClock, tmp_path: Path
) -> None:
    stick, old = tmp_path / "stick", tmp_path / "old"
    stick.mkdir()
    laptop.write(stick)
    receive(county, stick)
    shutil.copytree(stick, old)
    laptop.visit(1)
    laptop.write(stick)
    clock.advance(hours=-72)
    receive(county, stick)
    laptop.write(stick)
    assert laptop.states() == {"received": 1}
    laptop.write(old)
    assert laptop.states() == {"received": 1}


def test_the_chain_of_a_phone_begins_anew_too(tmp_path: Path) -> None:
    with running_county(tmp_path / "county") as county:
        phone = county.phone()
        assert phone.post(filled(new_instance(), "before")).status_code == 201
        with county.county.log.writing() as s:
            s.begin_lineage(7)
        assert phone.post(filled(new_instance(), "after")).status_code == 201
        logged = overview.records_after(county.county.log, 0, 10)
        (first, second) = (one.record for one in logged)
        assert second.device.startswith(f"{first.device}-")
        assert (first.seq, second.seq) == (1, 1)
