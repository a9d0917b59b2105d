"""联系牌: hangs at the door of a family under contract; names its doctors, never an illness or a member."""

from dataclasses import dataclass

from printing.document import (
    A4_LANDSCAPE,
    Beside,
    Column,
    Document,
    Face,
    Heading,
    Paragraph,
    QrCode,
    Rule,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, code_size
from printing.layouts.frame import Frame, common
from printing.texts import wording

_PHOTO = 26
"""Millimetres wide: a passport photograph is 25 by 35."""


@dataclass(frozen=True, slots=True)
class Doctor:
    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class ContactPlate:
    imprint: Imprint
    village: str
    head: str
    """Head of the household, `王`家: the surname is enough."""
    org: str
    duty: str
    team: tuple[Doctor, ...]
    period: str
    hotline: str


def _photo(label: str, code: QrCode) -> Beside:
    """Where the photograph of the signing doctor is pasted, one inch (S-326), beside the code."""
    slot = Table((Column(label, 1, "centre"),), (("",),), head_size=12, row_height=35)
    return Beside((slot,), (code,), right_width=code.size + 6, valign="middle")


def layout(paper: ContactPlate) -> Document:
    words = wording("contact_plate")
    frame = Frame(words, paper.imprint, page=A4_LANDSCAPE)
    side = code_size(paper.imprint.code)
    foot = (
        Paragraph(words.line("org", org=paper.org, duty=paper.duty), 18, Face.SONG, "left", 1.6),
        Paragraph(words.line("services"), 18, Face.SONG, "left", 1.6),
        Paragraph(words.line("valid", period=paper.period), 14, Face.SONG, "left", 1.6),
        Paragraph(words.line("hotline", hotline=paper.hotline), 14, Face.SONG, "left", 1.6),
    )
    code = QrCode(paper.imprint.code, side, common("code", short=paper.imprint.short))
    return frame.document(
        (
            Spacer(3),
            Heading(words.line("title"), 40, Face.HEI, "centre", before=0, after=1),
            Paragraph(words.line("household", village=paper.village, head=paper.head), 20, Face.SONG, "centre"),
            Spacer(5),
            frame.table("team", paper.team, size=24, row=17),
            Rule(1, 5, 4),
            Beside(foot, (_photo(words.line("photo"), code),), right_width=_PHOTO + side + 10, valign="middle"),
        ),
        masthead=False,
    )
