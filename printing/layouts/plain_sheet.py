"""Sheets of plain words: questions and answers, a reason in its figures, a checklist, a rota. Large type, no jargon."""

from dataclasses import dataclass

from printing.document import Block, Document, Face, Heading, Keep, Paragraph, Spacer, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import HAND_ROW, Frame, by_hand, columns_of
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, what is said under it, and a table by the wording's list `table`, whose empty cells stay open."""

    title: str = ""
    lines: tuple[str, ...] = ()
    table: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    """Small, under the rest: the article, the parameter's day."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    imprint: Imprint
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    signatures: tuple[str, ...] = ()
    """Labels of who signs by hand."""
    number: str = ""
    size: float = 13
    watermark: str = ""


def layout(paper: PlainSheet) -> Document:
    words = wording("plain_sheet")
    frame = Frame(words, paper.imprint, number=paper.number, watermark=paper.watermark)
    blocks: list[Block] = []
    for part in paper.parts:
        blocks += _part(part, paper.size)
    if paper.signatures:
        blocks.append(Keep((Spacer(4), by_hand(paper.signatures, 22))))
    return frame.document(blocks, paper.title, paper.subtitle)


def _part(part: Part, size: float) -> list[Block]:
    """A heading and the first lines stay together; a table may go on to the next page."""
    said: list[Block] = [Heading(part.title, size + 2, Face.HEI, before=3, after=1)] if part.title else [Spacer(2)]
    said += [Paragraph(line, size, Face.SONG, "left", 1.6, indent=2) for line in part.lines]
    if part.table:
        columns, _ = columns_of(wording("plain_sheet").words(part.table))
        tall = HAND_ROW if any("" in row for row in part.rows) else 9
        said += [Spacer(1), Table(columns, part.rows, size=11.5, head_size=11.5, row_height=tall, carry=1)]
    if part.note:
        said.append(Paragraph(part.note, 9.5, Face.SANS, "left", 1.4, before=0.6))
    return said if part.table else [Keep(tuple(said))]
