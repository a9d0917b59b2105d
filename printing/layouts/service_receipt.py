"""送达回证: proof that a paper reached whom it is for, with two servers and a witness when it was refused."""

from dataclasses import dataclass

from printing.document import Document, Entry, Face, KeyValueGrid, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, choice, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class ServiceReceipt:
    imprint: Imprint
    document: str
    number: str
    to: str
    place: str = ""


def layout(paper: ServiceReceipt) -> Document:
    words = wording("service_receipt")
    frame = Frame(words, paper.imprint, number=paper.number, blank=True)
    refused = KeyValueGrid((Entry(words.line("refused"), "", wide=True),), 1, 34, 11.5, 16)
    return frame.document(
        (
            frame.grid("grid", paper, label=34, size=12, row=11),
            Spacer(3),
            choice(words.line("ways.title"), words.words("ways"), size=12),
            section(words.line("sign.title")),
            by_hand(words.words("sign"), 30),
            Paragraph(words.line("when"), 11.5, Face.SONG, "left", 2.1),
            Paragraph(words.line("kin"), 11.5, Face.SONG, "left", 2.1),
            section(words.line("servers.title")),
            by_hand(words.words("servers"), 28),
            section(words.line("refused.title")),
            refused,
            by_hand(words.words("witness"), 28),
            Paragraph(words.line("note"), 9.5, Face.SANS, "left", 1.5, before=3),
        )
    )
