"""Ruled tables and key-value grids as slabs, one per row.

Most cells are one short line; these are set without more ado, since a ledger has hundreds of thousands of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import accumulate, pairwise

from printing.document import Align, Cell, Entry, Face, KeyValueGrid, Table
from printing.render.fonts import Run
from printing.render.ops import Box, Glyphs, Sheet
from printing.render.setting import BASELINE, GENTLE, SetLine, Setter
from printing.render.slab import MM, Draw, Slab, Sums, TableRun

_LEADING = 1.3
_HEAD_FILL = 0.93
_SHIFT = {"left": 0.0, "justify": 0.0, "centre": 0.5, "right": 1.0}


@dataclass(slots=True)
class _SetCell:
    lines: list[SetLine]
    x: float
    width: float
    align: Align
    pad: float
    fill: float | None = None

    def height(self, size: float) -> float:
        return size * (1 + _LEADING * (len(self.lines) - 1)) + 2.6 * MM

    def draw(self, sheet: Sheet, x: float, y: float, height: float, size: float) -> None:
        left = x + self.x
        if self.fill is not None:
            sheet.marks.append(Box(left, y, self.width, height, fill=self.fill))
        room = (left, left + self.width)
        block = size * (1 + _LEADING * (len(self.lines) - 1))
        top = y + (height - block) / 2
        for line in self.lines:
            start = left + self.pad + (self.width - 2 * self.pad - line.width) * _SHIFT[self.align]
            line.draw(sheet, start, top, room)
            top += size * _LEADING


_Short = tuple[float, float, float, float, tuple[Run, ...]]
"""Left and right edge of a cell, where its one line begins, its horizontal scale, and the line."""


@dataclass(slots=True)
class _Row:
    """The cells of one row, short ones apart from those that wrap, are filled or span columns."""

    short: list[_Short]
    long: list[_SetCell]
    size: float
    height: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        put, size = sheet.marks.append, self.size
        base = y + (self.height - size) / 2 + size * BASELINE
        for left, right, start, scale, runs in self.short:
            room, at = (x + left, x + right), x + start
            for run in runs:
                width = run.width * size * scale
                put(Glyphs(at, base, run.font, size, run.text, width, 0.0, scale, 0.0, run.heavy, room))
                at += width
        for cell in self.long:
            cell.draw(sheet, x, y, self.height, self.size)


@dataclass(slots=True)
class _Panel:
    """Some columns of a table, as wide as the page: which they are and where they stand."""

    columns: list[int]
    edges: list[float]
    spans: list[tuple[float, float, Align, Face]] = field(default_factory=list)
    """Left and right edge, alignment and face of each column."""


class _Rows:
    """Makes the rows of one table."""

    def __init__(self, setter: Setter, block: Table, width: float) -> None:
        self.setter = setter
        self.block = block
        self.width = width
        self.panels = _panels(block, width)
        self.pad = block.padding * MM
        for panel in self.panels:
            ways = [(block.columns[index].align, block.columns[index].face or block.face) for index in panel.columns]
            panel.spans = [(*edges, *way) for edges, way in zip(pairwise(panel.edges), ways, strict=True)]
        self.table = TableRun(width, most_rows=block.max_rows)
        self.head = self.row([column.title for column in block.columns], heading=True)
        self.table.head = self.head
        if block.totals is not None:
            names = block.totals
            whole = {column: sum((_figure(row[column]) for row in block.rows), Decimal()) for column in names.columns}
            self.table.sum_height = self.sums(names.overall, whole).height
            self.table.page_sum = lambda sums: self.sums(names.page, sums)
            self.table.total = lambda sums: self.sums(names.overall, sums)

    def row(self, cells: Sequence[str | Cell], *, heading: bool = False) -> Slab:
        size = self.block.head_size if heading else self.block.size
        least = (self.block.head_height if heading else self.block.row_height) * MM
        rows, edges = [], []
        for panel in self.panels:
            row, inner = self._panel_row(panel, cells, size, least, heading)
            rows.append(row)
            edges.append(inner)
        height = max(row.height for row in rows)
        draws: list[Draw] = []
        for row in rows:
            row.height = height
            draws.append(row.draw)
        return Slab(height, draws[0], self.width, table=self.table, edges=tuple(edges), panels=draws[1:])

    def _panel_row(
        self, panel: _Panel, cells: Sequence[str | Cell], size: float, least: float, heading: bool
    ) -> tuple[_Row, tuple[float, ...]]:
        pad = MM if heading else self.pad
        result = _Row([], [], size, least)
        chosen = cells if len(panel.columns) == len(self.block.columns) else [cells[index] for index in panel.columns]
        index, inner = 0, []
        for item in chosen:
            left, right, shown, look = panel.spans[index]
            if type(item) is str:
                text, across = item, 1
            else:
                assert isinstance(item, Cell)
                text, across = item.text, item.across
                right, shown, look = panel.edges[index + across], item.align or shown, item.face or look
            if heading:
                shown, look = "centre", Face.HEI
            short = None if heading else self._short(text, size, look, left, right, shown)
            if short is not None:
                result.short.append(short)
            else:
                lines = self.setter.cell(text, size, look, right - left - 2 * pad)
                cell = _SetCell(lines, left, right - left, shown, pad, _HEAD_FILL if heading else None)
                result.long.append(cell)
                result.height = max(result.height, cell.height(size))
            if index:
                inner.append(left)
            index += across
        return result, tuple(inner)

    def _short(self, text: str, size: float, face: Face, left: float, right: float, align: Align) -> _Short | None:
        """One line where the text fits, gently squeezed at most."""
        runs, pad = self.setter.library.runs(text, face), self.pad
        room = right - left - 2 * pad
        natural = runs[0].width * size if len(runs) == 1 else sum([run.width for run in runs]) * size
        if natural * GENTLE > room or "\n" in text:
            return None
        scale = 1.0 if natural <= room else room / natural
        return left, right, left + pad + (room - natural * scale) * _SHIFT[align], scale, runs

    def sums(self, name: str, sums: Sums) -> Slab:
        """A row of totals: its name in the first column that is wide enough, the sums under their columns."""
        cells: list[str | Cell] = ["" for _ in self.block.columns]
        for column, figure in sums.items():
            cells[column] = Cell(f"{figure:,}", face=Face.HEI)
        label = next((index for index in range(len(cells)) if index not in sums and self._holds(name, index)), 0)
        cells[label] = Cell(name, face=Face.HEI)
        return self.row(cells)

    def _holds(self, name: str, column: int) -> bool:
        panel = self.panels[0]
        if column not in panel.columns:
            return False
        at = panel.columns.index(column)
        room = panel.edges[at + 1] - panel.edges[at] - 2 * self.block.padding * MM
        return self.setter.library.width(name, Face.HEI, self.block.size) <= room


def _panels(block: Table, width: float) -> list[_Panel]:
    """One panel with all columns, or as many as their widths ask for, each beginning with the key columns."""
    widths = [column.width for column in block.columns]
    keys, room = list(range(block.keys)), width / MM
    groups: list[list[int]] = [[]]
    if block.keys:
        taken = free = room - sum(widths[: block.keys])
        for index in range(block.keys, len(widths)):
            if widths[index] > taken + 0.01 and groups[-1]:
                groups.append([])
                taken = free
            groups[-1].append(index)
            taken -= widths[index]
    else:
        groups[0] = list(range(len(widths)))
    panels = []
    for group in groups:
        columns = [*keys, *group]
        total = sum(widths[index] for index in columns)
        edges = [0.0]
        for index in columns:
            edges.append(edges[-1] + widths[index] / total * width)
        panels.append(_Panel(columns, edges))
    return panels


def table(setter: Setter, block: Table, width: float) -> Iterator[Slab]:
    """The head, the rows and the foot; the head is repeated, the foot stays with the last row."""
    rows = _Rows(setter, block, width)
    head, count = rows.head, len(block.rows)
    head.tied = bool(count or block.foot)
    yield head
    ends = set(accumulate(block.together))
    grouped = sum(block.together)
    for number, row in enumerate(block.rows, start=1):
        slab = rows.row(row)
        slab.counted = True
        slab.tied = number > count - block.carry or (number < grouped and number not in ends)
        if number == count:
            slab.tied = block.carry > 0 or bool(block.foot)
            slab.last = block.totals is not None
        if block.totals is not None:
            slab.figures = {column: _figure(row[column]) for column in block.totals.columns}
        yield slab
    for number, row in enumerate(block.foot, start=1):
        slab = rows.row(row)
        slab.tied = number < len(block.foot) or block.carry > 0
        yield slab


def _figure(cell: str | Cell) -> Decimal:
    text = cell if isinstance(cell, str) else cell.text
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return Decimal()


def grid(setter: Setter, block: KeyValueGrid, width: float) -> Iterator[Slab]:
    """Label cells grey, value cells white; an odd last entry takes the rest of its row."""
    run = TableRun(width)
    label, pad = block.label_width * MM, block.padding * MM
    rows = _packed(block)
    for number, entries in enumerate(rows):
        tied = number >= len(rows) - block.carry
        shares = block.columns if len(entries) > 1 else 1
        each = width / shares
        row, inner = _Row([], [], block.size, block.row_height * MM), []
        for place, entry in enumerate(entries):
            x = each * place
            wide = each if place < len(entries) - 1 else width - x
            names = setter.cell(entry.label, block.size, Face.SANS, label - 2 * pad)
            values = setter.cell(entry.value, block.size, Face.SONG, wide - label - 2 * pad)
            row.long.append(_SetCell(names, x, label, "left", pad, _HEAD_FILL))
            row.long.append(_SetCell(values, x + label, wide - label, "left", pad))
            inner += [x, x + label] if place else [x + label]
        row.height = max(row.height, *(cell.height(block.size) for cell in row.long))
        yield Slab(row.height, row.draw, width, tied=tied, table=run, edges=(tuple(inner),))


def _packed(block: KeyValueGrid) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    for entry in block.entries:
        if not entry.wide and rows and len(rows[-1]) < block.columns and not rows[-1][0].wide:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows
