"""Papers of the health programme: contact plate, contract, the ready-made ledgers, the list of women to be called.

For village doctors alone. A ledger is named `kind:year`, as `waiver:2026`, or `kind:year:village`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import contact_plate, contract, ledger
from printing.layouts.common import Imprint
from printing.layouts.contact_plate import Doctor
from printing.layouts.ledger import Kind, Value
from printing.texts import wording
from villagevisit.domain import contracts
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import Service
from villagevisit.domain.names import split
from villagevisit.services import (
    areas,
    frozen_answers,
    health_ledger_rows,
    health_lines,
    identification,
    paper_board,
    paper_marks,
    programme_appraisal,
    screening,
)
from villagevisit.services.health_presets import age_on
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import health_ledgers as store
from villagevisit.store import visits
from villagevisit.store.health_ledgers import Row

CALL: Kind = "two_cancer_call"
_BLANK = "＿＿＿＿＿＿"
_ALL = 100_000


def contract_subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """People with a signed contract, by a part of their name."""
    health_lines.settle(ws)
    found = store.lines(ws.store.reader(), Service.CONTRACT, [], within, text=text, limit=limit)
    return [
        Subject(one.person_id, one.name, f"{areas.name(ws, one.village_code)} {one.next_day}") for one in found
    ]


def ledger_subjects(ws: Workspace, text: str, within: Within) -> list[Subject]:
    """Every ledger of this year: of the whole township, or of each village that the doctor reaches."""
    year, words = today(ws.clock).year, wording("ledger")
    kinds = (*health_ledger_rows.KINDS, CALL)
    titled = [(kind, title) for kind in kinds if text in (title := words.line(f"{kind}.title"))]
    if within is None:
        return [Subject(f"{kind}:{year}", title, str(year)) for kind, title in titled]
    return [
        Subject(f"{kind}:{year}:{village}", title, f"{areas.name(ws, village)} {year}")
        for kind, title in titled for village in within
    ]  # fmt: skip


def _signed(ws: Workspace, person_id: str) -> tuple[Row, Mapping[str, str], bytes]:
    """Raises Refused `paper.no-subject` for somebody without a signed contract."""
    health_lines.settle(ws)
    db = ws.store.reader()
    person, form = store.person(db, person_id), identification.newest_form(ws, person_id, contracts.FORM)
    stored = visits.submission(db, form[0]) if form else None
    if person is None or form is None or stored is None:
        raise Refused("paper.no-subject")
    return person, form[2], stored.body


def _team(body: bytes) -> tuple[Doctor, ...]:
    return tuple(
        Doctor(one.get("t_name", ""), _said(one.get("t_role", ""), "roles"), one.get("t_phone", ""))
        for one in frozen_answers.repeats(body, "team")
    )


def plate(ws: Workspace, request: PaperRequest) -> Content:
    """The plate on the door (S-326): the team and its telephones, of the family nothing but its name.

    Raises:
        Refused: `paper.no-subject`.
    """
    person, answers, body = _signed(ws, request.subject_id)
    words, village = wording("contact_plate"), areas.name(ws, person.village_code)
    team = _team(body)
    period = f"{answers.get('from_date', '')} — {answers.get('to_date', '')}"
    hotline = paper_board.phones(ws, request)[1] or _BLANK
    head, org = split(person.head_name)[0], answers.get("org_name", "")
    duty = next((one.phone for one in team), _BLANK)

    def draw(imprint: Imprint) -> Document:
        return contact_plate.layout(
            contact_plate.ContactPlate(imprint, village, head, org, duty, team, period, hotline)
        )

    return Content(
        kind=PaperKind.CONTACT_PLATE,
        wording_version=words.version,
        facts={
            "village": village, "head": head, "org": org, "period": period,
            "team": [[one.name, one.role, one.phone] for one in team],
        },
        draw=draw,
        file_name=f"{words.line('title')}-{village}.pdf",
        village_code=person.village_code,
        subject_id=person.person_id,
    )  # fmt: skip


def agreement(ws: Workspace, request: PaperRequest) -> Content:
    """The contract itself, from the signed F15. Raises Refused `paper.no-subject`."""
    person, answers, body = _signed(ws, request.subject_id)
    words = wording("contract")
    team, phones = _team(body), paper_board.phones(ws, request)
    township = areas.township(ws)
    above = f"{township.name}人民政府" if township else _BLANK
    fee = _amount(answers.get("fee", ""))
    visits_ = answers.get("planned_visits", "")

    def draw(imprint: Imprint) -> Document:
        return contract.layout(contract.Contract(
            imprint, answers.get("contract_no", ""), answers.get("org_name", ""), answers.get("r_name", ""),
            answers.get("r_id", ""), answers.get("r_phone", ""), answers.get("r_ehr", ""), answers.get("r_addr", ""),
            _said(answers.get("r_groups", ""), "groups"), team, _said(answers.get("packs", ""), "packages"),
            int(visits_) if visits_.isdigit() else 0,
            f"{answers.get('from_date', '')} — {answers.get('to_date', '')}", answers.get("renew") == "1", fee,
            answers.get("fee_share", "") or "/", above, phones[0] or _BLANK,
            paper_marks.watermark(imprint),
        ))  # fmt: skip

    return Content(
        kind=PaperKind.CONTRACT,
        wording_version=words.version,
        facts={"contract": answers.get("contract_no", ""), "record": _digest(body)},
        draw=draw,
        file_name=f"{words.line('title')}-{answers.get('contract_no', '')}.pdf",
        village_code=person.village_code,
        subject_id=person.person_id,
    )


def _digest(whole: bytes) -> str:
    """Stands for what names people and illness: a printed paper's record travels further than health data may."""
    return hashlib.sha256(whole).hexdigest()


