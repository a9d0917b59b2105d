"""Calling an appraisal meeting: whose turn it is, the village's panel, who is there, who leaves for whom (R-09)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from villagevisit.domain import appraisal as rules_of
from villagevisit.domain import appraisal_meeting as fold
from villagevisit.domain import recusal
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.appraisal import COMPETITIVE, EQUAL, FORMS, Member, Quorum, Rules
from villagevisit.domain.appraisal_meeting import Meeting
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import allowing, events, households, people, policy
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import appraisals
from villagevisit.store import events as rows
from villagevisit.store.appraisals import Visited

Listed = appraisals.Listed
OBJECTED = frozenset({"objection.received"})
"""What makes a meeting necessary where the county calls one only on objection (57号)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided before the meeting. `homes`: household id → step (`1` nominated as one of the poorest, `2`)."""

    village: str
    number: str
    day: str
    place: str
    form: str
    homes: Mapping[str, str]
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Present:
    present: frozenset[str]
    chair: str
    recorder: str
    teller: str
    policy_read: bool


def rules(ws: Workspace, day: str = "") -> Rules:
    """The county's parameters on the day of a meeting. Raises like `Rules.of`."""
    return Rules.of(policy.on(ws, date.fromisoformat(day) if day else today(ws.clock)))


def due(ws: Workspace, village: str = "", within: Within = None) -> tuple[Visited, ...]:
    """Whose turn it is, by village, group and number: visited and signed, not appraised since, and not yet called.

    Where the county appraises only on objection, only those that somebody objected to since they were last appraised.
    """
    return tuple(appraisals.due(ws.store.reader(), village, within, _reasons(ws)))


def waiting(ws: Workspace, within: Within = None) -> dict[str, int]:
    """Village → how many households are due there."""
    return appraisals.waiting(ws.store.reader(), within, _reasons(ws))


def _reasons(ws: Workspace) -> frozenset[str] | None:
    return None if rules(ws).always else OBJECTED


def meetings(ws: Workspace, within: Within = None) -> tuple[Listed, ...]:
    """Newest first."""
    return tuple(appraisals.meetings(ws.store.reader(), within))


def get(ws: Workspace, meeting_id: str, within: Within = None) -> Meeting:
    """Raises Refused `appraisal.unknown`, `actor.area`."""
    happened = rows.of_thing(ws.store.reader(), meeting_id)
    called = next((one for one in happened if one.kind == fold.CALLED), None)
    if called is None:
        raise Refused("appraisal.unknown")
    if within is not None and called.area not in within:
        raise Refused("actor.area")
    found = fold.meeting(happened, rules(ws, called.day))
    assert found is not None
    return found


def call(ws: Workspace, actor: Actor, plan: Plan) -> Done[str]:
    """A meeting with its households and the panel that this village had last; returns its id.

    Raises:
        Refused: `actor.role`, `actor.area`, `appraisal.no-number`, `appraisal.no-place`, `appraisal.no-form`,
            `appraisal.nobody`, `appraisal.not-due` (name), `appraisal.seats`.
    """
    allowing.require(ws, actor, Deed.MEETING, Thing(plan.village))
    visited = {one.household_id: one for one in appraisals.visited(ws.store.reader(), plan.village)}
    _check(ws, plan, visited)
    data: dict[str, Value] = {
        "number": plan.number.strip(), "place": plan.place.strip(), "form": plan.form, "seats": plan.seats,
    }  # fmt: skip
    called = events.made(ws, actor, New(fold.CALLED, plan.village, day=plan.day, data=data))
    homes: list[Value] = []
    for one in visited.values():
        if one.household_id in plan.homes:
            step = plan.homes[one.household_id] if plan.form == EQUAL else plan.form
            homes.append({
                "household": one.household_id, "number": one.number, "head": one.head, "step": step, "visit": one.visit,
            })  # fmt: skip
    named = New(fold.CANDIDATES, plan.village, called.id, tuple(plan.homes), plan.day, data={"rows": homes})
    made = [called, events.made(ws, actor, named)]
    members = proposed(ws, known_panel(ws, plan.village), tuple(plan.homes))
    if members:
        made.append(events.made(ws, actor, _panel_event(plan.village, called.id, plan.day, members)))
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
    return Done(called.id, changes(Topic.EVENTS, Topic.EXCHANGE))


def _check(ws: Workspace, plan: Plan, visited: Mapping[str, Visited]) -> None:
    if not plan.number.strip():
        raise Refused("appraisal.no-number")
    if not plan.place.strip():
        raise Refused("appraisal.no-place")
    if plan.form not in FORMS or not set(plan.homes.values()) <= {EQUAL, COMPETITIVE}:
        raise Refused("appraisal.no-form")
    if not plan.homes:
        raise Refused("appraisal.nobody")
    for home in plan.homes:
        if home not in visited:
            raise Refused("appraisal.not-due", name=households.get(ws, home).head_name)
    if plan.seats < 0 or (plan.form == COMPETITIVE and plan.seats >= len(plan.homes)):
        raise Refused("appraisal.seats")


