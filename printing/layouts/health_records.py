"""居民健康档案建档情况表: every rate with the population that it is a share of, and where that comes from."""

from dataclasses import dataclass

from printing.document import Document, Face, Paragraph
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    people: str
    source: str
    records: str
    built: str
    complete: str
    standard: str
    new: str
    ever: str


@dataclass(frozen=True, slots=True)
class HealthRecords:
    imprint: Imprint
    area: str
    day: str
    lines: tuple[Line, ...]


def layout(paper: HealthRecords) -> Document:
    words = wording("health_records")
    frame = Frame(words, paper.imprint)
    return frame.document(
        (
            frame.table("table", paper.lines, size=9.5, row=8),
            Paragraph(words.line("note"), 9, Face.SANS, "left", 1.5, before=2.5),
        ),
        subtitle=words.line("subtitle", area=paper.area, day=paper.day),
    )
