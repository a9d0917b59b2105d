"""民主评议结果: one household's result as it was announced, with the votes and the formula behind it (S-049)."""

from dataclasses import dataclass

from printing.document import Block, Document, Keep, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class AppraisalResult:
    """`formula` as `12/17 = 70.59 % ≥ 2/3`; empty with `votes` where a hearing took no vote."""

    imprint: Imprint
    village: str
    number: str
    held: str
    place: str
    household: str
    head: str
    step: str
    votes: str
    formula: str
    rank: str
    result: str
    reason: str
    watermark: str = ""


def layout(paper: AppraisalResult) -> Document:
    words = wording("appraisal_result")
    frame = Frame(words, paper.imprint, "F02", paper.number, watermark=paper.watermark)
    blocks: tuple[Block, ...] = (
        body(words.line("opening", head=paper.head), 12, leading=1.7, after=3),
        frame.grid("result", paper, label=36, size=11.5, row=10),
        Spacer(3),
        *(body(line, 11, leading=1.6) for line in words.paragraphs("notes")),
        Keep((Spacer(4), by_hand(words.words("sign"), 24))),
    )
    return frame.document(blocks, subtitle=paper.village)
