"""备案表: an officer and a near relative whom he declared; the household when the roster knows the relative."""

from printing.document import Document
from printing.layouts import kin_filing as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.household import Household
from villagevisit.domain.officer import Kin, Officer
from villagevisit.services import areas, households, paper_board, paper_kin_filed, paper_marks, people
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_subjects import BLANK, KIN_SEPARATOR
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents
from villagevisit.store import households as store


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, `paper.not-signed`."""
    words = wording("kin_filing")
    found = areas.county(ws)
    county = found.name if found else ""
    if request.subject_id == BLANK:
        return _blank(words, county)
    signed = documents.signed(ws.store.reader(), request.subject_id)
    if signed is not None:
        return paper_kin_filed.content(ws, signed)
    officer, kin = _chosen(ws, request.subject_id)
    household = _household(ws, kin)
    unit = areas.name(ws, officer.village_code) if officer.village_code else _township(ws)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.KinFiling(
                imprint,
                county,
                staff_name=officer.name,
                staff_id_no=officer.id_no,
                staff_unit=unit,
                kin_name=kin.name,
                kin_id_no=kin.id_no,
                relation=_relation(kin.relation),
                head_name=household.head_name if household else "",
                household_no=household.household_no if household else "",
                registered=household.address if household else "",
                category=paper_board.category_name(household.assist_category) if household else "",
                persons=len(household.persons) if household else None,
                insured=household.insured_persons if household else None,
                amount=household.amount_month if household else None,
                blank=True,
                watermark=paper_marks.watermark(imprint),
            )
        )

    return Content(
        kind=PaperKind.KIN_FILING,
        wording_version=words.version,
        facts={
            "officer": officer.id,
            "name": officer.name,
            "staff_id_no": officer.id_no,
            "unit": unit,
            "kin": [kin.name, kin.id_no, kin.relation],
            "household": [household.id, household.version] if household else [],
        },
        draw=draw,
        file_name=f"{words.line('file', number=officer.staff_no)}.pdf",
        subject_id=request.subject_id,
    )


def _blank(words: Wording, county: str) -> Content:
    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.KinFiling(imprint, county, blank=True))

    return Content(
        kind=PaperKind.KIN_FILING,
        wording_version=words.version,
        facts={"blank": True, "county": county},
        draw=draw,
        file_name=f"{words.line('file', number=words.line('file.blank'))}.pdf",
        subject_id=BLANK,
    )


def _chosen(ws: Workspace, subject_id: str) -> tuple[Officer, Kin]:
    officer_id, _, place = subject_id.partition(KIN_SEPARATOR)
    officer = next((one for one in people.officers(ws) if one.id == officer_id), None)
    if officer is None or not place.isdigit() or int(place) >= len(officer.kin):
        raise Refused("paper.no-subject")
    return officer, officer.kin[int(place)]


def _household(ws: Workspace, kin: Kin) -> Household | None:
    found = store.elsewhere(ws.store.reader(), kin.id_no, "") if kin.id_no else None
    return households.get(ws, found[0]) if found else None


def _relation(code: str) -> str:
    """Its word; what was written as a word stays one."""
    words = wording("kin_filing").words("relations")
    return words[int(code) - 1] if code.isdecimal() and 0 < int(code) <= len(words) else code


def _township(ws: Workspace) -> str:
    here = areas.township(ws)
    return here.name if here else ""
