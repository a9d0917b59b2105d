"""疑点线索台账: every clue of the township with its finding, its day and its end."""

from printing.document import Document
from printing.layouts import ledger as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.clue import Clue, Ending
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, clues, paper_clue, paper_marks, rectifying
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import checking
from villagevisit.store.checking import Labelled


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    here = areas.township(ws)
    if here is None or request.subject_id != here.code:
        raise Refused("paper.no-subject")
    words, now = wording("ledger"), today(ws.clock)
    found = sorted(clues.every(ws), key=lambda one: (one.batch, one.line, one.id))
    homes = checking.labels(ws.store.reader(), (one.household for one in found))
    due = {fault.origin_id: fault.due for fault in rectifying.every(ws) if fault.origin == "clue"}
    rows = tuple(_row(ws, one, homes.get(one.household), due.get(one.id, "")) for one in found)
    period = words.line("period", year=now.year, month=now.month)

    def draw(imprint: Imprint) -> Document:
        made = sheet.Ledger(imprint, "clue", here.name, period, rows, paper_marks.watermark(imprint))
        return sheet.layout(made)

    return Content(
        kind=PaperKind.CLUE_LEDGER,
        wording_version=words.version,
        facts={
            "ledger": "clue", "unit": here.name, "period": period,
            "rows": [[str(value) for value in row.values()] for row in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', title=words.line('clue.title'), unit=here.name, period=period)}.pdf",
        subject_id=here.code,
        rows=len(rows),
    )  # fmt: skip


def _row(ws: Workspace, one: Clue, home: Labelled | None, due: str) -> dict[str, sheet.Value]:
    words = wording("clue")
    kind = paper_clue.named(words, "kinds", one.kind)
    return {
        "number": clues.number(one),
        "village": areas.name(ws, home.village) if home else "",
        "household": home.number if home else "",
        "head": home.head if home else one.name,
        "source": paper_clue.named(words, "sources", one.source),
        "doubt": f"{kind} {one.detail}".strip(),
        "finding": paper_clue.named(words, "endings", one.ending),
        "fix_due": due,
        "closed": one.concluded,
        "remark": "" if one.ending != Ending.NOT_TRUE else paper_clue.named(words, "reasons", one.reason),
    }
