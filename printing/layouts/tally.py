"""计票表: what was issued, returned, void, and for whom; the sums have agreed before it can be printed."""

from dataclasses import dataclass

from printing.document import A4_LANDSCAPE, Cell, Column, Document, Face, Keep, Paragraph, Spacer, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, section
from printing.layouts.votes import Votes
from printing.texts import wording

_SHARES = (10, 22, 44, 26, 17, 13, 13, 13, 13, 13, 13, 15, 13, 18)


@dataclass(frozen=True, slots=True)
class Counted:
    household: str
    head_name: str
    step: str
    votes: Votes
    share: str = ""
    """Yes as a percentage of the county's denominator; of those entitled when left out."""


@dataclass(frozen=True, slots=True)
class Tally:
    imprint: Imprint
    village: str
    number: str
    held: str
    place: str
    basis: str
    """What the share is of, by the county's parameter: those entitled, present or valid ballots."""
    rows: tuple[Counted, ...]


def layout(paper: Tally) -> Document:
    words = wording("tally")
    frame = Frame(words, paper.imprint, "F02", paper.number, page=A4_LANDSCAPE)
    columns = tuple(
        Column(name, share, "left" if place in (1, 2, 3) else "centre")
        for place, (name, share) in enumerate(zip(words.words("columns"), _SHARES, strict=True))
    )
    rows = tuple(_row(number, one) for number, one in enumerate(paper.rows, start=1))
    blocks = (
        frame.grid("meeting", paper, label=28, size=10.5, row=7.5),
        Spacer(2.5),
        Table(columns, rows, (_total(paper, words.line("total")),), size=10.5, head_size=10, row_height=8),
        Paragraph(words.line("check"), 10, Face.SANS, "left", 1.5, before=1.5),
        Paragraph(words.line("basis", basis=paper.basis), 10, Face.SANS, "left", 1.5),
        section(words.line("marks.title")),
        frame.table("marks", paper.rows, size=10.5, row=14),
        Keep((Spacer(2), by_hand(words.words("sign"), 22))),
    )
    return frame.document(blocks)


def _row(number: int, one: Counted) -> tuple[str | Cell, ...]:
    v = one.votes
    figures = (v.voters, v.recused, v.issued, v.returned, v.void, v.valid, v.yes, v.no, v.abstain)
    share = one.share or f"{float(v.share) * 100:.2f}%"
    return (str(number), one.household, one.head_name, one.step, *map(str, figures), share)


def _total(paper: Tally, total: str) -> tuple[str | Cell, ...]:
    all_votes = [one.votes for one in paper.rows]
    sums = tuple(
        str(sum(getattr(v, name) for v in all_votes))
        for name in ("issued", "returned", "void", "valid", "yes", "no", "abstain")
    )
    return (Cell(total, 4, "centre", Face.HEI), "/", "/", *sums, "/")
