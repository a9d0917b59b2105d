"""A change of somebody's benefit, from the proposal to the day on which it counts: a pure fold of its events (R-20).

Nothing is cut or stopped without the record of having heard the household: the fold itself does not let such a change
count, in whatever order records arrive. Events are read in the order of (moment of entry, id); of each step the first
counts, of the hearing the last before the decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from villagevisit.domain.benefit_rules import months_after, next_month
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

PROPOSED, HEARD, DECIDED = "change.proposed", "change.heard", "change.decided"
NOTIFIED, EFFECTIVE = "change.notified", "change.effective"
STEPS = (PROPOSED, HEARD, DECIDED, NOTIFIED, EFFECTIVE)
REPORTED, REVIEWED = "change.reported", "change.reviewed"
STOPPED, REENTERED, EXITED = "change.stopped", "change.reentered", "change.voluntary_exit"
GRACE_BEGUN, GRACE_ENDED = "change.grace_begun", "change.grace_ended"
ADMITTED, ADMISSION_UNDONE = "case.confirmed", "case.undone"
CARRIED, KEPT = "carried", "kept"
"""What a decision says: the change is carried out, or all stays as it is."""


class ChangeType(StrEnum):
    """Codes of `chg_type` in F19."""

    NEW = "1"
    INCREASE = "2"
    DECREASE = "3"
    STOP = "4"
    JOIN = "5"
    LEAVE = "6"
    GRACE = "7"
    CATEGORY = "8"


class Reason(StrEnum):
    """Why a benefit ends or changes; counted in the in-and-out table."""

    INCOME = "income"
    PROPERTY = "property"
    DEATH = "death"
    MOVED = "moved"
    WORK_REFUSED = "work_refused"
    FRAUD = "fraud"
    VOLUNTARY = "voluntary"
    GRACE_OVER = "grace_over"
    MEMBERS = "members"
    STANDARD = "standard"
    HARDSHIP = "hardship"
    CONFIRMED = "confirmed"
    """An application was confirmed; nobody proposes that here."""
    OTHER = "other"


class Step(StrEnum):
    """What somebody does next."""

    HEAR = "hear"
    DECIDE = "decide"
    NOTIFY = "notify"
    WAIT = "wait"
    """Decided and served; its month has not come."""
    APPLY = "apply"
    DONE = "done"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a household receives: category code (empty: nothing), persons covered, yuan per month, its state."""

    category: str = ""
    insured: int = 0
    amount: Decimal = Decimal(0)
    state: str = "active"

    @property
    def paid(self) -> bool:
        return bool(self.category) and self.insured > 0

    def data(self) -> dict[str, "str | int"]:
        return {
            "category": self.category, "insured": self.insured, "amount": str(self.amount), "state": self.state,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """The record of F19: when and how the household was heard, what it said, what was answered."""

    record: str
    held: str
    how: str
    opinion: str
    response: str

    @property
    def whole(self) -> bool:
        return all(part.strip() for part in (self.record, self.held, self.how, self.opinion, self.response))


@dataclass(frozen=True, slots=True)
class Change:
    id: str
    area: str
    household_id: str
    kind: ChangeType
    reason: str
    basis: str
    """The article it rests on."""
    facts: str
    old: Standing
    new: Standing
    people: tuple[str, ...]
    """Ids of the members it is about."""
    effective: str
    """ISO, the first of a month."""
    grace_months: int
    because: str
    """The reported event that it settles; empty for a review."""
    reckoning: Mapping[str, str]
    """Formula, its figures and the day whose parameters it was computed with."""
    proposed_on: str
    heard: Heard | None = None
    outcome: str = ""
    decided_on: str = ""
    decided_by: str = ""
    proof: str = ""
    """The frozen F19."""
    notified_on: str = ""
    notified_how: str = ""
    effective_on: str = ""
    """The day on which it began to count; empty while it does not."""

    @property
    def number(self) -> str:
        """What F19 and the papers call it."""
        return f"DT{self.proposed_on[:4]}-{self.id[-8:].upper()}"

    @property
    def cuts(self) -> bool:
        """Whether the household gets less: then it is heard first (Law Art. 48). The same as F19 asks: where a member
        leaves and the amount does not fall, nobody is heard."""
        return self.new.amount < self.old.amount or self.kind in (ChangeType.DECREASE, ChangeType.STOP)

    @property
    def stops(self) -> bool:
        return self.old.paid and not self.new.paid

    @property
    def was_heard(self) -> bool:
        held = self.heard
        return held is not None and held.whole and (not self.decided_on or held.held <= self.decided_on)

    @property
    def may_count(self) -> bool:
        """Decided, served in writing, and heard where it cuts."""
        decided = self.outcome == CARRIED and bool(self.notified_on)
        return decided and (self.was_heard or not self.cuts)

    @property
    def begins(self) -> str:
        """The month from which it counts: the proposed one, or the one after the notice where that came too late."""
        if self.notified_on < self.effective:
            return self.effective
        return next_month(date.fromisoformat(self.notified_on)).isoformat()

    @property
    def counts(self) -> bool:
        return self.effective_on >= self.begins and self.may_count

    def step(self, today: date) -> Step:
        if self.outcome == KEPT:
            return Step.KEPT
        if self.cuts and not self.was_heard:
            return Step.HEAR
        if not self.outcome:
            return Step.DECIDE
        if not self.notified_on:
            return Step.NOTIFY
        if self.counts:
            return Step.DONE
        return Step.APPLY if self.begins <= today.isoformat() else Step.WAIT

    def grace_until(self) -> str:
        """The first day after its grace period; empty for other changes."""
        if self.kind is not ChangeType.GRACE or not self.grace_months:
            return ""
        return months_after(date.fromisoformat(self.begins), self.grace_months).isoformat()


@dataclass
class _Steps:
    """The events of one change, of each step what counts."""

    first: dict[str, Event] = field(default_factory=dict)
    hearings: list[Event] = field(default_factory=list)


def folded(events: Iterable[Event]) -> dict[str, Change]:
    """Every change by its id, whatever order the events come in; what lacks its proposal is not there yet."""
    found: dict[str, _Steps] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind not in STEPS:
            continue
        steps = found.setdefault(one.thing, _Steps())
        if one.kind == HEARD:
            steps.hearings.append(one)
        else:
            steps.first.setdefault(one.kind, one)
    return {thing: _change(steps) for thing, steps in found.items() if PROPOSED in steps.first}


def _change(steps: _Steps) -> Change:
    change = proposal(steps.first[PROPOSED])
    decided, served, counted = (steps.first.get(kind) for kind in (DECIDED, NOTIFIED, EFFECTIVE))
    if decided is not None:
        change = replace(
            change, outcome=decided.text("outcome"), decided_on=decided.day, decided_by=decided.by,
            proof=decided.source, effective=max(change.effective, decided.text("effective")),
        )  # fmt: skip
    heard = [one for one in steps.hearings if not decided or one.day <= decided.day]
    if heard:
        change = replace(change, heard=_heard(heard[-1]))
    if served is not None and decided is not None:
        change = replace(change, notified_on=served.day, notified_how=served.text("how"))
    return replace(change, effective_on=counted.day) if counted is not None else change


def proposal(one: Event) -> Change:
    """A change as it was proposed."""
    data = one.data
    people, reckoning = data.get("people"), data.get("reckoning")
    return Change(
        id=one.thing, area=one.area, household_id=one.households[0] if one.households else "",
        kind=_type(one.text("type")), reason=one.text("reason"), basis=one.text("basis"), facts=one.text("facts"),
        old=_standing(data.get("old")), new=_standing(data.get("new")),
        people=tuple(str(person) for person in people) if isinstance(people, list) else (),
        effective=one.text("effective"), grace_months=one.number("grace"), because=one.text("because"),
        reckoning={key: str(value) for key, value in reckoning.items()} if isinstance(reckoning, dict) else {},
        proposed_on=one.day,
    )  # fmt: skip


def admissions(events: Iterable[Event]) -> list[Change]:
    """Confirmed applications (`case.confirmed`, unless `case.undone`) as changes that count from the month they say."""
    told = list(events)
    gone = {one.text("event") for one in told if one.kind == ADMISSION_UNDONE}
    return [
        Change(
            id=one.id, area=one.area, household_id=home, kind=ChangeType.NEW, reason=Reason.CONFIRMED.value, basis="",
            facts="", old=_standing(one.data.get("before")), new=_standing(one.data.get("after")), people=(),
            effective=f"{one.text('from')}-01", grace_months=0, because="", reckoning={}, proposed_on=one.day,
            outcome=CARRIED, decided_on=one.day, decided_by=one.by, effective_on=f"{one.text('from')}-01",
        )
        for one in told
        if one.kind == ADMITTED and one.id not in gone
        for home in one.households
    ]  # fmt: skip


def _heard(one: Event) -> Heard:
    return Heard(one.text("record"), one.day, one.text("how"), one.text("opinion"), one.text("response"))


def _type(code: str) -> ChangeType:
    return ChangeType(code) if code in set(ChangeType) else ChangeType.CATEGORY


def _standing(data: object) -> Standing:
    if not isinstance(data, dict):
        return Standing()
    insured = data.get("insured")
    return Standing(
        str(data.get("category") or ""), insured if isinstance(insured, int) else 0, money(data.get("amount")),
        str(data.get("state") or "active"),
    )  # fmt: skip


def money(text: object) -> Decimal:
    """An amount as events and rows carry it, text; what is no figure is 0."""
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


def check(kind: ChangeType, old: Standing, new: Standing, effective: date, decided: date) -> None:
    """Whether a proposal makes sense at all.

    Raises:
        Refused: `change.same` nothing would change, `change.more`/`change.less` the type and the amounts disagree,
            `change.early` it would count in a month that has begun.
    """
    if new == old and kind is not ChangeType.GRACE:
        raise Refused("change.same")
    if kind in (ChangeType.NEW, ChangeType.INCREASE) and new.amount <= old.amount:
        raise Refused("change.more")
    if kind in (ChangeType.DECREASE, ChangeType.STOP) and new.amount >= old.amount:
        raise Refused("change.less")
    if kind is ChangeType.STOP and new.paid:
        raise Refused("change.less")
    if effective.day != 1 or (effective.year, effective.month) <= (decided.year, decided.month):
        raise Refused("change.early")


def latest(changes: Iterable[Change]) -> dict[str, Standing]:
    """What each household receives by the changes that count, the one that began last deciding."""
    found: dict[str, Standing] = {}
    for one in sorted(changes, key=lambda change: (change.effective_on, change.proposed_on, change.id)):
        if one.counts:
            found[one.household_id] = one.new
    return found
