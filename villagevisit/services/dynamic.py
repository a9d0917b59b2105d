"""Changing a benefit step by step: proposed, heard, decided on a signed F19, served, and then counting (R-20, S-155).

Amounts of a household change in one place only, `dynamic_apply.settle`, from events that count.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain import benefit
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.benefit import CARRIED, KEPT, Change, ChangeType, Reason, Standing, Step
from villagevisit.domain.benefit_rules import grace_ends, next_month, without_share
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.household import Household
from villagevisit.services import allowing, dynamic_apply, events, households, policy, visit_lookup
from villagevisit.services.dynamic_form import MODES, Answers, answers, f19
from villagevisit.services.events import New
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import benefit as rows
from villagevisit.store import events as event_rows

_TOPICS = changes(Topic.EVENTS, Topic.HOUSEHOLDS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to become of a household's benefit. `new` replaces all of what it receives today."""

    household_id: str
    kind: ChangeType
    reason: Reason
    basis: str
    facts: str
    new: Standing
    people: tuple[str, ...] = ()
    grace_months: int = 0
    because: str = ""
    """The reported event that it settles."""


def standing(home: Household) -> Standing:
    """What a household receives now."""
    insured = (home.insured_persons or len(home.persons)) if home.assist_category else 0
    return Standing(home.assist_category, insured, home.amount_month, home.state)


def get(ws: Workspace, change_id: str) -> Change:
    """Raises Refused `change.unknown`."""
    found = benefit.folded(event_rows.of_thing(ws.store.reader(), change_id)).get(change_id)
    if found is None:
        raise Refused("change.unknown")
    return found


def of_household(ws: Workspace, household_id: str) -> list[Change]:
    """Its changes, newest proposal first."""
    found = benefit.folded(event_rows.of_household(ws.store.reader(), household_id, "change."))
    return sorted(found.values(), key=lambda one: one.id, reverse=True)


def propose(ws: Workspace, actor: Actor, wanted: Proposal) -> Done[Change]:
    """Begins a change. Nothing moves yet.

    Raises:
        Refused: `household.unknown`, `actor.…`, `change.no-reason`, `change.open` (name), `change.grace-too-long`,
            and what `domain.benefit.check` raises.
    """
    home = households.get(ws, wanted.household_id)
    allowing.require(ws, actor, Deed.CASE, Thing(home.village_code))
    if not wanted.basis.strip() or not wanted.facts.strip():
        raise Refused("change.no-reason")
    now = today(ws.clock)
    effective, old = next_month(now), standing(home)
    benefit.check(wanted.kind, old, wanted.new, effective, now)
    if wanted.kind is ChangeType.GRACE:
        grace_ends(effective, wanted.grace_months, policy.on(ws, now))
    if any(one.step(now) not in (Step.DONE, Step.KEPT) for one in of_household(ws, home.id)):
        raise Refused("change.open", name=home.head_name)
    data: dict[str, Value] = {
        "type": wanted.kind.value, "reason": wanted.reason.value, "basis": wanted.basis.strip(),
        "facts": wanted.facts.strip(), "old": dict(old.data()), "new": dict(wanted.new.data()),
        "people": list(wanted.people), "effective": effective.isoformat(), "grace": wanted.grace_months,
        "because": wanted.because, "reckoning": dict(reckoning(ws, home.id)),
    }  # fmt: skip
    one = events.record(ws, actor, New(benefit.PROPOSED, home.village_code, households=(home.id,), data=data))
    return Done(benefit.proposal(one), _TOPICS)


def reckoning(ws: Workspace, household_id: str) -> dict[str, str]:
    """How the newest signed visit came to its figure: formula, figures, and the day whose parameters it used."""
    row = _visit(ws, household_id)
    if row is None:
        return {}
    told = row.result
    standard, persons, net = told["standard_month"], told["counted_members"], told["net_year"]
    formula = f"{standard}×{persons}−{net}÷12={told['supplement_month']}"
    return {
        "formula": f"{formula}→{told['printed_supplement']}", "mode": told["mode"], "persons": persons, "income": net,
        "standard": standard, "amount": told["printed_supplement"], "policy_on": row.frozen_at[:10], "visit": row.id,
    }  # fmt: skip


