"""Served papers have one shape: title and number, whom it is for, what is said, issuer, seal, receipt line."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from printing.document import Block, Document, Face, Keep, Paragraph, Rule, Spacer, Span
from printing.layouts.common import Imprint, money
from printing.layouts.frame import Frame, body, common, filled, sealed
from printing.texts import Wording

_PER_LINE = 35
_ROOMY = 16
"""Characters in a line of 14 pt, and lines that leave room for seal and receipt on the same page."""
_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Letter:
    """What every served paper has."""

    imprint: Imprint
    number: str
    """`清溪救受〔2026〕37号`"""
    to: str
    issuer: str
    issued: date
    phone: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The figures of R-03 and R-08 that a sentence is made of; income per head follows from them."""

    persons: int
    income: Decimal
    """Counted in the last 12 months, in yuan."""
    standard: Decimal
    """Per head and month."""

    @property
    def per_head(self) -> Decimal:
        return (self.income / 12 / self.persons).quantize(_FEN, ROUND_HALF_UP)

    @property
    def below(self) -> bool:
        """Compared unrounded; equal is not below (R-07)."""
        return self.income < self.standard * 12 * self.persons

    def blanks(self) -> dict[str, str | int]:
        return {
            "persons": self.persons,
            "income": money(self.income),
            "per_head": money(self.per_head),
            "standard": money(self.standard),
        }


def letter(
    head: Letter, words: Wording, text: tuple[str | Block, ...], title: str = "", *, office: bool = False
) -> Document:
    """The letter in 14 pt, in 13 pt when it is long, its seal and date, and the line on which the receiver signs.

    A villager says with his signature that it was explained to him; an `office` only signs for it.
    """
    line = "received.office" if office else "received"
    lines = sum(ceil((len(one) + 2) / _PER_LINE) for one in text if isinstance(one, str))
    size, leading = (14.0, 1.75) if lines <= _ROOMY else (13.0, 1.6)
    received = (Span(common(line)), filled("", 8), Span(common("received.day")))
    said = tuple(body(one, size, leading=leading) if isinstance(one, str) else one for one in text)
    return Frame(words, head.imprint, number=head.number).document(
        (
            Spacer(3),
            Paragraph(f"{head.to}：", size, Face.HEI, "left", 1.9),
            *said,
            Keep((
                sealed(head.issuer, head.issued),
                Rule(0.5, 5, 3),
                Paragraph(received, 12, Face.SONG, "left", 1.8),
                Paragraph(common(f"{line}.note"), 9.5, Face.SANS, "left"),
            )),
        ),
        title,
    )


def month(day: date) -> str:
    """2026年12月: payments begin and end with a month."""
    return f"{day.year}年{day.month}月"
