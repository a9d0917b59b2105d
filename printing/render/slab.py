"""The unit of flow: a strip across the page that is never cut."""

from collections.abc import Callable
from dataclasses import dataclass

from printing.render.ops import Box, Sheet

MM = 72 / 25.4
HEAVY = 1.0
"""Weight of the frame around a table."""
Draw = Callable[[Sheet, float, float], None]
"""Draws onto a sheet with its left top corner at (x, y), in points."""


@dataclass(slots=True)
class Slab:
    height: float
    draw: Draw
    width: float = 0
    before: float = 0
    """Blank above; dropped at the top of a page."""
    tied: bool = False
    """Stays on the page of the next slab."""
    frame: int = 0
    """Neighbours with the same number get one heavy frame around them; 0 is none."""
    head: "Slab | None" = None
    """What stands above it when it is the first on a new page: the head of its table."""
    counted: int = 0
    """Not 0: at most this many of its frame on one page."""


def stack_height(slabs: list[Slab]) -> float:
    return sum(slab.height + (slab.before if number else 0) for number, slab in enumerate(slabs))


def draw_stack(sheet: Sheet, slabs: list[Slab], x: float, y: float) -> float:
    """Draws slabs under one another, with the frames around their tables; returns where they end."""
    top, frame = y, 0.0
    for number, slab in enumerate(slabs):
        top += slab.before if number else 0
        begins = slab.frame and (number == 0 or slabs[number - 1].frame != slab.frame)
        frame = top if begins else frame
        slab.draw(sheet, x, top)
        top += slab.height
        ends = slab.frame and (number + 1 == len(slabs) or slabs[number + 1].frame != slab.frame)
        if ends:
            sheet.marks.append(Box(x, frame, slab.width, top - frame, weight=HEAVY))
    return top


def nothing(_sheet: Sheet, _x: float, _y: float) -> None:
    """Draws nothing."""
