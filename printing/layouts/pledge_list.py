"""承诺书公示名单: who has pledged, to hang in public; no id number, phone or kin can be put on it."""

from dataclasses import dataclass
from datetime import date

from printing.document import A3_LANDSCAPE, Document, Face, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, sealed
from printing.layouts.public import shown
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Pledged:
    """Raises PaperError `paper.public-text`."""

    name: str
    unit: str
    post: str
    signed: date

    def __post_init__(self) -> None:
        for text in (self.name, self.unit, self.post):
            shown(text)


@dataclass(frozen=True, slots=True)
class PledgeList:
    imprint: Imprint
    unit: str
    issuer: str
    posted: date
    phone: str
    pledged: tuple[Pledged, ...]


def layout(paper: PledgeList) -> Document:
    words = wording("pledge_list")
    frame = Frame(words, paper.imprint, "F04", page=A3_LANDSCAPE)
    intro = words.line("intro", count=len(paper.pledged), phone=paper.phone)
    return frame.document(
        (
            Paragraph(intro, 17, Face.SONG, leading=1.6, indent=2, after=3),
            frame.table("list", paper.pledged, size=16, row=10),
            Spacer(2),
            sealed(paper.issuer, paper.posted, 110),
        ),
        words.line("title.of", unit=paper.unit),
    )
