"""审核确认通知书: what is paid to whom from when, in figures and capitals, and how it was computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Document, PaperError, Spacer
from printing.layouts.common import money
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, Reckoning, letter, month
from printing.numerals import capitals
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Raises PaperError `paper.figures` when a difference is paid to a household that is not below the standard."""

    head: Letter
    category: str
    insured: int
    amount: Decimal
    """Yuan per month, rounded as it is paid; the capitals follow from it."""
    start: date
    """Any day of the first month of payment."""
    reckoning: Reckoning
    account: str
    """Masked: bank and last four figures."""
    change_days: int
    topup: bool = True
    """False for full or banded amounts, which are not the difference to the standard."""

    def __post_init__(self) -> None:
        if self.topup and not self.reckoning.below:
            raise PaperError("paper.figures")


@dataclass(frozen=True, slots=True)
class _Shown:
    category: str
    insured: int
    amount: Decimal
    amount_capitals: str
    start: str
    account: str


def layout(paper: Confirmation) -> Document:
    words = wording("confirmation")
    shown = _Shown(
        paper.category,
        paper.insured,
        paper.amount,
        words.line("rmb", capitals=capitals(paper.amount)),
        month(paper.start),
        paper.account,
    )
    reason = words.line("reason" if paper.topup else "uplift", amount=money(paper.amount), **paper.reckoning.blanks())
    return letter(
        paper.head,
        words,
        (
            words.line("opening", category=paper.category),
            Spacer(2),
            Frame(words, paper.head.imprint).grid("grid", shown, label=32, size=12.5, row=10),
            Spacer(2),
            reason,
            words.line("pay"),
            words.line("duty", change_days=paper.change_days),
            words.line("contact", phone=paper.head.phone),
        ),
    )
