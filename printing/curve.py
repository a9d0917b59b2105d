"""Values over time, as a block of a document."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One line of a curve: what it is called at its end, and what was measured on which day, oldest first."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Values on the days on which they were measured: the axis is time itself, so uneven days lie unevenly.

    Lines are told apart by their names and marks (dot, square), never by colour alone. Few values bear their figures;
    of many the last, the highest and the lowest do. It stays on one page.
    """

    lines: tuple[CurveLine, ...]
    limits: tuple[tuple[float, str], ...] = ()
    """Dashed lines across, with what stands at their right end."""
    decimals: int = 0
    band: tuple[float, float] | None = None
    """What is tinted: where values are as they should be."""
    height: float = 46
    size: float = 8
