"""备案表 (F03): kin of handlers and cadres in benefit. Both sign on the same day, under one date line.

Kinship alone is never a reason to refuse (民发〔2022〕83号, rules.md R-11); the sheet says so above the signatures.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Block, Document, Face, Ink, Keep, Paragraph, Picture, Signature, SignatureBlock
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, common, day_or_blank, opinions, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class KinFiling:
    imprint: Imprint
    county: str
    number: str = ""
    staff_name: str = ""
    staff_id_no: str = ""
    staff_role: str = ""
    staff_unit: str = ""
    staff_post: str = ""
    staff_phone: str = ""
    household_no: str = ""
    head_name: str = ""
    kin_name: str = ""
    kin_id_no: str = ""
    relation: str = ""
    registered: str = ""
    category: str = ""
    persons: int | None = None
    insured: int | None = None
    amount: Decimal | None = None
    reason: str = ""
    declared: bool | None = None
    recused_survey: bool | None = None
    recused_appraisal: bool | None = None
    recused_approval: bool | None = None
    visited_on: date | None = None
    visitors: str = ""
    finding: str = ""
    result: str = ""
    next_review: date | None = None
    signed_on: date | None = None
    """The one day on which both signed."""
    staff_mark: Ink | Picture | None = None
    kin_mark: Ink | Picture | None = None
    blank: bool = False
    watermark: str = ""


def layout(paper: KinFiling) -> Document:
    words = wording("kin_filing")
    frame = Frame(words, paper.imprint, "F03", paper.number, blank=paper.blank, watermark=paper.watermark)
    blocks: list[Block] = []
    for part in ("staff", "household", "check"):
        blocks += [section(words.line(f"{part}.title")), frame.grid(part, paper, label=33, size=10, row=6.2)]
    said = (section(words.line("opinions.title")), opinions(words.words("opinions")))
    blocks.append(Keep((*_signatures(frame, paper), *said)))
    return frame.document(blocks, words.line("title.of", county=paper.county), words.line("subtitle"))


def _signatures(frame: Frame, paper: KinFiling) -> tuple[Block, ...]:
    words = frame.words
    labels = words.words("sign")
    marks = (paper.staff_mark, paper.kin_mark)
    pair = tuple(Signature(label, mark) for label, mark in zip(labels, marks, strict=True))
    day = words.line("sign.day", day=day_or_blank(paper.signed_on) if paper.signed_on else common("date.blank"))
    return (
        section(words.line("sign.title")),
        Paragraph(words.line("sign.note"), 9.5, Face.SANS, "left", after=0.5),
        SignatureBlock(pair, height=18, before=1),
        Paragraph(day, 11.5, Face.SONG, "right", 1.4, before=1),
    )
