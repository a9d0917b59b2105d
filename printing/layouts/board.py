"""公示榜: the board that hangs in the village, A3 landscape by default (documents.md §3).

`BoardRow` is the whitelist: it has no field for an id number, an illness, a phone or an address, and refuses digits
and marks in names, so that nothing else can reach the sheet.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from printing.document import (
    A3_LANDSCAPE,
    A4_LANDSCAPE,
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
    PaperError,
    Paragraph,
    QrCode,
    Spacer,
    StampArea,
    Table,
)
from printing.layouts.common import Imprint, code_size, long_date, money, span_of_days
from printing.texts import Wording, wording

Kind = Literal["initial", "result", "standing", "reviewed"]
Size = Literal["A3", "A4"]
REMARKS = frozenset({"", "新增", "续保", "调增", "调减"})
MOST_ROWS: dict[Size, int] = {"A3": 30, "A4": 22}
_NAME_MARKS = frozenset("·•・（）()-' ")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """All that may be said of a household in public.

    Raises:
        PaperError: `paper.board-name`, `paper.board-remark`, `paper.board-text`, `paper.board-figure`.
    """

    head_name: str
    village_group: str
    category: str
    members: int
    insured: int
    amount: Decimal
    remark: str = ""

    def __post_init__(self) -> None:
        if not self.head_name.strip() or len(self.head_name) > 60 or not all(map(_in_a_name, self.head_name)):
            raise PaperError("paper.board-name")
        if self.remark not in REMARKS:
            raise PaperError("paper.board-remark")
        if not _harmless(self.village_group) or not _harmless(self.category):
            raise PaperError("paper.board-text")
        if not (0 <= self.members <= 99 and 0 <= self.insured <= 99 and Decimal(0) <= self.amount < 1_000_000):
            raise PaperError("paper.board-figure")


def _in_a_name(char: str) -> bool:
    """Letters of any script, also those newer than this Python, and the marks in and behind names."""
    return char in _NAME_MARKS or (not (char.isdigit() or (char.isascii() and not char.isalpha())) and not _mark(char))


def _mark(char: str) -> bool:
    return char in "，。、；：！？“”‘’《》【】「」…—～／＊＃＋＝％" or not (char.isprintable() or ord(char) > 0xFFFF)


def _harmless(text: str) -> bool:
    """Short words with at most three digits: 第12组, 最低生活保障(农村)."""
    return len(text) <= 30 and sum(char.isdigit() for char in text) <= 3


@dataclass(frozen=True, slots=True)
class Board:
    """One posting of one village. Names of places are as they are said: 清溪镇, 红星村, 示范县."""

    kind: Kind
    county: str
    township: str
    village: str
    rows: tuple[BoardRow, ...]
    posted: date
    first: date
    closes: date
    imprint: Imprint
    size: Size = "A3"
    batch: str = ""
    dibao_only: bool = True
    township_phone: str = ""
    county_phone: str = ""
    number: str = ""
    contact: str = ""
    """A page or a telephone number to complain to, for a code of its own; empty: no such code."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Sizes of one board; rows grow when there is room, because it is read from 1.5 m away."""

    title: float
    title_next: float
    text: float
    row: float
    row_height: float
    head_height: float
    code: float


_CODE = 34
"""Side in mm: a code that its printer signed needs it, and any other is read from further away."""
_SMALLEST: dict[Size, _Measures] = {
    "A3": _Measures(26, 20, 15, 15, 7.3, 9.5, _CODE),
    "A4": _Measures(26, 17, 14, 14, 6.7, 8.5, _CODE),
}
_TALLEST, _LARGEST = 11.5, 19.0
_STAMP = 45
_COMPLAIN = 28


def _measures(board: Board) -> _Measures:
    """As few pages as the smallest rows need, then rows as tall as those pages allow."""
    least = _SMALLEST[board.size]
    small = replace(least, code=max(least.code, code_size(board.imprint.code)))
    page = A3_LANDSCAPE if board.size == "A3" else A4_LANDSCAPE
    count = sum(2 if len(row.head_name) > 16 else 1 for row in board.rows) + 1
    once = 3 * small.text * 1.55 * 25.4 / 72 + _STAMP + 6
    each = page.height - page.top - page.bottom - small.code - 6 - small.head_height
    pages = 1
    while (pages * each - once) / small.row_height < count or pages * MOST_ROWS[board.size] < len(board.rows):
        pages += 1
    height = min(_TALLEST, max(small.row_height, (pages * each - once) / (count + pages - 1)))
    text = min(_LARGEST, small.row + (height - small.row_height) * 1.1)
    return replace(small, row=round(text * 2) / 2, row_height=height)


def layout(board: Board) -> Document:
    """The sheets of a board: head and code on each, totals, issuer, stamp area and the record of posting at the end."""
    words = wording("board")
    measures = _measures(board)
    blanks = _blanks(board, words)
    title = words.line(f"title.{board.kind}", **blanks)
    first_head, next_head, *page_heads = _heads(board, words, measures, title)
    blocks: list[Block] = [
        Paragraph(words.line(f"intro.{board.kind}", **blanks), measures.text, Face.SONG, leading=1.55, indent=2),
        Spacer(2.5),
        _table(board, words, measures),
        Keep(_closing(board, words, measures, blanks)),
    ]
    return Document(
        title=title,
        page=A3_LANDSCAPE if board.size == "A3" else A4_LANDSCAPE,
        blocks=tuple(blocks),
        author=board.township,
        subject=words.version,
        first_head=first_head,
        next_head=next_head,
        page_heads=tuple(page_heads),
        foot_left=words.line("foot.left", number=board.number or board.imprint.short, wording=words.version),
        foot_right=words.line("foot.right", printed=board.imprint.printed_at, by=board.imprint.printed_by),
        foot_size=10 if board.size == "A3" else 9,
    )