def _visit(ws: Workspace, household_id: str) -> SubmissionRow | None:
    for row in visit_lookup.history(ws, household_id):
        signed = row.form_id == VISIT_FORM and row.complete and not row.replaced_by
        if signed and row.result.get("printed_supplement"):
            return row
    return None


def decide(ws: Workspace, actor: Actor, change_id: str, outcome: str, why: str = "") -> Done[Change]:
    """The decision: `carried` on the F19 that two people signed, or `kept`: all stays as it is, with the reason.

    Raises:
        Refused: `change.unknown`, `actor.…`, `change.decided`, `change.no-reason` (kept without one),
            `change.form-missing`, `change.form-unsigned` (signed), `change.form-differs` (field), `change.not-heard`.
    """
    one = _open(ws, actor, change_id)
    if one.outcome:
        raise Refused("change.decided")
    if outcome == KEPT:
        if not why.strip():
            raise Refused("change.no-reason")
        _record(ws, actor, one, benefit.DECIDED, {"outcome": KEPT, "why": why.strip()})
        return Done(get(ws, change_id), _TOPICS)
    row = f19(ws, one)
    if row is None:
        raise Refused("change.form-missing")
    if not row.complete:
        raise Refused("change.form-unsigned", signed=len(row.signed))
    said = answers(ws, row.id)
    _agree(one, said)
    heard = _hearing(one, said, row)
    if one.cuts and heard is None:
        raise Refused("change.not-heard")
    data: dict[str, Value] = {"outcome": CARRIED, "why": why.strip(), "effective": said["effective_month"]}
    decided = _new(one, benefit.DECIDED, data, source=row.id)
    made = [events.made(ws, actor, new) for new in (heard, decided) if new is not None]
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
    return Done(get(ws, change_id), _TOPICS)


def _agree(one: Change, said: Answers) -> None:
    """The form that was signed is about this change and says the same amounts."""
    wanted = {"chg_no": one.number, "chg_type": one.kind.value}
    wrong = [name for name, value in wanted.items() if said.get(name, "") != value]
    amounts = {"old_amount": one.old.amount, "new_amount": one.new.amount}
    wrong += [name for name, value in amounts.items() if benefit.money(said.get(name)) != value]
    if said.get("effective_month", "") < one.effective or not said["effective_month"].endswith("-01"):
        wrong.append("effective_month")
    if wrong:
        raise Refused("change.form-differs", field="、".join(wrong))


def _hearing(one: Change, said: Answers, row: SubmissionRow) -> New | None:
    """The record of hearing as the signed form holds it; None where a part of it is empty."""
    held, mode = said.get("hear_date", ""), said.get("hear_mode", "")
    heard = benefit.Heard(
        one.number, held, MODES.get(mode, ""), said.get("hear_opinion", ""), said.get("hear_response", "")
    )
    if not heard.whole:
        return None
    data: dict[str, Value] = {
        "record": heard.record, "how": heard.how, "opinion": heard.opinion, "response": heard.response,
    }  # fmt: skip
    return _new(one, benefit.HEARD, data, source=row.id, day=held)


def notify(ws: Workspace, actor: Actor, change_id: str, on: date, how: str) -> Done[Change]:
    """The written decision was served. What comes after the month began counts from the next one.

    Raises:
        Refused: `change.unknown`, `actor.…`, `change.not-decided`, `change.not-heard`, `change.served`,
            `change.served-when`, `change.no-way`.
    """
    one = _open(ws, actor, change_id)
    if one.outcome != CARRIED:
        raise Refused("change.not-decided")
    if one.cuts and not one.was_heard:
        raise Refused("change.not-heard")
    if one.notified_on:
        raise Refused("change.served")
    if not one.decided_on <= on.isoformat() <= today(ws.clock).isoformat():
        raise Refused("change.served-when")
    if not how.strip():
        raise Refused("change.no-way")
    _record(ws, actor, one, benefit.NOTIFIED, {"how": how.strip()}, day=on.isoformat())
    return Done(get(ws, change_id), _TOPICS)


