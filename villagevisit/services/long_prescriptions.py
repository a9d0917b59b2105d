"""The register of prescriptions for more than two weeks (S-331…S-334), kept while the hospital's program cannot."""

from dataclasses import dataclass
from pathlib import Path

from villagevisit.domain import long_prescription as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.long_prescription import PRESCRIBED, RESUMED, SUSPENDED
from villagevisit.services import allowing, areas, events, health_save, identification
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.wording import t

_COLUMNS = ("day", "village", "name", "disease", "days", "drugs", "reason", "doctor")


@dataclass(frozen=True, slots=True)
class Entry:
    """A prescription as the doctor says it; `asked`: he asked for history and drugs (S-332)."""

    days: int
    disease: str
    """`htn`, `dm`, `smd`."""
    drugs: str
    reason: str
    stable: bool
    asked: bool


def prescribe(ws: Workspace, actor: Actor, person_id: str, entry: Entry) -> Done[None]:
    """Raises Refused `actor.role`, `actor.area`, `visit.person-unknown`, and what `domain.long_prescription.check`
    raises."""
    person = identification.subject(ws, actor, person_id)
    halted = suspended(ws) is not None
    rules.check(
        entry.days, entry.disease, entry.reason, stable=entry.stable, asked=entry.asked,
        suspended=halted and entry.days > rules.USUAL_DAYS,
    )  # fmt: skip
    data: dict[str, Value] = {
        "days": entry.days, "disease": entry.disease, "drugs": entry.drugs.strip(), "reason": entry.reason.strip()
    }
    events.record(ws, actor, New(PRESCRIBED, person.village_code, person_id, (person.household_id,), data=data))
    return Done(None, changes(Topic.EVENTS))


def suspended(ws: Workspace) -> Event | None:
    """The order by which long prescriptions are suspended in this township now."""
    return rules.suspended(event_rows.of_kinds(ws.store.reader(), [SUSPENDED, RESUMED], bare=True))


def suspend(ws: Workspace, actor: Actor, why: str) -> Done[None]:
    """Somebody ordered it for misuse (S-334); the program itself stops nothing. Raises Refused `actor.role`,
    `prescription.reason`."""
    return _switch(ws, actor, SUSPENDED, why)


def resume(ws: Workspace, actor: Actor, why: str) -> Done[None]:
    """Raises like `suspend`."""
    return _switch(ws, actor, RESUMED, why)


def _switch(ws: Workspace, actor: Actor, kind: str, why: str) -> Done[None]:
    allowing.require(ws, actor, Deed.HEALTH)
    if not why.strip():
        raise Refused("prescription.reason")
    events.record(ws, actor, New(kind, identification.office(ws), data={"why": why.strip()}))
    return Done(None, changes(Topic.EVENTS))


def register(ws: Workspace, actor: Actor, year: int) -> list[Event]:
    """Long prescriptions of a year, newest first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    found = event_rows.of_kinds(
        ws.store.reader(), [PRESCRIBED], since=f"{year}-01-01", until=f"{year}-12-31",
        within=allowing.within(ws, actor), bare=True,
    )  # fmt: skip
    return [one for one in reversed(found) if one.number("days") > rules.USUAL_DAYS]


def save(ws: Workspace, actor: Actor, year: int, path: Path) -> Done[int]:
    """The register as a file. Raises what `health_save.save` raises."""
    db = ws.store.reader()
    rows = []
    for one in register(ws, actor, year):
        person = store.person(db, one.thing)
        rows.append((
            one.day, areas.name(ws, one.area), person.name if person else "",
            t(f"prescription.of.{one.text('disease')}"), one.number("days"), one.text("drugs"), one.text("reason"),
            one.by,
        ))  # fmt: skip
    columns = [t(f"prescription.column.{one}") for one in _COLUMNS]
    return health_save.save(ws, actor, path, "prescriptions", columns, rows)
