"""The consent register: forms write into it by themselves, paper by hand; taking back is an entry of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.consent import (
    DECLINED,
    Act,
    Consent,
    How,
    Lacking,
    Purpose,
    Standing,
    Told,
    lacking,
    newest,
    of_person,
    standing,
)
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.domain.household import Household
from villagevisit.services import allowing, consent_forms, households, people
from villagevisit.services.consent_body import CONSENT, consent_body
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_lookup import reads_health
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import NOBODY, Actor, Workspace, new_id
from villagevisit.store import audit, consents, records
from villagevisit.store import visits as rows
from villagevisit.store.visits import StoredSubmission


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody said, as it is entered by hand."""

    household_id: str
    name: str
    act: Act
    purposes: frozenset[Purpose]
    how: How = How.PAPER
    day: date | None = None
    """Today when left out."""
    guardian: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """One member of a household (or somebody a form named) and what counts for each purpose that was ever said."""

    person_id: str
    name: str
    said: tuple[tuple[Purpose, Consent], ...]
    """The newest act for each purpose."""


def record(ws: Workspace, actor: Actor, entry: Entry) -> Done[str]:
    """Enters what was said or signed outside a form, and returns the entry's id.

    Raises:
        Refused: `actor.role`, `household.unknown`, `consent.nobody`, `consent.no-purpose`, `consent.future`,
            `consent.guardian` (a child below 14 does not consent by himself), `consent.nothing-to-withdraw`.
    """
    home = households.get(ws, entry.household_id)
    allowing.require(ws, actor, Deed.CONSENT, Thing(home.village_code))
    name, day = entry.name.strip(), entry.day or today(ws.clock)
    if not name:
        raise Refused("consent.nobody")
    if not entry.purposes:
        raise Refused("consent.no-purpose")
    if day > today(ws.clock):
        raise Refused("consent.future")
    member = next((one for one in home.persons if one.name == name), None)
    made = Consent(
        id=new_id(), act=entry.act, village_code=home.village_code, household_id=home.id,
        person_id=member.id if member else "", name=name, purposes=entry.purposes, wording=entry.wording.strip(),
        how=entry.how, guardian=entry.guardian.strip(), day=day.isoformat(), source="", at=stamp(ws.clock),
        by=_names(ws, actor),
    )  # fmt: skip
    _check(ws, made, member.birth if member else "")
    with ws.store.transaction() as db:
        detail: dict[str, Param] = {"purposes": " ".join(sorted(made.purposes))}
        audit.append(db, made.at, actor.id, f"consent.{made.act}", home.id, detail)
        _append(ws, [made])
    return Done(made.id, changes(Topic.HOUSEHOLDS, Topic.EXCHANGE))


def from_form(ws: Workspace, actor: Actor, stored: StoredSubmission) -> None:
    """Enters what a form says, inside the transaction that freezes it."""
    wanted = consent_forms.repeats(stored.form_id)
    if not wanted or not stored.household_id:
        return
    home = households.get(ws, stored.household_id)
    answers = Answers(leaves(stored.body, wanted))
    acts = [_of_form(home, stored, one, _names(ws, actor)) for one in consent_forms.said(stored.form_id, answers)]
    if acts:
        _append(ws, acts)


def refuse_details(form_id: str, body: bytes) -> None:
    """Raises Refused `consent.sensitive-filled` (count, declined) when a form holds illness or money against a no."""
    found = consent_forms.sensitive_details(form_id, Answers(leaves(body, consent_forms.repeats(form_id))))
    if found:
        raise Refused("consent.sensitive-filled", count=len(found), declined=DECLINED)


def history(ws: Workspace, household_id: str) -> list[Consent]:
    """Every act of a household, newest first."""
    return consents.of_household(ws.store.reader(), household_id)


def standings(ws: Workspace, household_id: str) -> list[PersonStanding]:
    """Who said what in a household: its members in their order, then others whom forms named."""
    acts = history(ws, household_id)
    known = [(one.id, one.name) for one in households.get(ws, household_id).persons]
    others = dict.fromkeys((one.person_id, one.name) for one in reversed(acts))
    found = []
    for person_id, name in dict.fromkeys([*known, *others]):
        own = [one for one in acts if (one.person_id or person_id, one.name) == (person_id, name)]
        said = [(purpose, last) for purpose in Purpose if (last := newest(own, purpose)) is not None]
        if said:
            found.append(PersonStanding(person_id, name, tuple(said)))
    return found


def missing(ws: Workspace, household_id: str, reader: Actor = NOBODY) -> list[Lacking]:
    """What is held of a household without consent, from what this laptop knows; health data only for who may know."""
    home = households.get(ws, household_id)
    db = ws.store.reader()
    health = HEALTH_FORMS if reads_health(reader) else frozenset()
    held = rows.of_household(db, household_id)
    ill = {row["person_id"] for row in held if row["form_id"] in health}
    applied = bool(home.assist_category) or any(row["form_id"] == consent_forms.APPLICATION_FORM for row in held)
    told = [Told(one.id, one.name, one.birth, one.id in ill, applied) for one in home.persons]
    return lacking(consents.of_household(db, household_id), told)


def _check(ws: Workspace, made: Consent, birth: str) -> None:
    before = of_person(consents.of_household(ws.store.reader(), made.household_id), made.person_id, made.name)
    if made.act is Act.WITHDRAWN and not any(standing(before, one) is Standing.GIVEN for one in made.purposes):
        raise Refused("consent.nothing-to-withdraw", name=made.name)
    if made.act is Act.GIVEN and not any(standing([made], one, birth) is Standing.GIVEN for one in made.purposes):
        raise Refused("consent.guardian", name=made.name)


def _of_form(home: Household, stored: StoredSubmission, one: consent_forms.Said, by: str) -> Consent:
    member = next((it for it in home.persons if it.name == one.name), None)
    return Consent(
        id=new_id(), act=one.act, village_code=home.village_code, household_id=home.id,
        person_id=member.id if member else "", name=one.name, purposes=one.purposes,
        wording=f"{stored.form_id} {stored.form_version}", how=one.how, guardian=one.guardian,
        day=stored.frozen_at[:10], source=stored.id, at=stored.frozen_at, by=by,
    )  # fmt: skip


def _append(ws: Workspace, acts: Sequence[Consent]) -> None:
    with ws.store.transaction() as db:
        entry = new_id()
        consents.add(db, entry, acts)
        records.append(db, CONSENT, entry, consent_body(entry, acts), acts[0].at)


def _names(ws: Workspace, actor: Actor) -> str:
    return "、".join(people.get(ws, one.id).name for one in actor.officers)
