"""限期整改通知书: what has to be put right, by whom and when."""

from datetime import date

from printing.document import Document
from printing.layouts import rectification as sheet
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter
from printing.texts import Wording, wording
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.rectify import Fault
from villagevisit.services import areas, paper_board, policy, rectifying
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """Things to put right by their finding, open ones first."""
    found = [one for one in rectifying.every(ws, within) if text in one.finding]
    return [Subject(one.id, one.finding, f"{one.owner} {one.due}") for one in found[:limit]]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    try:
        one = rectifying.get(ws, request.subject_id)
    except Refused as error:
        raise Refused("paper.no-subject") from error
    words = wording("rectification")
    wide = areas.county(ws) if one.level in ("township", "county") else areas.township(ws)
    issuer = wide.name if wide else ""
    to = areas.name(ws, one.area) if one.level == "village" else one.owner
    phones = paper_board.phones(ws, request)
    phone = (phones[1] if one.level in ("township", "county") else phones[0]) or words.line("blank")
    days = policy.on(ws, today(ws.clock)).integer("rectify_report_days")

    def draw(imprint: Imprint) -> Document:
        head = Letter(imprint, one.id[-8:].upper(), to, issuer, date.fromisoformat(one.found_on), phone)
        return sheet.layout(_paper(words, head, one, days))

    return Content(
        kind=PaperKind.RECTIFICATION,
        wording_version=words.version,
        facts={
            "fault": one.id, "finding": one.finding, "measure": one.measure, "owner": one.owner, "due": one.due,
            "issuer": issuer, "to": to, "days": days,
        },
        draw=draw,
        file_name=f"{words.line('file', day=one.found_on)}.pdf",
        village_code="" if one.area.endswith("000") else one.area,
        subject_id=one.id,
    )  # fmt: skip


def _paper(words: Wording, head: Letter, one: Fault, days: int) -> sheet.Rectification:
    known = dict(line.split("|", 1) for line in words.words("origins"))
    found = words.line("found", day=one.found_on, origin=known.get(one.origin, ""))
    fault = sheet.Fault(one.finding, one.measure or words.line("demand"), date.fromisoformat(one.due))
    return sheet.Rectification(head, found, (fault,), days, one.owner or words.line("blank"))
