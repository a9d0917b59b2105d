"""医疗费用测算表: one bill by layers, every figure with its formula, both ratios, and the rules behind it (S-368).

For reference and not for settling; it bears no name, because the bill belongs to nobody.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Block, Document, Keep, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a layer."""

    layer: str
    name: str
    formula: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    layer: str
    deductible: Decimal
    cap: str
    """Of the year; in words where there is none."""
    paid: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Basis:
    layer: str
    rule: str
    value: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class AidCost:
    imprint: Imprint
    programme: str
    day: date
    level: str
    care: str
    group: str
    disease: str
    total: Decimal
    compliant: Decimal
    deposit: Decimal
    paid: Decimal
    own: Decimal
    ratio_total: str
    """As shown: `90.00%`."""
    ratio_compliant: str
    layers: tuple[Paid, ...]
    steps: tuple[Step, ...]
    remarks: tuple[str, ...]
    bases: tuple[Basis, ...]


def layout(paper: AidCost) -> Document:
    words = wording("aid_cost")
    frame = Frame(words, paper.imprint)
    remarks = [body(words.line("remark", remark=one), 10.5, leading=1.5) for one in paper.remarks]
    blocks: list[Block] = [
        frame.grid("facts", paper, label=32, size=10.5, row=7.5),
        section(words.line("layers.title")),
        frame.table("layers", paper.layers, size=10, row=7),
        Spacer(2),
        frame.grid("sums", paper, label=40, size=11, row=8),
        Spacer(1),
        *remarks,
        section(words.line("steps.title")),
        frame.table("steps", paper.steps, size=9.5, row=6.5),
        section(words.line("bases.title")),
        frame.table("bases", paper.bases, size=9, row=6),
        Keep((Spacer(2), body(words.line("reference"), 10.5, leading=1.5), by_hand(words.words("sign"), 20))),
    ]
    return frame.document(blocks)
