"""随访服务记录表 (F11, F12): four visits side by side, filled as they are known and open for the rest of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from printing.document import Cell, Column, Document, Face, PaperError, Paragraph, Spacer, Table
from printing.layouts.common import Imprint
from printing.layouts.frame import HAND_ROW, Frame
from printing.texts import wording

Disease = Literal["htn", "dm"]
VISITS = 4
_FORM: dict[Disease, str] = {"htn": "F11", "dm": "F12"}


@dataclass(frozen=True, slots=True)
class Followup:
    """`visits` hold the answers of each visit by the items of the wording. Raises PaperError `paper.field` (field)."""

    imprint: Imprint
    disease: Disease
    name: str
    code: str
    visits: tuple[Mapping[str, str], ...] = ()
    watermark: str = ""

    def __post_init__(self) -> None:
        known = {line.partition("|")[0] for line in wording("followup").words(self.disease)}
        for visit in self.visits:
            if not visit.keys() <= known:
                raise PaperError("paper.field", field=min(visit.keys() - known))


def layout(paper: Followup) -> Document:
    words = wording("followup")
    frame = Frame(words, paper.imprint, _FORM[paper.disease], paper.code, blank=True, watermark=paper.watermark)
    columns = (
        Column(words.line("item"), 50),
        *(Column(words.line("visit", number=number), 31) for number in range(1, VISITS + 1)),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for line in words.words(paper.disease):
        key, _, label = line.partition("|")
        answers = [visit.get(key, "") or frame.words.line("struck") for visit in paper.visits]
        rows.append((Cell(label, face=Face.SONG), *answers, *[""] * (VISITS - len(answers))))
    return frame.document(
        (
            frame.grid("who", paper, size=11),
            Spacer(2),
            Table(columns, tuple(rows), size=9.5, head_size=10, row_height=HAND_ROW),
            Paragraph(words.line("note"), 9.5, Face.SANS, "left", 1.5, before=2),
        ),
        words.line(f"title.{paper.disease}"),
    )
