"""承诺书: blank for an officer to sign by hand, or as he signed it in F04."""

from datetime import date

from printing.document import Document
from printing.layouts import pledge as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import PLEDGE_FORM
from villagevisit.domain.officer import Officer
from villagevisit.services import areas, paper_proof, paper_record, people
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` when this is neither an officer nor a pledge, `paper.not-signed`."""
    if not request.subject_id:
        return _blank(ws, request, None)
    officer = next((one for one in people.officers(ws) if one.id == request.subject_id), None)
    if officer is not None:
        return _blank(ws, request, officer)
    record = documents.signed(ws.store.reader(), request.subject_id)
    if record is None or record.form_id != PLEDGE_FORM:
        raise Refused("paper.no-subject")
    if not record.signatures:
        raise Refused("paper.not-signed", signed=0)
    return _signed(ws, record)


def _blank(ws: Workspace, request: PaperRequest, officer: Officer | None) -> Content:
    words = wording("pledge")
    unit = _unit(ws, officer) if officer else ""
    name = officer.name if officer else ""
    day = request.posted_on

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.Pledge(imprint, unit=unit, signer=name, signed_on=day, phone=request.township_phone))

    return Content(
        kind=PaperKind.PLEDGE,
        wording_version=words.version,
        facts={
            "unit": unit,
            "name": name,
            "officer": officer.id if officer else "",
            "day": str(day or ""),
            "signed": False,
        },
        draw=draw,
        file_name=f"{words.line('file', name=name or words.line('file.blank'))}.pdf",
        subject_id=request.subject_id,
    )


def _unit(ws: Workspace, officer: Officer) -> str:
    """The village for its own cadres, else the township."""
    if officer.village_code:
        return areas.name(ws, officer.village_code)
    township = areas.township(ws)
    return township.name if township else ""


def _signed(ws: Workspace, record: documents.Signed) -> Content:
    words = wording("pledge")
    answers = paper_record.values(record.body)
    name = answers.get("p_name", "")
    signed_on = _day(answers.get("pledge_date", "")) or _day(record.frozen_at[:10])
    drawn = paper_record.mark(ws, record.id, answers.get("p_sign", ""))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.Pledge(
                imprint,
                number=answers.get("pledge_no", ""),
                unit=answers.get("p_unit", ""),
                post=answers.get("p_post", ""),
                name=name,
                signer=name,
                has_kin={"1": True, "0": False}.get(answers.get("p_has_kin", "")),
                signed_on=signed_on,
                mark=drawn,
            )
        )

    return Content(
        kind=PaperKind.PLEDGE,
        wording_version=words.version,
        facts={"submission": record.id, "submission_digest": record.digest, "name": name, "signed": True},
        draw=draw,
        file_name=f"{words.line('file', name=name)}.pdf",
        subject_id=record.id,
        of=(record.id, record.digest),
        proof=paper_proof.text(ws, record.id),
    )


def signer(record: documents.Signed) -> str:
    """Who pledged."""
    return paper_record.values(record.body).get("p_name", "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
