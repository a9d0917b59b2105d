"""限期整改通知书: what has to be put right by whom and when."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document, Spacer
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, letter
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Fault:
    item: str
    demand: str
    due: date


@dataclass(frozen=True, slots=True)
class Rectification:
    head: Letter
    found: str
    """How it came to light: `2026年第四季度抽查`."""
    faults: tuple[Fault, ...]
    days: int
    officer: str


def layout(paper: Rectification) -> Document:
    words = wording("rectification")
    return letter(
        paper.head,
        words,
        (
            words.line("opening", found=paper.found),
            Spacer(2),
            Frame(words, paper.head.imprint).table("items", paper.faults, size=11.5),
            Spacer(2),
            words.line("closing", days=paper.days, issuer=paper.head.issuer),
            words.line("contact", officer=paper.officer, phone=paper.head.phone),
        ),
        office=True,
    )
