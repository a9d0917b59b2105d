"""台账: ledgers whose columns are data, thirty rows to a page, with sums per page and overall.

A row can hold the columns of its ledger and no others. A ledger about persons bears the name of whoever printed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal

from printing.document import (
    A3_LANDSCAPE,
    A4_LANDSCAPE,
    Beside,
    Block,
    Cell,
    Document,
    Face,
    Heading,
    Keep,
    Page,
    PaperError,
    Paragraph,
    QrCode,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, code_size, money
from printing.layouts.frame import by_hand, columns_of, common
from printing.texts import Wording, wording

Kind = Literal[
    "dibao", "change", "filing", "petition", "clue", "supervision", "major_illness", "waiver", "cost", "chronic",
    "doctor", "batch_a", "batch_b", "illness_poverty", "health_record", "two_cancer", "payment",
    "standards", "growth", "temporary_relief", "two_cancer_call", "issued",
    "chronic_appraisal", "vaccination_due", "folic", "delivery_subsidy", "endemic",
    "insured", "uninsured", "operation", "measure", "no_measure", "poor_frame", "appraisal_score",
    "health_task", "facility", "guide",
]  # fmt: skip
Value = str | int | Decimal
ROWS = 30
_HEAD, _TITLE = 9.0, 12.5
_WIDEST = 300.0
"""Above this many mm of columns the ledger is printed on A3."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Paper, type size in points, and the height in mm of a row with one line."""

    page: Page
    size: float
    row: float

    @property
    def line(self) -> float:
        return self.size * 1.3 * 25.4 / 72


