"""The office's own ledgers of a year: filings of kin, inquiries, payments, what supervision found, income then and now.

Named `kind:year`, as `payment:2026`, or `kind:year:village` for somebody who sees some villages only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from printing.document import Document
from printing.layouts import ledger
from printing.layouts.common import Imprint
from printing.layouts.ledger import Kind, Value
from printing.texts import wording
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.kin_filing import State
from villagevisit.domain.rectify import Fault
from villagevisit.services import areas, campaign, inquiries, kin_filings, paper_marks, payments, rectifying
from villagevisit.services.paper_content import Content, digest_of
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import figures, households

Line = Mapping[str, Value]
_Rows = Callable[["_Asked"], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class _Asked:
    ws: Workspace
    year: int
    within: Within


def subjects(ws: Workspace, text: str, within: Within) -> list[Subject]:
    """Every register of this year and the one before: of the whole area, or of each village that the reader sees."""
    words, this = wording("ledger"), today(ws.clock).year
    found = []
    for year in (this, this - 1):
        for kind in _ROWS:
            title = words.line(f"{kind}.title")
            if within is None:
                found.append(Subject(f"{kind}:{year}", title, str(year)))
            else:
                found += [Subject(f"{kind}:{year}:{one}", title, f"{areas.name(ws, one)} {year}") for one in within]
    return [one for one in found if text in one.title or text in one.note]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` for a register that there is not."""
    wanted, year, village = (*request.subject_id.split(":"), "", "")[:3]
    kind = next((one for one in _ROWS if one == wanted), None)
    here = areas.township(ws) or areas.county(ws)
    if kind is None or here is None or not (len(year) == 4 and year.isdigit()):
        raise Refused("paper.no-subject")
    asked = _Asked(ws, int(year), (village,) if village else None)
    rows = tuple(_ROWS[kind](asked))
    words = wording("ledger")
    unit, period = areas.name(ws, village) if village else here.name, words.line("year", year=year)
    title = words.line(f"{kind}.title")

    def draw(imprint: Imprint) -> Document:
        return ledger.layout(ledger.Ledger(imprint, kind, unit, period, rows, paper_marks.watermark(imprint)))

    return Content(
        kind=PaperKind.REGISTER,
        wording_version=words.version,
        facts={
            "ledger": kind, "unit": unit, "period": period,
            "content": digest_of(repr([[str(value) for value in row.values()] for row in rows])),
        },
        draw=draw,
        file_name=f"{words.line('file', title=title, unit=unit, period=period)}.pdf",
        village_code=village,
        subject_id=request.subject_id,
        rows=len(rows),
    )  # fmt: skip


def _filing(asked: _Asked) -> Iterator[Line]:
    """Those in force, and what was filed in the year."""
    words, summary = wording("kin_filing"), wording("kin_summary")
    for one in kin_filings.filings(asked.ws, asked.within):
        if not (one.current or one.day.startswith(str(asked.year))):
            continue
        home = households.by_id(asked.ws.store.reader(), one.household)
        incomplete = summary.line("incomplete") if one.state is State.INCOMPLETE else ""
        yield {
            "village": areas.name(asked.ws, one.area), "household": home.household_no if home else "",
            "head": home.head_name if home else one.kin, "staff": one.staff,
            "unit_post": " ".join(filter(None, (one.unit, one.post))),
            "relation": _nth(words.words("relations"), one.relation), "filing_no": one.number,
            "visited": one.visited_on, "result": _nth(words.words("results"), one.result), "remark": incomplete,
        }  # fmt: skip


def _nth(words: list[str], code: str) -> str:
    """Codes count from 1; the last word stands for all beyond."""
    return words[min(int(code), len(words)) - 1] if code.isdigit() and int(code) else ""


def _petition(asked: _Asked) -> Iterator[Line]:
    """By day. Who asked is on no paper (220号 Art 35)."""
    words = wording("first_inquiry")
    every = [one for one in inquiries.every(asked.ws, asked.within) if one.day.startswith(str(asked.year))]
    for one in sorted(every, key=lambda one: (one.day, one.number)):
        closed = one.closed
        satisfied = closed.satisfaction if closed else ""
        yield {
            "number": one.number, "received": one.day, "channel": words.line(f"channel.{one.channel}"),
            "first_person": one.first.name, "matter": f"{words.line(f'matter.{one.matter}')}：{one.content}",
            "handler": one.owner.name, "due": one.due, "closed": closed.day if closed else "",
            "satisfaction": words.line(f"satisfaction.{satisfied}") if satisfied else "", "remark": one.reference,
        }  # fmt: skip


def _payment(asked: _Asked) -> Iterator[Line]:
    """Frozen lists, month by month. What is paid later stands on the list of the month in which it is paid."""
    for number in range(1, 13):
        month = f"{asked.year}-{number:02d}"
        for one in payments.overview(asked.ws, month, asked.within):
            if one.frozen_on:
                yield {
                    "month": month, "village": one.village, "households": one.totals.households,
                    "persons": one.totals.persons, "amount": one.totals.amount,
                    "returned": _returned(asked.ws, month, one.village_code) if one.returned else Decimal(0),
                    "paid": one.paid_on,
                }  # fmt: skip


def _returned(ws: Workspace, month: str, village: str) -> Decimal:
    sheet = payments.sheet(ws, month, village)
    return sum((one.amount for one in sheet.lines if one.household_id in sheet.returned), Decimal(0))


def _supervision(asked: _Asked) -> Iterator[Line]:
    """The round's progress by village, and under it what has to be put right there."""
    round_ = campaign.current(asked.ws)
    shares = campaign.coverage(asked.ws, round_.id, asked.within).by_village if round_ else ()
    faults: dict[str, list[Fault]] = {}
    for one in rectifying.every(asked.ws, asked.within):
        if one.found_on.startswith(str(asked.year)) or not one.closed:
            faults.setdefault(one.area, []).append(one)
    known = {one.key: one for one in shares}
    for area in sorted({*known, *faults}):
        share, found = known.get(area), faults.get(area, [])
        figures: dict[str, Value] = {}
        if share is not None:
            progress = f"{Decimal(share.done * 100) / share.frame:.1f}%" if share.frame else ""
            figures = {"to_check": share.frame, "checked": share.done, "progress": progress}
        unit = {"unit": areas.name(asked.ws, area)}
        if not found:
            yield unit | figures
        for number, fault in enumerate(found):
            yield unit | (figures if not number else {}) | {
                "problem": fault.finding, "measure": fault.measure, "due": fault.due, "closed": fault.closed,
                "remark": fault.owner,
            }  # fmt: skip


def _growth(asked: _Asked) -> Iterator[Line]:
    """What a household earned at the last visit before the year, and at the last one of it (S-114)."""
    words = wording("ledger")
    for one in figures.grown(asked.ws.store.reader(), VISIT_FORM, asked.year, asked.within):
        before, now = Decimal(one.before), Decimal(one.now)
        change = now - before
        way = "up" if change > 0 else "down" if change < 0 else "same"
        yield {
            "village": areas.name(asked.ws, one.village_code), "household": one.household_no, "head": one.head_name,
            "before_on": one.before_on, "before": before, "now_on": one.now_on, "now": now, "change": change,
            "percent": f"{change * 100 / before:.1f}%" if before else "", "way": words.line(f"growth.{way}"),
        }  # fmt: skip


_ROWS: Mapping[Kind, _Rows] = {
    "filing": _filing, "petition": _petition, "payment": _payment, "supervision": _supervision, "growth": _growth,
}  # fmt: skip
