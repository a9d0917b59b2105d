"""Registers of health education and of referrals; a follow-up that refers enters its referral by itself."""

from dataclasses import dataclass

from villagevisit.domain import health_register as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health_register import Activity, Referral
from villagevisit.services import allowing, events, frozen_answers, health_services, people
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows
from villagevisit.store import households as household_rows
from villagevisit.store.households import Db
from villagevisit.store.visits import StoredSubmission

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_SERVICES = {"htn_followup": "hypertension", "t2dm_followup": "diabetes", "smd_followup": "smd"}


@dataclass(frozen=True, slots=True)
class Sums:
    """A year of health education; `asked` is the denominator of those who knew."""

    times: int
    persons: int
    asked: int
    knew: int


def hold(ws: Workspace, actor: Actor, one: Activity) -> Done[Event]:
    """Enters an activity; its id and the names are given here.

    Raises:
        Refused: `actor.role`, `actor.area`, `health.activity`, `health.persons`, `health.day`.
    """
    allowing.require(ws, actor, Deed.HEALTH, Thing(one.area), named=True)
    if one.place not in rules.PLACES or one.topic not in rules.TOPICS or one.way not in rules.WAYS:
        raise Refused("health.activity")
    if one.persons < 1 or not 0 <= one.knew <= one.asked <= one.persons or one.day > today(ws.clock).isoformat():
        raise Refused("health.persons")
    day = health_services.past(ws, one.day)
    data: dict[str, Value] = {
        "place": one.place, "topic": one.topic, "way": one.way, "persons": one.persons, "asked": one.asked,
        "knew": one.knew, "text": one.text.strip(),
    }  # fmt: skip
    new = New(rules.ACTIVITY, one.area, day=day, data=data)
    return Done(events.record(ws, actor, new), _CHANGED)


def held(ws: Workspace, actor: Actor, year: int, within: Within = None) -> tuple[list[Activity], Sums]:
    """The activities of a year, newest first, and what they come to. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    found = rules.activities(
        rows.of_kinds(ws.store.reader(), [rules.ACTIVITY], since=f"{year}-01-01", until=f"{year}-12-31", within=within)
    )
    sums = Sums(
        len(found), sum(one.persons for one in found), sum(one.asked for one in found), sum(one.knew for one in found)
    )
    return found, sums


def referrals(ws: Workspace, actor: Actor, within: Within = None) -> list[tuple[Referral, str]]:
    """Referrals with the name of whom they are about, those who are not back first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    db = ws.store.reader()
    found = rules.referrals(rows.of_kinds(db, [rules.REFERRED, rules.RETURNED], within=within))
    named = [(one, household_rows.person(db, one.person_id)) for one in found]
    return [(one, person.name if person else "") for one, person in named]


def came_back(ws: Workspace, actor: Actor, one: Referral, found: str) -> Done[Event]:
    """Somebody who was referred is back, with what was found.

    Raises:
        Refused: `actor.role`, `actor.area`, `health.found`.
    """
    village, homes = _home(ws.store.reader(), one.person_id)
    allowing.require(ws, actor, Deed.HEALTH, Thing(village), named=True)
    if not found.strip():
        raise Refused("health.found")
    new = New(rules.RETURNED, village, one.person_id, homes, source=one.id, data={"found": found.strip()})
    return Done(events.record(ws, actor, new), _CHANGED)


def signed(ws: Workspace, db: Db, stored: StoredSubmission) -> None:
    """A follow-up has its signature: the referral it makes, in the transaction of the signature."""
    said = frozen_answers.values(stored.body)
    if said.get("refer") != "1":
        return
    village, homes = _home(db, stored.person_id)
    data: dict[str, Value] = {
        "service": _SERVICES[stored.form_id], "reason": said.get("refer_reason") or said.get("refer_detail", ""),
        "place": said.get("refer_org", ""), "replaces": stored.replaces,
    }  # fmt: skip
    by = Actor(tuple(people.get(ws, one) for one in stored.frozen_by.split()))
    day = said.get("fu_date") or stored.frozen_at[:10]
    new = New(rules.REFERRED, village, stored.person_id, homes, day=day, source=stored.id, data=data)
    events.enter(db, events.made(ws, by, new))


def _home(db: Db, person_id: str) -> tuple[str, tuple[str, ...]]:
    person = household_rows.person(db, person_id)
    home = person.household_id if person else ""
    return household_rows.village_of(db, home), (home,) if home else ()
