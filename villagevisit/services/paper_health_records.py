"""居民健康档案建档情况表 of the villages that are on this laptop; names nobody."""

from decimal import Decimal

from printing.document import Document
from printing.layouts import health_records as sheet
from printing.layouts.common import Imprint
from printing.layouts.health_records import HealthRecords, Line
from printing.texts import Wording, wording
from villagevisit.domain import build_rate
from villagevisit.domain.build_rate import Rate
from villagevisit.domain.clock import today
from villagevisit.services import areas, health_lines, health_overview
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import NOBODY, Workspace


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Reads every record, so it takes some seconds for a whole township."""
    health_lines.settle(ws)
    words, day = wording("health_records"), today(ws.clock).isoformat()
    every = health_overview.counted(ws, health_overview.rates(ws, NOBODY))
    if len(every) > 1:
        every.append(build_rate.together(words.line("all"), every))
    lines = tuple(_line(one, words) for one in every)
    place = areas.township(ws)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(HealthRecords(imprint, place.name if place else "", day, lines))

    return Content(
        kind=PaperKind.HEALTH_RECORDS,
        wording_version=words.version,
        facts={"day": day, "lines": [[one.name, one.people, one.source, one.records, one.ever] for one in lines]},
        draw=draw,
        file_name=f"{words.line('file', day=day)}.pdf",
        subject_id=request.subject_id,
        rows=len(lines),
    )


def _line(one: Rate, words: Wording) -> Line:
    said = one.population
    source = words.line("stated", source=said.source, day=said.day) if said.source else words.line("roster")
    return Line(
        one.name, str(said.count), source if one.code else "", str(one.records), _percent(one.built, words),
        str(one.complete), _percent(one.standard, words), str(one.new), str(one.ever),
    )  # fmt: skip


def _percent(share: Decimal | None, words: Wording) -> str:
    return "" if share is None else words.line("percent", share=str(share))
