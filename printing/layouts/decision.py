"""减发（停发）决定书: cannot be made without the record of having heard the household (rules.md R-20)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Document, PaperError
from printing.layouts.common import long_date, money
from printing.layouts.hearing_notice import Change
from printing.layouts.notice import Letter, Reckoning, letter, month
from printing.numerals import capitals
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Hearing:
    """The record of F19: when and how the household was heard, what it said and what is answered."""

    record: str
    held: date
    how: str
    opinion: str
    response: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Raises PaperError `paper.no-hearing` when the record is missing, empty or younger than the decision."""

    head: Letter
    change: Change
    category: str
    old: Decimal
    new: Decimal
    start: date
    facts: str
    reckoning: Reckoning
    article: str
    county: str
    """Whose government reviews the decision."""
    hearing: Hearing | None
    officer: str

    def __post_init__(self) -> None:
        heard = self.hearing
        if heard is None or heard.held > self.head.issued:
            raise PaperError("paper.no-hearing")
        if not all(text.strip() for text in (heard.record, heard.how, heard.opinion, heard.response)):
            raise PaperError("paper.no-hearing")


def layout(paper: Decision) -> Document:
    words = wording("decision")
    heard = paper.hearing
    assert heard is not None
    money_now = {"old": money(paper.old), "new": money(paper.new), "new_capitals": capitals(paper.new)}
    text = (
        words.line(f"opening.{paper.change}", category=paper.category, start=month(paper.start), **money_now),
        words.line("facts", facts=paper.facts),
        words.line("figures", **paper.reckoning.blanks()),
        words.line("article", article=paper.article),
        words.line("heard", day=long_date(heard.held), how=heard.how, record=heard.record, opinion=heard.opinion),
        words.line("response", response=heard.response),
        words.line("remedy", county=paper.county),
        words.line("again"),
        words.line("contact", officer=paper.officer, phone=paper.head.phone),
    )
    return letter(paper.head, words, text, words.line(f"title.{paper.change}"))
