"""The health record of one person, read at once from his finished forms and health events; closing it and opening it.

Nothing is read from lists that must be made first, so what was signed a moment ago is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain import health_closing, health_warnings
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.consent import Purpose, newest, of_person
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import CLOSED, FINDINGS, HealthVisit, Service, Standing
from villagevisit.domain.health_closing import REOPENED, WHYS, Closing
from villagevisit.domain.health_curves import Measured
from villagevisit.domain.health_warnings import Alert
from villagevisit.domain.household import Household, Person
from villagevisit.domain.observation import day_of, observed
from villagevisit.services import (
    allowing,
    areas,
    events,
    form_list,
    frozen_answers,
    health_lines,
    households,
    people,
    reveal,
    visit_subject,
)
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import consents
from villagevisit.store import health_lines as lines

AT_ONCE = 100
"""People whose lines may be made while somebody waits; of more the worker makes them first (`health_lines.settle`)."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything of one person's health that the doctor of his village may see."""

    person: Person
    household: Household
    village: str
    number: str
    """17 digits; empty while there is no record."""
    doctor: str
    """The responsible doctor whom the cover names."""
    made_on: str
    closing: Closing | None
    alerts: tuple[Alert, ...]
    visits: tuple[HealthVisit, ...]
    """Newest first."""
    told: tuple[Event, ...]
    """Health events, newest first."""
    services: tuple[Standing, ...]

    @property
    def open(self) -> bool:
        return self.closing is None

    @property
    def measured(self) -> list[Measured]:
        """All that was measured, oldest first."""
        return [
            Measured(visit.day, code, value)
            for visit in reversed(self.visits)
            for code, value in observed(visit.form_id, visit.answers).items()
        ]


def of(ws: Workspace, actor: Actor, person_id: str) -> Record:
    """The whole record; that somebody read it is written down.

    Raises:
        Refused: `visit.person-unknown`, `household.unknown`, `actor.role`, `actor.area`.
    """
    if health_lines.waiting(ws) <= AT_ONCE:
        health_lines.settle(ws)
    record = read(ws, actor, person_id)
    reveal.note_health(ws, actor, person_id)
    return record


def read(ws: Workspace, actor: Actor, person_id: str) -> Record:
    """The same for papers and pictures of what is open already. Raises like `of`."""
    home, person = _found(ws, actor, person_id)
    visits, told = _of_person(ws, person_id)
    now = today(ws.clock).isoformat()
    services = [one for one in lines.standings_of(ws.store.reader(), person_id) if one.service not in FINDINGS]
    acts = of_person(consents.of_household(ws.store.reader(), home.id), person.id, person.name)
    said = newest(acts, Purpose.HEALTH)
    cover = next((one for one in reversed(visits) if one.form_id == RECORD_FORM), None)
    return Record(
        person=person,
        household=home,
        village=areas.name(ws, home.village_code),
        number=cover.answers.get("ehr_code", "") if cover else "",
        doctor=cover.answers.get("ehr_doctor", "") if cover else "",
        made_on=next((one.day for one in visits if one.form_id == RECORD_FORM), ""),
        closing=health_closing.closing(visits, told),
        alerts=tuple(health_warnings.alerts(visits, services, said.act if said else "missing", now)),
        visits=tuple(reversed(visits)),
        told=tuple(sorted(told, key=lambda one: (one.day, one.id), reverse=True)),
        services=tuple(services),
    )


def close(ws: Workspace, actor: Actor, person_id: str, *, why: str, day: date, note: str = "") -> Done[Event]:
    """Closes a record with its day; it stays readable, and nothing is due any more.

    Raises:
        Refused: `health_record.why` (why), `health_record.future`, `health_record.closed`, and what `of` raises.
    """
    home, person = _found(ws, actor, person_id)
    if why not in WHYS:
        raise Refused("health_record.why", why=why)
    if day > today(ws.clock):
        raise Refused("health_record.future")
    if health_closing.closing(*_of_person(ws, person_id)) is not None:
        raise Refused("health_record.closed")
    data: dict[str, Value] = {"service": Service.RECORD.value, "reason": why, "note": note.strip()}
    new = New(CLOSED, home.village_code, person.id, (home.id,), day=day.isoformat(), data=data)
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS))


def reopen(ws: Workspace, actor: Actor, person_id: str) -> Done[Event]:
    """Opens a closed record again: it was closed by mistake, or the person came back.

    Raises:
        Refused: `health_record.not-closed`, and what `of` raises.
    """
    home, person = _found(ws, actor, person_id)
    if health_closing.closing(*_of_person(ws, person_id)) is None:
        raise Refused("health_record.not-closed")
    new = New(REOPENED, home.village_code, person.id, (home.id,), data={"service": Service.RECORD.value})
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS))


def years(person: Person, day: date) -> int | None:
    """Whole years on a day; None where the birth is not known."""
    if len(person.birth) < 10:
        return None
    born = date.fromisoformat(person.birth)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def officer(ws: Workspace, officer_id: str) -> str:
    """Name of who answers for a visit; empty for somebody whom this laptop does not know."""
    try:
        return people.get(ws, officer_id).name
    except Refused:
        return ""


def _found(ws: Workspace, actor: Actor, person_id: str) -> tuple[Household, Person]:
    home = households.get(ws, visit_subject.household_of_person(ws, person_id))
    allowing.require(ws, actor, Deed.HEALTH, Thing(home.village_code))
    return home, next(one for one in home.persons if one.id == person_id)


def _of_person(ws: Workspace, person_id: str) -> tuple[Sequence[HealthVisit], list[Event]]:
    """His finished records that nothing replaces, and his health events, oldest first."""
    db = ws.store.reader()
    forms = {one.form_id for one in form_list.shelf(ws) if one.health}
    visits = []
    for row in lines.forms(db, [person_id], forms).get(person_id, ()):
        answers = frozen_answers.values(row.body)
        day = day_of(answers, row.frozen_at[:10])
        visits.append(HealthVisit(row.source, row.form_id, day, row.officer_id, answers))
    visits.sort(key=lambda one: (one.day, one.source))
    return visits, lines.events_of(db, [person_id]).get(person_id, [])
