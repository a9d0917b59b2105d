"""案卷封面、卷内目录、备考表: a household's file (documents.md §12); the retention is the county's own table."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document, Face, Heading, Keep, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Item:
    number: str
    title: str
    day: date
    page: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveCover:
    imprint: Imprint
    fonds: str
    year: str
    category: str
    volume: str
    retention: str
    head: str
    household: str
    pages: int
    contents: tuple[Item, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    fonds: str
    year: str
    category: str
    volume: str
    retention: str
    head: str
    household: str
    items: int
    pages: int


def layout(paper: ArchiveCover) -> Document:
    words = wording("archive_cover")
    frame = Frame(words, paper.imprint, number=paper.volume)
    shown = _Shown(
        paper.fonds, paper.year, paper.category, paper.volume, paper.retention, paper.head, paper.household,
        len(paper.contents), paper.pages,
    )  # fmt: skip
    inside = (
        Heading(words.line("contents.title"), 16, Face.HEI, "centre", before=0, after=3),
        frame.table("contents", paper.contents, size=11, row=9),
        Heading(words.line("note.title"), 16, Face.HEI, "centre", before=8, after=3),
        frame.grid("note", paper, label=38, size=12, row=26),
        Spacer(2),
        by_hand(words.words("sign"), 26),
    )
    return frame.document(
        (
            Spacer(4),
            frame.grid("grid", shown, label=34, size=13, row=13),
            Paragraph(words.line("order"), 10, Face.SANS, "left", 1.5, before=3),
            Keep(inside),
        )
    )
