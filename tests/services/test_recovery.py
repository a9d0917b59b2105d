"""Rehearsals: somebody forgot his PIN; a laptop died and its disk, or its daily copy, is in another computer."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.county import commanded
from tests.services.town import PINS, Town
from villagevisit.county import recovery as paper
from villagevisit.county.home import Identity, init, open_county
from villagevisit.county.people import People
from villagevisit.domain.errors import Refused
from villagevisit.services import audit_trail, barcode, copies, enrolment, households, locking, people, recovery
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import Workspace

NEW = "918273"


@pytest.fixture
def letters(town: Town, tmp_path: Path) -> str:
    """A locked laptop of a county, with a household and today's copy; what stands on the paper in the safe."""
    found = init(tmp_path / "office", Identity("999999000000", "云溪县", ""))
    with open_county(tmp_path / "office", town.clock) as county:
        (tmp_path / "county.json").write_text(county.enrol("1号机", 1).to_json(), "utf-8")
    enrolment.read_county_file(town.ws, tmp_path / "county.json")
    town.with_pins().family("0031")
    for staff_no in ("001", "002"):
        one = town.officer(staff_no)
        town.ws.ring.put_person(town.ws.key, one.id, one.name, staff_no, PINS[staff_no])
    locking.protect(town.ws, town.actor("001"))
    town.ws.close()
    locking.change_key(town.ws)
    with Workspace.open(town.ws.home, town.clock, key=opened(town.ws.home, town, PINS["001"])) as ws:
        copies.make(ws)
    return found


def opened(home: Path, town: Town, pin: str, staff_no: str = "001") -> bytes:
    ring = Keeper(home, None)
    return locking.unlock(ring, town.clock, next(d.id for d in ring.read().people if d.staff_no == staff_no), pin)


def helped(home: Path, town: Town, letters: str, folder: Path) -> None:
    """Request, answer, new PIN."""
    asked = recovery.request(home, Keeper(home, None), folder / "request")
    read = recovery.read_request(folder / "request")
    assert read.phrase == asked.phrase
    recovery.answer(read, paper.read(letters).private_bytes_raw(), folder / "answer")
    recovery.reopen(home, None, town.clock, recovery.accept(home, recovery.text_of(folder / "answer")), "001", NEW)


def everything_is_there(home: Path, town: Town) -> None:
    with Workspace.open(home, town.clock, key=opened(home, town, NEW)) as ws:
        assert households.count(ws) == 1
        officer = next(one for one in people.officers(ws) if one.staff_no == "001")
        assert people.sign_in(ws, officer.id, NEW) == officer
        assert "ring.opened-by-county" in [row.action for row in audit_trail.rows(ws)]
        with pytest.raises(Refused, match=r"pin\.wrong"):
            people.sign_in(ws, officer.id, PINS["001"])


def test_who_forgot_his_pin_gets_in_with_a_new_one(town: Town, letters: str, tmp_path: Path) -> None:
    home = town.ws.home
    helped(home, town, letters, tmp_path)
    everything_is_there(home, town)
    with pytest.raises(Refused, match=r"pin\.wrong"):
        opened(home, town, PINS["001"])
    assert opened(home, town, PINS["002"], "002"), "nobody else is touched"


@pytest.mark.parametrize("what", ["disk", "copy"])
def test_a_dead_laptop_goes_on_in_another_computer(town: Town, letters: str, tmp_path: Path, what: str) -> None:
    other = tmp_path / "other"
    if what == "disk":
        shutil.copytree(town.ws.home, other)
        (other / "keys" / "computer.secret").unlink()
    else:
        (other / "keys").mkdir(parents=True)
        shutil.copy(copies.every(town.ws.home)[0], other / "villagevisit.db")
        shutil.copy(town.ws.home / "backups" / "ring.cbor", other / "keys" / "ring.cbor")
    helped(other, town, letters, tmp_path)
    everything_is_there(other, town)
    assert [door.staff_no for door in Keeper(other, None).read().people] == ["001"]
    with Workspace.open(other, town.clock, key=opened(other, town, NEW)) as ws:
        second = next(one for one in people.officers(ws) if one.staff_no == "002")
        people.sign_in(ws, second.id, PINS["002"])
    assert opened(other, town, PINS["002"], "002")


