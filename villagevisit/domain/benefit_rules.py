"""What a change of circumstances asks for, and by when (rules.md R-20): reviews, life events, grace, own share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from villagevisit.domain.errors import Refused
from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import FEN

DEATH_MONTHS = 3
"""From a death to the finished change (民发〔2022〕83号)."""
UNREPORTED_MONTHS = 3
"""A major change that was kept back longer is spoken about with the family (83号 五(五))."""
PAY_DAY = 10
"""Paid out by this day of the month (220号 Art. 31)."""


class HouseholdClass(StrEnum):
    """By the labour ability of its members (S-171): nobody can work, some partly, somebody can."""

    A = "A"
    B = "B"
    C = "C"


class LifeEvent(StrEnum):
    DEATH = "death"
    BIRTH = "birth"
    JOB = "job"
    HOSPITAL = "hospital"
    PRISON = "prison"
    MOVE = "move"
    INCOME = "income"
    REFUSED_WORK = "refused_work"
    REFERRED = "referred"
    """Somebody who can work was sent to the job service (S-148); asks for nothing by itself."""
    EXIT = "exit"
    """The family itself asks to leave (S-030)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event asks of the office."""

    recheck: bool
    """The household is visited again before anything changes."""
    months: int
    """Until the change is finished, from the event; 0: before the next payment list."""
    person: bool
    """Whether it is about one member."""


ASKED: dict[LifeEvent, Asked] = {
    LifeEvent.DEATH: Asked(recheck=True, months=DEATH_MONTHS, person=True),
    LifeEvent.BIRTH: Asked(recheck=True, months=1, person=False),
    LifeEvent.JOB: Asked(recheck=True, months=1, person=True),
    LifeEvent.HOSPITAL: Asked(recheck=True, months=1, person=True),
    LifeEvent.PRISON: Asked(recheck=True, months=1, person=True),
    LifeEvent.MOVE: Asked(recheck=True, months=1, person=False),
    LifeEvent.INCOME: Asked(recheck=True, months=1, person=False),
    LifeEvent.REFUSED_WORK: Asked(recheck=False, months=0, person=True),
    LifeEvent.REFERRED: Asked(recheck=False, months=0, person=True),
    LifeEvent.EXIT: Asked(recheck=False, months=1, person=False),
}
NO_TASK = frozenset({LifeEvent.REFUSED_WORK, LifeEvent.REFERRED})
"""Kept, and counted, but nothing is open because of one of them."""


def household_class(labour: Iterable[str]) -> HouseholdClass:
    """From the `labor` codes of F01 of its members; without any the shortest cycle holds, until somebody looked."""
    codes = set(labour) - {""}
    if not codes or codes & {"1", "2"}:
        return HouseholdClass.C
    return HouseholdClass.B if "3" in codes else HouseholdClass.A


def cycle(kind: HouseholdClass, policy: Policy) -> int:
    """Months between reviews (P:review_months_*). Raises like `Policy.integer`."""
    return policy.integer(f"review_months_{kind.value}")


def next_review(last: date | None, kind: HouseholdClass, policy: Policy, *, begun: date) -> date:
    """When it is looked at again; what was never reviewed is due since it `begun`, the day it is asked."""
    return begun if last is None else months_after(last, cycle(kind, policy))


def last_due(until: date, months: int) -> date:
    """The newest day whose cycle of so many months ends by `until`."""
    day = months_after(until, -months)
    while months_after(day + timedelta(days=1), months) <= until:
        day += timedelta(days=1)
    return day


def due_by(kind: LifeEvent, happened: date, told: date) -> date:
    """By when the change is finished. A death counts from its day, the rest from the day on which the office heard."""
    asked = ASKED[kind]
    return months_after(happened if kind is LifeEvent.DEATH else told, asked.months)


def told_late(happened: date, told: date) -> bool:
    """Whether it was kept back for more than three months."""
    return told > months_after(happened, UNREPORTED_MONTHS)


def refusals(said: Sequence[tuple[str, LifeEvent]]) -> int:
    """How many times running one person refused suitable work: (day, event) in any order; a job taken begins anew."""
    running = 0
    for _, kind in sorted(said):
        if kind is LifeEvent.REFUSED_WORK:
            running += 1
        elif kind is LifeEvent.JOB:
            running = 0
    return running


def without_share(amount: Decimal, insured: int) -> Decimal:
    """What is left for the others when one person's own share goes (57号 Art. 34): theirs is not touched.

    Rounded up to the fen, so that the others never lose one.
    """
    if insured <= 1:
        return Decimal(0)
    return (amount * (insured - 1) / insured).quantize(FEN, ROUND_CEILING)


def grace_ends(begins: date, months: int, policy: Policy) -> date:
    """The last day of a grace period that begins with a month.

    Raises:
        Refused: `change.grace-too-long` (most, months), and what `Policy.integer` raises.
    """
    most = policy.integer("grace_max_months")
    if not 1 <= months <= most:
        raise Refused("change.grace-too-long", most=most, months=months)
    return months_after(begins, months) - timedelta(days=1)


def next_month(day: date) -> date:
    """The first of the month after: what is confirmed on a day is paid, or ends, from then on."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months on; where a month is too short, its last day (民法典 Art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (next_month(date(year, month + 1, 1)) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
