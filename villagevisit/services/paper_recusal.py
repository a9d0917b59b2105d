"""回避决定书: a recusal that was decided, for the officer whom it concerns."""

from datetime import date

from printing.document import Document
from printing.layouts import recusal as sheet
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.kin_filing import RECUSED, STEPS
from villagevisit.services import areas, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import events

_LINE = "＿" * 8
"""To be filled in by hand."""


def subjects(ws: Workspace, text: str, limit: int) -> list[Subject]:
    """The decisions, newest first."""
    found = [
        Subject(one.id, one.text("name"), f"{one.text('number')}　{one.day}")
        for one in reversed(events.of_kinds(ws.store.reader(), (RECUSED,)))
        if text in one.text("name") or text in one.text("number")
    ]
    return found[:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    one = events.get(ws.store.reader(), request.subject_id)
    place = areas.township(ws) or areas.county(ws)
    if one is None or one.kind != RECUSED or place is None:
        raise Refused("paper.no-subject")
    words, relations = wording("recusal"), wording("kin_filing").words("relations")
    said, named = one.data.get("steps"), dict(zip(STEPS, words.words("steps"), strict=True))
    steps = "、".join(named[str(step)] for step in said) if isinstance(said, list) else ""
    code = one.text("relation")
    relation = relations[int(code) - 1] if code.isdecimal() and 0 < int(code) <= len(relations) else ""
    why = words.line("relation", kin=one.text("kin"), relation=relation or "近亲属") if code else words.line("own")
    issuer, phone = words.line("issuer", place=place.name), paper_board.phones(ws, request)[0]

    def draw(imprint: Imprint) -> Document:
        issued = date.fromisoformat(one.day)
        head = Letter(imprint, one.text("number"), one.text("name"), issuer, issued, phone or _LINE)
        return sheet.layout(
            sheet.Recusal(
                head, one.text("household_no"), words.line("matter", head=one.text("head")), why, steps,
                one.text("replaced_by"), words.line("basis"),
            )
        )  # fmt: skip

    number = one.text("number")
    return Content(
        kind=PaperKind.RECUSAL,
        wording_version=words.version,
        facts={"event": one.id, "number": number, "name": one.text("name"), "steps": steps, "phone": phone},
        draw=draw,
        file_name=f"{words.line('file', number=number)}.pdf",
        village_code=one.area,
        subject_id=one.id,
    )
