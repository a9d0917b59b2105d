"""督办单 of a matter that the county handles itself, 转办单 of one that is offered to a colleague (S-012, S-023)."""

from datetime import date

from printing.document import Document
from printing.layouts import supervised_case as sheet
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, inquiries, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `inquiry.unknown`, `inquiry.nothing-offered`: it is neither supervised nor handed over."""
    one = inquiries.get(ws, request.subject_id)
    if not one.reference and one.waiting is None:
        raise Refused("inquiry.nothing-offered")
    words, channels = wording("supervised_case"), wording("first_inquiry")
    kind: sheet.Kind = "transfer" if one.waiting else "supervise"
    county, township = areas.county(ws), areas.township(ws)
    office = words.line("county", county=county.name if county else "")
    to = one.waiting.to.name if one.waiting else one.owner.name
    issuer = office if one.reference or township is None else words.line("township", township=township.name)
    issued = date.fromisoformat(one.waiting.day if one.waiting else one.day)
    reason = one.waiting.reason if one.waiting else ""
    phone = paper_board.phones(ws, request)[1 if one.reference else 0] or words.line("phone.blank")
    facts = {
        "inquiry": one.id, "kind": kind, "to": to, "issuer": issuer, "issued": issued.isoformat(),
        "reference": one.reference or one.number, "source": channels.line(f"channel.{one.channel}"),
        "content": one.content, "demand": words.line(f"demand.{kind}", reason=reason), "due": one.due,
        "officer": one.owner.name, "phone": phone,
    }  # fmt: skip

    def draw(imprint: Imprint) -> Document:
        head = Letter(imprint, facts["reference"], to, issuer, issued, phone)
        due = date.fromisoformat(one.due)
        return sheet.layout(
            sheet.SupervisedCase(
                head, kind, facts["reference"], facts["source"], issuer, one.content, facts["demand"], due, due,
                one.owner.name,
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.SUPERVISED_CASE,
        wording_version=words.version,
        facts=facts,
        draw=draw,
        file_name=f"{words.line('file', title=words.line(f'title.{kind}'), number=one.number)}.pdf",
        village_code="" if one.area.endswith("000") else one.area,
        subject_id=one.id,
    )
