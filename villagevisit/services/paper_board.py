"""The village's board: rows from households in benefit and their newest signed visits."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from printing.document import Document, PaperError
from printing.layouts import board as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain import publicity
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.publicity import BoardKind, BoardRow, Named
from villagevisit.services import areas, cases, objected, policy
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_CATEGORIES = ("1", "2", "3", "4", "5", "6", "7")
_UNQUALIFIED = "4"
_DIBAO = frozenset({"1", "2", "7"})


def rows(ws: Workspace, village_code: str) -> tuple[BoardRow, ...]:
    """The whitelisted rows of a village. A household that a signed visit proposes to end is not on the next board."""
    return tuple(row for _, row in _listed(ws, village_code))


def _listed(
    ws: Workspace, village_code: str, board: BoardKind = BoardKind.INITIAL
) -> list[tuple[documents.InBenefit, BoardRow]]:
    """Boards of results and of everybody in benefit say what is paid, and to nobody else; the others what is proposed.

    After objections were settled, their households alone hang once more; all, where none was entered here.
    """
    held = documents.in_benefit(ws.store.reader(), village_code)
    if board in (BoardKind.RESULT, BoardKind.STANDING):
        held = [replace(one, result={}) for one in held if one.assist_category]
    else:
        left = cases.not_proposed(ws, [one.household_id for one in held if not one.assist_category])
        held = [one for one in held if one.household_id not in left]
    found = [(one, _amount(one)) for one in held]
    again = objected.to_hang_again(ws, village_code) if board is BoardKind.REVIEWED else frozenset()
    found = [(one, amount) for one, amount in found if not again or one.household_id in again]
    listed = [(one, amount) for one, amount in found if not one.result or (amount > 0 and not _declined(one))]
    names = publicity.tell_apart([Named(one.head_name, one.village_group, one.head_birth) for one, _ in listed])
    return [(one, _row(name, one, amount)) for name, (one, amount) in zip(names, listed, strict=True)]


def _row(name: str, one: documents.InBenefit, amount: Decimal) -> BoardRow:
    return BoardRow(
        head_name=name,
        village_group=one.village_group,
        category=_category(one),
        members=_count(one.result.get("counted_members"), one.members),
        insured=_insured(one),
        amount=amount,
        remark=_remark(one, amount),
    )


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-village`, `paper.calendar`, and `paper.board-…` (household) for a row unfit to hang."""
    village = next((area for area in areas.villages(ws) if area.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    size: sheet.Size = "A4" if request.paper == "A4" else "A3"
    posted = request.posted_on or today(ws.clock)
    clock = posting(ws, request.board, posted)
    numbered = _listed(ws, village.code, request.board)
    listed = [row for _, row in numbered]
    printed = tuple(_printed(one.household_no, row) for one, row in numbered)
    given = phones(ws, request)
    contact = policy.on(ws, posted).values.get("complaint_contact", "").strip()
    township, county = areas.township(ws), areas.county(ws)
    dibao = {one.category for one in listed} <= {category_name(code) for code in _DIBAO}

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.Board(
                kind=request.board.value,
                county=county.name if county else "",
                township=township.name if township else "",
                village=village.name,
                rows=printed,
                posted=posted,
                first=clock.first,
                closes=clock.closes,
                imprint=imprint,
                size=size,
                batch=request.batch,
                dibao_only=dibao,
                township_phone=given[0],
                county_phone=given[1],
                contact=contact,
            )
        )

    sums = publicity.totals(listed)
    return Content(
        kind=PaperKind.PUBLICITY_BOARD,
        wording_version=wording("board").version,
        facts={
            "board": request.board.value,
            "village": {"code": village.code, "name": village.name},
            "batch": request.batch,
            "phones": given, **({"contact": contact} if contact else {}),
            "posted": posted.isoformat(),
            "closes": clock.closes.isoformat(),
            "rows": [_fact(row) for row in listed],
            "homes": [one.household_id for one, _ in numbered],
            "households": sums.households,
            "persons": sums.persons,
            "amount": str(sums.amount),
        },
        draw=draw,
        file_name=f"{wording('board').line('file', village=village.name, posted=posted.isoformat())}.pdf",
        village_code=village.code,
        rows=len(listed),
        paged=True,
    )


def phones(ws: Workspace, request: PaperRequest) -> list[str]:
    """The township's and the county's number, from the last board when they are not given."""
    last = next(iter(documents.made(ws.store.reader(), PaperKind.PUBLICITY_BOARD, limit=1)), None)
    known = json.loads(last.content)["phones"] if last else ["", ""]
    return [request.township_phone or known[0], request.county_phone or known[1]]


def posting(ws: Workspace, kind: BoardKind, posted: date) -> publicity.Clock:
    """The dates of a board by the county's own periods and calendar (R-10)."""
    held = policy.on(ws, posted).values
    key, usual = publicity.DAYS[kind]
    days = held.get(key, "")
    try:
        calendar = publicity.parse_calendar(held.get("holiday_calendar", ""))
    except ValueError as error:
        raise Refused("paper.calendar") from error
    if kind is BoardKind.STANDING:
        return publicity.Clock(posted, posted, posted + timedelta(days=int(days) if days.isdigit() else usual), posted)
    return publicity.clock(posted, int(days) if days.isdigit() else usual, calendar)


def category_name(code: str) -> str:
    """The short name of a category, as a board says it; a category of the county's own is printed as it is."""
    return wording("board").line(f"category.{code}") if code in _CATEGORIES else code


def _category(one: documents.InBenefit) -> str:
    return category_name(str(one.result.get("assist_applied") or one.assist_category or "1"))


def _decimal(text: object) -> Decimal | None:
    try:
        value = Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None
    return value if value is None or value.is_finite() else None


def _declined(one: documents.InBenefit) -> bool:
    """The investigators' opinion is that the household does not qualify; notice of that is not a board's business."""
    return one.result.get("prelim") == _UNQUALIFIED


def _amount(one: documents.InBenefit) -> Decimal:
    proposed = _decimal(one.result.get("printed_supplement"))
    return proposed if proposed is not None else _decimal(one.amount_month) or Decimal(0)


def _count(text: object, otherwise: int) -> int:
    value = _decimal(text)
    return int(value) if value is not None and value > 0 else otherwise


def _insured(one: documents.InBenefit) -> int:
    """Persons in benefit: what the visit says, else the roster; a whole household where neither says."""
    if one.result:
        return _count(one.result.get("insured_persons"), _count(one.result.get("counted_members"), one.members))
    return one.insured_persons or one.members


def _remark(one: documents.InBenefit, amount: Decimal) -> publicity.Remark:
    if not one.result:
        return ""
    return publicity.remark_for(_decimal(one.amount_month), amount, newly=not one.assist_category)


def _printed(household_no: str, row: BoardRow) -> sheet.BoardRow:
    """The layout refuses what a board may not show; the clerk is told which household to put right."""
    try:
        return sheet.BoardRow(
            row.head_name, row.village_group, row.category, row.members, row.insured, row.amount, row.remark
        )
    except PaperError as error:
        raise Refused(error.code, household=household_no) from error


def _fact(row: BoardRow) -> list[object]:
    return [
        row.head_name,
        row.village_group,
        row.category,
        row.members,
        row.insured,
        f"{row.amount:.2f}",
        row.remark,
    ]
