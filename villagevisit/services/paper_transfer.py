"""问题线索移交单: what the office may not punish itself goes to the body that may, with a receipt (S-118)."""

from datetime import date

from printing.document import Document
from printing.layouts import supervised_case as sheet
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter
from printing.texts import wording
from villagevisit.domain.access import Within
from villagevisit.domain.blame import TRANSFER, Case
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, blames, paper_board, paper_marks
from villagevisit.services.paper_content import Content, digest_of
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(ws: Workspace, text: str, within: Within) -> list[Subject]:
    """What was handed over, what waits for its receipt first."""
    found = [one for one in blames.cases(ws, within) if one.handling == TRANSFER and text in one.person]
    found.sort(key=lambda one: not one.waits_for_receipt)
    return [Subject(one.id, one.person, f"{one.sheet}　{one.handled_by}") for one in found]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `duty.unknown`, `paper.no-subject` for a case that was not handed over."""
    one = blames.get(ws, request.subject_id)
    here = areas.township(ws)
    if one.handling != TRANSFER:
        raise Refused("paper.no-subject")
    words, county = wording("supervised_case"), areas.county(ws)
    office = words.line("county", county=county.name if county else "")
    issuer = words.line("township", township=here.name) if here else office
    phone = paper_board.phones(ws, request)[0 if here else 1] or words.line("phone.blank")
    told = words.line("content.discipline", who=_who(one), fact=one.fact)
    demand = words.line("demand.discipline", article=one.article)

    def draw(imprint: Imprint) -> Document:
        head = Letter(imprint, one.sheet, one.handled_by, issuer, date.fromisoformat(one.handled_on), phone)
        made = sheet.SupervisedCase(
            head, "discipline", one.sheet, words.line("source.discipline"), one.handled_by, told, demand, None, None,
            imprint.printed_by, paper_marks.watermark(imprint),
        )  # fmt: skip
        return sheet.layout(made)

    return Content(
        kind=PaperKind.TRANSFER,
        wording_version=words.version,
        facts={"case": one.id, "sheet": one.sheet, "content": digest_of(f"{told}\n{demand}\n{one.handled_by}")},
        draw=draw,
        file_name=f"{words.line('file', title=words.line('title.discipline'), number=one.sheet)}.pdf",
        village_code="" if one.area.endswith("000") else one.area,
        subject_id=one.id,
    )


def _who(one: Case) -> str:
    return "　".join(word for word in (one.person, one.unit, one.post) if word)
