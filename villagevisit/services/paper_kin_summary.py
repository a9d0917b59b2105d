"""备案汇总表: the filed kin by the nine groups of staff, then the list behind the counts."""

from datetime import date

from printing.document import Document
from printing.layouts import kin_summary as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.kin_filing import ROLES, Filing, State
from villagevisit.services import areas, kin_filings, paper_board, paper_marks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import households


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` when nothing is filed."""
    words, county = wording("kin_summary"), areas.county(ws)
    filed = [one for one in kin_filings.filings(ws) if one.current and one.role in ROLES]
    if county is None or not filed:
        raise Refused("paper.no-subject")
    rows = tuple(_row(ws, words, one) for one in filed)
    as_of = request.posted_on or today(ws.clock)

    def draw(imprint: Imprint) -> Document:
        marked = paper_marks.watermark(imprint)
        return sheet.layout(sheet.KinSummary(imprint, county.name, as_of, rows, watermark=marked))

    return Content(
        kind=PaperKind.KIN_SUMMARY,
        wording_version=words.version,
        facts={
            "county": county.name,
            "as_of": as_of.isoformat(),
            "filed": [[one.id, one.number, one.role, one.staff, one.kin, one.state] for one in filed],
        },
        draw=draw,
        file_name=f"{words.line('file', day=as_of.isoformat())}.pdf",
        subject_id=request.subject_id,
        rows=len(rows),
    )


def _row(ws: Workspace, words: Wording, one: Filing) -> sheet.Filed:
    home = households.by_id(ws.store.reader(), one.household)
    relations, results = wording("kin_filing").words("relations"), wording("kin_filing").words("results")
    return sheet.Filed(
        number=one.number,
        group=int(one.role),
        staff_name=one.staff,
        unit_post=" ".join(word for word in (one.unit, one.post) if word),
        relation=_nth(relations, one.relation),
        head_name=home.head_name if home else one.kin,
        village=areas.name(ws, one.area),
        category=paper_board.category_name(one.assist),
        visited_on=date.fromisoformat(one.visited_on) if one.visited_on else None,
        result=words.line("incomplete") if one.state is State.INCOMPLETE else _nth(results, one.result),
    )


def _nth(words: list[str], code: str) -> str:
    return words[int(code) - 1] if code.isdecimal() and 0 < int(code) <= len(words) else code
