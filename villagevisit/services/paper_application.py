"""申请书与授权书: of a household of the roster, with its members to sign; what is not known stays open."""

from datetime import date

from printing.document import Document
from printing.layouts import application as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.services import areas, households, paper_marks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_subjects import BLANK
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace

_OF_AGE = 18


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `household.unknown`."""
    if request.subject_id == BLANK:
        return _blank(ws)
    words = wording("application")
    household = households.get(ws, request.subject_id)
    relations = dict(line.split("|") for line in words.words("relation"))
    now = today(ws.clock)
    members = tuple(
        sheet.Member(
            one.name,
            relations.get(one.relation, ""),
            one.id_no,
            words.line("guardian.blank") if _minor(one.birth, now) else "",
        )
        for one in household.persons
    )
    head = household.persons[0] if household.persons else None
    county = _county(ws)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.Application(
                imprint,
                county,
                name=household.head_name,
                id_no=head.id_no if head else "",
                phone=household.phone,
                lives=household.address,
                members=members,
                blank=True,
                watermark=paper_marks.watermark(imprint),
            )
        )

    return Content(
        kind=PaperKind.APPLICATION,
        wording_version=words.version,
        facts={
            "household": household.id,
            "name": household.head_name,
            "county": county,
            "phone": household.phone,
            "address": household.address,
            "members": [[one.name, one.relation, one.id_no] for one in members],
        },
        draw=draw,
        file_name=f"{words.line('file', number=household.household_no)}.pdf",
        village_code=household.village_code,
        subject_id=household.id,
    )


def _blank(ws: Workspace) -> Content:
    """Nothing but the county: there is nobody whose data it could hold."""
    words = wording("application")
    county = _county(ws)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.Application(imprint, county, blank=True))

    return Content(
        kind=PaperKind.APPLICATION,
        wording_version=words.version,
        facts={"blank": True, "county": county},
        draw=draw,
        file_name=f"{words.line('file', number=words.line('file.blank'))}.pdf",
        subject_id=BLANK,
    )


def _county(ws: Workspace) -> str:
    found = areas.county(ws)
    return found.name if found else ""


def _minor(birth: str, now: date) -> bool:
    """Under 18 on the day; nobody whose birth is not known."""
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        return False
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day)) < _OF_AGE
