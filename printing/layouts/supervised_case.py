"""督办单、转办单、移交单: a matter with its reference, units and days; whoever reported it is not among the fields."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from printing.document import Document, Spacer
from printing.layouts.frame import Frame
from printing.layouts.notice import Letter, letter
from printing.texts import wording

Kind = Literal["supervise", "transfer", "discipline"]
"""To be handled by others, offered to others, handed over to whoever may punish."""


@dataclass(frozen=True, slots=True)
class SupervisedCase:
    head: Letter
    kind: Kind
    reference: str
    source: str
    units: str
    content: str
    demand: str
    due: date | None
    feedback: date | None
    officer: str
    watermark: str = ""


def layout(paper: SupervisedCase) -> Document:
    words = wording("supervised_case")
    grid = "grid.discipline" if paper.kind == "discipline" else "grid"
    made = letter(
        paper.head,
        words,
        (
            words.line(f"opening.{paper.kind}"),
            Spacer(2),
            Frame(words, paper.head.imprint).grid(grid, paper, label=34, size=12, row=11),
            Spacer(2),
            words.line("secret"),
            words.line("contact", officer=paper.officer, phone=paper.head.phone),
        ),
        words.line(f"title.{paper.kind}"),
        office=True,
    )
    return replace(made, watermark=paper.watermark)
