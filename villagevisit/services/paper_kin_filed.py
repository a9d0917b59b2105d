"""备案表 as it was signed in F03: the same sheet, filled."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import kin_filing as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import KIN_FORM
from villagevisit.domain.kin_filing import State
from villagevisit.services import areas, kin_filings, paper_board, paper_marks, paper_proof, paper_record
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents
from villagevisit.store.documents import Signed


def subjects(ws: Workspace, text: str, limit: int) -> list[Subject]:
    """The signed filings, newest first."""
    rows = documents.complete(ws.store.reader(), KIN_FORM, 1, text, limit)
    return [Subject(one.id, one.head_name, f"{one.household_no}　{one.frozen_at[:10]}") for one in rows]


def content(ws: Workspace, record: Signed) -> Content:
    """Raises Refused `paper.no-subject` for another form, `paper.not-signed`."""
    if record.form_id != KIN_FORM:
        raise Refused("paper.no-subject")
    if not record.signatures:
        raise Refused("paper.not-signed", signed=0)
    words = wording("kin_filing")
    said = paper_record.values(record.body)
    county = areas.county(ws)
    known = next((one for one in kin_filings.filings(ws) if one.source == record.id), None)
    apart = known is not None and known.state is State.INCOMPLETE
    signed_on = None if apart else date.fromisoformat(record.frozen_at[:10])
    marks = [paper_record.mark(ws, record.id, said.get(name, "")) for name in ("sign_staff", "sign_kin")]

    def draw(imprint: Imprint) -> Document:
        groups = wording("kin_summary").words("groups")
        return sheet.layout(
            sheet.KinFiling(
                imprint, county.name if county else "", number=said.get("filing_no", ""),
                staff_name=said.get("s_name", ""), staff_id_no=said.get("s_id_no", ""),
                staff_role=_nth(groups, said.get("s_role", "")), staff_unit=said.get("s_unit", ""),
                staff_post=said.get("s_post", ""), staff_phone=said.get("s_phone", ""),
                household_no=said.get("o_household_no", ""), head_name=said.get("o_head", ""),
                kin_name=said.get("o_kin_name", ""), kin_id_no=said.get("o_kin_id", ""),
                relation=_nth(words.words("relations"), said.get("o_relation", "")),
                registered=said.get("o_hukou", ""), category=paper_board.category_name(said.get("o_assist", "")),
                persons=_whole(said, "o_persons"), insured=_whole(said, "o_insured"), amount=_money(said),
                reason=said.get("o_reason", ""), declared=_yes(said, "declared_self"),
                recused_survey=_yes(said, "recused_survey"), recused_appraisal=_yes(said, "recused_appraisal"),
                recused_approval=_yes(said, "recused_approval"), visited_on=_day(said, "county_visit_date"),
                visitors=said.get("county_visitors", ""), finding=said.get("county_finding", ""),
                result=_nth(words.words("results"), said.get("result", "")), next_review=_day(said, "next_review"),
                signed_on=signed_on, staff_mark=marks[0], kin_mark=marks[1],
                watermark=paper_marks.watermark(imprint),
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.KIN_FILING,
        wording_version=words.version,
        facts={
            "submission": record.id,
            "submission_digest": record.digest,
            "name": said.get("s_name", ""),
            "signed_on": str(signed_on or ""),
        },
        draw=draw,
        file_name=f"{words.line('file', number=said.get('filing_no', ''))}.pdf",
        village_code=record.village_code,
        subject_id=record.id,
        of=(record.id, record.digest),
        proof=paper_proof.text(ws, record.id),
    )


def _nth(words: list[str], code: str) -> str:
    """The word of a code that counts from 1; the code itself for one that this program does not know."""
    return words[int(code) - 1] if code.isdecimal() and 0 < int(code) <= len(words) else code


def _whole(said: Mapping[str, str], name: str) -> int | None:
    text = said.get(name, "")
    return int(text) if text.isdecimal() else None


def _money(said: Mapping[str, str]) -> Decimal | None:
    try:
        return Decimal(said["o_amount"]) if said.get("o_amount") else None
    except InvalidOperation:
        return None


def _yes(said: Mapping[str, str], name: str) -> bool | None:
    return {"1": True, "0": False}.get(said.get(name, ""))


def _day(said: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(said.get(name, "")[:10])
    except ValueError:
        return None
