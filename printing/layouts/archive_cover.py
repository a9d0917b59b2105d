"""案卷封面、卷内目录、备考表: a household's file (documents.md §12); the retention is the county's own table."""

from dataclasses import dataclass
from datetime import date

from printing.document import (
    Block,
    Document,
    Face,
    Heading,
    Keep,
    Paragraph,
    Picture,
    Signature,
    SignatureBlock,
    Spacer,
)
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand
from printing.texts import Wording, wording

_PHOTO = 90.0
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Item:
    number: str
    title: str
    day: date
    page: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A board where it hung; `label` says which, `note` when and by whom it was taken."""

    label: str
    note: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class ArchiveCover:
    """What is empty, and the number of pages where it is None, is filled in by hand when the file is bound."""

    imprint: Imprint
    fonds: str
    year: str
    category: str
    volume: str
    retention: str
    head: str
    household: str
    pages: int | None
    contents: tuple[Item, ...]
    remark: str = ""
    photos: tuple[Photo, ...] = ()


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
    pages: int | None


def layout(paper: ArchiveCover) -> Document:
    words = wording("archive_cover")
    frame = Frame(words, paper.imprint, number=paper.volume, blank=True)
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
            *_photos(paper.photos, words),
        )
    )


def _photos(photos: tuple[Photo, ...], words: Wording) -> tuple[Block, ...]:
    """Two beside one another."""
    if not photos:
        return ()
    shown = [Signature(one.label, one.picture, note=one.note) for one in photos]
    pairs = (SignatureBlock(tuple(shown[at : at + 2]), height=_PHOTO) for at in range(0, len(shown), 2))
    return (Heading(words.line("photos.title"), 16, Face.HEI, "centre", before=8, after=3), *pairs)
