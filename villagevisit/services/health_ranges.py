"""Ranges of measured values as data, and the row that says somebody typed an unlikely one twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.health import ENDED, Service
from villagevisit.domain.health_schedule import DELIVERED
from villagevisit.domain.plausible import Range, fitting, within
from villagevisit.services import health_presets, shipped_tables
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, health_lines, households

ADULT = 18
_OLDEST = 200
_AFTER = ("p7", "p42")
"""Items of the maternal service that come after the delivery."""
_EXAM = "physical_exam"
_ITEM: Mapping[str, str] = {"weight": "weight", "height": "height", "hb": "hb", "sbp": "sbp_l", "dbp": "dbp_l"}
"""What is noted beside an item of a timetable → the same value in the examination, whose ranges hold for it."""


@cache
def ranges() -> tuple[Range, ...]:
    """The shipped table `data/health_ranges.csv`."""
    return tuple(
        Range(
            row["form"], row["field"], (Decimal(row["hard_low"]), Decimal(row["hard_high"])),
            (Decimal(row["low"]), Decimal(row["high"])), row["unit"], row["source"], tuple(row["slips"].split()),
            row["whole"] == "1", (int(row["from_age"]), int(row["to_age"] or _OLDEST)), row["pregnant"] == "1",
        )
        for row in shipped_tables.rows("health_ranges.csv")
    )  # fmt: skip


def of_form(form_id: str, age: int = ADULT, *, pregnant: bool = False) -> Mapping[str, Range]:
    """Field → its range for somebody of so many whole years; empty for a form without measured values."""
    return fitting((one for one in ranges() if one.form == form_id), age, pregnant=pregnant)


def of_person(ws: Workspace, form_id: str, person_id: str) -> Mapping[str, Range]:
    """The ranges for one person today: by his age (an adult's where it is not known), and while she is pregnant."""
    db = ws.store.reader()
    person = households.person(db, person_id) if person_id else None
    age = health_presets.age_on(person.birth, today(ws.clock)) if person else None
    services = health_lines.standings_of(db, person_id) if person else []
    pregnant = any(
        one.service == Service.MATERNAL and not one.state.startswith(ENDED) and one.state not in _AFTER
        for one in services
    )
    return of_form(form_id, ADULT if age is None else age, pregnant=pregnant)


def of_item(ws: Workspace, service: Service, item: str, person_id: str, day: str = "") -> Mapping[str, Range]:
    """Field → its range beside an item that was done on an ISO day (today where none is said), by the age on that day.

    What has no form is measured with the same hand: R-15 asks for an unlikely value again wherever it is entered.
    """
    try:
        on = date.fromisoformat(day) if day else today(ws.clock)
    except ValueError:
        on = today(ws.clock)  # a wrong day is refused where it is entered
    person = households.person(ws.store.reader(), person_id) if person_id else None
    age = health_presets.age_on(person.birth, on) if person else None
    pregnant = service is Service.MATERNAL and item not in (DELIVERED, *_AFTER)
    known = of_form(_EXAM, ADULT if age is None else age, pregnant=pregnant)
    return {name: replace(known[exam], field=name) for name, exam in _ITEM.items()}


def impossible(measured: Mapping[str, str]) -> bool:
    """Whether a value of these (`observation` code → text) is one that no form would take."""
    codes = {exam: name for name, exam in _ITEM.items()}
    limits = {codes.get(one.field, one.field): one for one in ranges()}
    return any(code in limits and not within(limits[code], value) for code, value in measured.items())


def retyped(ws: Workspace, actor: Actor, draft_id: str, form_id: str, field: str) -> Done[None]:
    """Writes down that an unlikely value was typed twice. The value itself stands in the record, and nowhere else."""
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "visit.retyped", draft_id, {"form": form_id, "field": field})
    return Done(None, NOTHING)


def item_retyped(ws: Workspace, actor: Actor, person_id: str, service: Service, field: str) -> Done[None]:
    """The same beside an item without a form; a deed of health, which no clerk reads in a copy of what is held."""
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "health.retyped", person_id, {"service": service, "field": field})
    return Done(None, NOTHING)
