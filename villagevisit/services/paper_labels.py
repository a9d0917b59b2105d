"""档案标签 of a village: one for each household, its code leads to the household when it is scanned."""

from printing.document import Document
from printing.layouts import labels as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, households
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-village`."""
    words = wording("labels")
    village = next((area for area in areas.villages(ws) if area.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    year = words.line("year", year=today(ws.clock).year)
    count = households.count(ws, village.code)
    found = households.page(ws, offset=0, limit=count, village_code=village.code)
    rows = tuple(
        sheet.Label(one.household_no, one.head_name, village.name, year, one.household_no)
        for one in found
        if one.state == "active"
    )

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.Labels(imprint, rows))

    return Content(
        kind=PaperKind.LABELS,
        wording_version=words.version,
        facts={
            "village": {"code": village.code, "name": village.name},
            "year": year,
            "rows": [[one.number, one.head] for one in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', village=village.name)}.pdf",
        village_code=village.code,
        rows=len(rows),
    )
