"""The lines of contract, screening and identification of one person, beside those of the follow-ups.

Their `state` is one word that lists count by: `Contract.written`, `screening.Case.written`, `Patient.written`, and for
the identification the class (`-` without one), the step and whether it is complete, as `2:ask:1`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from villagevisit.domain import batches, contracts, identification, screening
from villagevisit.domain.contracts import Served, Signed
from villagevisit.domain.event import Event
from villagevisit.domain.health import HealthVisit, Service, Standing
from villagevisit.services import frozen_answers, health_tables
from villagevisit.store.health_lines import FormRow

OWN: Final = frozenset({Service.CONTRACT, Service.SCREENING, Service.IDENTIFIED, Service.BATCH})
"""Services whose lines are made here and nowhere else: their states are read back by lists."""


def of_person(visits: Sequence[HealthVisit], rows: Sequence[FormRow], events: Sequence[Event]) -> list[Standing]:
    """A pure fold. `rows`: the records that `visits` were read from, for what stands in repeats."""
    found = [_contract(visits, rows, events), _screening(visits, events), *_identified(visits, events)]
    return [one for one in found if one is not None]


def signed(visit: HealthVisit, rows: Sequence[FormRow]) -> Signed:
    """A signed contract with its own list of services."""
    body = next((row.body for row in rows if row.source == visit.source), b"")
    entered = frozen_answers.repeats(body, "service") if visit.answers.get("has_service") == "1" else []
    served = [
        Served(one["sv_date"], one.get("sv_ok") == "1", one.get("sv_sat", "")) for one in entered if one.get("sv_date")
    ]
    return Signed(visit.source, visit.day, visit.officer_id, visit.answers, served)


def _contract(
    visits: Sequence[HealthVisit], rows: Sequence[FormRow], events: Sequence[Event]
) -> Standing | None:
    forms = [signed(one, rows) for one in visits if one.form_id == contracts.FORM]
    found = contracts.contract(forms, [(one.form_id, one.day) for one in visits], events)
    if found is None:
        return None
    since = min(one.day for one in forms)
    return Standing(Service.CONTRACT, since, found.signed, found.ends, found.written(), found.done)


def _screening(visits: Sequence[HealthVisit], events: Sequence[Event]) -> Standing | None:
    forms = [(one.source, one.day, one.answers) for one in visits if one.form_id == screening.FORM]
    found = screening.case(forms, events)
    if found is None:
        return None
    newest = max(forms, key=lambda one: (one[1], one[0]))[2]
    return Standing(
        Service.SCREENING, min(one[1] for one in forms), found.day, newest.get("next_screen", ""), found.written(),
        len(forms),
    )  # fmt: skip


def _identified(visits: Sequence[HealthVisit], events: Sequence[Event]) -> list[Standing]:
    newest = max(
        (one for one in visits if one.form_id == identification.FORM), key=lambda one: (one.day, one.source),
        default=None,
    )  # fmt: skip
    form = (newest.source, newest.day, newest.answers) if newest else None
    found = identification.file_of(form, events)
    if found is None:
        return []
    filled, asked = identification.completeness(found.answers) if newest else (0, 1)
    state = f"{found.code or '-'}:{found.step}:{int(filled == asked)}"
    made = [Standing(Service.IDENTIFIED, "", found.examined, "", state)]
    if newest is not None and newest.answers.get("alive") == "1":
        names = health_tables.names(date.fromisoformat(newest.day))
        patient = batches.of_answers(newest.answers, names)
        panel = found.panel
        if panel is not None and panel.text("batch"):
            patient = batches.Patient(
                panel.text("batch"), patient.majors, patient.chronic, patient.treatment, patient.chosen
            )
        made.append(Standing(Service.BATCH, "", newest.day, "", patient.written()))
    return made
