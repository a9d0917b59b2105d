"""补正材料一次性告知书: everything that is missing, at once; nothing more may be asked for later."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document, Spacer
from printing.layouts.common import long_date
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, letter
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Missing:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Supplement:
    head: Letter
    applied: date
    category: str
    missing: tuple[Missing, ...]
    due: date


def layout(paper: Supplement) -> Document:
    words = wording("supplement")
    items = Frame(words, paper.head.imprint).table("items", paper.missing, size=12)
    return letter(
        paper.head,
        words,
        (
            words.line("opening", applied=long_date(paper.applied), category=paper.category),
            Spacer(2),
            items,
            Spacer(2),
            words.line("closing", due=long_date(paper.due), issuer=paper.head.issuer),
            words.line("queried"),
            words.line("contact", phone=paper.head.phone),
        ),
    )
