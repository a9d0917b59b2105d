"""Renewed keys of a county and its backups: set back to before, another paper in the safe, a power cut on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from sync import keys, succession
from sync.server import successions
from tests.county.side import code_of
from tests.county.test_county_keys import by_stick, enrolled, key, newest, online, opened, place, renewed, told
from tests.county.test_lineage import serving
from tests.county.test_restored_county import Place
from villagevisit.county import history
from villagevisit.county.backup import back_up
from villagevisit.services import enrolment

__all__ = ["place"]


def test_a_county_set_back_to_before_the_renewal_is_not_believed(place: Place, tmp_path: Path) -> None:
    later = tmp_path / "later"
    later.mkdir()
    with enrolled(place) as laptop:
        with opened(place) as county:
            back_up(county, place.disk)
        renewed(place)
        online(place, laptop)
        mine = key(laptop)
        with opened(place) as county:
            back_up(county, later)
        laptop.visit(1)
        with place.restored("second") as again, serving(again) as port:
            assert code_of(lambda: laptop.send(port)) == "county.key-back"
        assert (key(laptop), laptop.states()) == (mine, {"due": 1})
        for path in later.glob("*.vvk"):
            path.rename(place.disk / path.name)
        (old, _) = sorted(place.disk.glob("*.vvk"), key=lambda path: path.name)
        with place.restored("third", backup=old) as again, serving(again) as port:
            laptop.send(port)
            assert (again.keys.public_signing, laptop.states()) == (mine, {"received": 1})
            assert history.examine(again.log, again.keys).good


@pytest.mark.parametrize("stick", [False, True], ids=["network", "stick"])
def test_a_laptop_that_is_new_after_many_renewals_can_believe_what_the_first_key_said(
    place: Place, tmp_path: Path, stick: bool
) -> None:
    with opened(place):  # the first root is of the first key
        pass
    for _ in range(5):
        renewed(place)
    with enrolled(place) as laptop:
        visit = laptop.visit(1)
        if stick:
            by_stick(place, laptop, tmp_path / "stick")
        else:
            online(place, laptop)
        assert laptop.state_of(visit) == "received"
        assert told(laptop) == []
        file = enrolment.county_file(laptop.ws)
        assert file is not None
        assert (file.trust.number, len(file.chain)) == (5, 5)
        seen = laptop.ws.store.reader().execute("SELECT count(DISTINCT place) FROM root").fetchone()[0]
        assert seen > 5


def test_no_announcement_slips_in_behind_one_that_is_believed(place: Place) -> None:
    for _ in range(4):
        renewed(place)
    with enrolled(place) as laptop, opened(place) as county:
        chain = county.keys.past.chain
        thief = keys.generate()
        first = succession.read(chain[0])
        forged = replace(first, old=thief.public_signing, signing=thief.public_signing)
        false = succession.seal(forged, thief.signing, thief.signing)
        assert not enrolment.follow(laptop.ws, [false])
        assert enrolment.follow(laptop.ws, [false, *chain])
        file = enrolment.county_file(laptop.ws)
        assert file is not None
        assert file.chain == chain


def test_a_new_recovery_key_reaches_laptops_and_begins_another_folder_of_backups(place: Place, tmp_path: Path) -> None:
    with enrolled(place) as laptop:
        with opened(place) as county:
            back_up(county, place.disk)
        before = laptop.ws.ring.read()
        done = renewed(place, new_recovery=True)
        online(place, laptop)
        assert laptop.ws.ring.read() != before
        with opened(place) as county:
            assert code_of(lambda: back_up(county, place.disk)) == "backup.other-paper"
            (tmp_path / "new").mkdir()
            back_up(county, tmp_path / "new", deep=True)
        place.paper.write_text(done.recovery, "utf-8")
        with place.restored("again", backup=tmp_path / "new") as again:
            assert again.keys.public_signing == key(laptop)


def test_a_power_cut_between_key_file_and_log_is_made_up_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with enrolled(place) as laptop:
        online(place, laptop)
        with monkeypatch.context() as cut:
            cut.setattr("villagevisit.county.succeeding.put", _power_cut)
            with pytest.raises(KeyboardInterrupt):
                renewed(place)
        with opened(place) as county:
            with county.log.reading() as s:
                assert successions.announced(s) == 1
            assert history.examine(county.log, county.keys).good
        online(place, laptop)
        assert key(laptop) == newest(place)


def _power_cut(*_: object) -> int:
    raise KeyboardInterrupt
