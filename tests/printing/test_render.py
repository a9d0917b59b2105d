"""What a PDF of ours holds: its own fonts, text that can be copied, the same bytes each time."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Picture

from printing.document import (
    A4,
    Column,
    Document,
    Ink,
    MissingGlyph,
    PaperError,
    Paragraph,
    QrCode,
    Signature,
    SignatureBlock,
    SignatureLine,
    Span,
    Table,
)
from printing.document import Picture as Scan
from printing.fonts import files
from printing.preview import white_around
from printing.render import render
from printing.render.ops import Image, Line, Modules
from tests.printing.papers import NAMES, UYGHUR, assert_inside, glyphs, needs_hanazono, sheets, texts

PLAIN = Document("试", A4, (Paragraph("根据《最低生活保障审核确认办法》，公示如下。" * 12, indent=2),))


@needs_hanazono
def test_rare_names_can_be_copied_out() -> None:
    text = "".join(texts(render(Document("名", A4, (Paragraph("、".join(NAMES)),))).pdf))
    for name in NAMES:
        assert name in text


@needs_hanazono
def test_every_font_is_embedded() -> None:
    pdf = render(
        Document(
            "名",
            A4,
            (
                Paragraph("王\U0002a6d6"),
                Paragraph("ABC 123"),
            ),
        )
    ).pdf
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert len(fonts) == 3  # Song, its rare characters, the foot
    assert len(re.findall(rb"/FontFile2 ", pdf)) == len(fonts)
    assert b"Helvetica" not in pdf


def test_the_same_paper_has_the_same_bytes() -> None:
    assert render(PLAIN).pdf == render(PLAIN).pdf


def test_characters_without_a_font_are_named_and_nothing_is_printed() -> None:
    paper = Document("名", A4, (Paragraph("王\U0003ffff三"), Table((Column("名", 1),), (("\U0003fffe",),))))
    for _ in range(2):  # what is known of the first paper hides nothing of the second
        with pytest.raises(MissingGlyph) as caught:
            render(paper)
        assert caught.value.points == (0x3FFFF, 0x3FFFE)
        assert "U+3FFFF" in str(caught.value.params["characters"])
    assert render(PLAIN).pages == 1


def test_long_names_wrap_and_are_never_cut_nor_squeezed_flat() -> None:
    table = Table((Column("姓名", 30), Column("人口", 20)), ((UYGHUR, "3"),), size=14)
    document = Document("名", A4, (table,))
    assert_inside(document)
    assert UYGHUR in "".join(texts(render(document).pdf)).replace("\r\n", "").replace("\n", "")


def test_the_head_of_a_table_stands_on_each_page() -> None:
    rows = tuple((str(number), "张三") for number in range(1, 101))
    made = render(Document("表", A4, (Table((Column("序号", 1), Column("户主姓名", 3)), rows),)))
    pages = texts(made.pdf)
    assert made.pages == len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "户主姓名" in page
        assert f"第 {number} 页" in page
        assert f"共 {len(pages)} 页" in page


def test_running_text_fills_its_lines() -> None:
    ends = {}
    for mark in glyphs(PLAIN):
        ends[mark.y] = max(ends.get(mark.y, 0.0), mark.x + mark.width)
    lines = [end for _, end in sorted(ends.items())][:-2]
    right = (A4.width - A4.right) * 72 / 25.4
    assert lines
    assert all(right - 8.5 <= end <= right + 0.1 for end in lines)  # a stop at the end has its own blank half


def test_a_code_is_made_of_rectangles() -> None:
    (sheet,) = sheets(Document("码", A4, (QrCode("VV1/D/0198F3C2/1A2B3C4D", 22),)))
    (code,) = [mark for mark in sheet.marks if isinstance(mark, Modules)]
    assert len(code.boxes) > 100


def test_ink_and_tick_boxes_are_drawn() -> None:
    ink = Ink(100, 40, (((0, 0), (50, 40), (100, 0)), ((5, 5),)))
    blocks = (
        SignatureBlock((Signature("户主", ink), Signature("调查员一", None, "李芳", "2026-11-22 10:05"))),
        Paragraph((Span("无", box=True), Span("有", box=False), Span("　　　", underline=True))),
    )
    document = Document("签", A4, blocks)
    assert_inside(document)
    streams = re.findall(rb"stream\r?\n(.*?)endstream", render(document).pdf, re.DOTALL)
    assert streams


def test_a_broken_font_of_the_county_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "county.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(PaperError) as caught:
        render(Document("名", A4, (Paragraph("\U0003fffe"),)), (broken,))
    assert caught.value.code == "paper.font-unreadable"
    assert caught.value.params == {"name": "county.ttf"}


def test_the_bundled_fonts_come_first() -> None:
    assert [path.name for path in files()[:4]] == [
        "NotoSansSC_400Regular.ttf",
        "NotoSansSC_500Medium.ttf",
        "NotoSerifSC_400Regular.ttf",
        "NotoSerifSC_700Bold.ttf",
    ]


def test_a_variation_selector_is_not_a_missing_character() -> None:
    (text,) = texts(render(Document("名", A4, (Paragraph("葛\U000e0100先生\t三"),))).pdf)
    assert "葛先生 三" in text


def test_a_scanned_signature_keeps_its_proportions() -> None:
    out = io.BytesIO()
    Picture.new("RGB", (300, 100), "white").save(out, "JPEG")
    block = SignatureBlock((Signature("户主", Scan(out.getvalue())), Signature("调查员一")))
    document = Document("签", A4, (block,))
    (placed,) = [mark for mark in sheets(document)[0].marks if isinstance(mark, Image)]
    assert round(placed.width / placed.height, 3) == 3
    assert render(document).pdf == render(document).pdf


def test_a_damaged_scan_is_refused() -> None:
    with pytest.raises(PaperError) as caught:
        render(Document("签", A4, (SignatureBlock((Signature("户主", Scan(b"no picture")),)),)))
    assert caught.value.code == "paper.picture"


def test_a_page_is_never_signatures_alone() -> None:
    rows = tuple((str(number),) for number in range(1, 34))
    table = Table((Column("序号", 1),), rows, carry=3)
    pages = texts(render(Document("表", A4, (table, SignatureBlock((Signature("签字处"),), height=40)))).pdf)
    assert len(pages) == 2
    assert all(str(number) in pages[1] for number in (31, 32, 33))


@pytest.mark.parametrize("upright", [False, True])
def test_a_line_to_sign_on_is_as_long_as_it_should_be(upright: bool) -> None:
    document = Document("签", A4, (SignatureLine("承诺人（签字）", 60, upright),))
    assert_inside(document)
    (line,) = [mark for mark in sheets(document)[0].marks if isinstance(mark, Line)]
    length = (line.y2 - line.y1) if upright else (line.x2 - line.x1)
    assert length == pytest.approx(60 * 72 / 25.4)
    assert (line.x1 == line.x2) is upright


def test_title_and_language_are_in_the_file() -> None:
    pdf = render(PLAIN).pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"] == "试"
    document.close()
    assert re.search(rb"/Lang \(zh-CN\)", pdf)


def test_a_watermark_over_the_edge_is_no_ink() -> None:
    """A printer that cuts its ends takes nothing away; what stands in the body begins at the margins."""
    marked = Document("名", A4, (Paragraph("国" * 400),), foot_left="核对码", watermark="李芳 YZ001 2026-11-22 10:00")
    around = white_around(render(marked).pdf, 0, 60)
    assert around is not None
    left, top, right, bottom = around
    assert (left, top, right) == pytest.approx((A4.left, A4.top, A4.right), abs=2)
    assert bottom > 8
