"""健康信息处理单独同意书 (PIPL 17, 29–31): one sheet for a household, each of its members signs for himself."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.document import Document, Face, Keep, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand
from printing.texts import wording

_SPARE = 5
"""Empty lines of a sheet for a household that is not on the list."""


@dataclass(frozen=True, slots=True)
class Signer:
    name: str


@dataclass(frozen=True, slots=True)
class HealthConsent:
    imprint: Imprint
    text: Sequence[str]
    people: tuple[Signer, ...]
    number: str = ""
    """Of the household."""


def layout(paper: HealthConsent) -> Document:
    words = wording("health_consent")
    frame = Frame(words, paper.imprint, number=paper.number, blank=True)
    return frame.document(
        (
            Spacer(2),
            *(body(line, 12.5, leading=1.6) for line in paper.text),
            Spacer(2),
            body(words.line("declare"), 12.5, leading=1.6),
            Spacer(3),
            frame.table("people", paper.people, spare=0 if paper.people else _SPARE, size=11, row=13),
            Keep((
                Spacer(4),
                by_hand(words.words("doctor"), 22),
                Paragraph(words.line("note"), 10, Face.SANS, "left", before=2),
            )),
        )
    )
