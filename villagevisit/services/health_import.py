"""Taking health records of another system over: each becomes a health event about somebody who is on the roster.

Nobody is made by a file: who lives here, the roster says. Records that came before are left as they are; one that
comes with the same name and other content is told of and not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident, fields
from villagevisit.domain.names import normalise
from villagevisit.domain.observation import OBSERVED, observed
from villagevisit.services import (
    allowing,
    events,
    fhir_read,
    form_list,
    health_consent,
    health_ranges,
    health_sheets,
)
from villagevisit.services.events import New
from villagevisit.services.health_answers import IMPORTED, data_of, of_event
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit
from villagevisit.store import events as rows
from villagevisit.store import health_files as store
from villagevisit.store.health_files import Here
from villagevisit.wording import t


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Somebody or something of the file that stayed outside."""

    code: str
    """`health.unknown-person`, `health.other-name`, `health.several`, `consent.health`, `consent.health-missing`,
    `consent.health-late`, `health.clash`, `health.no-day`, `health.impossible`."""
    name: str
    detail: str = ""
    """The record's day and what it is, where one record stayed outside and not the person."""


@dataclass(frozen=True, slots=True)
class HealthImported:
    taken: int
    known: int
    """Records that were here already."""
    people: int
    """Of whom something was taken."""
    not_taken: tuple[NotTaken, ...]
    left_out: int
    """Pieces of the file of kinds that nothing here holds."""


def load(path: Path) -> HealthFile:
    """A .json (FHIR) or .xlsx file. Raises what `fhir_read.read` and `health_sheets.read` do, `export.format`."""
    if path.suffix.lower() == ".json":
        return fhir_read.read(path)
    if path.suffix.lower() == ".xlsx":
        return health_sheets.read(path)
    raise Refused("export.format", format=path.suffix, known=".json .xlsx")


def run(
    ws: Workspace, actor: Actor, file: HealthFile, *, dry_run: bool = False, progress: Progress = silent
) -> Done[HealthImported]:
    """Takes the records in, all of them in one transaction, or says what it would take.

    Raises:
        Refused: `actor.role`.
        Cancelled: from `progress`; nothing was taken.
    """
    allowing.require(ws, actor, Deed.HEALTH, named=True)
    new: list[Event] = []
    known, not_taken = 0, list[NotTaken]()
    before: dict[str, dict[str, HealthEntry]] = {}
    for done, resident in enumerate(file.residents):
        progress(done, len(file.residents))
        here = _match(ws, actor, resident)
        if isinstance(here, NotTaken):
            not_taken.append(here)
            continue
        events_of, already, clashes = _fresh(ws, actor, here, file.of(resident.id), before)
        new += events_of
        known += already
        not_taken += clashes
    if new and not dry_run:
        with ws.store.transaction() as db:
            for one in new:
                events.enter(db, one)
            audit.append(db, stamp(ws.clock), actor.id, "health.taken", "", {"records": len(new)})
    people = len({one.thing for one in new})
    return Done(HealthImported(len(new), known, people, tuple(not_taken), file.left_out), changes(Topic.EVENTS))


def _match(ws: Workspace, actor: Actor, resident: Resident) -> Here | NotTaken:
    """Number and name both, or name and birth where the file has no number."""
    name = normalise(resident.name)
    within = allowing.within(ws, actor)
    found = store.named(ws.store.reader(), resident.id_no, name, resident.birth, within)
    if not found:
        return NotTaken("health.unknown-person", resident.name)
    if len(found) > 1:
        return NotTaken("health.several", resident.name)
    if normalise(found[0].name) != name:
        return NotTaken("health.other-name", resident.name)
    try:
        health_consent.require(ws, found[0].household_id, found[0].id)
    except Refused as refused:
        return NotTaken(refused.code, resident.name)
    return found[0]


def _fresh(
    ws: Workspace, actor: Actor, here: Here, entries: Sequence[HealthEntry], held: dict[str, dict[str, HealthEntry]]
) -> tuple[list[Event], int, list[NotTaken]]:
    """What is new of somebody, how many records are here already, and which say something else than those here.

    `held`: person → records by name, from here and from this file, which may speak of one person in two places.
    """
    db = ws.store.reader()
    own = store.made_here(db, [one.id for one in entries])
    if here.id not in held:
        told = (of_event(one) for one in rows.of_thing(db, here.id) if one.kind.startswith("health."))
        held[here.id] = {one.id: one for one in told}
    before = held[here.id]
    new: list[Event] = []
    clashes: list[NotTaken] = []
    known = 0
    for entry in entries:
        same, wrong = before.get(entry.id), _wrong(ws, here, entry)
        if entry.id in own or (same is not None and _same(same, entry)):
            known += 1
        elif same is not None or wrong:
            clashes.append(NotTaken(wrong or "health.clash", here.name, f"{entry.day} {_called(ws, entry)}".strip()))
        else:
            made = New(
                IMPORTED, here.village_code, here.id, (here.household_id,), entry.day, data=dict(data_of(entry))
            )
            new.append(events.made(ws, actor, made))
            before[entry.id] = entry
    return new, known, clashes


def _same(one: HealthEntry, other: HealthEntry) -> bool:
    """Whether two records of one name say the same; the order of answers says nothing."""
    return (one.form, one.day, dict(one.answers)) == (other.form, other.day, dict(other.answers))


def _wrong(ws: Workspace, here: Here, entry: HealthEntry) -> str:
    """Why a record cannot be believed: of no day of his life until now, or with a value that nobody can have."""
    try:
        day = date.fromisoformat(entry.day)
    except ValueError:
        return "health.no-day"
    if day > today(ws.clock) or entry.day != day.isoformat() or entry.day < here.birth:
        return "health.no-day"
    return "health.impossible" if health_ranges.impossible(observed(entry.form, fields(entry))) else ""


def _called(ws: Workspace, entry: HealthEntry) -> str:
    """A form's title; what has none is a single value or an entry of another system."""
    if entry.form == OBSERVED:
        return t("health.file.values")
    try:
        return form_list.shelf_form(ws, entry.form).title
    except Refused:
        return t("health.file.entry")
