"""首问负责登记表: of a registered matter, or empty for the desk at the door. It does not say who asked: names of those
who complain are printed by no computer (220号 Art 35).
"""

from datetime import date

from printing.document import Document
from printing.layouts import first_inquiry as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.inquiries import Inquiry
from villagevisit.services import areas, households, inquiries
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_subjects import BLANK
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `inquiry.unknown`."""
    words = wording("first_inquiry")
    place = areas.township(ws)
    if request.subject_id in ("", BLANK, place.code if place else BLANK):
        return Content(
            kind=PaperKind.FIRST_INQUIRY,
            wording_version=words.version,
            facts={"blank": True},
            draw=lambda imprint: sheet.layout(sheet.FirstInquiry(imprint, blank=True)),
            file_name=f"{words.line('file')}.pdf",
            subject_id=request.subject_id,
        )
    one = inquiries.get(ws, request.subject_id)
    cells = _cells(ws, one, words)
    days = {key: _day(text) for key, text in _days(one).items()}

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.FirstInquiry(
                imprint, number=cells["number"], received=cells["received"], channel=cells["channel"],
                first_person=cells["first_person"], visitor=cells["secret"], real_name=one.real_name,
                phone=cells["secret"], household=cells["household"], matter=cells["matter"], content=cells["content"],
                handling=cells["handling"], handler=cells["handler"], due=days["due"], closed=days["closed"],
                answer=cells["answer"], feedback=days["feedback"], satisfaction=cells["satisfaction"],
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.FIRST_INQUIRY,
        wording_version=words.version,
        facts={"inquiry": one.id, "real_name": one.real_name, **cells, **_days(one)},
        draw=draw,
        file_name=f"{words.line('file.of', number=one.number)}.pdf",
        village_code="" if one.area.endswith("000") else one.area,
        subject_id=one.id,
    )


def _cells(ws: Workspace, one: Inquiry, words: Wording) -> dict[str, str]:
    answer, closed = one.answer, one.closed
    said = [answer.text if answer else "", answer.article if answer else "", closed.result if closed else ""]
    return {
        "number": one.number,
        "received": f"{one.at[:10]} {one.at[11:16]}",
        "channel": words.line(f"channel.{one.channel}"),
        "first_person": one.first.name,
        "secret": words.line("secret") if one.real_name else "",
        "household": "、".join(number_of(ws, home) for home in one.households),
        "matter": words.line(f"matter.{one.matter}"),
        "content": one.content,
        "handling": words.line(f"handling.{answer.handling}") if answer else "",
        "handler": one.owner.name,
        "answer": "\n".join(dict.fromkeys(text for text in said if text)),
        "satisfaction": words.line(f"satisfaction.{closed.satisfaction}") if closed and closed.satisfaction else "",
    }


def _days(one: Inquiry) -> dict[str, str]:
    closed = one.closed
    return {"due": one.due, "closed": closed.day if closed else "", "feedback": closed.feedback if closed else ""}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def number_of(ws: Workspace, household_id: str) -> str:
    """The household's number; empty when it is not here any more."""
    try:
        return households.get(ws, household_id).household_no
    except Refused:
        return ""
