"""首问负责登记表 (F07): whoever is asked first sees it through; blank or filled."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document, Face, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class FirstInquiry:
    imprint: Imprint
    number: str = ""
    received: str = ""
    channel: str = ""
    first_person: str = ""
    visitor: str = ""
    real_name: bool | None = None
    phone: str = ""
    household: str = ""
    matter: str = ""
    content: str = ""
    handling: str = ""
    handler: str = ""
    due: date | None = None
    closed: date | None = None
    answer: str = ""
    feedback: date | None = None
    satisfaction: str = ""
    blank: bool = False
    watermark: str = ""


def layout(paper: FirstInquiry) -> Document:
    words = wording("first_inquiry")
    frame = Frame(words, paper.imprint, "F07", paper.number, blank=paper.blank, watermark=paper.watermark)
    return frame.document(
        (
            frame.grid("grid", paper, row=11),
            Paragraph(words.line("note"), 10, Face.SANS, "left", 1.5, before=2.5),
            Spacer(2),
            by_hand(words.words("sign"), 30),
        )
    )
