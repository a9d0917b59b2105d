"""The served papers of a case: each is a function of the event that it tells of, so it can be printed again as it was.

受理通知书, 补正材料一次性告知书, 审核确认通知书, 不予确认告知书, and the receipt under which they are served.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from printing.document import Document
from printing.layouts import acceptance, confirmation, refusal, service_receipt, supplement
from printing.layouts.common import Imprint
from printing.layouts.notice import Letter, Reckoning
from printing.texts import wording
from villagevisit.domain import case_dates
from villagevisit.domain.access import Within
from villagevisit.domain.case_flow import Case, Visit
from villagevisit.domain.case_steps import ACCEPTED, APPLIED, ASKED, CONFIRMED, REFUSED
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.household import Household
from villagevisit.services import areas, case_papers, cases, households, paper_board, paper_titles
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import cases as lines
from villagevisit.store import events as rows

_PROVES: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.ACCEPTANCE: (ACCEPTED,),
    PaperKind.SUPPLEMENT: (ASKED,),
    PaperKind.CONFIRMATION: (CONFIRMED,),
    PaperKind.REFUSAL: (REFUSED,),
    PaperKind.SERVICE_RECEIPT: (CONFIRMED, REFUSED),
}
"""The entry of a case that each paper tells of."""
KINDS = frozenset(_PROVES)
_FIXED = {"3": "特困人员救助供养", "4": "最低生活保障边缘家庭", "5": "刚性支出困难家庭", "6": "临时救助"}
_CATEGORY = {"1": "农村最低生活保障", "2": "城市最低生活保障", "7": "最低生活保障（单人户）", **_FIXED}
_CARD = "社会保障卡（一卡通）"
_BLANK = "＿＿＿＿＿＿＿＿"
_Draw = Callable[[Imprint], Document]


def papers_of(one: Event | Visit) -> list[tuple[str, str]]:
    """(kind, name) of the papers that tell of an entry of a case."""
    if isinstance(one, Visit):
        return []
    if one.kind == APPLIED:
        return [(PaperKind.APPLICATION, paper_titles.title(PaperKind.APPLICATION))]
    return [(kind, paper_titles.title(kind)) for kind, told in _PROVES.items() if one.kind in told]


def subjects(ws: Workspace, kind: PaperKind, text: str, limit: int, within: Within) -> list[Subject]:
    """Households of which such a paper can be printed, the newest entry first."""
    db = ws.store.reader()
    told = rows.of_kinds(db, _PROVES[kind], within=within)
    homes = list(dict.fromkeys(home for one in reversed(told) for home in one.households))
    named = [one for one in lines.named(db, homes) if text in one.head_name or text in one.household_no][:limit]
    found = cases.of_households(ws, [one.household_id for one in named])
    return [
        Subject(one.household_id, one.head_name, f"{one.village_name} {one.household_no}　{event.day}")
        for one in named
        if (event := _event(found[one.household_id], kind)) is not None
    ]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `household.unknown`, `case.no-paper` when the case has no such entry."""
    kind = PaperKind(request.kind)
    home = households.get(ws, request.subject_id)
    found = cases.of_household(ws, home.id)
    one = _event(found, kind)
    if one is None:
        raise Refused("case.no-paper")
    case = next(it for it in reversed(found) if one in it.timeline)
    words = wording(kind)
    township = areas.name(ws, f"{home.village_code[:9]}000")
    county = areas.county(ws)
    place = county.name if county else _BLANK
    phones = paper_board.phones(ws, request)
    decided = kind in (PaperKind.CONFIRMATION, PaperKind.REFUSAL) and not one.text("delegation")
    head: dict[str, str] = {
        "number": one.text("number"), "to": home.head_name,
        "issuer": f"{place}民政局" if decided else f"{township}人民政府",
        "issued": one.day, "phone": phones[1 if decided else 0] or _BLANK,
    }  # fmt: skip
    facts = {"household": home.id, "event": one.id, "name": home.head_name, "county": place, "by": one.by, **head}
    draw = _DRAW[kind](ws, home, case, one, facts)
    return Content(
        kind=kind,
        wording_version=words.version,
        facts=facts,
        draw=draw,
        file_name=f"{words.line('title').splitlines()[-1]}-{home.household_no}-{one.day}.pdf",
        village_code=home.village_code,
        subject_id=home.id,
    )


