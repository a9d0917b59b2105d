"""Small helpers of the paper tests."""

import re
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from printing.document import Document
from printing.layouts.board import BoardRow
from printing.layouts.common import Imprint
from printing.render.flow import lay_out
from printing.render.fonts import library
from printing.render.linebreak import OPENING
from printing.render.ops import Glyphs, Sheet

HANAZONO = Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")
needs_hanazono = pytest.mark.skipif(not HANAZONO.exists(), reason="HanaMin is installed by ./dev")
NAMES = ("欧阳喆堃", "王䶮", "刘㛃", "张𬱖", "𠮷三", "李秀英")
UYGHUR = "阿卜杜喀迪尔·阿卜杜热合曼·麦麦提吐尔逊"
IMPRINT = Imprint("1a2b3c4d" * 8, "VV1/D/0198F3C2/1A2B3C4D", "2026-11-22 10:00", "李芳（YZ001）")
ID_PATTERN = re.compile(r"\d{17}[\dX]|\d{15}|\d{6}\*+\d{4}|1[3-9]\d{9}")


def row(index: int = 0, **changes: object) -> BoardRow:
    values: dict[str, object] = {
        "head_name": NAMES[index % len(NAMES)],
        "village_group": "第二组",
        "category": "农村低保",
        "members": 3,
        "insured": 2,
        "amount": Decimal("954.58"),
        "remark": "续保",
    }
    return BoardRow(**{**values, **changes})  # type: ignore[arg-type]


def texts(pdf: bytes) -> list[str]:
    """The text of each page, as another program copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return pages
    finally:
        document.close()


def sheets(document: Document) -> list[Sheet]:
    return lay_out(document, library())


def glyphs(document: Document) -> list[Glyphs]:
    return [mark for sheet in sheets(document) for mark in sheet.marks if isinstance(mark, Glyphs)]


def assert_inside(document: Document) -> None:
    """Every text stays in its box and on its page, and none is printed over the one before it."""
    before: Glyphs | None = None
    for mark in glyphs(document):
        if before and (before.y, before.room) == (mark.y, mark.room) and mark.room != (0, 0) and mark.x > before.x:
            half = mark.size / 2 if mark.text[0] in OPENING else 0
            assert before.x + before.width <= mark.x + half + 0.5, (before, mark)
        before = mark
        left, right = mark.room
        blank_half = mark.size / 2 if mark.text[0] in OPENING else 0
        assert left - 0.5 - blank_half <= mark.x, mark
        assert mark.x + mark.width <= right + 0.5, mark
        assert mark.scale >= 0.7, mark
        assert 0 < mark.y < document.page.height * 72 / 25.4, mark
