"""Whether a printer reaches everything that stands on a paper; it leaves an edge of each sheet white."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing import preview as screen
from villagevisit.services.workspace import Progress, silent

_LOOKED_AT_DPI = 60
_PIXEL_MM = 25.4 / _LOOKED_AT_DPI
_A5_OF_A4 = 2**-0.5


@dataclass(frozen=True, slots=True)
class Edges:
    """Millimetres from the edges of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The page (from 1) that loses most: what stands `stands` mm from an edge where `needs` mm stay white."""

    page: int
    stands: float
    needs: float


def white(pdf: bytes, pages: int, progress: Progress = silent) -> tuple[Edges | None, ...]:
    """How far from its edges each page begins to be printed; None for a white page. Raises Cancelled."""
    found: list[Edges | None] = []
    for page in range(pages):
        progress(page, pages)
        around = screen.white_around(pdf, page, _LOOKED_AT_DPI)
        found.append(Edges(*around) if around else None)
    return tuple(found)


def cut(pages: Sequence[Edges | None], needs: Edges, *, half: bool = False) -> Cut | None:
    """The worst of the pages; None where the printer reaches everything. `half`: A4 printed as A5 in a booklet."""
    worst: Cut | None = None
    scale = _A5_OF_A4 if half else 1.0
    for number, edges in enumerate(pages, start=1):
        if edges is None:
            continue
        for stands, need in (
            (edges.left, needs.left), (edges.top, needs.top),
            (edges.right, needs.right), (edges.bottom, needs.bottom),
        ):  # fmt: skip
            missing = need - stands * scale
            if missing > _PIXEL_MM and (worst is None or missing > worst.needs - worst.stands):
                worst = Cut(number, stands * scale, need)
    return worst
