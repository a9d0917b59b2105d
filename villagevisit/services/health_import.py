"""Taking health records of another system over: each becomes a health event about somebody who is on the roster.

Nobody is made by a file: who lives here, the roster says. Records that came before are left as they are; one that
comes with the same name and other content is told of and not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.domain.names import normalise
from villagevisit.services import allowing, consents, events, fhir_read, health_sheets
from villagevisit.services.events import New
from villagevisit.services.health_answers import IMPORTED, data_of, of_event
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit
from villagevisit.store import events as rows
from villagevisit.store import health_files as store
from villagevisit.store.health_files import Here


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Somebody or something of the file that stayed outside."""

    code: str
    """`health.unknown-person`, `health.other-name`, `health.several`, `consent.health`, `health.clash`."""
    name: str
    detail: str = ""
    """The record's day and form, for a clash."""


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
    for done, resident in enumerate(file.residents):
        progress(done, len(file.residents))
        here = _match(ws, actor, resident)
        if isinstance(here, NotTaken):
            not_taken.append(here)
            continue
        events_of, already, clashes = _fresh(ws, actor, here, file.of(resident.id))
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
        consents.require_health(ws, found[0].household_id, found[0].id)
    except Refused as refused:
        return NotTaken(refused.code, resident.name)
    return found[0]


def _fresh(
    ws: Workspace, actor: Actor, here: Here, entries: Sequence[HealthEntry]
) -> tuple[list[Event], int, list[NotTaken]]:
    """What is new of somebody, how many records are here already, and which say something else than those here."""
    db = ws.store.reader()
    own = store.made_here(db, [one.id for one in entries])
    before = {said.id: said for one in rows.of_thing(db, here.id) if one.kind.startswith("health.")
              for said in [of_event(one)]}  # fmt: skip
    new: list[Event] = []
    clashes: list[NotTaken] = []
    known = 0
    for entry in entries:
        same = before.get(entry.id)
        if entry.id in own or (same is not None and dict(same.answers) == dict(entry.answers)):
            known += 1
        elif same is not None:
            clashes.append(NotTaken("health.clash", here.name, f"{entry.day} {entry.form}"))
        else:
            made = New(
                IMPORTED, here.village_code, here.id, (here.household_id,), entry.day, data=dict(data_of(entry))
            )
            new.append(events.made(ws, actor, made))
            before[entry.id] = entry
    return new, known, clashes
