"""Confirming and refusing: by whoever may decide on that day, with his PIN, on the figures of the signed visit.

The amount is shown with formula, inputs and parameters before anybody decides, and all of that stays in the event, so
that it can be computed again years later. The program proposes; a person decides and says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain.access import Deed
from villagevisit.domain.case_dates import pay_month
from villagevisit.domain.case_flow import Case, Visit
from villagevisit.domain.case_steps import APPRAISED, CONFIRMED, REFUSED, RETURNED, SPOT_CHECKED
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.household import Household
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.policy import Policy
from villagevisit.domain.recusal import person_refusal
from villagevisit.domain.rounding import to_fen
from villagevisit.domain.suggestion import Suggestion, suggest
from villagevisit.services import (
    case_effect,
    case_papers,
    delegation,
    events,
    households,
    people,
    pledges,
    policy,
    visit_facts,
)
from villagevisit.services.case_office import CHANGED, at_step, new
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import campaigns as frames
from villagevisit.store import events as store_events
from villagevisit.store import visits as rows

_REPEATS = frozenset({
    "/data/member", "/data/income", "/data/expense", "/data/obligor", "/data/neighbour", "/data/g_asset/fin",
    "/data/g_asset/vehicle", "/data/g_asset/house",
})  # fmt: skip
COMPUTED = frozenset({"1", "2", "7"})
"""Codes of `assist` whose amount follows from the visit: the dibao kinds."""
USUAL_ARTICLE = "《最低生活保障审核确认办法》第二十三条"
UNPAID = frozenset({"4", "5"})
"""Recognised without a monthly amount."""
_KEPT = (
    "dibao_std_month_rural", "dibao_std_month_urban", "edge_ratio", "rounding_mode", "benefit_mode", "class_band_table",
    "class_uplift_elder", "class_uplift_minor", "class_uplift_severe_disabled", "class_uplift_severe_ill",
    "uplift_combine", "min_pay_month", "work_cost_rate", "work_cost_cap_month", "deduct_education", "obligor_base",
    "obligor_std_month", "obligor_threshold_multiple", "obligor_share", "fin_cap_months", "vehicle_value_cap",
    "vehicle_depreciation_rate", "vehicle_depreciation_method", "house_count_cap",
)  # fmt: skip
"""The parameters that the figures depend on; they stay in the event."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the signed visit makes of the application."""

    category: str
    insured: int
    amount: Decimal
    """Yuan per month as it would be paid."""
    exact: Decimal
    """Before the county's rounding (R-12), to the fen."""
    figures: Suggestion
    parameters: Mapping[str, str]
    day: date
    """On which those parameters held."""
    visit: str
    typed: bool
    """Whether the amount is not computed here but typed by whoever decides (tekun, temporary relief)."""


def proposal(ws: Workspace, case: Case) -> Proposal:
    """The figures of the visit on which the opinion was founded.

    Raises:
        Refused: `case.no-visit` when its form is not on this laptop.
    """
    source = case.opinion.source if case.opinion else case.visit.id if case.visit else ""
    stored = rows.submission(ws.store.reader(), source)
    if stored is None:
        raise Refused("case.no-visit")
    category, result = case.applied.text("category"), rows.values(stored.result)
    return propose(category, stored.body, rows.values(stored.policy), result.get("insured_persons", ""), source)


def propose(category: str, body: bytes, parameters: Mapping[str, str], insured: str, visit: str) -> Proposal:
    """The same from a frozen form and the parameters with which it was computed."""
    answers = Answers(leaves(body, _REPEATS))
    day = answers.day(visit_facts.SURVEY_DATE) or date.min
    figures = suggest(visit_facts.facts(answers), Policy(day, dict(parameters)))
    computed = category in COMPUTED
    return Proposal(
        category=category,
        insured=int(insured) if insured.isdigit() else figures.counted_members,
        amount=figures.printed_supplement if computed and figures.category == "dibao" else Decimal(0),
        exact=to_fen(figures.supplement_month),
        figures=figures,
        parameters={key: parameters[key] for key in _KEPT if key in parameters},
        day=day,
        visit=visit,
        typed=not computed and category not in UNPAID,
    )


def deciders(ws: Workspace, case: Case) -> list[Officer]:
    """Who may decide this case today."""
    home = households.get(ws, case.household)
    return [one for one in people.officers(ws) if why_not(ws, case, home, one) is None]


def why_not(ws: Workspace, case: Case, home: Household, officer: Officer) -> Refused | None:
    """Why this person may not decide this case today; None when he may.

    The county decides, or under a delegation the township's clerk; never who surveyed, voted, checked, or is kin.
    """
    given = delegation.in_force(ws, home.village_code, today(ws.clock))
    wanted = Role.CLERK if given else Role.COUNTY
    if wanted not in officer.roles:
        return Refused("case.delegated" if given else "case.not-delegated", officer=officer.name)
    if any(officer.id in one.officers for one in case.timeline if isinstance(one, Visit)):
        return Refused("case.own-visit", officer=officer.name)
    told = [one for one in case.timeline if isinstance(one, Event)]
    if any(_on_panel(ws, one, officer) for one in told if one.kind == APPRAISED):
        return Refused("case.own-vote", officer=officer.name)
    if any(officer.id in _checkers(one) for one in told if one.kind == SPOT_CHECKED):
        return Refused("case.own-check", officer=officer.name)
    members = frames.member_ids(ws.store.reader(), home.id)
    return person_refusal(officer, members, policy.on(ws, today(ws.clock)))


