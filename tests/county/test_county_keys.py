"""The county's keys are renewed: laptops follow announcements that their key signed, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sync import container, keys, succession
from sync.batch import read_header
from sync.keys import key_id
from tests.county.certified import certify
from tests.county.commanded import said
from tests.county.side import COUNTY, Laptop, code_of
from tests.county.test_lineage import serving
from tests.county.test_restored_county import Place
from tests.services.test_paper_proof import signed
from villagevisit.county import certifying, history, rotation
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, open_county
from villagevisit.county.people import People
from villagevisit.county.rotation import Rotated
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.services import certificates, enrolment, paper_code, paper_proof, replica_log
from villagevisit.services.paper_types import Verdict
from villagevisit.store import county_certificates as rows

HOME = "first"
SIGNER = bytes([7]) * 32


@pytest.fixture
def place(tmp_path: Path, clock: FixedClock) -> Place:
    return Place(tmp_path, clock)


@contextmanager
def opened(place: Place, home: str = HOME) -> Iterator[CountyHome]:
    with open_county(place.folder / home, place.clock) as county:
        yield county


def renewed(place: Place, **options: bool | int) -> Rotated:
    with opened(place) as county:
        return rotation.rotate(county, by="王县长", **options)


@contextmanager
def enrolled(place: Place, name: str = "laptop") -> Iterator[Laptop]:
    with opened(place) as county, Laptop.make(place.folder / name, county, place.clock) as laptop:
        yield laptop


def online(place: Place, laptop: Laptop) -> None:
    with opened(place) as county, serving(county) as port:
        laptop.send(port)


def by_stick(place: Place, laptop: Laptop, stick: Path) -> None:
    """To the county and back."""
    stick.mkdir(exist_ok=True)
    laptop.write(stick)
    with opened(place) as county:
        receive(county, stick)
    laptop.write(stick)


def visited(place: Place, laptop: Laptop, folder: Path) -> None:
    """A visit of a laptop that the county knows, in a batch that lies in this folder."""
    folder.mkdir()
    online(place, laptop)
    laptop.visit(1)
    laptop.write(folder)


def key(laptop: Laptop) -> bytes:
    file = enrolment.county_file(laptop.ws)
    assert file is not None
    return file.receipt_key


def newest(place: Place) -> bytes:
    with opened(place) as county:
        return county.keys.public_signing


def told(laptop: Laptop) -> list[str]:
    return [one.title for one in replica_log.came(laptop.ws) if one.kind == enrolment.NEW_KEY]


def test_a_laptop_follows_a_new_key_without_anybodys_help(place: Place) -> None:
    with enrolled(place) as laptop:
        first = laptop.visit(1)
        online(place, laptop)
        done = renewed(place)
        laptop.visit(2)
        online(place, laptop)
        assert key(laptop) == newest(place)
        assert laptop.states() == {"received": 2}
        assert laptop.state_of(first) == "received"
        assert len(told(laptop)) == 1
        file = enrolment.county_file(laptop.ws)
        assert file is not None
        assert file.fingerprint == done.fingerprint
        sql = "SELECT count(*) FROM audit WHERE action = 'county.key'"
        assert laptop.ws.store.reader().execute(sql).fetchone()[0] == 1
        online(place, laptop)
        assert len(told(laptop)) == 1
    with opened(place) as county:
        assert history.examine(county.log, county.keys).good


@pytest.mark.parametrize("stick", [False, True], ids=["network", "stick"])
def test_a_laptop_that_was_away_during_two_renewals_catches_up(place: Place, tmp_path: Path, stick: bool) -> None:
    with enrolled(place) as laptop:
        laptop.visit(1)
        online(place, laptop)
        laptop.visit(2)
        for day in range(2):
            place.clock.advance(hours=24 * (day + 1))
            renewed(place)
        if stick:
            by_stick(place, laptop, tmp_path / "stick")
        else:
            online(place, laptop)
        assert key(laptop) == newest(place)
        assert laptop.states() == {"received": 2}
        problems = [one.error.code for one in replica_log.problems(laptop.ws)]
        assert problems == []  # roots of three keys, one row


def test_a_laptop_that_never_exchanged_before_the_renewal_is_enrolled_all_the_same(place: Place) -> None:
    with enrolled(place) as laptop:
        laptop.visit(1)
        renewed(place)
        online(place, laptop)
        assert (key(laptop), laptop.states()) == (newest(place), {"received": 1})


def forged(laptop: Laptop, *, stolen: bool = False, **changes: object) -> bytes:
    """An announcement of a key of the attacker's, signed with all keys that he has: his own."""
    his = keys.generate()
    file = enrolment.county_file(laptop.ws)
    assert file is not None
    one = succession.Succession(
        file.county, 1, "2026-11-22", stolen, file.receipt_key, his.public_signing, his.public_opening, b"", 0, 0,
        succession.FIRST,
    )  # fmt: skip
    return succession.seal(replace(one, **changes), his.signing, his.signing)


