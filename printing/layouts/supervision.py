"""督导检查周调度表 (F20): a row for each township in order of progress, with the figures behind every share."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from printing.document import A4_LANDSCAPE, Cell, Column, Document, Face, Keep, Paragraph, Spacer, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, section
from printing.texts import Wording, wording

_SHARES = (10, 30, 16, 16, 18, 18, 15, 13, 18, 18, 20, 20, 18, 13)


@dataclass(frozen=True, slots=True)
class Township:
    unit: str
    to_check: int
    checked: int
    teams: int
    people: int
    pledges: int
    filed: int
    added: tuple[int, int]
    """Households and persons."""
    stopped: tuple[int, int]
    clues: tuple[int, int]
    """Closed, of all."""
    petitions: tuple[int, int]
    villages: tuple[int, int]
    """With a board, of all."""
    late: int
    problem: str = ""
    help: str = ""
    next: str = ""

    @property
    def progress(self) -> Fraction:
        return Fraction(self.checked, self.to_check) if self.to_check else Fraction(0)


@dataclass(frozen=True, slots=True)
class Supervision:
    imprint: Imprint
    county: str
    period: str
    townships: tuple[Township, ...]
    absent: tuple[str, ...] = ()
    """Who did not report."""


def layout(paper: Supervision) -> Document:
    words = wording("supervision")
    frame = Frame(words, paper.imprint, "F20", page=A4_LANDSCAPE)
    ranked = sorted(paper.townships, key=lambda one: (-one.progress, one.unit))
    said = [one for one in ranked if one.problem or one.help or one.next]
    return frame.document(
        (
            _table(ranked, words),
            Paragraph(words.line("note"), 9, Face.SANS, "left", 1.5, before=1.2),
            *_absent(paper, words),
            section(words.line("problems.title")),
            frame.table("problems", said, size=10, row=7.5),
            Keep((Spacer(2), by_hand(words.words("sign"), 22))),
        ),
        f"{paper.county}{words.line('title')}",
        words.line("subtitle", period=paper.period),
    )


def _absent(paper: Supervision, words: Wording) -> tuple[Paragraph, ...]:
    if not paper.absent:
        return ()
    return (Paragraph(words.line("absent", names="、".join(paper.absent)), 11, Face.HEI, "left", 1.5, before=1.5),)


def _table(ranked: Sequence[Township], words: Wording) -> Table:
    columns = tuple(
        Column(name, share, "left" if place == 1 else "centre")
        for place, (name, share) in enumerate(zip(words.words("columns"), _SHARES, strict=True))
    )
    rows = tuple((str(_rank(one, ranked)), one.unit, *_figures((one,)), str(one.late)) for one in ranked)
    total: tuple[str | Cell, ...] = (Cell(words.line("total"), 2, "centre", Face.HEI), *_figures(ranked), "/")
    return Table(columns, rows, (total,), size=10, head_size=9.5, row_height=8, head_height=11, padding=0.8)


def _rank(one: Township, ranked: Sequence[Township]) -> int:
    """Equal shares have equal rank; compared as fractions, never rounded."""
    return 1 + sum(other.progress > one.progress for other in ranked)


def _figures(of: Sequence[Township]) -> tuple[str, ...]:
    to_check, checked = sum(one.to_check for one in of), sum(one.checked for one in of)
    share = f"{checked / to_check * 100:.2f}%" if to_check else "/"
    return (
        str(to_check),
        str(checked),
        share,
        f"{sum(one.teams for one in of)}／{sum(one.people for one in of)}",
        str(sum(one.pledges for one in of)),
        str(sum(one.filed for one in of)),
        *(_pair([getattr(one, name) for one in of]) for name in ("added", "stopped", "clues", "petitions", "villages")),
    )


def _pair(pairs: Sequence[tuple[int, int]]) -> str:
    return f"{sum(first for first, _ in pairs)}／{sum(second for _, second in pairs)}"
