"""Posters pasted together from office sheets: how many sheets, how large, and where each of them is cut.

A plan is chosen by a person; `printing.render.poster` draws it. Lengths are millimetres. The sheets overlap for paste,
and no code lies across a seam: the art is moved, or made a little smaller, until every code is whole on one sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from printing.document import Page, PaperError

PosterSize = Literal["A2", "A1", "A0"]
SheetSize = Literal["A4", "A3"]
_POSTERS: dict[PosterSize, tuple[float, float]] = {"A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
_SHEETS: dict[SheetSize, tuple[float, float]] = {"A4": (210, 297), "A3": (297, 420)}
MARGIN = 8.0
"""What office printers leave blank at each edge."""
OVERLAP = 10.0
_SMALLEST = 0.84
"""A plan with fewer sheets may be this much smaller than the size that was asked for."""
_SHRINK = tuple(percent / 100 for percent in range(100, 79, -1))
_MOST = 12

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns` × `rows` sheets of `width` × `height`, the art enlarged `scale` times."""

    columns: int
    rows: int
    width: float
    height: float
    scale: float

    @property
    def sheets(self) -> int:
        return self.columns * self.rows

    def finished(self, art: Page) -> tuple[float, float]:
        """Width and height of the pasted poster."""
        return art.width * self.scale, art.height * self.scale


def plans(art: Page, size: PosterSize, sheet: SheetSize) -> tuple[Plan, ...]:
    """What may be chosen: from the fewest sheets, somewhat smaller, up to the very size, each larger than the last."""
    low, high = _POSTERS[size]
    target = min(max(low, high) / max(art.width, art.height), min(low, high) / min(art.width, art.height))
    best: dict[int, Plan] = {}
    for width, height in (_SHEETS[sheet], _SHEETS[sheet][::-1]):
        for columns in range(1, _MOST + 1):
            for rows in range(1, _MOST + 1):
                held = min(_covered(columns, width) / art.width, _covered(rows, height) / art.height)
                plan = Plan(columns, rows, width, height, min(held, target))
                known = best.get(plan.sheets)
                if plan.scale >= target * _SMALLEST and (known is None or plan.scale > known.scale + 1e-9):
                    best[plan.sheets] = plan
    chosen: list[Plan] = []
    for _, plan in sorted(best.items()):
        if not chosen or plan.scale > chosen[-1].scale + 0.01:
            chosen.append(plan)
    return tuple(chosen)


def _covered(count: int, length: float) -> float:
    live = length - 2 * MARGIN
    return count * (live - OVERLAP) + OVERLAP


@dataclass(frozen=True, slots=True)
class Cut:
    """One axis: where the windows of the sheets begin on the finished poster, and how long they are."""

    starts: tuple[float, ...]
    live: float


def cuts(art: Page, plan: Plan, codes: Sequence[tuple[Span, Span]]) -> tuple[float, Cut, Cut]:
    """The scale and the windows across and down that leave every code (its x and y spans on the art) whole.

    Raises:
        PaperError: `paper.poster-code`: no way of cutting leaves every code whole.
    """
    for shrink in _SHRINK:
        scale = plan.scale * shrink
        across = _cut(art.width * scale, plan.columns, plan.width, [_scaled(x, scale) for x, _ in codes])
        down = _cut(art.height * scale, plan.rows, plan.height, [_scaled(y, scale) for _, y in codes])
        if across is not None and down is not None:
            return scale, across, down
    raise PaperError("paper.poster-code")


def _scaled(span: Span, scale: float) -> Span:
    return span[0] * scale, span[1] * scale


def _cut(length: float, count: int, sheet: float, kept: Sequence[Span]) -> Cut | None:
    """Windows that cover the art; one whose edge would cut a kept span leaves it to the next, which begins earlier."""
    live = sheet - 2 * MARGIN
    spare = _covered(count, sheet) - length
    for tenth in (5, 4, 6, 3, 7, 2, 8, 1, 9, 0):
        starts = [-spare * tenth / 10]
        for _ in range(count - 1):
            edge, begin = starts[-1] + live, starts[-1] + live - OVERLAP
            torn = [low for low, high in kept if starts[-1] <= low < begin and high > edge]
            starts.append(min([begin, *torn]))
        whole = all(any(start <= low and high <= start + live for start in starts) for low, high in kept)
        if whole and starts[-1] + live >= length - 0.01:
            return Cut(tuple(starts), live)
    return None


def seams(cut: Cut) -> list[float]:
    """Where a sheet is laid over the one before it: its own edge."""
    return list(cut.starts[1:])
