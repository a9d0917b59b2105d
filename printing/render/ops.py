"""What is drawn, before it is drawn: marks in points from the top left corner of a page."""

from dataclasses import dataclass, field
from typing import TypeAlias

from printing.render.fonts import Font

Tint: TypeAlias = float | tuple[float, float, float]
"""A grey from 0 (black) to 1 (white), or red, green and blue."""
BLACK: Tint = 0.0
RED: Tint = (0.83, 0.0, 0.04)
"""The red of official heads."""


@dataclass(slots=True)
class Glyphs:
    """Characters of one font on one baseline; `width` includes the spacing between them, not after the last."""

    x: float
    y: float
    font: Font
    size: float
    text: str
    width: float
    spacing: float = 0
    scale: float = 1
    """Horizontal scale; the floor is 0.7."""
    tint: Tint = BLACK
    heavy: bool = False
    """A light fallback font standing in for a bold one: its outlines are drawn too."""
    room: tuple[float, float] = (0, 0)
    """The left and right edge of the box that the text has to stay in."""


@dataclass(slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    tint: Tint = BLACK
    dashed: bool = False


@dataclass(slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    weight: float = 0
    """0 draws no edge."""
    fill: Tint | None = None
    tint: Tint = BLACK
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline with round ends: pen strokes, ticks."""

    points: tuple[tuple[float, float], ...]
    weight: float
    tint: Tint = BLACK


@dataclass(frozen=True, slots=True)
class Modules:
    """Black rectangles of a code, filled as one path so that no hairlines show between them."""

    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Image:
    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Turned:
    """Glyphs on a slant, relative to (x, y)."""

    x: float
    y: float
    angle: float
    glyphs: tuple[Glyphs, ...]


Mark: TypeAlias = Glyphs | Line | Box | Stroke | Modules | Image | Turned


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    y: float


@dataclass(slots=True)
class Sheet:
    """One page: its marks, and the headings that a reader can jump to."""

    marks: list[Mark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
