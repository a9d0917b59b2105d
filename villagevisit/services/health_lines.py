"""Keeping the lines of people's health: made anew for whoever something came of, before a page reads them."""

from collections.abc import Callable, Iterable

from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import HealthVisit, Rules, standings
from villagevisit.domain.health_closing import after_closing, closing
from villagevisit.domain.health_file import fields, last_name
from villagevisit.domain.observation import day_of, observed
from villagevisit.services import form_list, frozen_answers, health_rules, ledger_lines
from villagevisit.services.health_answers import IMPORTED, corrected, of_event
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
    """Makes all lines that something came of; returns how many people's. Each step of 200 people stands by itself.

    Raises:
        Refused: `policy.missing`, `policy.not-a-number` (key), where the county has not set what the rules need.
    """
    forms = {one.form_id for one in form_list.shelf(ws) if one.health}
    done, whole = 0, waiting(ws)
    if not whole:
        return 0
    rules = health_rules.on(ws, today(ws.clock))
    while people := lines.stale(ws.store.reader(), _AT_ONCE):
        with ws.store.transaction() as db:
            _remake(db, people, forms, rules)
        done += len(people)
        progress(done, max(done, whole))
    return done


def _remake(db: Db, people: list[str], forms: set[str], rules: Rules) -> None:
    known, kept, told = lines.people(db, people), lines.forms(db, people, forms), lines.events_of(db, people)
    lines.forget(db, people)
    for person_id in people:
        visits = visits_of(kept.get(person_id, ()), told.get(person_id, ()))
        for visit in visits:
            values = observed(visit.form_id, visit.answers)
            lines.add_visit(db, visit.source, person_id, visit.form_id, visit.day, visit.officer_id, values)
        person = known.get(person_id)
        if person is not None:
            events = told.get(person_id, [])
            own = ledger_lines.of_person(visits, kept.get(person_id, ()), events)
            folded = after_closing(standings(person, visits, events, rules), closing(visits, events))
            lines.add_standings(db, person, [*(one for one in folded if one.service not in ledger_lines.OWN), *own])


def visits_of(rows: Iterable[FormRow], told: Iterable[Event]) -> list[HealthVisit]:
    """What the fold reads of one person: finished forms, and what came from other systems."""
    events = list(told)
    gone = corrected(events)
    came = (one for one in events if one.kind == IMPORTED and one.text("id") not in gone)
    return [*(_visit(row) for row in rows), *map(_imported, came)]


def _imported(one: Event) -> HealthVisit:
    """A record of another system, which counts like one of ours."""
    entry = of_event(one)
    answers = fields(entry)
    if entry.form == RECORD_FORM:
        answers["pd_code"] = " ".join(value for ref, value in entry.answers if last_name(ref) == "pd_code")
    return HealthVisit(one.id, entry.form, entry.day, "", answers)


def _visit(row: FormRow) -> HealthVisit:
    answers = frozen_answers.values(row.body)
    if row.form_id == RECORD_FORM:
        codes = (one.get("pd_code", "") for one in frozen_answers.repeats(row.body, "past_disease"))
        answers = {**answers, "pd_code": " ".join(codes)}
    return HealthVisit(row.source, row.form_id, day_of(answers, row.frozen_at[:10]), row.officer_id, answers)
