"""健康曲线: pressure, glucose, weight and body mass index of one person over the years, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from printing.curve import Curve
from printing.document import Block, Document, Face, Heading, Keep, Page, Paragraph
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame
from printing.texts import wording

HEIGHT = 49
"""Millimetres of one drawing alone on its sheet."""
_LOW = 38
"""Of each of four on one page."""


@dataclass(frozen=True, slots=True)
class Drawn:
    title: str
    note: str
    """From when until when, and how often."""
    curve: Curve | None
    """None where nothing was measured."""


@dataclass(frozen=True, slots=True)
class HealthCurves:
    imprint: Imprint
    name: str
    code: str
    sex: str
    age: str
    village: str
    doctor: str
    warnings: str
    drawn: tuple[Drawn, ...]
    watermark: str = ""


def layout(paper: HealthCurves) -> Document:
    words = wording("health_curves")
    frame = Frame(words, paper.imprint, "", paper.code, watermark=paper.watermark)
    blocks: list[Block] = [frame.grid("grid", paper, size=10, row=7)]
    for one in paper.drawn:
        head = Heading(f"{one.title}　{one.note}".rstrip("　"), 10.5, Face.HEI, "left", before=2, after=0.5)
        nothing = Paragraph(words.line("none"), 10, Face.SANS, "left")
        blocks.append(Keep((head, replace(one.curve, height=_LOW) if one.curve else nothing)))
    blocks.append(Paragraph(words.line("note"), 9, Face.SANS, "left", 1.4, before=2))
    return frame.document(blocks)


def picture(curves: Sequence[Curve], width: float) -> list[Document]:
    """The same drawings each alone on a sheet of its size, for the screen. `width` in millimetres."""
    return [
        Document("", Page(width, HEIGHT, 1, 0, 0, 0), (one,), numbering="none") for one in curves
    ]
