"""Which font prints which character, and what is said when the standard one is not here."""

import shutil
from pathlib import Path

import pytest

from printing.document import A4, Column, Document, Face, PaperError, Paragraph, Substitution, Table
from printing.fonts import BUNDLED
from printing.render import render
from printing.render.fonts import FontLibrary
from printing.render.truetype import TrueType
from tests.printing.papers import NAMES, needs_hanazono, texts


def _files(text: str, face: Face, extra: tuple[Path, ...] = (), present: tuple[Path, ...] = ()) -> list[str]:
    return [run.font.file.path.stem for run in FontLibrary(extra, present).runs(text, face)]


def test_each_face_has_its_own_font() -> None:
    fonts = {face: _files("国", face) for face in Face}
    assert len({name for (name,) in fonts.values()}) == len(Face)
    assert fonts[Face.FANG] == ["VillageFangSong"]
    assert fonts[Face.KAI] == ["VillageKai"]


@needs_hanazono
@pytest.mark.parametrize("face", list(Face))
def test_rare_names_are_in_every_face(face: Face) -> None:
    library = FontLibrary()
    for name in (*NAMES, "\U00020164\U0002a6d6"):
        assert "".join(run.text for run in library.runs(name, face)) == name
    assert not library.missing


_GB18030 = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
            (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))  # fmt: skip
"""The blocks of GB 18030-2022, level 3."""


@needs_hanazono
@pytest.mark.parametrize("face", list(Face))
def test_every_face_has_all_characters_of_gb_18030(face: Face) -> None:
    library = FontLibrary()
    library.runs("".join(chr(point) for first, last in _GB18030 for point in range(first, last + 1)), face)
    assert not library.missing


@needs_hanazono
def test_three_thousand_names_are_found_again_in_the_text_of_the_file() -> None:
    rare = [chr(point) for first, last in _GB18030 for point in range(first, last + 1, 31)]
    given = [rare[n * 7 % len(rare)] + rare[(n * 11 + 5) % len(rare)] for n in range(3000)]
    names = ["赵钱孙李周吴郑王欧冯"[n % 10] + name for n, name in enumerate(given)]
    rows = tuple(tuple(names[n : n + 10]) for n in range(0, 3000, 10))
    table = Table(tuple(Column("姓名", 1) for _ in range(10)), rows)
    text = "".join(texts(render(Document("名册", A4, (table,))).pdf))
    assert [name for name in names if name not in text] == []


def test_digits_and_letters_are_taken_by_their_role() -> None:
    assert _files("国2026A", Face.FANG) == ["VillageFangSong", "VillageSongLight"]
    assert _files("国2026A", Face.KAI) == ["VillageKai", "NotoSerifSC_400Regular"]
    assert _files("国——", Face.SONG) == ["NotoSerifSC_400Regular", "VillageFangSong"]


@pytest.mark.parametrize(
    ("face", "name"),
    [(Face.FANG, "simfang.ttf"), (Face.KAI, "楷体_GB2312.ttf"), (Face.TITLE, "FZXBSJW.TTF")],
)
def test_the_official_font_is_preferred_where_it_is(tmp_path: Path, face: Face, name: str) -> None:
    official = tmp_path / name
    shutil.copy(BUNDLED / "NotoSansSC_400Regular.ttf", official)
    assert _files("国", face, present=(official,)) == [official.stem]
    assert _files("国", face, extra=(official,)) == [official.stem]
    library = FontLibrary(present=(official,))
    library.runs("国", face)
    assert library.substitutions() == ()


def test_an_installed_font_that_is_broken_or_may_not_be_embedded_is_passed_over(tmp_path: Path) -> None:
    broken, closed = tmp_path / "simfang.ttf", tmp_path / "simkai.ttf"
    broken.write_bytes(b"no font")
    data = bytearray((BUNDLED / "VillageKai.ttf").read_bytes())
    record = next(16 * n + 12 for n in range(20) if data[16 * n + 12 : 16 * n + 16] == b"OS/2")
    offset = int.from_bytes(data[record + 8 : record + 12], "big")
    data[offset + 8 : offset + 10] = b"\0\2"
    closed.write_bytes(data)
    assert _files("国", Face.FANG, present=(broken, closed)) == ["VillageFangSong"]
    assert _files("国", Face.KAI, present=(broken, closed)) == ["VillageKai"]
    with pytest.raises(PaperError) as caught:
        FontLibrary((broken,))
    assert caught.value.params == {"name": "simfang.ttf"}


def test_what_stands_in_for_a_standard_font_is_said() -> None:
    library = FontLibrary()
    library.runs("国", Face.FANG)
    library.runs("国", Face.HEI)
    assert library.substitutions() == (Substitution("仿宋_GB2312", "方多仿宋"),)


def test_a_font_of_the_county_is_asked_before_a_character_counts_as_missing(tmp_path: Path) -> None:
    own = tmp_path / "county.ttf"
    shutil.copy(BUNDLED / "VillageKai.ttf", own)
    assert render(Document("名", A4, (Paragraph("国"),)), (own,)).pages == 1
    library = FontLibrary((own,))
    library.runs("\U0003ffff", Face.SONG)
    assert list(library.missing) == [0x3FFFF]


@pytest.mark.parametrize("face", list(Face))
def test_characters_of_all_faces_are_level(face: Face) -> None:
    (run,) = FontLibrary().runs("国", face)
    _, bottom, _, top = run.font.file.extent(run.font.file.glyph(ord("国")))
    assert abs((bottom + top) / 2 + run.font.lift - 0.37) < 0.025


def test_a_small_font_holds_what_it_was_asked_for(tmp_path: Path) -> None:
    source = TrueType(BUNDLED / "NotoSerifSC_400Regular.ttf")
    wanted = [0, *(source.glyph(ord(char)) for char in "国ä1")]
    small, count = source.subset(wanted)
    assert count >= len(wanted)
    assert len(small) < 6_000
    assert source.subset(wanted) == (small, count)
