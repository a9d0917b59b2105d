"""抽查复核表: what two others look at again, beside what the signed visit says."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import spot_check as sheet
from printing.layouts.common import Imprint, money
from printing.texts import Wording, wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import paper_marks, paper_record
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, `paper.not-signed` (signed)."""
    record = documents.signed(ws.store.reader(), request.subject_id)
    if record is None or record.form_id != VISIT_FORM:
        raise Refused("paper.no-subject")
    if len(record.signatures) < 2:
        raise Refused("paper.not-signed", signed=len(record.signatures))
    words = wording("spot_check")
    answers = paper_record.values(record.body)
    people = words.line("comma").join(name for _, name, _ in record.signatures)
    original = words.line("record", day=record.frozen_at[:10], people=people)
    items = _items(words, answers)
    per_head = _decimal(answers.get("pc_month", ""))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.SpotCheck(
                imprint,
                batch=request.batch,
                seed="",
                rank=None,
                mode="",
                household=record.household_no,
                head_name=record.head_name,
                original=original,
                items=items,
                per_head_original=per_head,
                watermark=paper_marks.watermark(imprint),
            )
        )

    return Content(
        kind=PaperKind.SPOT_CHECK,
        wording_version=words.version,
        facts={
            "submission": record.id,
            "submission_digest": record.digest,
            "batch": request.batch,
            "name": record.head_name,
            "items": [[one.item, one.original] for one in items],
        },
        draw=draw,
        file_name=f"{words.line('file', number=record.household_no)}.pdf",
        village_code=record.village_code,
        subject_id=record.id,
    )


def _items(words: Wording, answers: Mapping[str, str]) -> tuple[sheet.Item, ...]:
    """The usual items, with what the visit says where it says it in one figure or letter."""
    known = {name: (field, line) for name, field, line in (one.split("|") for one in words.words("known"))}
    items: list[sheet.Item] = []
    for name in words.words("names"):
        field, line = known.get(name, ("", ""))
        value = answers.get(field, "")
        amount = _decimal(value)
        shown = money(amount) if amount is not None and field != "hh_counted" else value
        items.append(sheet.Item(name, line.format(value=shown) if shown else ""))
    return tuple(items)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
