"""Self-care of people in destitute support: who is due, F17 signed by two → level → amounts (S-247, S-248, R-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from villagevisit.domain import selfcare
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.selfcare import ASSESSED, FORM, Amounts, Known, Level
from villagevisit.services import allowing, events, households, paper_record, policy, visit_lookup
from villagevisit.services.events import New
from villagevisit.services.folded import kept
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import benefit as rows
from villagevisit.store import events as event_rows

TEKUN = "3"
"""Code of `assist`."""
Stage = Literal["never", "again", "unsigned", "signed", "known"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in destitute support, and what is known of his self-care."""

    person_id: str
    household_id: str
    village_code: str
    name: str
    stage: Stage
    """`signed`: two people signed F17 and its level is not entered yet."""
    level: Level | None
    day: str
    submission_id: str
    """The F17 that waits for a signature or for being entered."""


@kept
def persons(ws: Workspace, within: Within = None) -> Sequence[Person]:
    """Everybody in destitute support, who waits for something first."""
    db, now = ws.store.reader(), today(ws.clock)
    homes = {one.id: one for one in rows.paid(db, within, TEKUN)}
    if not homes:
        return []
    known, months = latest(ws, within), policy.on(ws, now).integer("review_months_A")
    found = []
    for person_id, home, name in rows.persons(db, homes):
        last, form = known.get(person_id), _form(ws, person_id)
        stage: Stage = "known"
        if form is not None and (last is None or last.source != form.id):
            stage = "signed" if form.complete else "unsigned"
        elif selfcare.is_due(last, now, months):
            stage = "again" if last else "never"
        waits = form.id if form is not None and stage in ("signed", "unsigned") else ""
        level, day = (last.level, last.day) if last else (None, "")
        found.append(Person(person_id, home, homes[home].village_code, name, stage, level, day, waits))
    order = ("signed", "unsigned", "never", "again", "known")
    return sorted(found, key=lambda one: (order.index(one.stage), one.village_code, one.name))


def _form(ws: Workspace, person_id: str) -> SubmissionRow | None:
    found = visit_lookup.history_of_person(ws, person_id)
    return next((row for row in found if row.form_id == FORM and not row.replaced_by), None)


def latest(ws: Workspace, within: Within = None) -> dict[str, Known]:
    """The newest entered level of each person."""
    found = event_rows.of_kinds(ws.store.reader(), [ASSESSED], within=within)
    return selfcare.latest(
        Known(one.text("person"), Level(one.number("level")), one.day, one.source)
        for one in found
        if one.number("level") in set(Level)
    )


def enter(ws: Workspace, actor: Actor, submission_id: str) -> Done[Event]:
    """Enters the level of a signed F17 with the amounts it comes to; nobody's benefit moves by that alone.

    Raises:
        Refused: `visit.unknown`, `actor.…`, `care.not-f17`, `care.unsigned` (signed), `care.entered`,
            `care.incomplete`, `policy.…`.
    """
    found = visit_lookup.submission(ws, submission_id)
    row = found.row
    if row.form_id != FORM or row.replaced_by:
        raise Refused("care.not-f17")
    home = households.get(ws, row.household_id)
    allowing.require(ws, actor, Deed.CASE, Thing(home.village_code))
    if not row.complete:
        raise Refused("care.unsigned", signed=len(row.signed))
    last = latest(ws).get(row.person_id)
    if last is not None and last.source == row.id:
        raise Refused("care.entered")
    said = paper_record.values(found.body)
    level, day = selfcare.level(said), said.get("ev_date", "") or row.frozen_at[:10]
    sums = selfcare.amounts(level, home.hukou_type, policy.on(ws, today(ws.clock)))
    data: dict[str, Value] = {
        "person": row.person_id, "level": int(level), "care_year": str(sums.care_year),
        "living_year": str(sums.living_year), "month": str(sums.month), "policy_on": today(ws.clock).isoformat(),
        "formula": f"({sums.living_year}+{sums.care_year})÷12→{sums.month}",
    }  # fmt: skip
    new = New(ASSESSED, home.village_code, row.person_id, (home.id,), day, row.id, data)
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS, Topic.EXCHANGE))


@dataclass(frozen=True, slots=True)
class Pay:
    """Yuan a month of a household in destitute support: what it receives, and what its people's levels come to."""

    paid: Decimal
    owed: Decimal

    @property
    def contradicts(self) -> bool:
        """It is paid by another level than was found (S-248)."""
        return self.paid != self.owed


def pay(ws: Workspace, household_id: str, people: Iterable[Person]) -> Pay | None:
    """None until everybody of the household is assessed. Raises Refused `policy.…` like `amounts`."""
    sums = [amounts(ws, one) for one in people if one.household_id == household_id]
    known = [one.month for one in sums if one is not None]
    if not known or len(known) < len(sums):
        return None
    return Pay(households.get(ws, household_id).amount_month, sum(known, Decimal()))


def amounts(ws: Workspace, person: Person) -> Amounts | None:
    """What his level comes to by today's parameters; None without a level."""
    if person.level is None:
        return None
    home = households.get(ws, person.household_id)
    return selfcare.amounts(person.level, home.hukou_type, policy.on(ws, today(ws.clock)))
