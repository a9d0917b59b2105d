"""退回救助资金通知书: how much, why and where to; the capitals follow from the figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Document, Spacer
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, letter, month
from printing.numerals import capitals
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Refund:
    head: Letter
    category: str
    first: date
    last: date
    """Any days of the first and the last month."""
    amount: Decimal
    due: date
    account: str
    """The treasury's, not the household's."""
    facts: str
    article: str
    county: str
    officer: str


@dataclass(frozen=True, slots=True)
class _Shown:
    amount: Decimal
    amount_capitals: str
    due: date
    account: str


def layout(paper: Refund) -> Document:
    words = wording("refund")
    written = words.line("rmb", capitals=capitals(paper.amount))
    shown = _Shown(paper.amount, written, paper.due, paper.account)
    span = {"from_month": month(paper.first), "to_month": month(paper.last)}
    return letter(
        paper.head,
        words,
        (
            words.line("opening", category=paper.category, **span),
            Spacer(2),
            Frame(words, paper.head.imprint).grid("grid", shown, label=38, size=12.5, row=10),
            Spacer(2),
            words.line("facts", facts=paper.facts),
            words.line("article", article=paper.article),
            words.line("hard"),
            words.line("remedy", county=paper.county),
            words.line("contact", officer=paper.officer, phone=paper.head.phone),
        ),
    )