def _said(codes: str, which: str) -> str:
    """The words of several codes, by a list of the contract's own wording."""
    labels = dict(line.split("|", 1) for line in wording("contract").words(which))
    return "、".join(labels.get(code, code) for code in codes.split())


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def sheet(ws: Workspace, request: PaperRequest) -> Content:
    """A ready-made ledger. Raises Refused `paper.no-subject` for one that there is not."""
    wanted, year, village = (*request.subject_id.split(":"), "", "")[:3]
    kind = next((one for one in (*health_ledger_rows.KINDS, CALL) if one == wanted), None)
    township = areas.township(ws)
    if kind is None or township is None or not year.isdigit():
        raise Refused("paper.no-subject")
    rows: Sequence[Mapping[str, Value]] = (
        _to_call(ws, village) if kind == CALL else health_ledger_rows.rows(ws, NOBODY, kind, int(year), village=village)
    )
    unit = areas.name(ws, village) if village else township.name
    words, now = wording("ledger"), today(ws.clock)
    this = int(year) == now.year
    period = words.line("period", year=now.year, month=now.month) if this else words.line("year", year=year)
    title = words.line(f"{kind}.title")

    drawn = programme_appraisal.newest(ws, NOBODY, int(year)) if kind == "appraisal_score" else None
    shown = words.line("drawn", period=period, seed=drawn.seed, appraiser=drawn.appraiser) if drawn else period

    def draw(imprint: Imprint) -> Document:
        made = ledger.Ledger(imprint, kind, unit, shown, tuple(rows), paper_marks.watermark(imprint))
        return ledger.layout(made)

    return Content(
        kind=PaperKind.HEALTH_LEDGER,
        wording_version=words.version,
        facts={
            "ledger": kind, "unit": unit, "period": shown,
            "content": _digest(repr([[str(value) for value in row.values()] for row in rows]).encode()),
        },
        draw=draw,
        file_name=f"{words.line('file', title=title, unit=unit, period=period)}.pdf",
        village_code=village,
        subject_id=request.subject_id,
        rows=len(rows),
    )  # fmt: skip


def _to_call(ws: Workspace, village: str) -> list[Mapping[str, Value]]:
    now = today(ws.clock)
    return [
        {
            "village": f"{areas.name(ws, one.village_code)}{one.village_group}", "head": one.head_name,
            "name": one.name, "age": age_on(one.birth, now) or "", "phone": one.phone,
        }
        for one in screening.to_call(ws, NOBODY, limit=_ALL)
        if village in ("", one.village_code)
    ]  # fmt: skip
