"""The unit of flow: a strip across the page that is never cut, and the tables whose rows are strips."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from printing.render.ops import Box, Line, Sheet

MM = 72 / 25.4
HEAVY = 1.0
"""Weight of the frame around a table."""
THIN = 0.5
Draw = Callable[[Sheet, float, float], None]
"""Draws onto a sheet with its left top corner at (x, y), in points."""
Sums = dict[int, Decimal]
"""Column and the sum of its figures."""


@dataclass(slots=True, eq=False)
class TableRun:
    """What the rows of one table share: it is met again on each page."""

    width: float
    head: "Slab | None" = None
    most_rows: int = 0
    """Most rows on one page; 0 is as many as fit."""
    sum_height: float = 0
    """Height of a row of totals; 0 is none."""
    page_sum: "Callable[[Sums], Slab] | None" = None
    total: "Callable[[Sums], Slab] | None" = None


@dataclass(slots=True, eq=False)
class Slab:
    height: float
    draw: Draw
    width: float = 0
    before: float = 0
    """Blank above; dropped at the top of a page."""
    tied: bool = False
    """Stays on the page of the next slab."""
    table: TableRun | None = None
    """Neighbours of one table get one heavy frame around them."""
    edges: tuple[tuple[float, ...], ...] = ((),)
    """Where the inner vertical rules of a row stand, for each panel of its table."""
    panels: Sequence[Draw] = ()
    """The further columns of a table too wide for one sheet, each for a sheet of its own."""
    counted: bool = False
    """Whether it is one of the rows that a table may have so many of on a page."""
    figures: Sums = field(default_factory=dict)
    last: bool = False
    """The last row of a table with totals."""
    bookmark: str = ""
    breaks: bool = False
    """Ends its page."""
    sinks: bool = False
    """Stands at the foot of its page."""
    even: bool = False
    """That page is the back of a sheet."""


@dataclass(slots=True)
class Frame:
    """The rows of one table on one page, for the rules between and around them."""

    table: TableRun
    x: float
    rows: list[tuple[float, Slab]] = field(default_factory=list)

    def rule(self, sheet: Sheet, panel: int = 0) -> None:
        top = self.rows[0][0]
        bottom = self.rows[-1][0] + self.rows[-1][1].height
        left, right = self.x, self.x + self.table.width
        sheet.marks.extend(Line(left, y, right, y, THIN) for y, _ in self.rows[1:])
        begun: dict[float, float] = {}
        for y, slab in self.rows:
            edges = slab.edges[min(panel, len(slab.edges) - 1)]
            for edge in [edge for edge in begun if edge not in edges]:
                sheet.marks.append(Line(left + edge, begun.pop(edge), left + edge, y, THIN))
            for edge in edges:
                begun.setdefault(edge, y)
        sheet.marks.extend(Line(left + edge, y, left + edge, bottom, THIN) for edge, y in begun.items())
        sheet.marks.append(Box(left, top, self.table.width, bottom - top, weight=HEAVY))


def stack_height(slabs: Iterable[Slab]) -> float:
    return sum(slab.height + (slab.before if number else 0) for number, slab in enumerate(slabs))


def draw_stack(sheet: Sheet, slabs: Iterable[Slab], x: float, y: float) -> float:
    """Draws slabs under one another, with the rules of their tables; returns where they end."""
    top, frame = y, None
    for number, slab in enumerate(slabs):
        top += slab.before if number else 0
        if frame is not None and slab.table is not frame.table:
            frame.rule(sheet)
            frame = None
        slab.draw(sheet, x, top)
        if slab.table is not None:
            frame = frame or Frame(slab.table, x)
            frame.rows.append((top, slab))
        top += slab.height
    if frame is not None:
        frame.rule(sheet)
    return top


def nothing(_sheet: Sheet, _x: float, _y: float) -> None:
    """Draws nothing."""
