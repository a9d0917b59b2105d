"""异议复核结果公示: household numbers and conclusions alone; neither who objected nor why can be put on it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from printing.document import A4, Document, Face, Paragraph, Spacer
from printing.layouts.common import Imprint, span_of_days
from printing.layouts.frame import Frame, sealed
from printing.texts import wording

Conclusion = Literal["keep", "change", "end"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    household: str
    conclusion: Conclusion


@dataclass(frozen=True, slots=True)
class ObjectionResult:
    imprint: Imprint
    county: str
    township: str
    village: str
    posted: date
    first: date
    closes: date
    township_phone: str
    county_phone: str
    reviewed: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    household: str
    conclusion: str


def layout(paper: ObjectionResult) -> Document:
    words = wording("objection_result")
    intro = words.line(
        "intro", period=span_of_days(paper.first, paper.closes), days=(paper.closes - paper.first).days + 1,
        township=paper.township, township_phone=paper.township_phone, county=paper.county,
        county_phone=paper.county_phone,
    )  # fmt: skip
    frame = Frame(words, paper.imprint, page=A4)
    rows = tuple(_Row(one.household, words.line(one.conclusion)) for one in paper.reviewed)
    return frame.document(
        (
            Paragraph(intro, 15, Face.SONG, leading=1.7, indent=2, after=4),
            frame.table("list", rows, size=16, row=12),
            Spacer(3),
            sealed(words.line("issuer", township=paper.township), paper.posted),
        ),
        words.line("title.of", village=paper.village),
    )