def _event(found: tuple[Case, ...], kind: PaperKind) -> Event | None:
    """The newest entry of the household's cases that such a paper tells of; not one that was taken back."""
    for case in reversed(found):
        for one in reversed(case.timeline):
            if isinstance(one, Event) and one.kind in _PROVES[kind]:
                return one
    return None


def _letter(imprint: Imprint, facts: Mapping[str, str]) -> Letter:
    return Letter(
        imprint, facts["number"], facts["to"], facts["issuer"], date.fromisoformat(facts["issued"]), facts["phone"]
    )


def _category(case: Case) -> str:
    code = case.applied.text("category")
    return _CATEGORY.get(code, code)


def _acceptance(ws: Workspace, _home: Household, case: Case, one: Event, facts: Mapping[str, str]) -> _Draw:
    bounds = cases.limits(ws, date.fromisoformat(one.day))
    due = case_dates.decide_by(case, bounds)
    days = bounds.delegated if case.delegated else bounds.decide
    assert due is not None
    last = bounds.after(date.fromisoformat(one.day), days)
    return lambda imprint: acceptance.layout(
        acceptance.Acceptance(
            _letter(imprint, facts), date.fromisoformat(case.applied.day), _category(case), one.text("number"),
            one.by, days, last,
        )
    )  # fmt: skip


def _supplement(_ws: Workspace, _home: Household, case: Case, one: Event, facts: Mapping[str, str]) -> _Draw:
    missing = tuple(supplement.Missing(it.name, it.why) for it in case_papers.asked_for(case))
    return lambda imprint: supplement.layout(
        supplement.Supplement(
            _letter(imprint, facts), date.fromisoformat(case.applied.day), _category(case), missing,
            date.fromisoformat(one.text("due")),
        )
    )  # fmt: skip


def _confirmation(_ws: Workspace, _home: Household, case: Case, one: Event, facts: Mapping[str, str]) -> _Draw:
    after = one.data.get("after")
    benefit = after if isinstance(after, dict) else {}
    amount, reckoning = Decimal(str(benefit.get("amount", "0"))), _reckoning(one)
    plain = str(benefit.get("category")) in ("1", "2", "7")
    parameters = one.data.get("parameters")
    change_days = int(wording("leaflet").line("change_days"))
    topup = plain and isinstance(parameters, dict) and parameters.get("benefit_mode") == "topup" and reckoning.below
    return lambda imprint: confirmation.layout(
        confirmation.Confirmation(
            _letter(imprint, facts), _category(case), int(str(benefit.get("insured", 0))), amount,
            date.fromisoformat(f"{one.text('from')}-01"), reckoning, _CARD, change_days, topup,
        )
    )  # fmt: skip


def _refusal(_ws: Workspace, _home: Household, case: Case, one: Event, facts: Mapping[str, str]) -> _Draw:
    return lambda imprint: refusal.layout(
        refusal.Refusal(
            _letter(imprint, facts), date.fromisoformat(case.applied.day), _category(case), one.text("reason"),
            _reckoning(one), one.text("article"), facts["county"], one.by,
        )
    )  # fmt: skip


def _receipt(_ws: Workspace, home: Household, _case: Case, one: Event, facts: Mapping[str, str]) -> _Draw:
    paper = PaperKind.CONFIRMATION if one.kind == CONFIRMED else PaperKind.REFUSAL
    name = wording(paper).line("title")
    return lambda imprint: service_receipt.layout(
        service_receipt.ServiceReceipt(imprint, name, facts["number"], facts["to"], home.address)
    )


def _reckoning(one: Event) -> Reckoning:
    return Reckoning(max(1, one.number("persons")), Decimal(one.text("income")), Decimal(one.text("standard")))


_DRAW: Mapping[PaperKind, Callable[[Workspace, Household, Case, Event, Mapping[str, str]], _Draw]] = {
    PaperKind.ACCEPTANCE: _acceptance,
    PaperKind.SUPPLEMENT: _supplement,
    PaperKind.CONFIRMATION: _confirmation,
    PaperKind.REFUSAL: _refusal,
    PaperKind.SERVICE_RECEIPT: _receipt,
}
