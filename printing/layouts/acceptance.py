"""受理通知书: the application is complete, who handles it and until when, and what the applicant may ask for."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document
from printing.layouts.common import long_date
from printing.layouts.notice import Letter, letter
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Acceptance:
    head: Letter
    applied: date
    category: str
    case: str
    officer: str
    days: int
    """Working days: 30, 45 or 20 by the county's own procedure."""
    due: date


def layout(paper: Acceptance) -> Document:
    words = wording("acceptance")
    text = (
        words.line("opening", applied=long_date(paper.applied), category=paper.category, case=paper.case),
        words.line("limit", days=paper.days, due=long_date(paper.due)),
        words.line("steps"),
        words.line("duty"),
        words.line("rights"),
        words.line("contact", officer=paper.officer, phone=paper.head.phone),
    )
    return letter(paper.head, words, text)