def known_panel(ws: Workspace, village: str) -> tuple[Member, ...]:
    """The panel that this village had last; empty before its first meeting."""
    last = [one for one in rows.of_kinds(ws.store.reader(), [fold.PANEL], within=(village,)) if one.area == village]
    return fold.panel(last[-1]) if last else ()


def proposed(ws: Workspace, members: Sequence[Member], homes: Sequence[str]) -> tuple[Member, ...]:
    """The same people with those households added from which they have to stay away, as far as this computer knows:
    declared kin (filings of officers), and members of the household itself by their name. People may add and take away.
    """
    officers = {one.name: one for one in people.officers(ws)}
    limits = policy.on(ws, today(ws.clock))
    found = list(members)
    for home in homes:
        persons = households.get(ws, home).persons
        numbers = {one.id_no for one in persons if one.id_no}
        for at, member in enumerate(found):
            officer = officers.get(member.name)
            why = ""
            if officer is not None and recusal.is_kin(officer, numbers, limits):
                why = "declared_kin"
            elif any(one.name == member.name for one in persons):
                why = "same_name"
            if why and home not in member.recused:
                found[at] = replace(member, recused={**member.recused, home: why})
    return tuple(found)


def set_panel(ws: Workspace, actor: Actor, meeting_id: str, members: Sequence[Member]) -> Done[None]:
    """Keeps the panel for this meeting and for the next one of this village.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `actor.role`, `actor.area`, `appraisal.no-name`,
            `appraisal.twice` (name).
    """
    now = opened(ws, actor, meeting_id)
    names = [one.name.strip() for one in members]
    if not all(names) or not all(one.role in rules_of.ROLES for one in members):
        raise Refused("appraisal.no-name")
    for name in names:
        if names.count(name) > 1:
            raise Refused("appraisal.twice", name=name)
    events.record(ws, actor, _panel_event(now.village, now.id, now.day, members))
    return Done(None, changes(Topic.EVENTS, Topic.EXCHANGE))


def _panel_event(village: str, meeting_id: str, day: str, members: Sequence[Member]) -> New:
    listed: list[Value] = [
        {"name": one.name.strip(), "role": one.role, "votes": one.votes, "recused": dict(one.recused)}
        for one in members
    ]
    return New(fold.PANEL, village, meeting_id, day=day, data={"members": listed})


def sign_in(ws: Workspace, actor: Actor, meeting_id: str, who: Present) -> Done[Quorum]:
    """Who is there now. May be said again when somebody comes or goes; households counted before keep their figures.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `actor.role`, `actor.area`, `appraisal.chair-records`.
    """
    now = opened(ws, actor, meeting_id)
    if who.chair.strip() and who.chair.strip() == who.recorder.strip():
        raise Refused("appraisal.chair-records")
    known = {one.name for one in now.panel}
    data: dict[str, Value] = {
        "present": [*sorted(who.present & known)], "chair": who.chair.strip(),
        "recorder": who.recorder.strip(), "teller": who.teller.strip(), "policy_read": who.policy_read,
    }  # fmt: skip
    events.record(ws, actor, New(fold.PRESENT, now.village, now.id, day=now.day, data=data))
    return Done(quorum(ws, get(ws, meeting_id)), changes(Topic.EVENTS, Topic.EXCHANGE))


def quorum(ws: Workspace, now: Meeting) -> Quorum:
    return rules_of.quorum(now.panel, now.present, rules(ws, now.day))


def call_off(ws: Workspace, actor: Actor, meeting_id: str, reason: str) -> Done[None]:
    """A meeting that did not come about or was broken off; its households are due again.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `actor.role`, `actor.area`, `appraisal.no-reason`.
    """
    now = opened(ws, actor, meeting_id)
    if not reason.strip():
        raise Refused("appraisal.no-reason")
    events.record(ws, actor, New(fold.VOID, now.village, now.id, day=now.day, data={"reason": reason.strip()}))
    return Done(None, changes(Topic.EVENTS, Topic.EXCHANGE))


def opened(ws: Workspace, actor: Actor, meeting_id: str) -> Meeting:
    """A meeting that these people may go on with. Raises Refused `appraisal.unknown`, `appraisal.over`, `actor.…`."""
    now = get(ws, meeting_id)
    allowing.require(ws, actor, Deed.MEETING, Thing(now.village))
    if not now.open:
        raise Refused("appraisal.over")
    return now


def happened(ws: Workspace, meeting_id: str) -> list[Event]:
    """Everything that was entered about a meeting, oldest first."""
    return rows.of_thing(ws.store.reader(), meeting_id)
