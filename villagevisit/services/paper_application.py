"""申请书与授权书: as the household's F05 says it; else of the roster, with what is not known left open."""

from datetime import date

from printing.document import Document
from printing.layouts import application as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.household import Household
from villagevisit.services import areas, households, paper_application_filled, paper_marks
from villagevisit.services.paper_application_filled import Filled
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
    filled = paper_application_filled.newest(ws, household.id)
    if filled is not None:
        return _filled(ws, household, filled)
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


def _filled(ws: Workspace, household: Household, filled: Filled) -> Content:
    """Its facts are the form's digest and the number: the form itself is kept as it was frozen."""
    words, county = wording("application"), _county(ws)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(filled.sheet(imprint, county))

    return Content(
        kind=PaperKind.APPLICATION,
        wording_version=words.version,
        facts={
            "household": household.id, "name": filled.text("app_name"), "county": county, "form": filled.digest,
            "number": filled.number,
        },
        draw=draw,
        file_name=f"{words.line('file', number=household.household_no)}.pdf",
        village_code=household.village_code,
        subject_id=household.id,
    )  # fmt: skip


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
