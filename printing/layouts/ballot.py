"""选票: A6 ballots, four on a sheet with cut lines, each with a numbered stub; the ballot itself names no voter."""

from dataclasses import dataclass

from printing.document import (
    A4,
    Beside,
    Block,
    Cell,
    Column,
    Document,
    Face,
    Heading,
    Keep,
    Page,
    PaperError,
    Paragraph,
    Rule,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint
from printing.layouts.frame import common
from printing.texts import Wording, wording

_PAGE = Page(A4.width, A4.height, 10, 10, 14, 10)
_GAP = 8.0
_HALF = (_PAGE.height - _PAGE.top - _PAGE.bottom - _GAP) / 2
_MOST = 8
_CUT = 8.0
_ACROSS = 66
_DOWN = int(_HALF / (_CUT * 25.4 / 72))
"""Marks that make the lines to cut along, and how many of them."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """`seats` above 0 is the competitive vote: more names than places, at most `seats` crosses.

    Raises:
        PaperError: `paper.ballot` (most) without names, with more than one ballot holds, or with no more than seats.
    """

    imprint: Imprint
    village: str
    meeting: str
    heads: tuple[str, ...]
    count: int
    seats: int = 0
    round: int = 1
    """From 2 on a run-off among the tied."""

    def __post_init__(self) -> None:
        if not self.seats < len(self.heads) <= _MOST:
            raise PaperError("paper.ballot", most=_MOST)


def layout(paper: Ballot) -> Document:
    words = wording("ballot")
    blocks: list[Block] = []
    for first in range(1, paper.count + 1, 4):
        numbers = range(first, min(first + 4, paper.count + 1))
        pairs = [[n for n in numbers if n in (first, first + 1)], [n for n in numbers if n > first + 1]]
        blocks.append(Keep(_sheet(paper, words, [pair for pair in pairs if pair])))
    return Document(
        title=words.line(_of(paper, "title")),
        page=_PAGE,
        blocks=tuple(blocks),
        subject=words.version,
        foot_left=common("foot.left", short=paper.imprint.short, wording=words.version),
        foot_right=common("foot.right", printed=paper.imprint.printed_at, by=paper.imprint.printed_by),
        foot_size=8,
    )


def _of(paper: Ballot, key: str) -> str:
    return f"{key}.competitive" if paper.seats else key


def _sheet(paper: Ballot, words: Wording, pairs: list[list[int]]) -> tuple[Block, ...]:
    """Two above two with the lines to cut along."""
    blocks: list[Block] = []
    width = (_PAGE.width - _PAGE.left - _PAGE.right - _GAP) / 2
    for place, pair in enumerate(pairs):
        left = _ballot(paper, words, pair[0])
        right = _ballot(paper, words, pair[1]) if len(pair) > 1 else (Spacer(1),)
        if place:
            blocks.append(Paragraph("┄" * _ACROSS, _CUT, Face.SANS, "centre", 1, grey=0.4))
        line = Paragraph("\n".join("┆" * _DOWN), _CUT, Face.SANS, "centre", 1, grey=0.4)
        halves = Beside((line,), right, right_width=width, gap=0)
        blocks.append(Beside(left, (halves,), right_width=width + _GAP, gap=0))
    return tuple(blocks)


def _ballot(paper: Ballot, words: Wording, stub: int) -> tuple[Block, ...]:
    names = words.words(_of(paper, "columns"))
    shares = (12, 44, 30) if paper.seats else (12, 30, 48)
    columns = tuple(Column(name, share, "centre") for name, share in zip(names, shares, strict=True))
    mark = words.line(_of(paper, "choices") if not paper.seats else "choice")
    rows: tuple[tuple[str | Cell, ...], ...] = tuple(
        (str(number), Cell(head, face=Face.HEI), mark) for number, head in enumerate(paper.heads, start=1)
    )
    again = (words.line("run_off", round=paper.round),) if paper.round > 1 else ()
    height = min(18.0, 76 / len(paper.heads))
    return (
        Paragraph(words.line("stub", stub=f"{stub:03d}"), 9, Face.SANS, "right"),
        Rule(0.3, 1, 2.5),
        Heading(words.line("ballot", village=paper.village), 17, Face.HEI, "centre", before=1, after=1),
        Paragraph("　".join((paper.meeting, *again)), 9.5, Face.SANS, "centre", after=2),
        Table(columns, rows, size=11.5, head_size=9.5, row_height=height, head_height=8),
        Paragraph(words.line(_of(paper, "rule"), seats=paper.seats), 10, Face.SANS, "left", 1.6, before=2.5),
        Paragraph(words.line("note"), 8, Face.SANS, "left", 1.4, grey=0.3),
    )
