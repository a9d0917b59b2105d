"""What dynamic management has waiting: reviews due, events not yet reflected, changes in hand, members who can work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain import benefit
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.benefit import Change, Step
from villagevisit.domain.benefit_rules import (
    ASKED,
    NO_TASK,
    HouseholdClass,
    LifeEvent,
    cycle,
    due_by,
    last_due,
    next_review,
    refusals,
    told_late,
)
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.policy import Policy
from villagevisit.services import allowing, events, households, paper_record, policy
from villagevisit.services.events import New
from villagevisit.services.folded import kept
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import benefit as rows
from villagevisit.store import events as event_rows

SOON = 30
"""Days ahead that reviews are listed."""
LISTED = 200
"""Rows that a page shows at once."""
_ABLE = frozenset({"1", "2"})
_TOPICS = changes(Topic.EVENTS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Due:
    """A household whose review is due, or soon will be."""

    household_id: str
    village_code: str
    number: str
    head: str
    group: str
    category: str
    kind: HouseholdClass
    last: str
    """ISO day on which somebody last looked; empty: nobody did."""
    due_on: str


@dataclass(frozen=True, slots=True)
class Reported:
    """Something that happened to a household, and whether the benefit already shows it (S-198)."""

    id: str
    household_id: str
    village_code: str
    head: str
    number: str
    kind: LifeEvent
    person: str
    note: str
    happened: str
    told: str
    due_on: str
    age: int
    """Days since the office heard of it."""
    late: bool
    """Past the day by which the change was to be finished."""
    held_back: bool
    """The family told it more than three months after it happened."""


@dataclass(frozen=True, slots=True)
class Able:
    """A member who can work, and what was said to him about work (S-148)."""

    person_id: str
    household_id: str
    head: str
    name: str
    referred_on: str
    refused: int
    """Times running that he refused suitable work."""
    limit: int


@kept
def reviews(ws: Workspace, within: Within = None, ahead: int = SOON) -> tuple[int, Sequence[Due]]:
    """How many households in benefit are to be reviewed within so many days, and the first of them (S-154).

    Those whom nobody ever looked at come first, then the longest due.
    """
    now = today(ws.clock)
    rules, until = policy.on(ws, now), now + timedelta(days=ahead)
    a, b, c = (last_due(until, cycle(kind, rules)).isoformat() for kind in HouseholdClass)
    count, found = rows.reviews(ws.store.reader(), (a, b, c), within, LISTED)
    return count, [_due(row, rules, now) for row in found]


def _due(row: rows.ReviewRow, rules: Policy, now: date) -> Due:
    kind = HouseholdClass(row.labour_class) if row.labour_class else HouseholdClass.C
    last = max(row.visited, row.reviewed)
    due = next_review(date.fromisoformat(last) if last else None, kind, rules, begun=now)
    return Due(
        row.id, row.village_code, row.household_no, row.head_name, row.village_group, row.category, kind, last,
        due.isoformat(),
    )  # fmt: skip


def reviewed(ws: Workspace, actor: Actor, household_id: str, note: str, because: str = "") -> Done[Event]:
    """Looked at, and nothing changes: the amount stays and the cycle begins anew.

    Raises:
        Refused: `household.unknown`, `actor.…`, `change.no-note`.
    """
    home = households.get(ws, household_id)
    allowing.require(ws, actor, Deed.CASE, Thing(home.village_code))
    if not note.strip():
        raise Refused("change.no-note")
    data = {"outcome": "unchanged", "note": note.strip(), "because": because}
    new = New(benefit.REVIEWED, home.village_code, because, (home.id,), data=dict(data))
    return Done(events.record(ws, actor, new), _TOPICS)


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody heard about a household."""

    household_id: str
    kind: LifeEvent
    happened: date
    person_id: str = ""
    note: str = ""


