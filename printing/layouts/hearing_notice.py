"""拟减发（停发）听取意见通知: goes out before the decision (Social Assistance Law Art. 48, rules.md R-20)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from printing.document import Document, Spacer
from printing.layouts.common import long_date
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, Reckoning, letter, month
from printing.texts import wording

Change = Literal["reduce", "stop"]


@dataclass(frozen=True, slots=True)
class HearingNotice:
    head: Letter
    change: Change
    category: str
    old: Decimal
    new: Decimal
    start: date
    reason: str
    reckoning: Reckoning
    article: str
    due: date
    place: str
    officer: str


def layout(paper: HearingNotice) -> Document:
    words = wording("hearing_notice")
    opening = words.line(f"opening.{paper.change}", start=month(paper.start), category=paper.category)
    text = (
        words.line("reason", reason=paper.reason),
        words.line("figures", **paper.reckoning.blanks()),
        words.line("article", article=paper.article),
        words.line("reply", due=long_date(paper.due), place=paper.place),
        words.line("rights"),
        words.line("contact", officer=paper.officer, phone=paper.head.phone),
    )
    figures = Frame(words, paper.head.imprint).grid("grid", paper, label=42, size=12.5, row=10)
    blocks = (opening, Spacer(2), figures, Spacer(2), *text)
    return letter(paper.head, words, blocks, words.line(f"title.{paper.change}"))