def confirm(
    ws: Workspace, actor: Actor, household_id: str, signing: Signing, typed: Decimal | None = None, note: str = ""
) -> Done[Event]:
    """Confirms; the household takes category, persons and amount, paid from the next month on (R-20).

    `typed`: the amount where the visit's figures do not give it, with its ground in `note`.

    Raises:
        Refused: `case.none`, `case.not-now`, `case.no-visit`, `case.no-amount`, `case.no-ground`, what `why_not` gives,
            `pledge.missing` (officers), `pin.…`, `actor.role`, `actor.area`.
    """
    case = at_step(ws, actor, household_id, CONFIRMED, Deed.CONFIRM)
    home, found = households.get(ws, household_id), proposal(ws, case)
    amount = (typed or Decimal(0)) if found.typed else found.amount
    if found.category in COMPUTED and amount <= 0:
        raise Refused("case.no-amount")
    if found.typed and (amount <= 0 or not note.strip()):
        raise Refused("case.no-ground")
    data: dict[str, Value] = {
        "decider": signing.officer_id, "kin": case.kin, "delegation": _document(ws, home),
        "before": _benefit(home.assist_category, home.insured_persons, home.amount_month),
        "after": _benefit(found.category, found.insured, amount),
        "from": pay_month(today(ws.clock)).isoformat()[:7],
        "number": case_papers.next_number(ws, home.village_code, CONFIRMED),
        "note": note.strip(), **_figures(found),
    }  # fmt: skip
    return _decided(ws, actor, case, home, New(CONFIRMED, "", source=found.visit, data=data), signing)


def refuse(
    ws: Workspace, actor: Actor, household_id: str, signing: Signing, reason: str, article: str
) -> Done[Event]:
    """Refuses, with a reason that a villager understands and the article; told in writing within 3 working days.

    Raises:
        Refused: `case.none`, `case.not-now`, `case.no-reason`, `case.no-article`, and like `confirm`.
    """
    case = at_step(ws, actor, household_id, REFUSED, Deed.CONFIRM)
    if not reason.strip():
        raise Refused("case.no-reason")
    if not article.strip():
        raise Refused("case.no-article")
    home, found = households.get(ws, household_id), proposal(ws, case)
    data: dict[str, Value] = {
        "decider": signing.officer_id, "reason": reason.strip(), "article": article.strip(), "kin": case.kin,
        "delegation": _document(ws, home),
        "number": case_papers.next_number(ws, home.village_code, REFUSED), **_figures(found),
    }  # fmt: skip
    return _decided(ws, actor, case, home, New(REFUSED, "", source=found.visit, data=data), signing)


def send_back(ws: Workspace, actor: Actor, household_id: str, reason: str) -> Done[Event]:
    """Back to the township for its opinion. Raises Refused `case.none`, `case.not-now`, `case.no-reason`."""
    case = at_step(ws, actor, household_id, RETURNED, Deed.CONFIRM)
    if not reason.strip():
        raise Refused("case.no-reason")
    one = events.record(ws, actor, new(case, New(RETURNED, "", data={"reason": reason.strip()})))
    return Done(one, CHANGED)


def recomputed(ws: Workspace, decision: Event) -> Decimal | None:
    """The amount once more, from the frozen form and the parameters in the decision; None when the form is gone."""
    stored, kept = rows.submission(ws.store.reader(), decision.source), decision.data.get("parameters")
    after = decision.data.get("after")
    if stored is None or not isinstance(kept, dict) or not isinstance(after, dict):
        return None
    parameters = {key: str(value) for key, value in kept.items()}
    return propose(str(after.get("category", "")), stored.body, parameters, "", stored.id).amount


def _decided(ws: Workspace, actor: Actor, case: Case, home: Household, one: New, signing: Signing) -> Done[Event]:
    decider = people.get(ws, signing.officer_id)
    refused = why_not(ws, case, home, decider)
    if refused is not None:
        raise refused
    pledges.require(ws, [decider])
    there = {it.id: it for it in (*actor.officers, decider)}
    made = events.made(ws, Actor(tuple(there.values())), new(case, one), signing)
    with ws.store.transaction() as db:
        events.enter(db, made)
        case_effect.apply(db, made)
    return Done(made, CHANGED)


def _document(ws: Workspace, home: Household) -> str:
    """By which document the township decides today; empty: the county does."""
    given = delegation.in_force(ws, home.village_code, today(ws.clock))
    return given.text("document") if given else ""


def _benefit(category: str, insured: int, amount: Decimal) -> dict[str, Value]:
    return {"category": category, "insured": insured, "amount": str(to_fen(amount))}


def _figures(found: Proposal) -> dict[str, Value]:
    """All that is needed to compute the amount again, and to say how it came about."""
    lines: Sequence[Value] = [
        {"key": one.key, "formula": one.formula, "inputs": dict(one.inputs), "amount": str(one.amount)}
        for one in found.figures.lines
    ]
    return {
        "exact": str(found.exact), "persons": found.figures.counted_members,
        "income": str(to_fen(found.figures.net_year)), "standard": str(to_fen(found.figures.standard_month)),
        "mode": found.figures.mode, "lines": list(lines), "parameters": dict(found.parameters),
        "parameters_day": found.day.isoformat(),
    }  # fmt: skip


def _checkers(one: Event) -> tuple[str, ...]:
    """Who signed what a spot check found, and who entered it."""
    signed = one.data.get("checkers")
    return (*one.officers, *(str(officer) for officer in signed)) if isinstance(signed, list) else one.officers


def _on_panel(ws: Workspace, meeting: Event, officer: Officer) -> bool:
    """Who sat on the panel of a meeting about the household does not decide it; panels name people, not accounts."""
    named: set[str] = set()
    for one in store_events.of_things(ws.store.reader(), [meeting.thing], "appraisal.panel"):
        members = one.data.get("members")
        named |= {str(it.get("name")) for it in members if isinstance(it, dict)} if isinstance(members, list) else set()
    return officer.name in named