def report(ws: Workspace, actor: Actor, said: Report) -> Done[Event]:
    """Enters a life event; what it asks for stays open until a change or a review settles it.

    Raises:
        Refused: `household.unknown`, `actor.…`, `change.future`, `change.whom`.
    """
    home = households.get(ws, said.household_id)
    allowing.require(ws, actor, Deed.INQUIRY, Thing(home.village_code))
    if said.happened > today(ws.clock):
        raise Refused("change.future")
    if ASKED[said.kind].person and said.person_id not in {one.id for one in home.persons}:
        raise Refused("change.whom")
    data = {"what": said.kind.value, "person": said.person_id, "note": said.note.strip()}
    new = New(
        benefit.REPORTED, home.village_code, households=(home.id,), day=said.happened.isoformat(), data=dict(data)
    )
    return Done(events.record(ws, actor, new), _TOPICS)


@kept
def waiting(ws: Workspace, within: Within = None) -> Sequence[Reported]:
    """Events that no counting change and no review reflects yet, what is most overdue first."""
    db = ws.store.reader()
    told = [one for one in event_rows.of_kinds(db, [benefit.REPORTED], within=within) if _kind(one) not in NO_TASK]
    if not told:
        return []
    settled = {one.text("because") for one in event_rows.of_kinds(db, [benefit.REVIEWED], within=within)}
    settled |= {one.because for one in _linked(ws, told) if one.counts or one.step(today(ws.clock)) is Step.KEPT}
    found = [_reported(ws, one) for one in told if one.thing not in settled]
    return sorted(found, key=lambda one: (one.due_on, one.id))


def _linked(ws: Workspace, told: Iterable[Event]) -> list[Change]:
    """Changes of the households that something was told of."""
    db = ws.store.reader()
    homes = {home for one in told for home in one.households}
    return [
        one
        for home in sorted(homes)
        for one in benefit.folded(event_rows.of_household(db, home, "change.")).values()
        if one.because
    ]


def _kind(one: Event) -> LifeEvent:
    what = one.text("what")
    return LifeEvent(what) if what in set(LifeEvent) else LifeEvent.INCOME


def _reported(ws: Workspace, one: Event) -> Reported:
    now, kind = today(ws.clock), _kind(one)
    happened, told = date.fromisoformat(one.day), date.fromisoformat(one.at[:10])
    due = due_by(kind, happened, told)
    home = households.get(ws, one.households[0])
    names = {person.id: person.name for person in home.persons}
    return Reported(
        one.thing, home.id, home.village_code, home.head_name, home.household_no, kind,
        names.get(one.text("person"), ""), one.text("note"), one.day, told.isoformat(), due.isoformat(),
        (now - told).days, due < now, told_late(happened, told),
    )  # fmt: skip


@kept
def in_hand(ws: Workspace, within: Within = None) -> Sequence[tuple[Change, Step]]:
    """Changes that are neither counted nor decided against, with what comes next; the most pressing first."""
    db, now = ws.store.reader(), today(ws.clock)
    found = benefit.folded(event_rows.of_things(db, rows.open_changes(db, within)))
    steps = [(one, one.step(now)) for one in found.values()]
    order = (Step.APPLY, Step.NOTIFY, Step.DECIDE, Step.HEAR, Step.WAIT)
    return sorted(
        (pair for pair in steps if pair[1] in order), key=lambda pair: (order.index(pair[1]), pair[0].proposed_on)
    )


@kept
def able(ws: Workspace, within: Within = None) -> Sequence[Able]:
    """Members who can work in households in benefit, who refused most first."""
    now, db = today(ws.clock), ws.store.reader()
    most = policy.on(ws, now).integer("refuse_job_limit")
    said: dict[str, list[tuple[str, LifeEvent]]] = {}
    for one in event_rows.of_kinds(db, [benefit.REPORTED], within=within):
        said.setdefault(one.text("person"), []).append((f"{one.day} {one.at}", _kind(one)))
    found = []
    for home_id, body in rows.signed_visits(db, HouseholdClass.C.value, within, LISTED):
        home = households.get(ws, home_id)
        can = {one.get("m_name", "") for one in paper_record.repeats(body, "member") if one.get("m_labor") in _ABLE}
        for person in home.persons:
            if person.name in can:
                heard = said.get(person.id, [])
                referred = max((day[:10] for day, kind in heard if kind is LifeEvent.REFERRED), default="")
                found.append(
                    Able(person.id, home_id, home.head_name, person.name, referred, refusals(heard), most)
                )
    return sorted(found, key=lambda one: -one.refused)
