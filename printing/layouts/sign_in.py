"""签到表: those invited to an appraisal, with the households on which each may not vote, to sign on arrival."""

from dataclasses import dataclass

from printing.document import Document, Face, Keep, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    role: str
    may_vote: bool
    recused: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    imprint: Imprint
    village: str
    number: str
    held: str
    place: str
    panel: int
    attendees: tuple[Attendee, ...]
    spare: int = 3


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    role: str
    voter: str
    recused: str


def layout(paper: SignIn) -> Document:
    words = wording("sign_in")
    frame = Frame(words, paper.imprint, "F02", paper.number)
    rows = tuple(
        _Shown(one.name, one.role, words.line("yes" if one.may_vote else "no"), one.recused) for one in paper.attendees
    )
    blocks = (
        frame.grid("meeting", paper, size=11, row=8),
        Spacer(3),
        frame.table("list", rows, spare=paper.spare, row=10),
        Keep((
            Paragraph(words.line("counts"), 11.5, Face.SONG, "left", 1.8, before=3),
            by_hand(words.words("sign"), 24),
        )),
    )
    return frame.document(blocks, subtitle=paper.village)
