"""Ruled tables and key-value grids as slabs, one per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from printing.document import Align, Cell, Column, Entry, Face, KeyValueGrid, Table
from printing.render.ops import Box, Line, Sheet
from printing.render.setting import SetLine, Setter
from printing.render.slab import MM, Slab

THIN = 0.5
_LEADING = 1.3
_HEAD_FILL = 0.93
_frames = count(1)


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
        room = (left, left + self.width)
        block = size * (1 + _LEADING * (len(self.lines) - 1))
        top = y + (height - block) / 2
        for line in self.lines:
            if self.align == "right":
                start = left + self.width - self.pad - line.width
            elif self.align == "centre":
                start = left + (self.width - line.width) / 2
            else:
                start = left + self.pad
            line.draw(sheet, start, top, room)
            top += size * _LEADING


def _row(cells: Sequence[_SetCell], size: float, least: float, width: float, frame: int) -> Slab:
    height = max(least, *(cell.height(size) for cell in cells))

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for cell in cells:
            if cell.fill is not None:
                sheet.marks.append(Box(x + cell.x, y, cell.width, height, fill=cell.fill))
        for cell in cells:
            if cell.x > 0.01:
                sheet.marks.append(Line(x + cell.x, y, x + cell.x, y + height, THIN))
            cell.draw(sheet, x, y, height, size)
        for edge in (y, y + height):
            sheet.marks.append(Line(x, edge, x + width, edge, THIN))

    return Slab(height, draw, width, frame=frame)


def table(setter: Setter, block: Table, width: float) -> list[Slab]:
    """The head, the rows and the foot; the head is repeated, the foot stays with the last row."""
    frame = next(_frames)
    total = sum(column.width for column in block.columns)
    widths = [column.width / total * width for column in block.columns]
    edges = [sum(widths[:index]) for index in range(len(widths) + 1)]
    head = _head(setter, block, widths, edges, width, frame)
    slabs = [head]
    for row in (*block.rows, *block.foot):
        cells = _cells(setter, block, row, widths, edges)
        slab = _row(cells, block.size, block.row_height * MM, width, frame)
        slab.head = head
        slabs.append(slab)
    rows = len(block.rows)
    for number, slab in enumerate(slabs[1:], start=1):
        slab.counted = block.max_rows if number <= rows else 0
        carried = block.carry > 0 and number > rows - block.carry
        slab.tied = carried or (rows <= number < len(slabs) - 1)
    head.tied = len(slabs) > 1
    return slabs


def _head(
    setter: Setter, block: Table, widths: Sequence[float], edges: Sequence[float], width: float, frame: int
) -> Slab:
    cells = [
        _SetCell(
            setter.cell(column.title, block.head_size, Face.HEI, widths[index] - 2 * MM),
            edges[index],
            widths[index],
            "centre",
            MM,
            _HEAD_FILL,
        )
        for index, column in enumerate(block.columns)
    ]
    return _row(cells, block.head_size, block.head_height * MM, width, frame)


def _cells(
    setter: Setter, block: Table, row: Sequence[str | Cell], widths: Sequence[float], edges: Sequence[float]
) -> list[_SetCell]:
    cells: list[_SetCell] = []
    pad = block.padding * MM
    index = 0
    for item in row:
        cell = Cell(item) if isinstance(item, str) else item
        column: Column = block.columns[index]
        room = sum(widths[index : index + cell.across])
        lines = setter.cell(cell.text, block.size, cell.face or column.face or block.face, room - 2 * pad)
        cells.append(_SetCell(lines, edges[index], room, cell.align or column.align, pad))
        index += cell.across
    return cells


def grid(setter: Setter, block: KeyValueGrid, width: float) -> list[Slab]:
    """Label cells grey, value cells white; an odd last entry takes the rest of its row."""
    frame = next(_frames)
    slabs = []
    for entries in _packed(block):
        shares = block.columns if len(entries) > 1 else 1
        each = width / shares
        label = block.label_width * MM
        pad = block.padding * MM
        cells: list[_SetCell] = []
        for place, entry in enumerate(entries):
            x = each * place
            wide = each if place < len(entries) - 1 else width - x
            names = setter.cell(entry.label, block.size, Face.SANS, label - 2 * pad)
            values = setter.cell(entry.value, block.size, Face.SONG, wide - label - 2 * pad)
            cells.append(_SetCell(names, x, label, "left", pad, _HEAD_FILL))
            cells.append(_SetCell(values, x + label, wide - label, "left", pad))
        slabs.append(_row(cells, block.size, block.row_height * MM, width, frame))
    return slabs


def _packed(block: KeyValueGrid) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    for entry in block.entries:
        if not entry.wide and rows and len(rows[-1]) < block.columns and not rows[-1][0].wide:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows
