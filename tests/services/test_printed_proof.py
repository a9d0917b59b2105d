"""The code of a printed board: what it proves with the record, without it, and in a photograph."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.services.stamped import PIN, belongs, certify, clerk_signs
from tests.services.town import RED_STAR, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.services import board_photos, paper, paper_code, printed_code
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest, Signing, Verdict
from villagevisit.services.printed_code import Printed
from villagevisit.services.workspace import Workspace
from villagevisit.store import certificates as keys

BOARD = PaperRequest("publicity_board", village_code=RED_STAR.code, paper="A4", posted_on=date(2026, 11, 24))


@pytest.fixture
def hung(town: Town) -> tuple[Town, Paper]:
    """A board of two sheets."""
    for number in range(1, 21):
        town.household(f"{number:04d}", ("欧阳喆堃", "02", resident_id(f"99999919500101{number:03d}")))
    return town, paper.make(town.ws, town.actor("005"), BOARD).value


def photo(path: Path, *pages: bytes) -> Path:
    """Sheets side by side on a grey wall, a little turned, as a telephone keeps it."""
    sheets = [Image.open(io.BytesIO(one)).convert("RGB") for one in pages]
    wall = Image.new("RGB", (sum(one.width for one in sheets) + 200, sheets[0].height + 200), (120, 120, 115))
    left = 100
    for one in sheets:
        wall.paste(one, (left, 100))
        left += one.width
    wall.rotate(2, fillcolor=(120, 120, 115)).save(path, quality=80)
    return path


def pages(made: Paper) -> list[bytes]:
    return [paper.page_png(made.pdf, number, 150) for number in range(made.pages)]


def changed(code: str, **changes: Any) -> str:
    return printed_code.write(replace(printed_code.read(code), **changes))


def with_claim(code: str, place: int, value: int) -> str:
    claims = list(printed_code.read(code).claims)
    claims[place] = value
    return changed(code, claims=tuple(claims))


def test_each_sheet_says_which_rows_it_holds(hung: tuple[Town, Paper]) -> None:
    town, made = hung
    assert len(made.codes) == made.pages == 2
    first, second = filter(None, (printed_code.read(code).page for code in made.codes))
    assert [(one.number, one.of, one.before) for one in (first, second)] == [(1, 2, 0), (2, 2, first.rows)]
    assert first.rows + second.rows == 20
    for code in made.codes:
        assert paper.verify(town.ws, code).verdict is Verdict.GENUINE


def test_the_claim_that_was_altered_is_named(hung: tuple[Town, Paper]) -> None:
    town, made = hung
    checked = paper.verify(town.ws, with_claim(made.code, 6, 9_999_900))
    assert checked.verdict is Verdict.ALTERED
    assert checked.differing == ("月保障金额合计（元）",)
    assert dict(checked.facts)["月保障金额合计（元）"] == "纸上是 99,999.00，记录里是 19,091.60"
    page = printed_code.read(made.code).page
    assert page is not None
    other = changed(made.code, page=replace(page, digest=b"\x07" * 16))
    assert paper.verify(town.ws, other).differing == ("这一页",)
    assert paper.verify(town.ws, changed(made.code, digest="ab" * 32)).differing == ("内容",)


def test_another_home_knows_nothing_of_a_code_that_nobody_signed(hung: tuple[Town, Paper], tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "other", hung[0].clock) as other:
        checked = paper.verify(other, hung[1].code)
    assert checked.verdict is Verdict.UNKNOWN
    assert dict(checked.facts)["户数"] == "20"


@pytest.fixture
def signed(hung: tuple[Town, Paper], tmp_path: Path) -> tuple[Town, Paper, Signing]:
    signing = clerk_signs(hung[0].ws, hung[0].officer("005"), tmp_path)
    return hung[0], paper.make(hung[0].ws, hung[0].actor("005"), BOARD, signing).value, signing


def test_a_signed_board_proves_itself_on_another_laptop(
    signed: tuple[Town, Paper, Signing], tmp_path: Path
) -> None:
    town, made, signing = signed
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(made.code, optimize=0)
    code.make(fit=True)
    assert code.version <= 17
    with Workspace.open(tmp_path / "other", town.clock) as other:
        belongs(other, tmp_path)
        checked = paper.verify(other, made.codes[1])
        assert checked.verdict is Verdict.GENUINE
        assert dict(checked.facts)["打印人签字"] == "孙经办（005），2026-11-22"
        for forged in (
            with_claim(made.code, 4, 19),
            changed(made.code, page=printed_code.read(made.codes[1]).page),
            changed(made.code, proof=replace(_proof(made.code), day=date(2026, 11, 23))),
            changed(made.code, proof=replace(_proof(made.code), certificate=b"x")),
        ):
            assert paper.verify(other, forged).verdict is Verdict.ALTERED
        with other.store.transaction() as db:
            keys.revoke(db, _key(town, signing), "2026-11-23T00:00:00+08:00")
        assert paper.verify(other, made.code).verdict is Verdict.REVOKED


def test_who_the_county_does_not_vouch_for_prints_without_a_signature(
    signed: tuple[Town, Paper, Signing], tmp_path: Path
) -> None:
    """A certificate of another place, and one that a clerk made himself, prove nothing elsewhere."""
    town, made, signing = signed
    own = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)
    public = own.public_key().public_bytes_raw()
    certify(town.ws, public, scope=("999999200",))
    elsewhere = keys.newest(town.ws.store.reader(), public)
    one = printed_code.read(made.code)
    day = date(2026, 11, 22)
    proof = printed_code.Proof(day, elsewhere, own.sign(printed_code.message(one, day, public)))
    with Workspace.open(tmp_path / "other", town.clock) as other:
        belongs(other, tmp_path)
        assert paper.verify(other, changed(made.code, proof=proof)).verdict is Verdict.ALTERED
    with pytest.raises(Refused, match=r"pin\.wrong"):
        paper.make(town.ws, town.actor("005"), BOARD, Signing(signing.officer_id, PIN[::-1]))
    with pytest.raises(Refused, match=r"paper\.who-prints"):
        paper.make(town.ws, town.actor("001"), BOARD, signing)


def _proof(code: str) -> printed_code.Proof:
    found = printed_code.read(code).proof
    assert found is not None
    return found


def _key(town: Town, signing: Signing) -> bytes:
    ((key,),) = town.ws.store.reader().execute(
        "SELECT public_key FROM officer_key WHERE officer_id = ?", [signing.officer_id]
    )
    return bytes(key)


@given(st.binary(max_size=80), st.integers(0, 300))
def test_nothing_else_passes_for_a_printed_code(noise: bytes, at: int) -> None:
    one = Printed("999999", printed_code.KINDS[0], b"i" * 16, "ab" * 32, "board-2026.1", (1, "x"), None, None)
    text = printed_code.write(one)
    assert printed_code.read(text) == one
    assert not paper_code.is_signed_form(text)
    at %= len(text)
    spoilt = text[:at] + noise.hex().upper() + text[at + 1 :]
    try:
        read = printed_code.read(spoilt)
    except Refused:
        return
    assert read != one or spoilt == text


def test_photos_of_a_board_show_what_should_stand_on_it(hung: tuple[Town, Paper], tmp_path: Path) -> None:
    town, made = hung
    first, second = pages(made)
    both = board_photos.compare(town.ws, [photo(tmp_path / "wall.jpg", first, second)])
    assert [(one.number, one.of, one.checked.verdict) for one in both.sheets] == [
        (1, 2, Verdict.GENUINE), (2, 2, Verdict.GENUINE),
    ]  # fmt: skip
    assert both.sheets[0].rows[0] == ("欧阳喆堃（甲）", "一组", "农村低保", "1", "1", "954.58", "")
    assert len(both.sheets[0].rows) + len(both.sheets[1].rows) == 20
    assert both.sheets[1].first == len(both.sheets[0].rows) + 1
    assert both.missing == ()


def test_a_missing_sheet_and_one_of_another_printing_are_said(hung: tuple[Town, Paper], tmp_path: Path) -> None:
    town, made = hung
    with town.ws.store.transaction() as db:
        db.execute("UPDATE household SET amount_month = '900' WHERE household_no = '0019'")
    later = paper.make(town.ws, town.actor("005"), BOARD).value
    saved = tmp_path / "first.pdf"
    saved.write_bytes(made.pdf)
    blank = tmp_path / "wall.png"
    Image.new("L", (300, 300), 128).save(blank)
    one_sheet = board_photos.compare(town.ws, [photo(tmp_path / "1.jpg", pages(made)[1]), blank])
    assert one_sheet.missing == (1,)
    assert one_sheet.unread == (("wall.png", "paper.no-code-in-image"),)
    mixed = board_photos.compare(town.ws, [saved, photo(tmp_path / "2.jpg", pages(later)[1]), tmp_path / "gone.jpg"])
    assert [(one.number, one.other) for one in mixed.sheets] == [(1, False), (2, False), (2, True)]
    assert mixed.missing == ()
    assert mixed.unread == (("gone.jpg", "paper.image-unreadable"),)


def test_every_kind_of_paper_has_its_number_in_the_code() -> None:
    assert set(printed_code.KINDS) == set(PaperKind)
    assert len(printed_code.KINDS) == len(set(printed_code.KINDS))