_A4 = _Sheet(A4_LANDSCAPE, 7.8, 5.36)
_A3 = _Sheet(A3_LANDSCAPE, 9.5, 6.4)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Raises PaperError `paper.ledger-column` (column), `paper.watermark`."""

    imprint: Imprint
    kind: Kind
    unit: str
    period: str
    rows: tuple[Mapping[str, Value], ...]
    watermark: str = ""

    def __post_init__(self) -> None:
        words = wording("ledger")
        if not self.watermark and self.kind not in words.words("open"):
            raise PaperError("paper.watermark")
        known = set(columns_of(words.words(self.kind))[1])
        for row in self.rows:
            if not row.keys() <= known:
                raise PaperError("paper.ledger-column", column=min(row.keys() - known))


def layout(paper: Ledger) -> Document:
    words = wording("ledger")
    lines = words.words(paper.kind)
    wide = sum(column.width for column in columns_of(lines)[0])
    sheet = _A4 if wide <= _WIDEST else _A3
    title = words.line(f"{paper.kind}.title")
    subtitle = words.line("subtitle", unit=paper.unit, period=paper.period, count=len(paper.rows))
    head: tuple[Block, ...] = (
        Heading(title, 16, Face.HEI, "centre", before=0, after=0),
        Paragraph(subtitle, 9, Face.SANS, "centre", 1.3, after=1),
    )
    return Document(
        title=title,
        page=sheet.page,
        blocks=tuple(_blocks(paper, words, sheet)),
        author=paper.unit,
        subject=words.version,
        first_head=head,
        next_head=head,
        foot_left=common("foot.left", short=paper.imprint.short, wording=words.version),
        foot_right=common("foot.right", printed=paper.imprint.printed_at, by=paper.imprint.printed_by),
        foot_size=8,
        watermark=paper.watermark,
    )


def _blocks(paper: Ledger, words: Wording, sheet: _Sheet) -> list[Block]:
    """One table to a page, so that its sums are those of the page; the last goes with the sign-off row."""
    lines = words.words(paper.kind)
    pages = _paginated(paper, lines, sheet)
    blocks: list[Block] = []
    start = 0
    for number, rows in enumerate(pages, start=1):
        last = number == len(pages)
        table = _table(lines, rows, start, paper.rows if last else (), sheet)
        blocks.append(Keep((table, *_closing(paper, words))) if last else Keep((table,)))
        start += len(rows)
    return blocks


def _closing(paper: Ledger, words: Wording) -> tuple[Block, ...]:
    side = code_size(paper.imprint.code)
    code = QrCode(paper.imprint.code, side, common("code", short=paper.imprint.short))
    sign = (by_hand(words.words("sign"), 19), Paragraph(words.line("filled"), 9, Face.SONG, "left", before=1))
    return (Spacer(2), Beside(sign, (code,), right_width=side + 4, valign="middle"))


def _paginated(paper: Ledger, lines: Sequence[str], sheet: _Sheet) -> list[tuple[Mapping[str, Value], ...]]:
    """Rows by page: thirty, fewer where names or notes need more lines; the last page has room for the sign-off."""
    page = sheet.page
    room = page.height - page.top - page.bottom - _TITLE - _HEAD
    closing = 2 * sheet.row + code_size(paper.imprint.code) + 8
    widths = _widths(lines, sheet)
    pages: list[list[Mapping[str, Value]]] = [[]]
    used = 0.0
    for row in paper.rows:
        height = _height(row, widths, sheet)
        if len(pages[-1]) == ROWS or used + height > room - sheet.row:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += height
    while used + closing > room and len(pages[-1]) > 1:
        spare = max(1, len(pages[-1]) // 3)
        pages.append(pages[-1][-spare:])
        del pages[-2][-spare:]
        used = sum(_height(row, widths, sheet) for row in pages[-1])
    return [tuple(rows) for rows in pages]


def _widths(lines: Sequence[str], sheet: _Sheet) -> dict[str, float]:
    """Room for text in each column, in mm."""
    columns, names = columns_of(lines)
    inner = sheet.page.width - sheet.page.left - sheet.page.right
    total = sum(column.width for column in columns)
    return {name: column.width / total * inner - 1.8 for name, column in zip(names, columns, strict=True)}


def _height(row: Mapping[str, Value], widths: Mapping[str, float], sheet: _Sheet) -> float:
    """At least as tall as it will be set: by the width of its longest cell."""
    em = sheet.size * 25.4 / 72
    most = 1
    for name, value in row.items():
        text = _shown(value)
        wide = sum(0.6 if char.isascii() else 1.0 for char in text) * em
        most = max(most, ceil(wide / widths[name]) + ("·" in text and wide > widths[name]))
    return sheet.row + (most - 1) * sheet.line


def _table(
    lines: Sequence[str],
    rows: Sequence[Mapping[str, Value]],
    start: int,
    everything: Sequence[Mapping[str, Value]],
    sheet: _Sheet,
) -> Table:
    columns, names = columns_of(lines)
    cells = tuple(
        tuple(str(number) if name == "#" else _shown(row.get(name, "")) for name in names)
        for number, row in enumerate(rows, start=start + 1)
    )
    if not cells:
        cells = (tuple("/" for _ in names),)
    foot = _foot(lines, rows, everything) if any(line.endswith("|sum") for line in lines) else ()
    return Table(columns, cells, foot, sheet.size, sheet.size, sheet.row, _HEAD, padding=0.8, carry=0)


def _foot(
    lines: Sequence[str], rows: Sequence[Mapping[str, Value]], everything: Sequence[Mapping[str, Value]]
) -> tuple[tuple[str | Cell, ...], ...]:
    """The sums of the page, and on the last one those of all."""
    page = _sums(common("subtotal"), lines, rows)
    return (page, _sums(common("total"), lines, everything)) if everything or not rows else (page,)


def _sums(label: str, lines: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> tuple[str | Cell, ...]:
    """The label over the columns before the first that is added up, then the sums."""
    _, names = columns_of(lines)
    summed = [line.endswith("|sum") for line in lines]
    first = summed.index(True)
    cells: list[str | Cell] = [Cell(label, first, "centre", Face.HEI)]
    for name, adds in zip(names[first:], summed[first:], strict=True):
        cells.append(Cell(_sum(rows, name), face=Face.HEI) if adds else "/")
    return tuple(cells)


def _sum(rows: Sequence[Mapping[str, Value]], name: str) -> str:
    values = [row[name] for row in rows if isinstance(row.get(name), int | Decimal)]
    if rows and not values:
        return common("struck")
    total = sum((Decimal(value) for value in values), Decimal(0))
    return money(total) if any(isinstance(value, Decimal) for value in values) else str(total)


def _shown(value: Value) -> str:
    if isinstance(value, Decimal):
        return money(value)
    return str(value) if value != "" else common("struck")
