"""申请书与授权书 (F05): the application on one sheet, pledge, authorisation and separate consent on the next.

Consent to sensitive information has its own box and signature and is never part of the general one (PIPL Art. 29).
Obligors outside the household sign for themselves, of their own will (Social Assistance Law Art. 41).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Block, Document, Entry, Face, Keep, KeyValueGrid, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, body, by_hand, choice, section, ticks
from printing.texts import wording

_SIZE = 11.5
_ROWS = 5
"""Members on a form to fill in by hand; one row more than are known."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the household."""

    name: str
    relation: str
    id_no: str
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class Obligor:
    """A supporter outside the household, who signs voluntarily."""

    name: str
    relation: str
    id_no: str


@dataclass(frozen=True, slots=True)
class Application:
    imprint: Imprint
    county: str
    number: str = ""
    name: str = ""
    id_no: str = ""
    phone: str = ""
    registered: str = ""
    lives: str = ""
    by_permit: bool | None = None
    types: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    statement: str = ""
    agent: str = ""
    kin: str = ""
    """Name, relation, office and post of kin among the staff or cadres; empty is none."""
    members: tuple[Member, ...] = ()
    obligors: tuple[Obligor, ...] = ()
    income_month: Decimal | None = None
    blank: bool = False
    """A form to fill in by hand."""
    accepted_on: date | None = None
    watermark: str = ""


def layout(paper: Application) -> Document:
    words = wording("application")
    frame = Frame(words, paper.imprint, "F05", paper.number, blank=paper.blank, watermark=paper.watermark)
    spare = max(1, _ROWS - len(paper.members)) if paper.blank else 0
    statement = frame.grid("statement", paper, label=30, size=_SIZE, row=24 if paper.blank else 16)
    blocks: list[Block] = [
        section(words.line("applicant.title")),
        frame.grid("applicant", paper, label=30, size=_SIZE),
        Spacer(2.5),
        choice(words.line("types.title"), words.words("types"), paper.types),
        choice(words.line("causes.title"), words.words("causes"), paper.causes),
        Spacer(1.5),
        statement,
        section(words.line("members.title")),
        frame.table("members", paper.members, spare=spare, row=10),
        Paragraph(words.line("members.note"), 9.5, Face.SANS, "left", before=1.2),
        Keep(_pledge(words.line("pledge.title"), words.paragraphs("pledge"), words.words("pledge.sign"))),
        Keep(_authority(frame, paper)),
        Keep(_consent(frame)),
    ]
    return frame.document(blocks)


def _pledge(title: str, lines: tuple[str, ...], sign: list[str]) -> tuple[Block, ...]:
    return (section(title), *(body(line, _SIZE, leading=1.55) for line in lines), by_hand(sign, 24))


def _authority(frame: Frame, paper: Application) -> tuple[Block, ...]:
    words = frame.words
    return (
        section(words.line("authority.title")),
        body(words.line("authority.opening", county=paper.county), _SIZE, leading=1.55),
        *(body(line, _SIZE, leading=1.55) for line in words.paragraphs("authority")),
        Paragraph(words.line("authority.obligors"), 9.5, Face.SANS, "left", before=1, after=1),
        frame.table("obligors", paper.obligors, spare=0 if paper.obligors else 2, row=10),
        by_hand(words.words("authority.sign"), 24),
    )


def _consent(frame: Frame) -> tuple[Block, ...]:
    words = frame.words
    return (
        section(words.line("consent.title")),
        KeyValueGrid((Entry(words.line("consent.label"), words.line("consent"), wide=True),), 1, 22, 11),
        Paragraph(ticks(words.words("consent.choice")), _SIZE, align="left", before=1.5),
        by_hand(words.words("consent.sign"), 24),
    )
