"""What a paper is made of. Layouts build these blocks; `printing.render` turns them into a PDF.

Lengths are millimetres, type sizes are points, greys run from 0 (black) to 1 (white). Blocks say what they are, not
where they stand: the renderer flows them down the page, repeats table heads and never cuts a word off.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from printing.curve import Curve

Align = Literal["left", "centre", "right", "justify"]


class Face(StrEnum):
    """Typefaces by their job; each is a chain of fonts that ends in one with every rare character."""

    TITLE = "title"
    """小标宋: titles of official papers."""
    SONG = "song"
    """宋: running text."""
    HEI = "hei"
    """黑: headings, names, board titles."""
    SANS = "sans"
    """Light 黑: tables and small print."""
    FANG = "fang"
    """仿宋: the body of official papers."""
    KAI = "kai"
    """楷: second-level headings, notes of an editor."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face; `box` draws a tick box (ticked or empty) in front of it."""

    text: str
    face: Face | None = None
    box: bool | None = None
    underline: bool = False
    """Draws the line of a filled-in blank under the text."""


Text: TypeAlias = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    size: float = 12
    face: Face = Face.SONG
    align: Align = "justify"
    leading: float = 1.6
    """Line height as a multiple of the size."""
    indent: float = 0
    """First line, in characters."""
    before: float = 0
    after: float = 0
    grey: float = 0
    keep_with_next: bool = False
    grid: bool = False
    """On the grid of official papers (`OFFICIAL_A4`): 28 characters of 16 pt to a line, 22 lines to a page."""
    red: bool = False
    bookmark: bool = False
    """A heading that a reader of the file can jump to."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading and bookmark; never the last thing on a page."""

    text: str
    size: float = 12
    face: Face = Face.HEI
    align: Align = "left"
    before: float = 3
    after: float = 1.5


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with its value in a key-value grid; `wide` takes the whole row."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class KeyValueGrid:
    """Labelled values in a ruled grid, `columns` pairs to a row."""

    entries: tuple[Entry, ...]
    columns: int = 2
    label_width: float = 30
    size: float = 10.5
    row_height: float = 7.5
    padding: float = 1.2
    carry: int = 0
    """Rows taken along when what follows needs a new page."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float
    """A share; the shares of a table are scaled to the width of the page."""
    align: Align = "left"
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    across: int = 1
    align: Align | None = None
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of columns of figures: under each page and under the whole table."""

    columns: tuple[int, ...]
    page: str = "本页小计"
    overall: str = "总计"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head is repeated on every page. Rows grow with their text; nothing is cut."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    foot: tuple[tuple[str | Cell, ...], ...] = ()
    """Totals; they stay with the last rows."""
    size: float = 10.5
    head_size: float = 10.5
    row_height: float = 7.5
    head_height: float = 8
    face: Face = Face.SANS
    padding: float = 1.2
    max_rows: int = 0
    """Most rows on one page; 0 is as many as fit."""
    together: tuple[int, ...] = ()
    """Sizes of the groups of rows that no page break parts: the members of a household."""
    keys: int = 0
    """Not 0: widths are millimetres, and what is wider than the page goes on on further sheets, each with so many
    first columns again."""
    totals: Totals | None = None
    carry: int = 3
    """Rows taken along when what follows the table needs a new page, so that no page holds only signatures."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A drawn signature: strokes as points (x, y) in its own box, y downward."""

    width: float
    height: float
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    pen: float = 2.2


