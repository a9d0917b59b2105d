"""督办单、转办单: a matter with its reference, units and days; whoever reported it is not among the fields."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from printing.document import Document, Spacer
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, letter
from printing.texts import wording

Kind = Literal["supervise", "transfer"]


@dataclass(frozen=True, slots=True)
class SupervisedCase:
    head: Letter
    kind: Kind
    reference: str
    source: str
    units: str
    content: str
    demand: str
    due: date
    feedback: date
    officer: str


def layout(paper: SupervisedCase) -> Document:
    words = wording("supervised_case")
    return letter(
        paper.head,
        words,
        (
            words.line(f"opening.{paper.kind}"),
            Spacer(2),
            Frame(words, paper.head.imprint).grid("grid", paper, label=34, size=12, row=11),
            Spacer(2),
            words.line("secret"),
            words.line("contact", officer=paper.officer, phone=paper.head.phone),
        ),
        words.line(f"title.{paper.kind}"),
        office=True,
    )
