"""Chronic-disease appraisals: the county's list read in, applications, results, who waits (S-328…S-330)."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from villagevisit.domain import chronic_appraisal as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.chronic_appraisal import APPLIED, JUDGED, LISTED, PASSED, Application, DiseaseList
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.roster_values import text_of
from villagevisit.services import (
    allowing,
    events,
    health_consent,
    health_services,
    identification,
    policy,
    spreadsheet_apart,
)
from villagevisit.services.events import New
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store

DUE = "chronic_due_day"
"""County parameter: day of the next month by which a month's applications are appraised."""
_HEAD: Final = re.compile(r"(慢性病|慢病|疾病)?(病种|病名|名称|疾病)(名称)?|diseases?", re.IGNORECASE)
_LOOK: Final = 10
_MOST: Final = 500
_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An application as it is entered. `day`: ISO, today when empty."""

    disease: str
    day: str = ""
    free: bool = True
    papers: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the appraisal found. `certificate`: month as `2026-03`; empty: the month of `day` where it was passed."""

    result: str
    day: str = ""
    certificate: str = ""
    note: str = ""


def read_list(ws: Workspace, actor: Actor, path: Path, since: str) -> Done[int]:
    """Takes in the county's list from a day on: a table with a column of diseases. Returns how many it has.

    Raises:
        Refused: `actor.role`, `health.day` (no ISO day), `chronic.no-list` (file), and what opening a table raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    try:
        day = date.fromisoformat(since).isoformat()
    except ValueError as error:
        raise Refused("health.day") from error
    names = _names(path)
    if not names:
        raise Refused("chronic.no-list", file=path.name)
    kept: list[Value] = list(names)
    data: dict[str, Value] = {"since": day, "names": kept, "file": path.name}
    events.record(ws, actor, New(LISTED, identification.office(ws), data=data))
    return Done(len(names), _CHANGED)


def _names(path: Path) -> list[str]:
    """Each disease once, in the order of the table, wherever its head stands."""
    found: dict[str, None] = {}
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            column = -1
            for number, cells in enumerate(sheet.rows()):
                words = [text_of(cell).strip() for cell in cells]
                if column < 0 and number < _LOOK:
                    column = next((at for at, word in enumerate(words) if _HEAD.fullmatch(word)), -1)
                elif column >= 0 and column < len(words) and words[column] and len(found) < _MOST:
                    found.setdefault(words[column])
    return list(found)


def diseases(ws: Workspace, day: str = "") -> DiseaseList:
    """The county's list on an ISO day; today's when left out. Nothing personal."""
    told = event_rows.of_kinds(ws.store.reader(), [LISTED], bare=True)
    return rules.list_on(told, day or today(ws.clock).isoformat())


def apply(ws: Workspace, actor: Actor, person_id: str, entry: Entry) -> Done[Event]:
    """Somebody applies. Its due day is fixed here, by the county's figure of that day.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `consent.health` and its kin (name), `health.day`,
            `chronic.disease`, `chronic.applied` (disease) while he waits for the same already.
    """
    person = identification.subject(ws, actor, person_id)
    health_consent.require(ws, person.household_id, person_id)
    day = health_services.past(ws, entry.day) if entry.day else today(ws.clock).isoformat()
    disease = entry.disease.strip()
    if not disease:
        raise Refused("chronic.disease")
    if any(one.disease == disease and not one.result for one in of_person(ws, actor, person_id)):
        raise Refused("chronic.applied", disease=disease)
    due = rules.due_day(day, policy.on(ws, date.fromisoformat(day)).integer(DUE))
    data: dict[str, Value] = {"disease": disease, "free": entry.free, "papers": entry.papers.strip(), "due": due}
    new = New(APPLIED, person.village_code, person_id, (person.household_id,), day, data=data)
    return Done(events.record(ws, actor, new), _CHANGED)


def judge(ws: Workspace, actor: Actor, one: Application, found: Result) -> Done[Event]:
    """What came of an application; a later word takes the place of an earlier one.

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `chronic.result`, `chronic.month`, `health.day`.
    """
    person = identification.subject(ws, actor, one.person_id)
    day = health_services.past(ws, found.day) if found.day else today(ws.clock).isoformat()
    if found.result not in rules.RESULTS or day < one.day:
        raise Refused("chronic.result")
    month = (found.certificate.strip() or day[:7]) if found.result == PASSED else ""
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise Refused("chronic.month")
    data: dict[str, Value] = {"result": found.result, "certificate": month, "note": found.note.strip()}
    new = New(JUDGED, person.village_code, one.person_id, (person.household_id,), day, one.id, data)
    return Done(events.record(ws, actor, new), _CHANGED)


def of_person(ws: Workspace, actor: Actor, person_id: str) -> list[Application]:
    """Raises Refused like `identification.subject`."""
    identification.subject(ws, actor, person_id)
    return rules.applications(event_rows.of_thing(ws.store.reader(), person_id, bare=True))


def every(ws: Workspace, actor: Actor) -> list[Application]:
    """All in the actor's reach, the longest due first. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    return rules.applications(event_rows.of_kinds(ws.store.reader(), [APPLIED, JUDGED], within=within, bare=True))


def listed(ws: Workspace, actor: Actor, which: str, text: str, limit: int) -> list[Listed]:
    """People with an application in this state (`rules.STATES`), everybody who is helped (`helped`), or everybody
    (`all`), by part of a name. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    db, now = ws.store.reader(), today(ws.clock).isoformat()
    if which not in rules.STATES:
        return store.people(db, allowing.within(ws, actor), helped=which == "helped", text=text, limit=limit)
    wanted = dict.fromkeys(one.person_id for one in every(ws, actor) if one.state(now) == which)
    found = (store.person(db, person_id) for person_id in wanted)
    return [one for one in found if one is not None and text in one.name][:limit]


def waiting(ws: Workspace, actor: Actor) -> tuple[int, int]:
    """How many applications are overdue, and how many wait beside them. Raises Refused `actor.role`."""
    now = today(ws.clock).isoformat()
    states = [one.state(now) for one in every(ws, actor)]
    return states.count("late"), states.count("waits")

