"""随访服务记录表 (F11, F12): the four visits of a year side by side, filled as far as known, else open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from printing.document import Block, Cell, Column, Document, Face, NewPage, Page, PaperError, Paragraph, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import HAND_ROW, Frame
from printing.texts import Wording, wording

Disease = Literal["htn", "dm"]
VISITS = 4
_PAGE = Page(210, 297, 12, 18, 15, 18)
"""Nineteen items to fill in by hand are one page."""
_FORM: dict[Disease, str] = {"htn": "F11", "dm": "F12"}


@dataclass(frozen=True, slots=True)
class Followup:
    """`visits` hold the answers of each visit by the items of the wording; more than four go on a further sheet.

    Raises PaperError `paper.field` (field).
    """

    imprint: Imprint
    disease: Disease
    name: str
    code: str
    visits: tuple[Mapping[str, str], ...] = ()
    watermark: str = ""
    year: str = ""
    place: str = ""
    """Village and group."""

    def __post_init__(self) -> None:
        known = {line.partition("|")[0] for line in wording("followup").words(self.disease)}
        for visit in self.visits:
            if not visit.keys() <= known:
                raise PaperError("paper.field", field=min(visit.keys() - known))


def layout(paper: Followup) -> Document:
    words = wording("followup")
    frame = Frame(words, paper.imprint, _FORM[paper.disease], paper.code, page=_PAGE, watermark=paper.watermark)
    blank = words.line("blank")
    who = words.line(
        "who", name=paper.name or blank, code=paper.code or blank, place=paper.place or blank, year=paper.year or blank
    )
    blocks: list[Block] = [Paragraph(who, 11, Face.SANS, "left", after=1.5)]
    for before in range(0, max(1, len(paper.visits)), VISITS):
        blocks += [NewPage()] if before else []
        blocks.append(_table(words, paper.disease, paper.visits[before : before + VISITS], before))
    blocks.append(Paragraph(words.line("note"), 9.5, Face.SANS, "left", 1.5, before=2))
    return frame.document(blocks, words.line(f"title.{paper.disease}"))


def _table(words: Wording, disease: Disease, visits: Sequence[Mapping[str, str]], before: int) -> Table:
    """What a visit left out is struck; visits that are still to come stay open."""
    columns = (
        Column(words.line("item"), 50),
        *(Column(words.line("visit", number=before + number), 31) for number in range(1, VISITS + 1)),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for line in words.words(disease):
        key, _, label = line.partition("|")
        answers = [visit.get(key, "") or words.line("struck") for visit in visits]
        rows.append((Cell(label, face=Face.SONG), *answers, *[""] * (VISITS - len(answers))))
    return Table(columns, tuple(rows), size=9.5, head_size=10, row_height=HAND_ROW)