def test_neither_another_paper_nor_another_request_opens(town: Town, letters: str, tmp_path: Path) -> None:
    home = town.ws.home
    first = recovery.request(home, Keeper(home, None), tmp_path / "first")
    with pytest.raises(Refused, match=r"unlock\.other-county"):
        recovery.answer(first, paper.read(paper.make(tmp_path / "pub")).private_bytes_raw(), tmp_path / "answer")
    recovery.answer(first, paper.read(letters).private_bytes_raw(), tmp_path / "answer")
    assert recovery.request(home, Keeper(home, None)) == first, "it stays until it was answered"
    (home / "keys" / "unlock.key").unlink()
    second = recovery.request(home, Keeper(home, None), tmp_path / "second")
    assert second.phrase != first.phrase
    with pytest.raises(Refused, match=r"unlock\.other-request"):
        recovery.accept(home, recovery.text_of(tmp_path / "answer"))


def test_the_county_reads_a_request_from_a_picture_of_the_code(town: Town, letters: str, tmp_path: Path) -> None:
    asked = recovery.request(town.ws.home, Keeper(town.ws.home, None))
    squares = barcode.squares(asked.text)
    picture = Image.new("L", (len(squares), len(squares)))
    picture.putdata([0 if dark else 255 for row in squares for dark in row])
    picture.resize((4 * len(squares), 4 * len(squares)), Image.Resampling.NEAREST).save(tmp_path / "photo.png")
    assert recovery.read_request(tmp_path / "photo.png") == asked
    Image.new("L", (60, 60), 255).save(tmp_path / "photo.png")
    with pytest.raises(Refused, match=r"unlock\.not-a-request"):
        recovery.read_request(tmp_path / "photo.png")


def test_a_county_file_with_somebody_elses_recovery_key_is_refused(town: Town, tmp_path: Path) -> None:
    init(tmp_path / "office", Identity("999999000000", "云溪县", ""))
    with open_county(tmp_path / "office", town.clock) as county:
        file = county.enrol("1号机", 1)
    text = file.to_json()
    assert enrolment.parse(text).recovery == file.recovery
    assert len(file.recovery) == 96
    forged = text.replace(file.recovery.hex(), (bytes(32) + file.recovery[32:]).hex())
    with pytest.raises(Refused, match=r"enrolment\.fingerprint"):
        enrolment.parse(forged)


def test_whoever_opens_a_laptop_for_the_county_is_written_down(town: Town, letters: str, tmp_path: Path) -> None:
    """Also when the paper was the wrong one."""
    home, office = town.ws.home, tmp_path / "office"
    asked = recovery.request(home, Keeper(home, None), tmp_path / "request")
    (tmp_path / "paper").write_text(letters, "utf-8")
    (tmp_path / "other").write_text(init(tmp_path / "elsewhere", Identity("999998000000", "外县", "")), "utf-8")
    for key, answer in (("other", "unlock.other-county"), ("paper", "")):
        arguments = [
            "county", "unlock", str(tmp_path / "request"), "--out", str(tmp_path / "answer"), "--phrase-agrees",
            "--recovery-key", str(tmp_path / key), "--by", "刘管理员",
        ]  # fmt: skip
        if answer:
            assert commanded.code(office, *arguments) == answer
        else:
            commanded.said(office, *arguments)
    with open_county(office, town.clock) as county:
        deeds = People(county.log, county.clock).deeds(10, 0)
    assert [(one.actor, one.action, one.object) for one in deeds] == [("刘管理员", "county.unlock", asked.phrase)] * 2
