"""居民健康档案 cover (F09): 17 boxes for the number; an illness is not among its fields."""

from dataclasses import dataclass
from datetime import date

from printing.document import (
    Beside,
    Column,
    Document,
    Face,
    Heading,
    Paragraph,
    QrCode,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, code_size
from printing.layouts.frame import Frame, common
from printing.texts import wording

_PARTS = (6, 3, 3, 5)
"""County, township, village, person (national public-health specification)."""


@dataclass(frozen=True, slots=True)
class HealthCover:
    imprint: Imprint
    code: str
    name: str
    lives: str
    registered: str
    phone: str
    township: str
    village: str
    unit: str
    creator: str
    doctor: str
    created: date | None = None


def layout(paper: HealthCover) -> Document:
    words = wording("health_cover")
    frame = Frame(words, paper.imprint, "F09")
    side = code_size(paper.imprint.code)
    return frame.document(
        (
            Spacer(16),
            Paragraph(words.line("code"), 14, Face.SONG, "centre", after=1.5),
            _boxes(paper.code),
            Spacer(14),
            Heading(words.line("title"), 36, Face.TITLE, "centre", before=0, after=14),
            frame.grid("grid", paper, label=46, size=14, row=12),
            Spacer(10),
            frame.grid("foot", paper, label=46, size=14, row=12),
            Spacer(5),
            Beside(
                (Paragraph(words.line("secret"), 10.5, Face.SANS, "left"),),
                (QrCode(paper.imprint.code, side, common("code", short=paper.imprint.short)),),
                right_width=side + 4,
                valign="middle",
            ),
        ),
        masthead=False,
    )


def _boxes(code: str) -> Table:
    """One figure to a box, a dash between the parts."""
    cells: list[str] = []
    start = 0
    for part in _PARTS:
        cells += [*code[start : start + part].ljust(part), "—"]
        start += part
    columns = tuple(Column(cell, 0.6 if cell == "—" else 1) for cell in cells[:-1])
    return Table(columns, (), head_size=16, head_height=11)
