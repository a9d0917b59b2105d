"""月通报: a frozen bulletin on paper. Everything on it stands in the event that froze it."""

from datetime import date

from printing.document import Document
from printing.layouts import bulletin_month as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.bulletin_book import Frozen
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, bulletin
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Actor, Workspace

_TREND = 12
"""Months on the line chart."""


def subjects(ws: Workspace, actor: Actor, text: str, limit: int) -> list[Subject]:
    """The frozen bulletins of the offices that these people reach, newest first."""
    found = [one for office in bulletin.offices(ws, actor) for one in bulletin.history(ws, office.code)]
    newest = sorted(found, key=lambda one: (one.month, one.area), reverse=True)
    named = [Subject(one.event, one.month, areas.name(ws, one.area)) for one in newest]
    return [one for one in named if text in one.title or text in one.note][:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    frozen = bulletin.find(ws, request.subject_id)
    if frozen is None:
        raise Refused("paper.no-subject")
    words, area = wording("bulletin_month"), areas.name(ws, frozen.area)
    before = bulletin.history(ws, frozen.area, frozen.month)[-_TREND:]
    trend = tuple((int(one.month[5:]), one.figures["end_hh"].value) for one in before)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(_paper(frozen, imprint, area, trend))

    return Content(
        kind=PaperKind.BULLETIN,
        wording_version=words.version,
        facts={
            "bulletin": frozen.event,
            "area": area,
            "month": frozen.month,
            "number": frozen.number,
            "figures": {key: [one.value, one.of] for key, one in frozen.figures.items()},
            "rows": [[one.area, one.households, one.persons, one.done, one.frame] for one in frozen.units],
            "trend": [list(one) for one in trend],
            "said": dict(frozen.said),
        },
        draw=draw,
        file_name=f"{words.line('file', area=area, month=frozen.month)}.pdf",
        subject_id=frozen.event,
        rows=len(frozen.units),
    )


def _paper(frozen: Frozen, imprint: Imprint, area: str, trend: tuple[tuple[int, int], ...]) -> sheet.BulletinMonth:
    day = date.fromisoformat
    words = wording("bulletin_month")
    green, yellow = (f"{float(limit):.0%}" for limit in frozen.limits)
    return sheet.BulletinMonth(
        imprint=imprint, editor=area, area=area, month=day(f"{frozen.month}-01"), since=day(frozen.since),
        until=day(frozen.until), made=day(frozen.made_on), number=frozen.number, total=frozen.total,
        figures={key: (one.value, one.of) for key, one in frozen.figures.items()},
        parts={key: {one.key: (one.count, one.persons) for one in lines} for key, lines in frozen.parts.items()},
        ranked=tuple(
            sheet.Ranked(
                one.place, frozen.names.get(one.unit.area, one.unit.area), one.unit.households, one.unit.persons,
                one.unit.added, one.unit.stopped, one.unit.done, one.unit.frame,
                words.line(one.colour) if one.colour else "",
            )
            for one in frozen.ranked
        ),
        limits=(green, yellow), trend=trend,
        sums={one.key: (one.left, one.right) for one in frozen.checks},
        gaps={one.check: sheet.Gap(one.why, one.by, day(one.day)) for one in frozen.explained},
        said=frozen.said,
    )  # fmt: skip