def due(ws: Workspace, actor: Actor) -> list[Change]:
    """Changes whose month has come and that are not entered yet."""
    found = benefit.folded(event_rows.of_things(ws.store.reader(), _open_ids(ws, actor)))
    return [one for one in found.values() if one.step(today(ws.clock)) is Step.APPLY]


def bring_into_effect(ws: Workspace, actor: Actor) -> Done[int]:
    """Enters every change whose month has come; from then on the households receive the new amounts.

    Raises:
        Refused: `actor.…`.
    """
    found = due(ws, actor)
    for village in sorted({one.area for one in found}):
        allowing.require(ws, actor, Deed.CASE, Thing(village))
    new = [event for one in found for event in _consequences(ws, one)] + _graces_over(ws, actor)
    made = [events.made(ws, actor, one) for one in new]
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
        dynamic_apply.settle(db)
    return Done(len(found), _TOPICS)


def _consequences(ws: Workspace, one: Change) -> list[New]:
    found = [_new(one, benefit.EFFECTIVE, {}, day=one.begins)]
    reason: dict[str, Value] = {"reason": one.reason}
    if one.stops:
        found.append(_new(one, benefit.STOPPED, reason, day=one.begins))
        if one.reason == Reason.VOLUNTARY:
            found.append(_new(one, benefit.EXITED, {"persons": one.old.insured}, day=one.begins))
    if one.new.paid and not one.old.paid and _was_in(ws, one):
        found.append(_new(one, benefit.REENTERED, reason, day=one.begins))
    if one.kind is ChangeType.GRACE:
        found.append(_new(one, benefit.GRACE_BEGUN, {"until": one.grace_until()}, day=one.begins))
    return found


def _was_in(ws: Workspace, one: Change) -> bool:
    """Whether the household received something before: its history goes on, it is no new one (S-197)."""
    return any(before.counts and before.stops for before in of_household(ws, one.household_id))


def _graces_over(ws: Workspace, actor: Actor) -> list[New]:
    """Grace periods that ran out. That ends nothing by itself: a stop is proposed, heard and decided like any other."""
    now, db = today(ws.clock).isoformat(), ws.store.reader()
    seen = allowing.within(ws, actor)
    begun = event_rows.of_kinds(db, [benefit.GRACE_BEGUN], within=seen)
    ended = {one.thing for one in event_rows.of_kinds(db, [benefit.GRACE_ENDED], within=seen)}
    return [
        New(benefit.GRACE_ENDED, one.area, one.thing, one.households, day=one.text("until"))
        for one in begun
        if one.thing not in ended and one.text("until") <= now
    ]


def _open_ids(ws: Workspace, actor: Actor) -> list[str]:
    return rows.open_changes(ws.store.reader(), allowing.within(ws, actor))


def _open(ws: Workspace, actor: Actor, change_id: str) -> Change:
    """The change, for those who may decide it."""
    one = get(ws, change_id)
    allowing.require(ws, actor, Deed.CONFIRM, Thing(one.area))
    return one


def _new(one: Change, kind: str, data: dict[str, Value], *, source: str = "", day: str = "") -> New:
    return New(kind, one.area, one.id, (one.household_id,), day, source, data)


def _record(ws: Workspace, actor: Actor, one: Change, kind: str, data: dict[str, Value], day: str = "") -> Event:
    return events.record(ws, actor, _new(one, kind, data, day=day))


def own_share_gone(home: Household, people: int = 1) -> Standing:
    """What a household keeps when so many persons' own shares go (57号 Art. 34)."""
    now = standing(home)
    amount, insured = now.amount, now.insured
    for _ in range(people):
        amount, insured = without_share(amount, insured), insured - 1
    return Standing(now.category if insured else "", insured, amount if insured else Decimal(0), now.state)
