"""明白纸: one sheet, both sides, 14 pt, no jargon (documents.md §8). Its figures are the county's own parameters, whose
date stands at the foot so that an outdated leaflet is recognised; the code dials and holds nothing else.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from printing.document import (
    Beside,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Face,
    Heading,
    Keep,
    KeyValueGrid,
    Paragraph,
    QrCode,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, money
from printing.layouts.frame import Frame
from printing.layouts.notice import Reckoning
from printing.texts import Wording, wording

_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class Leaflet:
    imprint: Imprint
    county: str
    rural: Decimal
    urban: Decimal
    edge: Decimal
    publicity_days: int
    days: int
    most_days: int
    change_days: int
    example: Reckoning
    params_of: date
    township_phone: str
    county_phone: str
    officer: str
    officer_phone: str


def layout(paper: Leaflet) -> Document:
    words = wording("leaflet")
    blanks = _blanks(paper)
    front: list[Block] = []
    for part in ("who", "bring"):
        front += _part(words, part, (words.line(part, **blanks),))
    front += [_head(words, "how"), Spacer(1), _steps(words, blanks), Spacer(1)]
    for part in ("long", "sum"):
        front += _part(words, part, (words.line(part, **blanks),))
    front.append(Paragraph(words.line("turn"), 10, Face.SANS, "right", before=1))
    back: list[Block] = []
    for part in ("not", "right"):
        back += _part(words, part, words.paragraphs(part, **blanks))
    back += _part(words, "duty", (words.line("duty", **blanks),))
    back += [_head(words, "phone"), Spacer(1), _phones(paper, words, blanks)]
    made = Frame(words, paper.imprint).document((*front, Keep(tuple(back))), words.line("title.of", **blanks))
    day = paper.params_of.isoformat()
    return replace(made, foot_left=words.line("foot", day=day, short=paper.imprint.short, wording=words.version))


def _blanks(paper: Leaflet) -> dict[str, str | int]:
    one = paper.example
    gap = one.standard * one.persons - one.income / 12
    return {
        **one.blanks(),
        "county": paper.county,
        "rural": money(paper.rural),
        "urban": money(paper.urban),
        "edge": str(paper.edge.normalize()),
        "publicity": paper.publicity_days,
        "days": paper.days,
        "most": paper.most_days,
        "change_days": paper.change_days,
        "gap": money(gap),
        "township_phone": paper.township_phone,
        "county_phone": paper.county_phone,
        "officer": paper.officer,
        "officer_phone": paper.officer_phone,
    }


def _head(words: Wording, part: str) -> Heading:
    return Heading(words.line(f"{part}.title"), 16, Face.HEI, before=3.5, after=1)


def _part(words: Wording, part: str, lines: tuple[str, ...]) -> list[Block]:
    said = [Paragraph(line, _SIZE, Face.SONG, leading=1.55, indent=2) for line in lines]
    return [_head(words, part), *said]


def _steps(words: Wording, blanks: dict[str, str | int]) -> Table:
    """Five steps from left to right."""
    steps = [line.split("|") for line in words.paragraphs("steps", **blanks)]
    columns = tuple(Column(name, 1, "centre") for name, _ in steps)
    row = tuple(Cell(text, align="centre") for _, text in steps)
    return Table(columns, (row,), size=13, head_size=14, row_height=18, head_height=11)


def _phones(paper: Leaflet, words: Wording, blanks: dict[str, str | int]) -> Block:
    pairs = [line.partition("|") for line in words.paragraphs("phone", **blanks)]
    entries = tuple(Entry(name, number, wide=True) for name, _, number in pairs)
    grid = KeyValueGrid(entries, 1, 42, _SIZE, 10)
    number = paper.officer_phone or paper.township_phone
    if not any(char.isdigit() for char in number):
        return grid
    code = QrCode(f"tel:{number}", 30, words.line("dial"))
    return Beside((grid,), (code,), right_width=38, valign="middle")
