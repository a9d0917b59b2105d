"""The second investigator signs at another laptop: a sealed file there, a code back, and whoever cheats."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import base45
import pytest
from click.testing import CliRunner

from sync.beacon import BYTES
from sync.canonical import Plain, decode, encode
from tests.services import f01
from tests.services.conftest import MORNING
from tests.services.stamped import CODE, DAY, SIGNING, belongs
from tests.services.town import HEAD_OF_0001, PINS, Town
from villagevisit.cli import Settings
from villagevisit.cli.sign_elsewhere import group
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin, Role
from villagevisit.services import (
    certificates,
    certified,
    exchange_bodies,
    people,
    sign_elsewhere,
    signoff,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.services.certificates import Certificate
from villagevisit.services.workspace import Workspace
from villagevisit.store import certificates as keys
from villagevisit.store import people as rows


@dataclass
class Two:
    """Two laptops of one township; each investigator has his PIN and certificate on his own."""

    here: Town
    there: Town
    visit: str
    file: Path
    letters: str


def certify(town: Town, staff_no: str, *others: Town, scope: str = "999999100") -> None:
    held = rows.key(town.ws.store.reader(), town.officer(staff_no).id)
    assert held is not None
    one = Certificate(
        int(staff_no), staff_no, town.officer(staff_no).name, frozenset({Role.INVESTIGATOR}), (scope,),
        held.public_key, DAY, DAY.replace(year=2027),
    )  # fmt: skip
    for each in (town, *others):
        with each.ws.store.transaction() as db:
            certified.take(each.ws, db, certificates.issue(CODE, one, SIGNING))


def frozen(town: Town) -> str:
    opened = visit.open_form(
        town.ws, town.actor("001", "002"), "household_verification", household_id=town.family()
    ).value
    f01.fill(town, opened)
    return visit_freeze.freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session).value.submission_id


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> tuple[Path, str, str]:
    """A folder with both homes and the file, the visit, the letters; made once, because a visit takes seconds."""
    folder, clock = tmp_path_factory.mktemp("two"), FixedClock(MORNING)
    for name in ("here", "there"):
        shutil.copytree(set_up_home, folder / name)
    with Workspace.open(folder / "here", clock) as first, Workspace.open(folder / "there", clock) as second:
        here, there = Town(first, clock), Town(second, clock)
        for one, staff_no in ((here, "001"), (there, "002")):
            belongs(one.ws, folder)
            people.set_pin(one.ws, one.officer(staff_no).id, PINS[staff_no])
            certify(one, staff_no)
        submission = frozen(here)
        signoff.sign(first, submission, here.officer("001").id, PINS["001"], 1)
        letters = sign_elsewhere.ask(first, submission, folder / "visit.vvsign").value
    return folder, submission, letters


@pytest.fixture
def two(carried: tuple[Path, str, str], tmp_path: Path) -> Iterator[Two]:
    folder, submission, letters = carried
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    clock = FixedClock(MORNING)
    with Workspace.open(tmp_path / "here", clock) as first, Workspace.open(tmp_path / "there", clock) as second:
        yield Two(Town(first, clock), Town(second, clock), submission, tmp_path / "visit.vvsign", letters)


def with_cell(code: str, place: int, cell: Plain) -> str:
    cells = decode(base45.b45decode(code.removeprefix(sign_elsewhere.PREFIX)))
    assert isinstance(cells, list)
    cells[place] = cell
    return sign_elsewhere.PREFIX + base45.b45encode(encode(cells)).decode()


def answered(two: Two, staff_no: str = "002") -> str:
    asked = sign_elsewhere.read(two.there.ws, two.file, two.letters)
    return sign_elsewhere.sign(two.there.ws, asked, two.there.officer(staff_no).id, PINS[staff_no]).value


def test_both_sign_at_their_own_laptops(two: Two) -> None:
    asked = sign_elsewhere.read(two.there.ws, two.file, two.letters.lower().replace("-", " "))
    shown = {row.label: row.value for section in asked.summary.sections for row in section.rows}
    assert shown["村(社区)名称"] == "红星村"
    assert "张三丰" in shown.values()
    assert asked.summary.figures[-1].value == "955.00"
    assert sign_elsewhere.take(two.here.ws, two.visit, answered(two)).value.complete
    assert signoff.verify(two.here.ws, two.visit)
    row = visit_lookup.submission(two.here.ws, two.visit).row
    assert row.complete
    assert row.sending == "due"
    ((body,),) = two.here.ws.store.reader().execute("SELECT body FROM record_whole WHERE subject_id = ?", [two.visit])
    assert [one.staff_no for one in exchange_bodies.read_submission(bytes(body)).signoffs] == ["001", "002"]
    assert two.there.ws.store.reader().execute("SELECT count(*) FROM submission").fetchone() == (0,)


def test_the_file_says_nothing_without_its_letters(two: Two) -> None:
    data = two.file.read_bytes()
    assert "张三丰".encode() not in data
    assert HEAD_OF_0001.encode() not in data
    wrong = "AAAA" + two.letters[4:]
    with pytest.raises(Refused, match=r"elsewhere\.letters"):
        sign_elsewhere.read(two.there.ws, two.file, wrong)
    two.file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Refused, match=r"elsewhere\.letters"):
        sign_elsewhere.read(two.there.ws, two.file, two.letters)


def test_who_may_not_sign_there(two: Two) -> None:
    """Somebody else, somebody uncertified, kin."""
    with pytest.raises(Refused, match=r"signoff\.not-named"):
        answered(two, "003")
    with pytest.raises(Refused, match=r"signoff\.same-person"):
        answered(two, "001")
    with two.there.ws.store.transaction() as db:
        db.execute("DELETE FROM certificate")
    with pytest.raises(Refused, match=r"signoff\.uncertified"):
        answered(two)
    people.declare_kin(
        two.there.ws, two.there.actor("002"), two.there.officer("002").id, Kin("张三丰", HEAD_OF_0001, "2")
    )
    with pytest.raises(Refused, match=r"recusal\.kin"):
        answered(two)


def test_what_was_changed_on_the_way_is_not_signed(two: Two, tmp_path: Path) -> None:
    """By somebody who has the letters: another figure under the first signature."""
    asked = sign_elsewhere.read(two.there.ws, two.file, two.letters)
    forged = asked.body._replace(result={**(asked.body.result or {}), "printed_supplement": "9999.00"})
    key = sign_elsewhere._key(two.letters)
    other = tmp_path / "forged"
    sealed = sign_elsewhere.sealing.seal(key, exchange_bodies.submission_body(forged), sign_elsewhere._PLACE)
    other.write_bytes(sealed)
    with pytest.raises(Refused, match=r"elsewhere\.not-genuine"):
        sign_elsewhere.read(two.there.ws, other, two.letters)


def test_an_answer_is_for_one_record_by_one_certified_person(two: Two) -> None:
    """Kept for another visit, given twice, by a revoked key, after kin was declared, or spoilt."""
    code = answered(two)
    for spoilt in ("", "VVS:", code[:-3]):
        with pytest.raises(Refused, match=r"elsewhere\.unreadable"):
            sign_elsewhere.take(two.here.ws, two.visit, spoilt)
    for place, cell, why in (
        (1, b"\x07" * 32, r"elsewhere\.other-visit"),
        (2, "001", r"signoff\.same-person"),
        (2, "003", r"signoff\.not-named"),
        (3, b"\x07" * 64, r"elsewhere\.not-genuine"),
        (5, b"\x07" * 200, r"elsewhere\.not-genuine"),
        (6, b"\x07" * BYTES, r"elsewhere\.not-genuine"),
    ):
        with pytest.raises(Refused, match=why):
            sign_elsewhere.take(two.here.ws, two.visit, with_cell(code, place, cell))
    people.declare_kin(
        two.here.ws, two.here.actor("002"), two.here.officer("002").id, Kin("张三丰", HEAD_OF_0001, "2")
    )
    with pytest.raises(Refused, match=r"recusal\.kin"):
        sign_elsewhere.take(two.here.ws, two.visit, code)
    with two.here.ws.store.transaction() as db:
        db.execute("DELETE FROM kin")
        held = rows.key(two.there.ws.store.reader(), two.there.officer("002").id)
        assert held is not None
        keys.revoke(db, held.public_key, "2026-11-22T00:00:00+08:00")
    with pytest.raises(Refused, match=r"elsewhere\.not-genuine"):
        sign_elsewhere.take(two.here.ws, two.visit, code)
    with two.here.ws.store.transaction() as db:
        db.execute("DELETE FROM revoked_key")
    sign_elsewhere.take(two.here.ws, two.visit, code)
    with pytest.raises(Refused, match=r"signoff\.complete"):
        sign_elsewhere.take(two.here.ws, two.visit, code)


def test_on_the_command_line_with_a_picture_of_the_code(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGEVISIT_PIN", PINS["002"])
    homes = two.here.ws.home, two.there.ws.home
    two.here.ws.close()
    two.there.ws.close()

    def run(home: Path, *arguments: str) -> dict[str, object]:
        result = CliRunner().invoke(group, arguments, obj=Settings(home=home, json=True), catch_exceptions=False)
        found: dict[str, object] = json.loads(result.stdout)
        return found

    monkeypatch.setattr(Settings, "open", lambda self: Workspace.open(self.home, two.here.clock))
    asked = run(homes[0], "ask", two.visit, "-o", str(tmp_path / "again"))
    picture = tmp_path / "answer.png"
    there = ("there", str(tmp_path / "again"), "--letters", str(asked["letters"]))
    assert "张三丰" in str(run(homes[1], *there)["summary"])
    run(homes[1], *there, "--by", "002", "--qr", str(picture))
    assert run(homes[0], "take", two.visit, "--image", str(picture)) == {"submission": two.visit, "complete": True}