@dataclass(frozen=True, slots=True)
class Picture:
    """A scanned signature or fingerprint: PNG or JPEG bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    label: str
    mark: Ink | Picture | None = None
    name: str = ""
    note: str = ""
    """Moment and key of an electronic sign-off, or `年　月　日` to fill in by hand."""


@dataclass(frozen=True, slots=True)
class MarkBox:
    """One signature over a line: ink, else a typed name, else the bare line to sign on."""

    mark: Ink | Picture | None
    name: str = ""
    height: float = 20
    size: float = 16


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A label and the bare line to sign on behind it; `upright` sets both from top to bottom."""

    label: str
    length: float = 45
    upright: bool = False
    size: float = 12
    before: float = 4


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Signatures side by side in ruled boxes; kept on one page."""

    signatures: tuple[Signature, ...]
    height: float = 28
    size: float = 10.5
    before: float = 3


@dataclass(frozen=True, slots=True)
class QrCode:
    """A vector code, error correction M, quiet zone included in `size`, which grows for modules of 0.40 mm at least."""

    text: str
    size: float = 22
    caption: str = ""


@dataclass(frozen=True, slots=True)
class StampArea:
    """An empty square for the office's own seal, which goes over the issuer's name and the date.

    The program never draws a seal.
    """

    label: str = "（盖章）"
    size: float = 45
    lines: tuple[str, ...] = ()
    text_size: float = 14


@dataclass(frozen=True, slots=True)
class Rule:
    weight: float = 0.5
    before: float = 1
    after: float = 1
    red: bool = False


@dataclass(frozen=True, slots=True)
class Spacer:
    height: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Two stacks side by side, `right_width` wide the second; kept on one page."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    right_width: float
    gap: float = 4
    valign: Literal["top", "middle", "bottom"] = "top"


@dataclass(frozen=True, slots=True)
class Keep:
    """Blocks that stay together on one page."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class AtFoot:
    """Blocks at the foot of the last page. Alone on their page, `official` numbering leaves that page out."""

    blocks: tuple["Block", ...]
    even: bool = False
    """On the back of a sheet, as official papers printed on both sides have it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures drawn: `bars` one under another with their names at the left, `line` from left to right.

    Nothing is told by colour alone: each bar or point bears its figure as `shown`. It stays on one page.
    """

    kind: Literal["bars", "line"]
    names: tuple[str, ...]
    values: tuple[float, ...]
    shown: tuple[str, ...]
    most: float = 0
    """Where the scale ends; 0 takes the largest value."""
    height: float = 60
    """Of a line chart; bars take what they need."""
    size: float = 9


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Block: TypeAlias = (
    Paragraph | Heading | KeyValueGrid | Table | MarkBox | SignatureLine | SignatureBlock | QrCode | StampArea | Rule
    | Spacer | Beside | Keep | AtFoot | Chart | Curve | NewPage
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fixed:
    """Blocks at a place of their own, from the left top corner of the sheet, that take no room from what flows."""

    blocks: tuple[Block, ...]
    left: float
    top: float
    width: float


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


A4 = Page(210, 297, 16, 18, 18, 18)
A3 = Page(297, 420, 16, 18, 18, 18)
OFFICIAL_A4 = Page(210, 297, 37, 26, 35, 28)
"""GB/T 9704-2012: a body of 156 × 225 mm."""
GRID_LINE = 225 / 22
"""Millimetres from line to line on the grid of official papers."""
A4_LANDSCAPE = Page(297, 210, 10, 12, 12, 12)
A3_LANDSCAPE = Page(420, 297, 13, 15, 14, 15)


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    page: Page
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    first_head: tuple[Block, ...] = ()
    """Stands at the top of page 1."""
    next_head: tuple[Block, ...] = ()
    """Stands at the top of every later page."""
    page_heads: tuple[tuple[Block, ...], ...] = ()
    """Where each page has a head of its own, as tall as the others: of the first, of the second, …"""
    fixed: tuple[Fixed, ...] = ()
    """On the first sheet."""
    foot_left: str = ""
    foot_right: str = ""
    foot_size: float = 9
    foot_indent: float = 0
    """Of `foot_left` on the first sheet of an official paper, beside a code that stands there."""
    numbering: Literal["pages", "official", "letter", "none"] = "pages"
    """`第 n 页　共 m 页`, or `— n —` at the outer edge as official papers have it, letters not on their first sheet."""
    watermark: str = ""
    """Who printed it and when; for papers that hold id numbers."""
    languages: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Substitution:
    official: str
    """The font that the standard names: 方正小标宋."""
    used: str


@dataclass(frozen=True, slots=True)
class Rendered:
    pdf: bytes
    pages: int
    rows: tuple[int, ...] = ()
    """Counted rows (`Table.max_rows`) on each page."""
    substitutions: tuple[Substitution, ...] = ()
    """Official fonts that this computer lacks, and what stands in for them."""


class PaperError(Exception):
    """A paper cannot be made. `code` is stable, `params` fill its sentence."""

    def __init__(self, code: str, **params: str | float | bool | None) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class MissingGlyph(PaperError):
    """Characters that no font has: `paper.missing-glyph` (characters, as `𰻝 U+30EDD`). Nothing was printed."""

    def __init__(self, points: Iterable[int]) -> None:
        self.points = tuple(points)
        super().__init__("paper.missing-glyph", characters="、".join(f"{chr(one)} U+{one:04X}" for one in self.points))
