"""抽查复核表: what two others look at again, beside what the signed visit says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import spot_check as sheet
from printing.layouts.common import Imprint, money
from printing.texts import Wording, wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.spot_check import Drawn
from villagevisit.domain.spot_found import Check
from villagevisit.services import check_results, checks, paper_clue, paper_marks, paper_record
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_NOT_YET = Imprint("", "", "", "")
"""In its place until the paper is drawn."""


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Of a signed visit: the sheet to fill in by hand; of a signed F16: what its checkers found.

    Raises:
        Refused: `paper.no-subject`, `paper.not-signed` (signed).
    """
    record = documents.signed(ws.store.reader(), request.subject_id)
    if record is None or record.form_id not in (VISIT_FORM, check_results.SPOT_FORM):
        raise Refused("paper.no-subject")
    if len(record.signatures) < 2:
        raise Refused("paper.not-signed", signed=len(record.signatures))
    words = wording("spot_check")
    filled = record.form_id == check_results.SPOT_FORM
    one = _filled(ws, words, record) if filled else _blank(ws, words, record, request.batch)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(replace(one, imprint=imprint, watermark=paper_marks.watermark(imprint)))

    return Content(
        kind=PaperKind.SPOT_CHECK,
        wording_version=words.version,
        facts={
            "submission": record.id,
            "submission_digest": record.digest,
            "batch": one.batch,
            "name": record.head_name,
            "items": [[item.item, item.original] for item in one.items],
        },
        draw=draw,
        file_name=f"{words.line('file', number=record.household_no)}.pdf",
        village_code="" if not filled and record.household_id in checks.hidden_homes(ws) else record.village_code,
        subject_id=record.id,
    )


def _blank(ws: Workspace, words: Wording, record: documents.Signed, batch: str) -> sheet.SpotCheck:
    """With seed and rank where a sample that is known to everybody has the household."""
    answers = paper_record.values(record.body)
    check, drawn = _drawn(ws, batch, record.household_id)
    return sheet.SpotCheck(
        _NOT_YET,
        batch=batch,
        seed=check.seed if check else "",
        rank=drawn.rank if drawn else None,
        mode=paper_clue.named(words, "modes", check.mode) if check else "",
        household=record.household_no,
        head_name=record.head_name,
        original=_named(words, record),
        items=_items(words, answers),
        per_head_original=_decimal(answers.get("pc_month", "")),
    )


def _drawn(ws: Workspace, batch: str, household_id: str) -> tuple[Check | None, Drawn | None]:
    for check in checks.every(ws) if batch else ():
        for one in check.sample:
            if check.batch == batch and one.home.id == household_id:
                return check, one
    return None, None


def _filled(ws: Workspace, words: Wording, record: documents.Signed) -> sheet.SpotCheck:
    answers = paper_record.values(record.body)
    visit = documents.signed(ws.store.reader(), answers.get("orig_form_id", ""))
    items = tuple(
        sheet.Item(
            paper_clue.named(words, "fields", row.get("ci_field", "")), row.get("ci_orig", ""), row.get("ci_now", ""),
            paper_clue.named(words, "grades", row.get("ci_grade", "")), row.get("ci_note", ""),
        )
        for row in paper_record.repeats(record.body, "item")
    )  # fmt: skip
    return sheet.SpotCheck(
        _NOT_YET,
        batch=answers.get("sample_batch", ""),
        seed=answers.get("sample_seed", ""),
        rank=int(answers["sample_rank"]) if answers.get("sample_rank") else None,
        mode=paper_clue.named(words, "modes", answers.get("mode", "")),
        household=record.household_no,
        head_name=record.head_name,
        original=_named(words, visit) if visit else "",
        checked=_day(answers.get("check_date", "")),
        items=items,
        per_head_original=_decimal(answers.get("pc_orig", "")),
        per_head_now=_decimal(answers.get("pc_now", "")),
        score=int(answers["satis_score"]) if answers.get("satis_score") else None,
        aware=answers.get("aware") == "1",
        conclusion=paper_clue.named(words, "conclusions", answers.get("conclusion", "")),
        order=answers.get("order", ""),
        order_due=_day(answers.get("order_due", "")),
        closed=_day(answers.get("closed", "")),
    )


def _named(words: Wording, record: documents.Signed) -> str:
    people = words.line("comma").join(name for _, name, _ in record.signatures)
    return words.line("record", day=record.frozen_at[:10], people=people)


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


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
