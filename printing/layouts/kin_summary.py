"""备案汇总表: the filed kin of a county by the nine groups of staff, then the list behind the counts."""

from dataclasses import dataclass
from datetime import date

from printing.document import A4_LANDSCAPE, Block, Cell, Column, Document, Face, Keep, Spacer, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, section
from printing.texts import wording

GROUPS = 9


@dataclass(frozen=True, slots=True)
class Filed:
    number: str
    group: int
    """1 to 9, as `kin_role` of F03."""
    staff_name: str
    unit_post: str
    relation: str
    head_name: str
    village: str
    category: str
    visited_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class KinSummary:
    imprint: Imprint
    county: str
    as_of: date
    filed: tuple[Filed, ...]
    watermark: str = ""


def layout(paper: KinSummary) -> Document:
    words = wording("kin_summary")
    frame = Frame(words, paper.imprint, "F03", page=A4_LANDSCAPE, watermark=paper.watermark)
    blocks: list[Block] = [
        _counts(paper, words.words("groups"), words.words("counts"), words.line("total")),
        section(words.line("list.title")),
        frame.table("list", paper.filed, size=9.5, row=7.5),
        Keep((Spacer(2), by_hand(words.words("sign"), 22))),
    ]
    subtitle = words.line("subtitle", day=frame.value(paper.as_of), count=len(paper.filed))
    return frame.document(blocks, words.line("title.of", county=paper.county), subtitle)


def _counts(paper: KinSummary, groups: list[str], heads: list[str], total: str) -> Table:
    """One row for each group, also for those with nobody: a missing row would be a question."""
    first, *figures = heads
    columns = (Column(first, 40), *(Column(head, 12, "centre") for head in figures))
    rows: list[tuple[str | Cell, ...]] = []
    for number, group in enumerate(groups, start=1):
        mine = [one for one in paper.filed if one.group == number]
        rows.append((f"{number}　{group}", *_figures(mine)))
    foot: tuple[str | Cell, ...] = (Cell(total, 1, "centre", Face.HEI), *_figures(paper.filed))
    return Table(columns, tuple(rows), (foot,), size=10, head_size=10, row_height=6.8)


def _figures(filed: list[Filed] | tuple[Filed, ...]) -> tuple[str, ...]:
    visited = sum(1 for one in filed if one.visited_on)
    return str(len(filed)), str(visited), str(len(filed) - visited)
