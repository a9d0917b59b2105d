"""最低生活保障标准沿革: every standard with its day, growth, rural share, document, and what looks odd about it."""

from decimal import Decimal

from printing.document import Document
from printing.layouts import ledger as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.standards import Standard
from villagevisit.services import areas, standards
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace

_REMARKS = {
    "W_BELOW_LINE": "一年合计低于扶贫标准", "W_LINE_MOVED_ALONE": "扶贫标准提高得更多",
    "W_OUT_OF_RANGE": "超出省定范围", "W_PER_YEAR": "疑似误填年金额",
}  # fmt: skip


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` before the set-up."""
    del request
    words, township = wording("ledger"), areas.township(ws)
    rows = tuple(_row(one) for one in standards.history(ws))
    if township is None or not rows:
        raise Refused("paper.no-subject")
    now = today(ws.clock)
    period = words.line("period", year=now.year, month=now.month)
    title = words.line("standards.title")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(sheet.Ledger(imprint, "standards", township.name, period, rows))

    return Content(
        kind=PaperKind.STANDARDS,
        wording_version=words.version,
        facts={
            "ledger": "standards",
            "unit": township.name,
            "period": period,
            "rows": [[str(value) for value in row.values()] for row in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', title=title, unit=township.name, period=period)}.pdf",
        subject_id=township.code,
        rows=len(rows),
    )


def _row(one: Standard) -> dict[str, sheet.Value]:
    return {
        "from": one.valid_from,
        "rural": _cell(one.rural),
        "rural_growth": _percent(one.rural_growth),
        "urban": _cell(one.urban),
        "urban_growth": _percent(one.urban_growth),
        "share": _percent(one.rural_share),
        "line": _cell(one.line_year),
        "source": one.source,
        "remark": "；".join(_REMARKS[warning] for warning in one.warnings),
    }


def _cell(amount: Decimal | None) -> str:
    return "/" if amount is None else f"{amount:,.2f}"


def _percent(share: Decimal | None) -> str:
    return "/" if share is None else f"{share:.2f}%"
