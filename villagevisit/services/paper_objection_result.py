"""异议复核结果公示: what became of the objections of a village, by household number alone (R-10, second publicity)."""

from printing.document import Document
from printing.layouts import objection_result as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import areas, households, objected, paper_board
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-village`, `paper.calendar`, `objection.none-settled`."""
    village = next((area for area in areas.villages(ws) if area.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    found = {
        home: one.settled.conclusion
        for one in objected.settled_since(ws, village.code) if one.settled
        for home in one.households
    }  # fmt: skip
    if not found:
        raise Refused("objection.none-settled")
    posted = request.posted_on or today(ws.clock)
    clock = paper_board.posting(ws, BoardKind.REVIEWED, posted)
    given = paper_board.phones(ws, request)
    numbers = sorted((households.get(ws, home).household_no, home, said) for home, said in found.items())
    reviewed = tuple(sheet.Reviewed(number, _CONCLUSIONS[said]) for number, _, said in numbers)
    township, county = areas.township(ws), areas.county(ws)
    words = wording("objection_result")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.ObjectionResult(
                imprint, county.name if county else "", township.name if township else "", village.name, posted,
                clock.first, clock.closes, given[0], given[1], reviewed,
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.OBJECTION_RESULT,
        wording_version=words.version,
        facts={
            "board": BoardKind.REVIEWED.value, "village": {"code": village.code, "name": village.name}, "batch": "",
            "phones": given, "posted": posted.isoformat(), "closes": clock.closes.isoformat(),
            "rows": [[one.household, one.conclusion] for one in reviewed], "homes": [home for _, home, _ in numbers],
        },
        draw=draw,
        file_name=f"{words.line('title')}-{village.name}-{posted.isoformat()}.pdf",
        village_code=village.code,
        rows=len(reviewed),
    )  # fmt: skip


_CONCLUSIONS: dict[str, sheet.Conclusion] = {"keep": "keep", "change": "change", "end": "end"}
