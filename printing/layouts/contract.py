"""家庭医生签约服务协议书 (F15): parties, what is promised how often, and where to complain when it is not kept."""

from dataclasses import dataclass
from decimal import Decimal

from printing.document import Document, Face, Keep, Paragraph, Spacer
from printing.layouts.common import Imprint, money
from printing.layouts.contact_plate import Doctor
from printing.layouts.frame import Frame, body, by_hand, section
from printing.numerals import capitals
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Contract:
    imprint: Imprint
    number: str
    org: str
    resident: str
    id_no: str
    phone: str
    code: str
    address: str
    groups: str
    team: tuple[Doctor, ...]
    packages: str
    visits: int
    period: str
    renews: bool
    fee: Decimal
    share: str
    supervisor: str
    hotline: str
    watermark: str = ""


def layout(paper: Contract) -> Document:
    words = wording("contract")
    frame = Frame(words, paper.imprint, "F15", paper.number, watermark=paper.watermark)
    terms = words.paragraphs(
        "terms", packages=paper.packages, visits=paper.visits, period=paper.period,
        renew=words.line("renew.yes" if paper.renews else "renew.no"), fee=money(paper.fee),
        capitals=capitals(paper.fee), share=paper.share, supervisor=paper.supervisor, hotline=paper.hotline,
    )  # fmt: skip
    return frame.document(
        (
            frame.grid("parties", paper, label=36, size=11.5),
            section(words.line("team.title")),
            frame.table("team", paper.team, size=11),
            section(words.line("terms.title")),
            *(body(line, 12, leading=1.6) for line in terms),
            Keep((
                Spacer(3),
                by_hand(words.words("sign"), 32),
                Paragraph(words.line("copies"), 10, Face.SANS, "left", before=2),
            )),
        )
    )
