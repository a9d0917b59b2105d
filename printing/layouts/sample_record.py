"""抽查抽签记录: which households a spot check drew, with everything that is needed to draw them again (R-17)."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document, Face, Keep, Paragraph
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand, section
from printing.texts import wording

_SEED, _LONG_SEED = 34.0, 20.0


@dataclass(frozen=True, slots=True)
class Quota:
    """One village and category; `drawn` are those that the lots chose."""

    village: str
    category: str
    households: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Row:
    """One household: no name, no id number, so that the sheet can be shown to anybody."""

    rank: int
    number: str
    village: str
    category: str
    short: str
    """The first eight digits of its hash."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampleRecord:
    imprint: Imprint
    batch: str
    mode: str
    area: str
    households: str
    """From which households it was drawn."""
    fixed: date
    drawn: date
    size: int
    digest: str
    by: str
    seed: str
    ratio: str
    """As shown: `30%`."""
    tekun: str
    example: tuple[str, str]
    """A line as it is hashed, and its hash in hex."""
    quotas: tuple[Quota, ...]
    rows: tuple[Row, ...]


def layout(paper: SampleRecord) -> Document:
    words = wording("sample_record")
    frame = Frame(words, paper.imprint, number=paper.batch)
    line, digest = paper.example
    size = _SEED if len(paper.seed) <= 20 else _LONG_SEED
    return frame.document(
        (
            frame.grid("facts", paper, label=32, size=10.5, row=7.5),
            Paragraph(words.line("seed"), 11, Face.SANS, "centre", before=3, keep_with_next=True),
            Paragraph(paper.seed, size, Face.HEI, "centre", leading=1.3, after=1),
            section(words.line("rule.title")),
            body(words.line("rule.number", ratio=paper.ratio, tekun=paper.tekun), 10.5, leading=1.6),
            body(words.line("rule.order", example=line, hash=digest[:8]), 10.5, leading=1.6),
            body(words.line("rule.absent"), 10.5, leading=1.6),
            section(words.line("quota.title")),
            frame.table("quota", paper.quotas, size=10.5, row=7),
            section(words.line("rows.title")),
            frame.table("rows", paper.rows, size=10.5, row=7),
            Keep((by_hand(words.words("sign"), 24),)),
        )
    )
