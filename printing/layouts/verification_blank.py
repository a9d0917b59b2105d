"""入户核查表, empty (F01): to fill in by hand when the laptop is dead. Rows are 10 mm, questions as in the form."""

from dataclasses import dataclass

from printing.document import Block, Document, Keep, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class VerificationBlank:
    """What is known before the visit; empty cells are filled in at the door."""

    imprint: Imprint
    village: str = ""
    household_no: str = ""
    head_name: str = ""
    campaign: str = ""


def layout(paper: VerificationBlank) -> Document:
    words = wording("verification_blank")
    frame = Frame(words, paper.imprint, "F01", paper.household_no, blank=True)
    blocks: list[Block] = [frame.grid("known", paper, size=10.5)]
    for part in words.words("sections"):
        title = section(words.line(f"{part}.title"))
        if f"{part}.table" in words.texts:
            blocks.append(Keep((title, frame.rows(f"{part}.table", int(words.line(f"{part}.rows"))))))
        else:
            blocks.append(Keep((title, frame.questions(part, label=34, size=10))))
    end = (
        section(words.line("sign.title")),
        body(words.line("statement"), 10.5, leading=1.5, after=2),
        by_hand(words.words("sign"), 30),
        Spacer(2),
        by_hand(words.words("sign.more"), 24),
    )
    return frame.document((*blocks, Keep(end)), subtitle=words.line("subtitle"))
