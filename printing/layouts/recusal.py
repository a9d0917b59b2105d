"""回避决定书: who stands back from which household, why, and who takes over (rules.md R-11)."""

from dataclasses import dataclass

from printing.document import Document
from printing.layouts.notice import Letter, letter
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Recusal:
    head: Letter
    household: str
    matter: str
    relation: str
    steps: str
    replaced: str
    article: str


def layout(paper: Recusal) -> Document:
    words = wording("recusal")
    decision = words.line(
        "decision", matter=paper.matter, household=paper.household, relation=paper.relation, steps=paper.steps,
        replaced=paper.replaced,
    )  # fmt: skip
    text = (
        decision,
        words.line("handover"),
        words.line("article", article=paper.article),
        words.line("contact", phone=paper.head.phone),
    )
    return letter(paper.head, words, text, office=True)
