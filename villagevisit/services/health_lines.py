"""Keeping the lines of people's health: made anew for whoever something came of, before a page reads them."""

from collections.abc import Callable

from villagevisit.domain.event import Event
from villagevisit.domain.health import HealthVisit, standings
from villagevisit.domain.health_file import fields
from villagevisit.domain.observation import day_of, observed
from villagevisit.services import form_list, frozen_answers, ledger_lines
from villagevisit.services.health_answers import IMPORTED, of_event
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_lines as lines
from villagevisit.store.health_lines import FormRow
from villagevisit.store.households import Db

_AT_ONCE = 200
Progress = Callable[[int, int], None]
"""Done, of how many."""


def waiting(ws: Workspace) -> int:
    """People whose lines must be made anew; a page with many of them calls `settle` on the worker."""
    return lines.stale_count(ws.store.reader())


def settle(ws: Workspace, progress: Progress = lambda _done, _all: None) -> int:
    """Makes all lines that something came of; returns how many people's. Each step of 200 people stands by itself."""
    forms = {one.form_id for one in form_list.shelf(ws) if one.health}
    done, whole = 0, waiting(ws)
    while people := lines.stale(ws.store.reader(), _AT_ONCE):
        with ws.store.transaction() as db:
            _remake(db, people, forms)
        done += len(people)
        progress(done, max(done, whole))
    return done


def _remake(db: Db, people: list[str], forms: set[str]) -> None:
    known, kept, told = lines.people(db, people), lines.forms(db, people, forms), lines.events_of(db, people)
    lines.forget(db, people)
    for person_id in people:
        visits = [_visit(row) for row in kept.get(person_id, ())]
        visits += [_imported(one) for one in told.get(person_id, ()) if one.kind == IMPORTED]
        for visit in visits:
            values = observed(visit.form_id, visit.answers)
            lines.add_visit(db, visit.source, person_id, visit.form_id, visit.day, visit.officer_id, values)
        person = known.get(person_id)
        if person is not None:
            events = told.get(person_id, [])
            own = ledger_lines.of_person(visits, kept.get(person_id, ()), events)
            others = [one for one in standings(person, visits, events) if one.service not in ledger_lines.OWN]
            lines.add_standings(db, person, [*others, *own])


def _imported(one: Event) -> HealthVisit:
    entry = of_event(one)
    return HealthVisit(one.id, entry.form, entry.day, "", fields(entry))


def _visit(row: FormRow) -> HealthVisit:
    answers = frozen_answers.values(row.body)
    return HealthVisit(row.source, row.form_id, day_of(answers, row.frozen_at[:10]), row.officer_id, answers)
