"""低保对象台账 of a village, from the roster: a row for each household in benefit."""

from datetime import date
from decimal import Decimal

from printing.document import Document
from printing.layouts import ledger as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, paper_board, paper_marks
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as store
from villagevisit.store.households import HouseholdData


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-village`."""
    words = wording("ledger")
    village = next((area for area in areas.villages(ws) if area.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    now = today(ws.clock)
    held = store.of_village(ws.store.reader(), village.code).values()
    kept = [one for one in held if one.state == "active" and one.assist_category]
    rows = tuple(_row(one, village.name, now) for one in sorted(kept, key=lambda one: one.household_no))
    period = words.line("period", year=now.year, month=now.month)
    title = words.line("dibao.title")

    def draw(imprint: Imprint) -> Document:
        made = sheet.Ledger(imprint, "dibao", village.name, period, rows, paper_marks.watermark(imprint))
        return sheet.layout(made)

    return Content(
        kind=PaperKind.LEDGER,
        wording_version=words.version,
        facts={
            "ledger": "dibao",
            "village": {"code": village.code, "name": village.name},
            "period": period,
            "rows": [[str(value) for value in row.values()] for row in rows],
        },
        draw=draw,
        file_name=f"{words.line('file', title=title, unit=village.name, period=period)}.pdf",
        village_code=village.code,
        rows=len(rows),
    )


def _row(one: HouseholdData, village: str, now: date) -> dict[str, sheet.Value]:
    words = wording("ledger")
    head = one.persons[0] if one.persons else None
    return {
        "village": f"{village}{one.village_group}",
        "household": one.household_no,
        "head": one.head_name,
        "name": head.name if head else one.head_name,
        "sex": words.line(f"sex.{head.sex}") if head and head.sex in ("1", "2") else "",
        "age": _age(head.birth, now) if head else "",
        "relation": words.line("head"),
        "persons": one.members,
        "phone": one.phone,
        "category": paper_board.category_name(one.assist_category),
        "insured": one.insured_persons or one.members,
        "amount": Decimal(one.amount_month or "0"),
    }


def _age(birth: str, now: date) -> int | str:
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        return ""
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))
