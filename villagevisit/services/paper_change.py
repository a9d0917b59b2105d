"""听取意见通知, 减发（停发）决定书, 动态管理台账: papers of a change of benefit (R-20, Social Assistance Law Art. 48).

They follow from the change alone, so that the same notice printed again is the same paper.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from printing.document import Document
from printing.layouts import decision, hearing_notice, ledger, refund
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter, Reckoning
from printing.texts import Wording, wording
from villagevisit.domain import benefit
from villagevisit.domain.access import Within
from villagevisit.domain.benefit import CARRIED, Change, ChangeType
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, dynamic, households, paper_board, paper_marks, policy, refunds
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import benefit as rows
from villagevisit.store import events

KINDS = frozenset({PaperKind.HEARING_NOTICE, PaperKind.DECISION, PaperKind.REFUND})
_BEFORE = frozenset({PaperKind.HEARING_NOTICE, PaperKind.REASONS})
_BLANK = "＿＿＿＿＿＿＿＿"
_TYPES = {
    ChangeType.NEW: "新增", ChangeType.INCREASE: "增发", ChangeType.DECREASE: "减发", ChangeType.STOP: "停发",
    ChangeType.JOIN: "增人", ChangeType.LEAVE: "减人", ChangeType.GRACE: "渐退", ChangeType.CATEGORY: "类别变更",
}  # fmt: skip
_Draw = Callable[[Imprint], Document]


def subjects(ws: Workspace, kind: PaperKind, text: str, limit: int, within: Within) -> list[Subject]:
    """Changes that cut something: those to be heard about, or those that were decided; newest first."""
    db, now = ws.store.reader(), today(ws.clock)
    ids = set(rows.open_changes(db, within))
    ids |= set(rows.counted_changes(db, (now - timedelta(days=366)).isoformat(), "9999", within))
    found: list[Subject] = []
    for one in sorted(benefit.folded(events.of_things(db, ids)).values(), key=lambda one: one.id, reverse=True):
        decided = one.outcome == CARRIED
        if kind is PaperKind.REFUND and refunds.of_change(ws, one) is None:
            continue
        if one.cuts and (decided or (kind in _BEFORE and not one.outcome)):
            home = households.get(ws, one.household_id)
            if text in home.head_name or text in home.household_no:
                place = f"{areas.name(ws, one.area)} {home.household_no}"
                found.append(Subject(one.id, home.head_name, f"{place}　{one.number}"))
    return found[:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """The notice that goes out before, or the decision.

    Raises:
        Refused: `change.unknown`, `paper.no-reckoning` without a signed visit, `change.not-decided`,
            `change.not-heard`, `paper.no-subject` for a change that cuts nothing.
    """
    kind = PaperKind(request.kind)
    one = dynamic.get(ws, request.subject_id)
    if not one.cuts:
        raise Refused("paper.no-subject")
    if not one.reckoning.get("persons"):
        raise Refused("paper.no-reckoning")
    home, words = households.get(ws, one.household_id), wording(kind)
    township, county = areas.name(ws, f"{one.area[:9]}000"), areas.county(ws)
    known: dict[str, str] = {
        "number": one.number, "to": home.head_name, "issuer": f"{township}人民政府",
        "phone": paper_board.phones(ws, request)[0] or _BLANK, "county": county.name if county else _BLANK,
        "category": paper_board.category_name(one.old.category),
        "issued": one.proposed_on if kind is PaperKind.HEARING_NOTICE else one.decided_on,
    }  # fmt: skip
    if kind is PaperKind.HEARING_NOTICE:
        days = policy.on(ws, date.fromisoformat(one.proposed_on)).integer("hearing_days")
        known["due"] = (date.fromisoformat(one.proposed_on) + timedelta(days=days)).isoformat()
        draw = _notice(one, known)
    else:
        draw = _decision(one, known)
    return Content(
        kind=kind,
        wording_version=words.version,
        facts={
            "change": one.id, "name": home.head_name, "old": str(one.old.amount), "new": str(one.new.amount),
            "reckoning": dict(one.reckoning), "start": one.begins, "heard": _heard(one), "facts": one.facts, **known,
        },
        draw=draw,
        file_name=f"{words.line('title.stop' if one.stops else 'title.reduce')}-{home.household_no}.pdf",
        village_code=one.area,
        subject_id=one.id,
    )


def _letter(imprint: Imprint, known: Mapping[str, str]) -> Letter:
    issued = date.fromisoformat(known["issued"])
    return Letter(imprint, known["number"], known["to"], known["issuer"], issued, known["phone"])


def _reckoning(one: Change) -> Reckoning:
    told = one.reckoning
    return Reckoning(int(told["persons"]), benefit.money(told["income"]), benefit.money(told["standard"]))


def _notice(one: Change, known: Mapping[str, str]) -> _Draw:
    def draw(imprint: Imprint) -> Document:
        return hearing_notice.layout(hearing_notice.HearingNotice(
            _letter(imprint, known), "stop" if one.stops else "reduce", known["category"], one.old.amount,
            one.new.amount, date.fromisoformat(one.begins), _sentence(one.facts), _reckoning(one), one.basis,
            date.fromisoformat(known["due"]), known["issuer"], _BLANK,
        ))  # fmt: skip

    return draw


def _decision(one: Change, known: Mapping[str, str]) -> _Draw:
    """The layout refuses as well: nobody can print a stop that nobody was heard about."""
    if one.outcome != CARRIED:
        raise Refused("change.not-decided")
    if one.heard is None or not one.was_heard:
        raise Refused("change.not-heard")
    heard = one.heard
    said = _sentence(heard.opinion), _sentence(heard.response)
    hearing = decision.Hearing(heard.record, date.fromisoformat(heard.held), heard.how, *said)

    def draw(imprint: Imprint) -> Document:
        return decision.layout(decision.Decision(
            _letter(imprint, known), "stop" if one.stops else "reduce", known["category"], one.old.amount,
            one.new.amount, date.fromisoformat(one.begins), _sentence(one.facts), _reckoning(one), one.basis,
            known["county"], hearing, one.decided_by,
        ))  # fmt: skip

    return draw


def _sentence(text: str) -> str:
    """As it ends on paper."""
    return text if text.endswith(("。", "！", "？", ".")) else text + "。"


def _heard(one: Change) -> list[str]:
    held = one.heard
    return [held.record, held.held, held.how, held.opinion, held.response] if held else []


def refund_content(ws: Workspace, request: PaperRequest) -> Content:
    """退回救助资金通知书. Raises Refused `change.unknown`, `paper.no-subject` when nothing is asked back."""
    one = dynamic.get(ws, request.subject_id)
    asked = refunds.of_change(ws, one)
    if asked is None:
        raise Refused("paper.no-subject")
    home, words, county = households.get(ws, one.household_id), wording("refund"), areas.county(ws)
    known: dict[str, str] = {
        "number": one.number, "to": home.head_name, "issuer": f"{areas.name(ws, f'{one.area[:9]}000')}人民政府",
        "phone": paper_board.phones(ws, request)[0] or _BLANK, "county": county.name if county else _BLANK,
        "category": paper_board.category_name(one.old.category), "issued": asked.day,
        **{key: asked.text(key) for key in ("first", "last", "amount", "due", "account")},
    }  # fmt: skip

    def draw(imprint: Imprint) -> Document:
        first, last, due = (date.fromisoformat(known[key]) for key in ("first", "last", "due"))
        return refund.layout(refund.Refund(
            _letter(imprint, known), known["category"], first, last, benefit.money(known["amount"]), due,
            known["account"], _sentence(one.facts), one.basis, known["county"], asked.by,
        ))  # fmt: skip

    return Content(
        kind=PaperKind.REFUND,
        wording_version=words.version,
        facts={"change": one.id, "event": asked.id, "name": home.head_name, "facts": one.facts, **known},
        draw=draw,
        file_name=f"{words.line('title')}-{home.household_no}.pdf",
        village_code=one.area,
        subject_id=one.id,
    )


def ledger_content(ws: Workspace, request: PaperRequest) -> Content:
    """A village's changes that began to count in this year. Raises Refused `paper.no-village`."""
    words, now = wording("ledger"), today(ws.clock)
    village = next((area for area in areas.villages(ws) if area.code == request.village_code), None)
    if village is None:
        raise Refused("paper.no-village")
    db = ws.store.reader()
    ids = rows.counted_changes(db, f"{now.year}-01-01", f"{now.year}-12-31", (village.code,))
    found = [one for one in benefit.folded(events.of_things(db, ids)).values() if one.counts]
    lines = tuple(_line(ws, one, village.name) for one in sorted(found, key=lambda one: (one.effective_on, one.id)))
    period = words.line("period", year=now.year, month=now.month)

    def draw(imprint: Imprint) -> Document:
        mark = paper_marks.watermark(imprint)
        return ledger.layout(ledger.Ledger(imprint, "change", village.name, period, lines, mark))

    return Content(
        kind=PaperKind.CHANGE_LEDGER,
        wording_version=words.version,
        facts={
            "ledger": "change", "village": {"code": village.code, "name": village.name}, "period": period,
            "rows": [[str(value) for value in row.values()] for row in lines],
        },
        draw=draw,
        file_name=_file(words, village.name, period),
        village_code=village.code,
        rows=len(lines),
    )


def _file(words: Wording, unit: str, period: str) -> str:
    return f"{words.line('file', title=words.line('change.title'), unit=unit, period=period)}.pdf"


def _line(ws: Workspace, one: Change, village: str) -> dict[str, ledger.Value]:
    home = households.get(ws, one.household_id)
    return {
        "village": f"{village}{home.village_group}",
        "household": home.household_no,
        "head": home.head_name,
        "kind": _TYPES[one.kind],
        "old": one.old.amount,
        "new": one.new.amount,
        "from_month": one.effective_on[:7],
        "document": one.number,
        "heard": one.heard.held if one.heard else "",
        "remark": one.facts,
    }
