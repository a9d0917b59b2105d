"""不予确认告知书: why not, by which article and which figures, and where to turn; served within 3 working days."""

from dataclasses import dataclass
from datetime import date

from printing.document import Document
from printing.layouts.common import long_date
from printing.layouts.notice import Letter, Reckoning, letter
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Refusal:
    head: Letter
    applied: date
    category: str
    reason: str
    """A sentence that a villager understands."""
    reckoning: Reckoning
    article: str
    county: str
    """Whose government reviews the decision."""
    officer: str


def layout(paper: Refusal) -> Document:
    words = wording("refusal")
    text = (
        words.line("opening", applied=long_date(paper.applied), category=paper.category),
        words.line("reason", reason=paper.reason),
        words.line("figures", **paper.reckoning.blanks()),
        words.line("article", article=paper.article),
        words.line("other"),
        words.line("remedy", county=paper.county),
        words.line("contact", officer=paper.officer, phone=paper.head.phone),
    )
    return letter(paper.head, words, text)