def _blanks(board: Board, words: Wording) -> dict[str, str | int]:
    phone = words.line("phone.blank")
    return {
        "county": board.county,
        "township": board.township,
        "village": board.village,
        "programme": words.line("programme.dibao" if board.dibao_only else "programme.mixed"),
        "batch": words.line("batch", batch=board.batch) if board.batch else "",
        "period": span_of_days(board.first, board.closes),
        "days": (board.closes - board.first).days + 1,
        "posted": long_date(board.posted),
        "closes": long_date(board.closes),
        "township_phone": board.township_phone or phone,
        "county_phone": board.county_phone or phone,
    }


def _heads(board: Board, words: Wording, measures: _Measures, title: str) -> list[tuple[Block, ...]]:
    """Of a first page, of a later one, and of each page that has a code of its own.

    The title centred on the sheet with the code beside it; the left blank balances the code.
    """
    caption = words.line("code.caption", short=board.imprint.short)

    def head(first: bool, of: str) -> tuple[Block, ...]:
        text = title if first else words.line("continued", title=title)
        size = measures.title if first else measures.title_next
        code = QrCode(of, measures.code, caption)
        name = Heading(text, size, Face.HEI, "centre", before=0, after=0)
        centred = Beside((Spacer(1),), (name,), right_width=_title_width(board.size, measures), gap=0, valign="middle")
        return (Beside((centred,), (code,), right_width=measures.code + 6, gap=0, valign="middle"), Spacer(1.5))

    own = (head(number == 0, code) for number, code in enumerate(board.imprint.codes))
    return [head(True, board.imprint.code), head(False, board.imprint.code), *own]


def _title_width(size: Size, measures: _Measures) -> float:
    page = A3_LANDSCAPE if size == "A3" else A4_LANDSCAPE
    return page.width - page.left - page.right - 2 * (measures.code + 6)


def _table(board: Board, words: Wording, measures: _Measures) -> Table:
    grouped = any(row.village_group for row in board.rows)
    columns = [
        Column(words.line("column.no"), 20, "centre"),
        Column(words.line("column.head"), 82, "left", Face.HEI),
        *([Column(words.line("column.group"), 52, "left")] if grouped else []),
        Column(words.line("column.category"), 62, "left"),
        Column(words.line("column.members"), 36, "centre"),
        Column(words.line("column.insured"), 36, "centre"),
        Column(words.line("column.amount"), 58, "right"),
        Column(words.line("column.remark"), 32, "centre"),
    ]
    rows = tuple(_row(number, row, grouped) for number, row in enumerate(board.rows, start=1))
    if not rows:
        rows = ((Cell(words.line("empty"), len(columns), "centre"),),)
    amount = sum((row.amount for row in board.rows), Decimal(0))
    persons = sum(row.insured for row in board.rows)
    total = (
        Cell(words.line("total.households", households=len(board.rows)), 4 if grouped else 3, "left", Face.HEI),
        "",
        Cell(words.line("total.persons", persons=persons), 1, "centre", Face.HEI),
        Cell(money(amount), 1, "right", Face.HEI),
        "",
    )
    return Table(
        tuple(columns),
        rows,
        foot=(total,),
        size=measures.row,
        head_size=min(measures.row - 2, 14),
        row_height=measures.row_height,
        head_height=measures.head_height,
        padding=2.4,
        max_rows=MOST_ROWS[board.size],
        carry=3,
    )


def _row(number: int, row: BoardRow, grouped: bool) -> tuple[str | Cell, ...]:
    group = (row.village_group,) if grouped else ()
    figures = (str(row.members), str(row.insured), money(row.amount), row.remark or "/")
    return (str(number), row.head_name, *group, row.category, *figures)


def _closing(board: Board, words: Wording, measures: _Measures, blanks: dict[str, str | int]) -> tuple[Block, ...]:
    """Who posted it where, and the issuer and date that the office's own seal goes over."""
    entries = (
        Entry(words.line("record.place"), words.line("record.places"), wide=True),
        Entry(words.line("record.people"), "", wide=True),
        Entry(words.line("record.days"), words.line("record.clock"), wide=True),
    )
    record: tuple[Block, ...] = (
        Paragraph(words.line("record.title"), 11, Face.SANS, "left", after=1),
        KeyValueGrid(entries, 1, label_width=34, size=11.5, row_height=11),
    )
    if board.contact:
        target = board.contact if board.contact.startswith("http") else f"tel:{board.contact}"
        code = QrCode(target, _COMPLAIN, words.line("complain"))
        record = (Beside(record, (code,), right_width=_COMPLAIN + 6, gap=3, valign="middle"),)
    signed = (words.line(_issuer(board), **blanks), long_date(board.posted))
    stamp = StampArea(words.line("stamp"), _STAMP, signed, measures.text)
    page = A3_LANDSCAPE if board.size == "A3" else A4_LANDSCAPE
    right = (page.width - page.left - page.right) * 0.42
    return (Spacer(4), Beside(record, (stamp,), right_width=right, gap=6, valign="middle"))


def _issuer(board: Board) -> str:
    """The township posts the first opinion; what is decided hangs in the village's own name."""
    if board.kind in ("initial", "reviewed"):
        return "issuer.township"
    if board.village.endswith("村"):
        return "issuer.village"
    return "issuer.community" if board.village.endswith(("社区", "居")) else "issuer.other"
