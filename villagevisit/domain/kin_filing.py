"""The register of filed kin (备案, R-11, S-026 … S-031): a double signature, a county visit, a review; never a refusal.

That somebody is a relative of an official decides nothing about his benefit, whatever `kin_policy` says: no function
here or elsewhere takes a filing for a reason (民发〔2022〕83号 一(一)). `Filing.state` says only what the form says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from villagevisit.domain.event import Event

FILED, SIGNED, EXITED, RECUSED = "kin.filed", "kin.signed", "kin.exited", "kin.recused"
STEPS = ("survey", "appraisal", "approval")
ROLES = tuple("123456789")
"""Codes of `kin_role` in F03."""
_VOLUNTARY, _REMOVED, _UNFIT = "3", "4", "2"


class State(StrEnum):
    INCOMPLETE = "incomplete"
    """The two signatures are not both there, or not of one day (S-028)."""
    FILED = "filed"
    NOT_ELIGIBLE = "not_eligible"
    """By the economic check, as the form says."""
    EXITED = "exited"
    """Of their own accord (S-030)."""
    CANCELLED = "cancelled"
    """Removed by the office; counted apart."""


@dataclass(frozen=True, slots=True)
class Filing:
    id: str
    number: str
    household: str
    area: str
    day: str
    """ISO, on which the form was frozen."""
    officer: str
    """Id of the officer here; empty where the staff member has no account."""
    staff: str
    role: str
    unit: str
    post: str
    kin: str
    relation: str
    assist: str
    visited_on: str
    result: str
    """Code of `filing_result`."""
    recused: tuple[bool, bool, bool]
    """As the form says: from survey, appraisal, approval."""
    next_review: str
    state: State
    source: str
    """The signed F03; empty for an exit without one."""

    @property
    def current(self) -> bool:
        """Whether the household is to be treated as filed: visited by the county, all of them (57号)."""
        return self.state in (State.FILED, State.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Count:
    filed: int = 0
    incomplete: int = 0
    exited: int = 0
    cancelled: int = 0

    @property
    def ratio(self) -> Decimal | None:
        return ratio(self.filed, self.exited)


def ratio(filed: int, exited: int) -> Decimal | None:
    """Filed ÷ (filed + left of their own accord), to a tenth of a percent: 2560 and 7331 give 0.259 (S-031).

    None when there is nobody.
    """
    whole = filed + exited
    return (Decimal(filed) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP) if whole else None


def filings(found: Iterable[Event]) -> tuple[Filing, ...]:
    """One for each pair of staff member and relative of a household, as its last form has it; by area and number. A
    household that left takes its pairs with that staff member away, until a new form comes.

    Within: by day, moment of entry and id, so that the order of arrival is no matter.
    """
    told = sorted(found, key=lambda one: (one.day, one.at, one.id))
    corrected = {one.text("replaces") for one in told if one.kind == FILED} - {""}
    confirmed = {one.thing for one in told if one.kind == SIGNED}
    last: dict[tuple[str, str, str], Filing] = {}
    for one in told:
        filing = _filing(one, confirmed=one.thing in confirmed)
        pair = filing.household, filing.staff
        if one.kind == EXITED:
            last = {key: known for key, known in last.items() if key[:2] != pair}
            last[*pair, ""] = filing
        elif one.kind == FILED and one.source not in corrected:
            last.pop((*pair, ""), None)
            last[*pair, filing.kin] = filing
    return tuple(sorted(last.values(), key=lambda one: (one.area, one.number, one.id)))


def counts(of: Iterable[Filing], by: str) -> Mapping[str, Count]:
    """By `township` (12-digit code) or `role`; exits and cancellations stand apart."""
    found: dict[str, dict[State, int]] = defaultdict(lambda: defaultdict(int))
    for one in of:
        found[one.role if by == "role" else one.area[:9] + "000"][one.state] += 1
    return {
        key: Count(some[State.FILED], some[State.INCOMPLETE], some[State.EXITED], some[State.CANCELLED])
        for key, some in sorted(found.items())
    }


def due(of: Iterable[Filing], day: str) -> tuple[Filing, ...]:
    """Filings whose review day has come, the longest overdue first."""
    late = [one for one in of if one.current and one.next_review and one.next_review <= day]
    return tuple(sorted(late, key=lambda one: (one.next_review, one.id)))


def _state(one: Event, *, confirmed: bool) -> State:
    result = one.text("result")
    if one.kind == EXITED:
        return State.EXITED if one.data.get("voluntary") is True else State.CANCELLED
    said = {_VOLUNTARY: State.EXITED, _REMOVED: State.CANCELLED, _UNFIT: State.NOT_ELIGIBLE}.get(result)
    if said:
        return said
    both = one.data.get("staff_signed") is True and one.data.get("kin_signed") is True
    return State.FILED if both and (one.text("begun") == one.day or confirmed) else State.INCOMPLETE


def _filing(one: Event, *, confirmed: bool) -> Filing:
    said = one.data.get("recused")
    recused = [bool(cell) for cell in said] if isinstance(said, list) else []
    survey, appraisal, approval = (*recused, False, False, False)[:3]
    return Filing(
        one.thing, one.text("number"), one.households[0] if one.households else "", one.area, one.day,
        one.text("officer"), one.text("staff"), one.text("role"), one.text("unit"), one.text("post"), one.text("kin"),
        one.text("relation"), one.text("assist"), one.text("visited_on"), one.text("result"),
        (survey, appraisal, approval), one.text("next_review"), _state(one, confirmed=confirmed), one.source,
    )  # fmt: skip