def test_a_forged_announcement_changes_nothing(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "VILLAGEVISIT" / "keys" / COUNTY
    folder.mkdir(parents=True)
    with enrolled(place) as laptop:
        mine = key(laptop)
        for changes in ({}, {"number": 2}, {"county": "999998000000"}, {"old": bytes([9]) * 32}):
            made = forged(laptop, **changes)
            (folder / f"{len(changes)}{next(iter(changes), '')}.vvs").write_bytes(succession.pack([made]))
        laptop.visit(1)
        laptop.write(tmp_path / "stick")
        assert key(laptop) == mine
        assert told(laptop) == []


def test_an_announcement_that_is_played_again_or_torn_changes_nothing(place: Place, tmp_path: Path) -> None:
    with enrolled(place) as laptop:
        online(place, laptop)
        renewed(place)
        with opened(place) as county:
            old = succession.pack(county.keys.past.chain)
        renewed(place)
        online(place, laptop)
        mine = key(laptop)
        folder = tmp_path / "stick" / "VILLAGEVISIT" / "keys" / COUNTY
        folder.mkdir(parents=True)
        for name, data in (("a", old), ("b", old[:-1]), ("c", b""), ("d", old[:200] + b"x" + old[201:])):
            (folder / f"{name}.vvs").write_bytes(data)
        laptop.write(tmp_path / "stick")
        assert key(laptop) == mine == newest(place)


def test_another_announcement_in_the_place_of_a_known_one_is_told(place: Place, tmp_path: Path) -> None:
    with enrolled(place) as laptop:
        online(place, laptop)
        renewed(place)
        online(place, laptop)
        mine = key(laptop)
        folder = tmp_path / "stick" / "VILLAGEVISIT" / "keys" / COUNTY
        folder.mkdir(parents=True)
        (folder / "x.vvs").write_bytes(succession.pack([forged(laptop, stolen=True)]))
        assert code_of(lambda: laptop.write(tmp_path / "stick")) == "county.key-forked"
        assert key(laptop) == mine


def test_an_old_batch_in_the_drawer_is_opened_for_its_time_and_then_set_aside(place: Place, tmp_path: Path) -> None:
    drawer = tmp_path / "drawer"
    with enrolled(place) as laptop:
        visited(place, laptop, drawer)
        (file,) = [path for path in drawer.rglob("*.vvb") if "-0-0" not in path.name and "wants" not in path.name]
        data = file.read_bytes()
        renewed(place, grace_days=30)
        with opened(place) as county:
            assert read_header(container.parse(data)).to != key_id(county.keys.public_opening)
            assert county.intake.check(data)
        place.clock.advance(hours=31 * 24)
        with opened(place) as county:
            assert [one.code for one in receive(county, drawer) if not one.greeting][:1] == ["batch.not-for-us"]
        by_stick(place, laptop, tmp_path / "stick")  # sealed anew for the new key
        by_stick(place, laptop, tmp_path / "stick")
        assert laptop.states() == {"received": 1}


def test_an_old_batch_in_the_drawer_counts_within_its_time(place: Place, tmp_path: Path) -> None:
    drawer = tmp_path / "drawer"
    with enrolled(place) as laptop:
        visited(place, laptop, drawer)
        renewed(place, grace_days=30)
        place.clock.advance(hours=30 * 24)
        with opened(place) as county:
            assert {one.code for one in receive(county, drawer)} == {""}
            again = {one.repeated for one in receive(county, drawer) if not one.greeting}
        assert again == {True}
        laptop.write(drawer)  # its receipt is signed with the new key
        assert laptop.states() == {"received": 1}


def test_a_receipt_of_before_is_given_again_under_the_new_key(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with enrolled(place) as laptop:
        visited(place, laptop, stick)
        with opened(place) as county:
            receive(county, stick)
        for path in stick.rglob("*.vvr"):
            path.unlink()
        renewed(place)
        with opened(place) as county:
            receive(county, stick)
        laptop.write(stick)
        assert laptop.states() == {"received": 1}


def test_certificates_stay_good_and_are_signed_anew(place: Place) -> None:
    with opened(place) as county:
        one, gone = certify(county, "2001", SIGNER), certify(county, "2002", bytes([8]) * 32)
        before = certificates.issue(county.identity.code, one, county.keys.signing)
        late = certificates.issue(county.identity.code, replace(one, serial=99), county.keys.signing)
        certifying.revoke(county, gone.serial)
        assert rotation.rotate(county, by="王县长").certificates == 1
    with opened(place) as county:
        trust = county.keys.trust
        assert certificates.read(county.identity.code, trust, before) == one
        assert code_of(lambda: certificates.read(county.identity.code, trust, late)) == "certificate.forged"
        county.view.catch_up()
        known = {row.serial for row in rows.certificates(county.view.store.reader()) if row.key == SIGNER}
        assert max(known) > one.serial
    renewed(place, stolen=True)
    with opened(place) as county:
        county.view.catch_up()  # the county's own log still says what it said
        trust = county.keys.trust
        assert certificates.read(county.identity.code, trust, before) == one  # of the key before the stolen one


def test_a_stolen_key_is_replaced_by_hand_after_words_were_compared(place: Place, tmp_path: Path) -> None:
    with enrolled(place) as laptop:
        online(place, laptop)
        mine, laptop_file = key(laptop), tmp_path / "new.json"
        with opened(place) as county:
            thief = county.keys
            one = certify(county, "2001", SIGNER)
            before = certificates.issue(county.identity.code, one, thief.signing)
        laptop.visit(1)
        rotating = ("county", "keys", "rotate", "--by", "王县长", "--stolen", "-o", str(laptop_file))
        out = said(place.folder / HOME, *rotating)
        assert code_of(lambda: online(place, laptop)) == "county.key-stolen"
        assert code_of(lambda: by_stick(place, laptop, tmp_path / "stick")) == "county.key-stolen"
        assert key(laptop) == mine
        with pytest.raises(Refused) as asked:
            enrolment.read_county_file(laptop.ws, laptop_file)
        assert (asked.value.code, asked.value.params["phrase"]) == ("enrolment.other-key", out["phrase"])
        assert code_of(lambda: enrolment.read_county_file(laptop.ws, laptop_file, "1234")) == "enrolment.other-key"
        enrolment.read_county_file(laptop.ws, laptop_file, str(out["fingerprint"]))
        online(place, laptop)
        assert laptop.states() == {"received": 1}
        file = enrolment.county_file(laptop.ws)
        assert file is not None
        assert file.receipt_key == newest(place) != mine
        assert code_of(lambda: certificates.read(file.county, file.trust, before)) == "certificate.key-stolen"
        old = replace(file, import_key=thief.public_opening, receipt_key=mine, chain=(), recovery=b"",
                      fingerprint=keys.fingerprint(thief.public_opening, mine))  # fmt: skip
        laptop_file.write_text(old.to_json(), "utf-8")
        assert code_of(lambda: enrolment.read_county_file(laptop.ws, laptop_file)) == "enrolment.older-key"
        with opened(place) as county:

            assert county.keys.opener(key_id(thief.public_opening), "2027-01-01") is None


def test_a_server_that_began_before_the_renewal_ends_and_sets_nothing_aside(place: Place) -> None:
    with enrolled(place) as laptop, opened(place) as stale:
        laptop.visit(1)
        assert not stale.has_other_keys()
        renewed(place)
        assert stale.has_other_keys()
        with opened(place) as county, serving(county) as port:
            laptop.send(port)
            laptop.visit(2)
            laptop.write(place.disk)
        assert code_of(lambda: receive(stale, place.disk)) == "county.keys-renewed"
        with opened(place) as county:
            assert {one.code for one in receive(county, place.disk)} == {""}


def test_a_paper_of_before_is_genuine_until_its_key_was_stolen(place: Place, tmp_path: Path) -> None:
    with opened(place) as county:
        authority, code = county.keys.signing, county.identity.code
    paper = signed(county=authority)
    with enrolled(place) as laptop:
        assert len(paper_proof.proven(paper, paper_proof.County(code, _trust(laptop)))) == 2
        with opened(place) as county:  # a serial above those of the test's certificates
            for number in range(6):
                county.notify(f"第{number}号")
        renewed(place)
        online(place, laptop)
        text = paper_code.write(paper)
        assert paper_proof.check(laptop.ws, text).verdict is Verdict.GENUINE
    with enrolled(place, "other") as fresh:  # enrolled after the renewal
        assert paper_proof.check(fresh.ws, text).verdict is Verdict.GENUINE
        with opened(place) as county:
            late = signed(county=county.keys.signing)
        rotating = ("county", "keys", "rotate", "--by", "王县长", "--stolen", "-o", str(tmp_path / "n"))
        out = said(place.folder / HOME, *rotating)
        enrolment.read_county_file(fresh.ws, tmp_path / "n", str(out["fingerprint"]))
        assert paper_proof.check(fresh.ws, paper_code.write(late)).verdict is Verdict.REVOKED
        assert paper_proof.check(fresh.ws, text).verdict is Verdict.GENUINE


def _trust(laptop: Laptop) -> succession.Trust:
    file = enrolment.county_file(laptop.ws)
    assert file is not None
    return file.trust


def test_who_renews_stands_in_the_log_of_deeds(place: Place) -> None:
    with opened(place) as county:
        assert code_of(lambda: rotation.rotate(county, by=" ")) == "conflict.nobody"
    said(place.folder / HOME, "county", "keys", "rotate", "--by", "王县长", "--grace-days", "7")
    shown = said(place.folder / HOME, "county", "keys", "show")
    assert shown["renewed"] == [{"number": 1, "day": shown["renewed"][0]["day"], "stolen": False,
                                 "batches_until": shown["renewed"][0]["batches_until"]}]  # fmt: skip
    with opened(place) as county:
        newest_deed = People(county.log, place.clock).deeds(1, 0)[0]
        assert (newest_deed.actor, newest_deed.action) == ("王县长", "county.keys")
