"""Taking health records away for another system: as FHIR or as a workbook, in the reader's area, with consent only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.event import Event
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.services import allowing, export_approval, fhir_write, health_consent, health_lines, health_sheets
from villagevisit.services.export import whole
from villagevisit.services.export_approval import Approval
from villagevisit.services.health_answers import IMPORTED, answers_of, corrected, of_event
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, events
from villagevisit.store import health_files as store
from villagevisit.store.health_files import PersonRow

Release = Literal["R4", "R5"]
FORMATS: Final = (".json", ".xlsx")
_DATASET: Final = "health"


@dataclass(frozen=True, slots=True)
class HealthExported:
    residents: int
    entries: int
    withheld: int
    """People without consent of their own to the use of their health data; nothing of theirs is in the file."""


def run(
    ws: Workspace, actor: Actor, path: Path, *, village: str = "", person_id: str = "", release: Release = "R4",
    approval: Approval | None = None, progress: Progress = silent,
) -> Done[HealthExported]:  # fmt: skip
    """Writes records with full numbers; what stood at `path` stays until the file is complete.

    Of more than one person they leave only when a second one agrees (`data/export_rules.csv`).

    Raises:
        Refused: `export.format` (format, known), `actor.role`, `actor.area`, what `export_approval.approved` raises,
            `health.nothing` when there is nobody in it.
        EnvironmentFailed: `export.unwritable`.
        Cancelled: from `progress`; nothing was written.
    """
    if path.suffix.lower() not in FORMATS:
        raise Refused("export.format", format=path.suffix, known=" ".join(FORMATS))
    thing = Thing(village)
    allowing.require(ws, actor, Deed.HEALTH, thing, named=True)
    health_lines.settle(ws)
    found = store.people(ws.store.reader(), allowing.within(ws, actor), village, person_id)
    people = [one for one in found if health_consent.agreed(ws, one.household_id, one.id)]
    if not people:
        raise Refused("health.nothing", withheld=len(found))
    second = None
    if export_approval.needed(_DATASET, len(people), full_ids=True):
        second = export_approval.approved(ws, actor, approval, Deed.HEALTH, thing, len(people))
    file = HealthFile(tuple(map(_resident, people)), tuple(_entries(ws, people, progress)))
    with whole(path) as part:
        if path.suffix.lower() == ".json":
            fhir_write.write(ws, file, part, release)
        else:
            health_sheets.write(file, part)
        detail: dict[str, Param] = {"people": len(people), "records": len(file.entries), "format": path.suffix.lower()}
        detail |= {"approved_by": second.staff_no} if second else {}
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "health.exported", person_id or village, detail)
    return Done(HealthExported(len(people), len(file.entries), len(found) - len(people)), NOTHING)


def _resident(row: PersonRow) -> Resident:
    return Resident(
        row.id, row.name, row.sex, row.birth, row.id_no, row.phone, row.address, row.village_code, row.household_no
    )


def _entries(ws: Workspace, people: list[PersonRow], progress: Progress) -> Iterator[HealthEntry]:
    for done, person in enumerate(people):
        progress(done, len(people))
        for row in store.forms(ws.store.reader(), person.id):
            yield HealthEntry(
                row.id, person.id, row.form_id, row.version, row.day, row.frozen_at, row.by, answers_of(row.body),
                row.replaces,
            )
        for one in _told(ws, person.id):
            yield of_event(one)


def _told(ws: Workspace, person_id: str) -> list[Event]:
    told = [one for one in events.of_thing(ws.store.reader(), person_id) if one.kind.startswith("health.")]
    gone = corrected(told)
    return [one for one in told if one.kind != IMPORTED or one.text("id") not in gone]
