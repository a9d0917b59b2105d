"""Asking for the separate consent before a person's first health form: what is read out, one step to enter the answer.

Paper: `paper_health_consent`. The acts stand in the consent register like all others (`consents`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from printing.texts import wording
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.consent import Act, How, Purpose, is_child, of_person
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_consent import WITHOUT, Basis, bases, refusal
from villagevisit.domain.household import Household, Person
from villagevisit.services import allowing, areas, consents, events, households, policy
from villagevisit.services.consents import Entry
from villagevisit.services.events import New
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import consents as rows
from villagevisit.store import events as event_rows
from villagevisit.wording import language

DAYS = "health_consent_days"
"""County parameter: within how many days somebody is asked after an emergency."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the person is told, and which answers there are."""

    name: str
    household_id: str
    child: bool
    """Below 14: a guardian answers for him (PIPL 31)."""
    text: Sequence[str]
    bases: tuple[Basis, ...]
    days: int


def require(ws: Workspace, household_id: str, person_id: str, form_id: str = "") -> None:
    """Before a form is opened, or anything of his health taken over or given away (no form).

    Raises Refused `consent.health` (he said no, or took it back), `consent.health-missing`,
    `consent.health-late` (he was to be asked after an emergency); each with his name.
    """
    home, person = _person(ws, household_id, person_id)
    db = ws.store.reader()
    acts = of_person(rows.of_household(db, home.id), person.id, person.name)
    told = event_rows.of_thing(db, person.id, bare=True)
    code = refusal(acts, told, form_id, today(ws.clock).isoformat(), person.birth)
    if code:
        raise Refused(code, name=person.name)


def agreed(ws: Workspace, household_id: str, person_id: str) -> bool:
    """Whether `require` lets anything of his health be given away."""
    try:
        require(ws, household_id, person_id)
    except Refused:
        return False
    return True


def asking(ws: Workspace, actor: Actor, form_id: str, person_id: str) -> Asking:
    """Raises Refused `visit.person-unknown`, `household.unknown`."""
    home, person = _person(ws, "", person_id)
    return Asking(
        name=person.name,
        household_id=home.id,
        child=is_child(person.birth, today(ws.clock).isoformat()),
        text=text(ws, "、".join(one.name for one in actor.officers)),
        bases=bases(form_id),
        days=policy.on(ws, today(ws.clock)).integer(DAYS),
    )


def text(ws: Workspace, doctor: str) -> Sequence[str]:
    """What is read out, or read on the screen; the paper has the same."""
    place = areas.township(ws)
    key = "text" if language() == "zh_CN" else "text.en"
    return wording("health_consent").paragraphs(key, place=place.name if place else "", doctor=doctor)


def answer(ws: Workspace, actor: Actor, person_id: str, act: Act, how: How, guardian: str = "") -> Done[str]:
    """Enters what the person said. Raises like `consents.record`."""
    home, person = _person(ws, "", person_id)
    entry = Entry(
        home.id, person.name, act, frozenset({Purpose.HEALTH}), how, guardian=guardian,
        wording=wording("health_consent").version,
    )  # fmt: skip
    return consents.record(ws, actor, entry)


def without(ws: Workspace, actor: Actor, person_id: str, form_id: str, basis: Basis) -> Done[str]:
    """Names the law by which the form is opened without consent, and returns the last day on which an emergency counts.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `health.basis` where this form has no such basis.
    """
    home, person = _person(ws, "", person_id)
    allowing.require(ws, actor, Deed.HEALTH, Thing(home.village_code), named=True)
    if basis not in bases(form_id):
        raise Refused("health.basis")
    day = today(ws.clock)
    days = policy.on(ws, day).integer(DAYS)
    until = (day + timedelta(days=days)).isoformat() if basis is Basis.EMERGENCY else ""
    new = New(WITHOUT, home.village_code, person.id, (home.id,), data={"basis": str(basis), "until": until})
    events.record(ws, actor, new)
    return Done(until, changes(Topic.EVENTS, Topic.EXCHANGE))


def _person(ws: Workspace, household_id: str, person_id: str) -> tuple[Household, Person]:
    home = households.get(ws, household_id or household_of_person(ws, person_id))
    person = next((one for one in home.persons if one.id == person_id), None)
    if person is None:
        raise Refused("visit.person-unknown")
    return home, person
