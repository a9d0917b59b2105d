"""A thief has the disk: what he finds in the data folder, and what he needs to open it."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from PIL import Image

from tests.roster.town import HEADER, write
from tests.services import f01
from tests.services.town import PINS, RED_STAR, Town, opened, resident_id, signed_visit
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import (
    attachments,
    enrolment,
    exchange,
    export,
    paper,
    ring,
    roster,
    sealing,
    visit,
    visit_freeze,
)
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.ring import PERSON, Keeper
from villagevisit.services.workspace import Workspace
from villagevisit.store.connection import Store

NAME = "欧阳喆堃"
WIFE = "慕容䶮"
ILLNESS = "尿毒症每周透析三次"
UNFINISHED = "听力残疾二级还没办证"
ID = resident_id("99999919530607021")
PHONE = "13812345678"


@pytest.fixture
def county(tmp_path: Path, town: Town) -> Iterator[CountyHome]:
    init(tmp_path / "office", Identity("999999000000", "云溪县", ""))
    with open_county(tmp_path / "office", town.clock) as one:
        yield one


def noise() -> bytes:
    path = Path(tempfile.gettempdir()) / "noise.png"
    Image.effect_noise((400, 300), 90).convert("RGB").save(path)
    return path.read_bytes()


def live(town: Town, county: CountyHome, folder: Path) -> bytes:
    """A full day: a roster, a visit with photos and two signatures, papers, an exchange, an export, a draft left open.

    Returns the stored photo.
    """
    row = ("0021", NAME, NAME, "户主", ID, "男", 500)
    wife = ("", "", WIFE, "妻", resident_id("99999919540607021"), "女", "")
    roster.run(town.ws, town.actor("005"), write(folder / "roster.xlsx", [HEADER, row, wife]))
    household = town.household("0022", (NAME, "02", ID), (WIFE, "10", ""), ("小宝", "20", ""))
    actor = town.actor("001", "002")
    form = visit.open_form(town.ws, actor, f01.FORM, household_id=household, campaign_id=opened(town).id).value
    f01.fill(town, form, informant_words=ILLNESS)
    photo = attachments.attach(town.ws, form.draft_id, noise(), "photo").value
    form.session.answer("/data/g_meta/door_photo", photo)
    stored = attachments.attachment_bytes(town.ws, form.draft_id, photo)
    frozen = visit_freeze.freeze(town.ws, actor, form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    board = paper.make(town.ws, town.actor("005"), PaperRequest("publicity_board", village_code=RED_STAR.code)).value
    paper.save(board, folder / "board.pdf")
    export.run(town.ws, town.actor("005"), "households", folder / "out.xlsx")
    county_file = folder / "county.json"
    county_file.write_text(county.enrol("1号机", 1).to_json(), "utf-8")
    enrolment.read_county_file(town.ws, county_file)
    for _ in range(2):  # there, and back with the receipt
        exchange.exchange_folder(town.ws, actor, folder)
        receive(county, folder)
    exchange.exchange_folder(town.ws, actor, folder)
    left = visit.open_form(town.ws, actor, f01.FORM, household_id=town.family("0031")).value
    left.session.answer("/data/g_informant/informant_words", UNFINISHED)
    visit.save_draft(town.ws, left.draft_id, left.session.draft())
    return stored


def traces(files: list[Path], photo: bytes) -> list[str]:
    """Which of the files hold anything of what was planted, in their names or their bytes."""
    texts = [NAME, WIFE, ILLNESS, UNFINISHED, ID, ID[::-1], PHONE, "13800000000"]
    wanted = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    wanted |= {photo[at : at + 32] for at in range(64, len(photo) - 32, 4096)}
    held = {path: str(path).encode() + path.read_bytes() for path in files}
    return [path.name for path, data in held.items() if any(one in data for one in wanted)]


def all_of(folder: Path, pattern: str = "*") -> list[Path]:
    found = [path for path in folder.rglob(pattern) if path.is_file()]
    assert found
    return found


def test_nothing_of_a_days_work_can_be_read_in_the_data_folder(
    town: Town, county: CountyHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    town.with_pins()
    monkeypatch.setattr(tempfile, "tempdir", str(stick))
    photo = live(town, county, stick)
    home = town.ws.home
    shutil.copytree(home, tmp_path / "image")  # of the running computer: with the write-ahead log
    town.ws.close()
    for files in (all_of(home), all_of(tmp_path / "image"), all_of(stick, "*.vv?"), all_of(county.folder)):
        assert traces(files, photo) == []
    assert {"receipts", "outbox", "attachments"} <= {path.name for path in home.iterdir()}


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / str(number)).write_bytes(ID[::-1].encode("utf-16-le") if number == 4 else b"")
    assert traces(all_of(tmp_path), bytes(100)) == ["4"]


def test_sheets_are_written_nowhere_but_beside_the_file_that_was_asked_for(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.family()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    (tmp_path / "desk").mkdir()
    export.run(town.ws, town.actor("005"), "households", tmp_path / "desk" / "out.xlsx")
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["out.xlsx"]


def test_a_copy_without_the_computers_secret_does_not_open(town: Town, tmp_path: Path) -> None:
    town.with_pins()
    officer = town.officer("001")
    town.ws.ring.put_person(town.ws.key, officer.id, officer.name, "001", PINS["001"])
    town.ws.close()
    copy = tmp_path / "copy"
    shutil.copytree(town.ws.home, copy)
    assert Keeper(copy, None).by_person(officer.id, PINS["001"]) == town.ws.key
    (copy / "keys" / "computer.secret").unlink()
    with pytest.raises(EnvironmentFailed, match=r"ring\.no-secret"):
        Workspace.open(copy, town.clock)
    with pytest.raises(EnvironmentFailed, match=r"ring\.no-secret"):
        Keeper(copy, None).by_person(officer.id, PINS["001"])
    (copy / "keys" / "computer.secret").write_bytes(bytes(32))
    with pytest.raises(sealing.CannotOpen):
        Keeper(copy, None).by_person(officer.id, PINS["001"])


def test_a_guess_of_a_pin_costs_64_mib_three_times_over(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = (  # in a program of its own: here they are cheap, see tests/conftest.py
        "from villagevisit.services import pins as p, ring as r; "
        "print(r.MEMORY_KIB, r.PASSES, r.LANES, p._MEMORY_KIB, p._PASSES, p._LANES)"
    )
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split()
    assert said == ["65536", "3", "2"] * 2
    monkeypatch.setattr(ring, "MEMORY_KIB", 64 * 1024)
    monkeypatch.setattr(ring, "PASSES", 3)
    officer = town.officer("001")
    town.ws.ring.put_person(town.ws.key, officer.id, officer.name, "001", "314159")
    door = town.ws.ring.read().door(PERSON, officer.id)
    assert door is not None
    stretched = Argon2id(salt=door.salt, length=32, iterations=3, lanes=2, memory_cost=64 * 1024).derive(b"314159")
    secret = (town.ws.home / "keys" / "computer.secret").read_bytes()
    key = sealing.subkey(stretched + secret, "door")
    private = sealing.unseal(key, door.private, f"ring/person/{officer.id}")
    assert sealing.unseal_with(private, door.sealed, f"ring/person/{officer.id}") == town.ws.key
    assert len(door.salt) == 16
    town.ws.ring.put_person(town.ws.key, officer.id, officer.name, "001", "314159")
    assert town.ws.ring.read().door(PERSON, officer.id) != door, "the salt is new"


def test_another_key_opens_nothing_and_changes_nothing(town: Town) -> None:
    path = town.ws.store.path
    town.ws.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(EnvironmentFailed, match=r"store\.damaged"):
        Store(path, bytes(32))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
