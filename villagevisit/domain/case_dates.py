"""When a case is due, and how long its steps took (rules.md R-19, R-20; S-071, S-095)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from villagevisit.domain.case_flow import Case, Visit
from villagevisit.domain.case_steps import CONFIRMED, DECIDED, Step
from villagevisit.domain.event import Event
from villagevisit.domain.working_days import Limits, between


def decide_by(case: Case, limits: Limits) -> date | None:
    """The day on which the application must be decided: 30, 45 or (delegated) 20 working days after acceptance."""
    if case.accepted is None:
        return None
    usual = limits.delegated if case.delegated else limits.decide
    return limits.after(_on(case.accepted), limits.extended if case.extended else usual)


def due(case: Case, limits: Limits, today: date) -> date | None:
    """The last day for the step at which the case stands; None where no rule sets one."""
    return due_at(case, case.step(today), limits)


def due_at(case: Case, step: Step, limits: Limits) -> date | None:
    """The same for a step that is known."""
    whole = decide_by(case, limits)
    if step is Step.SUPPLEMENT and case.asked is not None:
        return date.fromisoformat(case.asked.text("due"))
    if step is Step.NOTICE and case.decided is not None:
        return limits.after(_on(case.decided), limits.notice)
    if step is Step.ENTER and case.decided is not None:
        return pay_month(_on(case.decided)).replace(day=min(limits.pay_day, 28))
    if step in DECIDED or whole is None or case.accepted is None:
        return None
    if step is Step.VISIT:
        return min(whole, limits.after(_on(case.accepted), limits.survey))
    if step is Step.DECISION and not case.delegated:
        return min(whole, limits.after(ready_on(case), limits.review))
    return whole


def pay_month(decided: date) -> date:
    """Benefit is paid from the month after the confirmation (57号 Art 21); its first day."""
    return date(decided.year + decided.month // 12, decided.month % 12 + 1, 1)


def ready_on(case: Case) -> date:
    """The day since which the case lies before whoever decides: its last gate, never before the boards were over."""
    boards = [one.decide_from.isoformat() for one in (case.posted, case.second) if one is not None and case.for_benefit]
    acts = [one.day for one in (case.opinion, case.spot_checked) if one is not None]
    return date.fromisoformat(max([*boards, *acts]))


@dataclass(frozen=True, slots=True)
class Marks:
    """申请一个、核对一个、审批一个、录入一个: ISO days, empty while not done (S-071)."""

    applied: str
    checked: str
    approved: str
    entered: str


def marks(case: Case) -> Marks:
    decided = case.decided.day if case.decided else ""
    checked, entered = case.checked.day if case.checked else "", case.paid.day if case.paid else ""
    return Marks(case.applied.day, checked, decided, entered)


def days_taken(case: Case, limits: Limits) -> list[tuple[str, int]]:
    """(kind of what was done, working days since what was done before it), in order (S-095)."""
    kinds = [("visit", _at(one)) if isinstance(one, Visit) else (one.kind, _on(one)) for one in case.timeline]
    return [
        (kind, max(0, between(before, day, limits.calendar)))
        for (_, before), (kind, day) in pairwise(kinds)
    ]


def confirmed(case: Case) -> bool:
    return case.decided is not None and case.decided.kind == CONFIRMED


def _on(one: Event) -> date:
    return date.fromisoformat(one.day)


def _at(one: Visit) -> date:
    return date.fromisoformat(one.at[:10])
