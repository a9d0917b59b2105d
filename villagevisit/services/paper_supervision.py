"""督导检查周调度表: a row for each township that reported, from the frozen reports; who did not report is named."""

from datetime import date, timedelta

from printing.document import Document
from printing.layouts import supervision as sheet
from printing.layouts.common import Imprint, span_of_days
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.week import Week
from villagevisit.services import areas, weeks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.wording import t


def subjects(ws: Workspace, actor: Actor, text: str, limit: int) -> list[Subject]:
    """The last weeks in which somebody reported, newest first."""
    found = []
    for week in weeks.weeks(ws):
        every = weeks.overview(ws, actor, week)
        came = sum(one.report is not None for one in every)
        if came:
            found.append(Subject(week, week, t("paper.week-note", came=came, all=len(every))))
    return [one for one in found if text in one.title][:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` where nobody reported that week."""
    try:
        first = date.fromisoformat(request.subject_id)
    except ValueError as error:
        raise Refused("paper.no-subject") from error
    words, every = wording("supervision"), weeks.overview(ws, NOBODY, request.subject_id)
    if not any(one.report for one in every):
        raise Refused("paper.no-subject")
    period, county = span_of_days(first, first + timedelta(days=6)), areas.county(ws)
    rows = tuple(_row(one) for one in every if one.report)
    absent = tuple(one.name for one in every if not one.report)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.Supervision(imprint, county.name if county else "", period, rows, absent))

    return Content(
        kind=PaperKind.SUPERVISION,
        wording_version=words.version,
        facts={
            "week": request.subject_id,
            "reports": [one.report.event for one in every if one.report],
            "rows": [[one.unit, one.to_check, one.checked, one.late] for one in rows],
            "absent": list(absent),
        },
        draw=draw,
        file_name=f"{words.line('file', week=request.subject_id)}.pdf",
        subject_id=request.subject_id,
        rows=len(rows),
    )


def _row(one: Week) -> sheet.Township:
    assert one.report is not None
    now = one.report.figures
    return sheet.Township(
        unit=one.name, to_check=now["hh_total"], checked=now["hh_done"], teams=now["n_teams"], people=now["n_people"],
        pledges=now["n_pledge"], filed=now["n_filed"], added=(now["n_add_hh"], now["n_add_p"]),
        stopped=(now["n_stop_hh"], now["n_stop_p"]), clues=(now["n_clue_closed"], now["n_clue"]),
        petitions=(now["n_petition_done"], now["n_petition"]), villages=(now["n_publicity"], one.villages),
        late=one.late, problem=one.report.problems, help=one.report.help, next=one.report.next,
    )  # fmt: skip
