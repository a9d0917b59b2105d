"""Renewed keys of a county and its backups: set back to before, another paper in the safe, a power cut on the way."""

from pathlib import Path

import pytest

from sync.server import successions
from tests.county.side import code_of
from tests.county.test_county_keys import enrolled, key, newest, online, opened, place, renewed
from tests.county.test_lineage import serving
from tests.county.test_restored_county import Place
from villagevisit.county import history
from villagevisit.county.backup import back_up

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
