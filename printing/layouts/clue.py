"""疑点线索核实单 (F08): what data matching found, and what two people found when they asked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Document, Face, Keep, Paragraph
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Clue:
    imprint: Imprint
    number: str
    batch: str
    source: str
    as_of: date
    kind: str
    received: date
    person: str
    id_no: str
    household: str
    category: str
    amount: Decimal | None
    detail: str
    verified: date | None = None
    told: bool | None = None
    statement: str = ""
    fact: str = ""
    finding: str = ""
    violation: str = ""
    amount_new: Decimal | None = None
    from_month: str = ""
    recover: Decimal | None = None
    fix_due: date | None = None
    transfer: str = ""
    watermark: str = ""


def layout(paper: Clue) -> Document:
    """The second part stays open to fill in by hand until the clue has been verified."""
    words = wording("clue")
    frame = Frame(words, paper.imprint, "F08", paper.number, watermark=paper.watermark)
    answers = Frame(words, paper.imprint, blank=paper.verified is None)
    return frame.document(
        (
            section(words.line("clue.title")),
            frame.grid("clue", paper, label=32, row=8),
            section(words.line("verify.title")),
            answers.grid("verify", paper, label=32, row=8),
            Paragraph(words.line("note"), 10, Face.SANS, "left", 1.5, before=2),
            Keep((section(words.line("sign.title")), by_hand(words.words("sign"), 28))),
        )
    )
