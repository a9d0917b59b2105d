"""临时救助台账: the register of aid of a month or a year; what was entered by mistake is not on it."""

from decimal import Decimal

from printing.document import Document
from printing.layouts import ledger as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.access import Within
from villagevisit.domain.aid_register import FUNDS, Given
from villagevisit.domain.errors import Refused
from villagevisit.services import aid_register, areas, households, paper_marks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(ws: Workspace, text: str, within: Within) -> list[Subject]:
    """Years and months in which something was entered, the last first."""
    days = [one.day for one in aid_register.every(ws, within)]
    spans = {day[:4] for day in days} | {day[:7] for day in days}
    return [Subject(span, span) for span in sorted(spans, reverse=True) if text in span]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, `aid.period`."""
    place = areas.township(ws) or areas.county(ws)
    if place is None:
        raise Refused("paper.no-subject")
    words = wording("ledger")
    found = [one for one in reversed(aid_register.entries(ws, request.subject_id)) if not one.taken_back]
    rows = tuple(_row(ws, words, one) for one in found)

    def draw(imprint: Imprint) -> Document:
        made = sheet.Ledger(
            imprint, "temporary_relief", place.name, request.subject_id, rows, paper_marks.watermark(imprint)
        )
        return sheet.layout(made)

    title = words.line("temporary_relief.title")
    return Content(
        kind=PaperKind.AID_LEDGER,
        wording_version=words.version,
        facts={
            "ledger": "temporary_relief", "unit": place.name, "period": request.subject_id,
            "rows": [[str(value) for value in row.values()] for row in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', title=title, unit=place.name, period=request.subject_id)}.pdf",
        subject_id=request.subject_id,
        rows=len(rows),
    )  # fmt: skip


def _row(ws: Workspace, words: Wording, one: Given) -> dict[str, sheet.Value]:
    home = households.get(ws, one.household) if one.household else None
    return {
        "day": one.day,
        "village": areas.name(ws, one.area),
        "household": home.household_no if home else "",
        "head": home.head_name if home else "",
        "cause": words.line(f"temporary_relief.{one.cause}"),
        "urgent": words.line("temporary_relief.first") if one.urgent else "",
        "persons": one.persons,
        **{fund: one.funds.get(fund, Decimal(0)) for fund in FUNDS},
        "items": aid_register.said_items(one.items),
        "documented": one.documented or one.due,
        "remark": "" if one.documented or not one.urgent else words.line("temporary_relief.waits"),
    }
