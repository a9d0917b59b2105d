"""Precise identification (S-339…S-350): the ledger read in, who is to be examined, experts, changes asked for, answers.

F14 is where the examining doctor confirms the class; everything here leads to it or follows from it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from villagevisit.domain import identification as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.diseases import Names
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health_file import fields
from villagevisit.domain.identification import (
    ANSWERED,
    LEDGER_READ,
    PANEL,
    REGISTERED,
    SENT,
    UNLISTED,
    File,
    Registered,
)
from villagevisit.services import allowing, areas, events, frozen_answers, health_lines, health_tables
from villagevisit.services.events import New
from villagevisit.services.health_answers import of_event
from villagevisit.services.identification_file import LedgerRow, rows_of
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.store import visits
from villagevisit.store.health_ledgers import Row

SERVICE = "identified"
Listed = Row
"""A person in a list of the health programme."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a ledger, persons."""

    rows: int
    found: int
    changed: int
    """Of those found: of whom the ledger says something new."""
    unlisted: int
    """Who is not in the register: each is listed, none is dropped."""
    nameless: int


def read(ws: Workspace, actor: Actor, path: Path, progress: Progress = silent) -> Done[Read]:
    """Takes in the poverty office's ledger. Reading the same file again changes nothing.

    Raises:
        Refused: `actor.role`, `identify.no-columns`, and what opening a roster raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    listed, nameless = rows_of(path, today(ws.clock), progress)
    within, db = allowing.within(ws, actor), ws.store.reader()
    known = {one.thing: rules.registered_event(one) for one in event_rows.of_kinds(db, [REGISTERED], bare=True)}
    missing = {one.thing for one in event_rows.of_kinds(db, [UNLISTED], bare=True)}
    made: list[Event] = []
    found = 0
    unlisted = 0
    for number, row in enumerate(listed, start=1):
        progress(number, len(listed))
        people = store.found_by(db, row.id_no, row.name, row.birth, within)
        if len(people) == 1:
            found += 1
            if known.get(people[0].person_id) != row.registered:
                made.append(events.made(ws, actor, _registered(people[0], row)))
            continue
        unlisted += 1
        if row.key not in missing:
            made.append(events.made(ws, actor, _unlisted(ws, row)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    changed = sum(one.kind == REGISTERED for one in made)
    data: dict[str, Value] = {
        "digest": digest, "rows": len(listed), "found": found, "unlisted": unlisted, "nameless": nameless
    }
    made.append(events.made(ws, actor, New(LEDGER_READ, office(ws), data=data)))
    with ws.store.transaction() as writing:
        for one in made:
            events.enter(writing, one)
    return Done(Read(len(listed), found, changed, unlisted, nameless), changes(Topic.EVENTS))


def office(ws: Workspace) -> str:
    """Code of the township. Raises Refused `setup.incomplete`."""
    township = areas.township(ws)
    if township is None:
        raise Refused("setup.incomplete")
    return township.code


def _registered(person: Row, row: LedgerRow) -> New:
    said = row.registered
    data: dict[str, Value] = {
        "cause": said.cause, "disease": said.disease, "health": said.health, "family_type": said.family_type,
        "household_no": said.household_no, "key": row.key,
    }  # fmt: skip
    return New(REGISTERED, person.village_code, person.person_id, (person.household_id,), data=data)


def _unlisted(ws: Workspace, row: LedgerRow) -> New:
    said = row.registered
    data: dict[str, Value] = {
        "name": row.name, "id_no": row.id_no, "birth": row.birth, "place": row.place, "row": row.row_no,
        "cause": said.cause, "disease": said.disease, "health": said.health, "family_type": said.family_type,
        "household_no": said.household_no,
    }  # fmt: skip
    return New(UNLISTED, office(ws), row.key, data=data)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A row of the ledger that is nobody of the register."""

    key: str
    name: str
    birth: str
    place: str
    row_no: int
    now: str
    """Person who can be found by now, since the register changed; empty while there is none."""


def unlisted(ws: Workspace, actor: Actor) -> list[Unlisted]:
    """Rows that match nobody, until somebody is found. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    db, within = ws.store.reader(), allowing.within(ws, actor)
    settled = {one.text("key") for one in event_rows.of_kinds(db, [REGISTERED], bare=True)}
    rows: dict[str, Unlisted] = {}
    for one in event_rows.of_kinds(db, [UNLISTED], bare=True):
        if one.thing not in settled:
            people = store.found_by(db, one.text("id_no"), one.text("name"), one.text("birth"), within)
            now = people[0].person_id if len(people) == 1 else ""
            rows[one.thing] = Unlisted(
                one.thing, one.text("name"), one.text("birth"), one.text("place"), one.number("row"), now
            )
    return list(rows.values())


def settle(ws: Workspace, actor: Actor, key: str, person_id: str) -> Done[None]:
    """Says whom a row of the ledger means. Raises Refused `actor.role`, `actor.area`, `visit.person-unknown`."""
    allowing.require(ws, actor, Deed.HEALTH)
    one = next((one for one in event_rows.of_things(ws.store.reader(), [key], UNLISTED)), None)
    if one is None:
        raise Refused("identify.unknown-row")
    person = subject(ws, actor, person_id)
    data = {name: one.text(name) for name in ("cause", "disease", "health", "family_type", "household_no")}
    events.record(
        ws, actor,
        New(REGISTERED, person.village_code, person_id, (person.household_id,), data={**data, "key": key}),
    )  # fmt: skip
    return Done(None, changes(Topic.EVENTS))


def subject(ws: Workspace, actor: Actor, person_id: str) -> Row:
    """A person in this doctor's reach. Raises Refused `actor.role`, `actor.area`, `visit.person-unknown`."""
    person = store.person(ws.store.reader(), person_id)
    if person is None:
        raise Refused("visit.person-unknown")
    allowing.require(ws, actor, Deed.HEALTH, Thing(person.village_code))
    return person


def file(ws: Workspace, actor: Actor, person_id: str) -> File | None:
    """Where one person stands. Raises like `subject`."""
    subject(ws, actor, person_id)
    return standing(ws, person_id)


def standing(ws: Workspace, person_id: str) -> File | None:
    """The fold itself, for the program."""
    db = ws.store.reader()
    told = [one for one in event_rows.of_thing(db, person_id, bare=True) if one.kind.startswith("health.")]
    return rules.file_of(newest_form(ws, person_id, rules.FORM), told)


def newest_form(ws: Workspace, person_id: str, form_id: str) -> tuple[str, str, Mapping[str, str]] | None:
    """Id, day and answers of a person's last finished record of a form, by the lines."""
    db = ws.store.reader()
    source = store.newest_visit(db, person_id, form_id)
    stored = visits.submission(db, source[0]) if source else None
    if source is None:
        return None
    if stored is not None:
        return (*source, frozen_answers.values(stored.body))
    imported = event_rows.get(db, source[0])
    return (*source, fields(of_event(imported))) if imported else None


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by step and by class."""

    steps: Mapping[str, int]
    classes: Mapping[str, int]
    incomplete: int
    """Forms with lines left empty that an identification needs."""

    @property
    def registered(self) -> int:
        return sum(self.steps.values())

    @property
    def examined(self) -> int:
        return self.registered - self.steps.get("todo", 0)


def counts(ws: Workspace, actor: Actor, village: str = "") -> Counts:
    """Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    steps, classes, incomplete = dict.fromkeys(rules.STEPS, 0), dict.fromkeys("01234", 0), 0
    for code, state, number in store.counts(ws.store.reader(), SERVICE, allowing.within(ws, actor)):
        if village in ("", code):
            group, step, whole = state.split(":")
            steps[step] += number
            if group in classes:
                classes[group] += number
            incomplete += number if whole == "0" and step != "todo" else 0
    return Counts(steps, classes, incomplete)


def listed(
    ws: Workspace, actor: Actor, step: str, text: str = "", offset: int = 0, limit: int = 200
) -> list[Row]:
    """People at a step (`rules.STEPS`; empty: all; `incomplete`). Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws)
    patterns = [] if not step else ["[0-4]:*:0"] if step == "incomplete" else [f"*:{step}:*"]
    within = allowing.within(ws, actor)
    return store.lines(ws.store.reader(), SERVICE, patterns, within, text=text, offset=offset, limit=limit)


def suggestion(answers: Mapping[str, str], names: Names) -> tuple[rules.Suggested, Registered]:
    """What R-14 gives for answers of F14 that are being filled in."""
    registered = rules.registered_of(answers)
    return rules.classify(registered, rules.exam_of(answers, _major(answers)), names), registered


def oddities(answers: Mapping[str, str], person: Row | None, names: Names) -> list[str]:
    """Codes of what does not fit together, with what the register knows of the person."""
    sex, birth = (person.sex, person.birth) if person else ("", "")
    return rules.odd(answers, sex, birth, names, _major(answers))


def _major(answers: Mapping[str, str]) -> str:
    return health_tables.major_name(answers.get("major_code", ""))


def judge(
    ws: Workspace, actor: Actor, person_id: str, members: str, code: str, batch: str, note: str
) -> Done[None]:
    """What the board of experts found in a hard case (S-347); its class and batch then count.

    Raises:
        Refused: like `subject`; `identify.no-form`, `identify.no-panel` (nobody named), `identify.no-class`.
    """
    person, one = subject(ws, actor, person_id), standing(ws, person_id)
    if one is None or not one.source:
        raise Refused("identify.no-form")
    if not members.strip():
        raise Refused("identify.no-panel")
    if code not in "01234" or len(code) != 1 or batch not in "0123" or len(batch) != 1:
        raise Refused("identify.no-class")
    data: dict[str, Value] = {"members": members.strip(), "code": code, "batch": batch, "note": note.strip()}
    new = New(PANEL, person.village_code, person_id, (person.household_id,), source=one.source, data=data)
    events.record(ws, actor, new)
    return Done(None, changes(Topic.EVENTS))


def enter_all(ws: Workspace, made: Iterable[Event]) -> int:
    """Several events in one step; how many."""
    count = 0
    with ws.store.transaction() as db:
        for one in made:
            events.enter(db, one)
            count += 1
    return count


def request(ws: Workspace, actor: Actor, person: Row, one: File, number: str) -> Event:
    """The event that says that a change was asked for under this number."""
    data: dict[str, Value] = {"number": number, "asked": one.answers.get("change_request", "")}
    new = New(SENT, person.village_code, person.person_id, (person.household_id,), source=one.source, data=data)
    return events.made(ws, actor, new)


def answer(ws: Workspace, actor: Actor, person: Row, one: File, verdict: str, words: str) -> Event:
    """The poverty office's word: the row is closed, or open again for the doctor."""
    data: dict[str, Value] = {"verdict": verdict, "words": words}
    new = New(ANSWERED, person.village_code, person.person_id, (person.household_id,), source=one.source, data=data)
    return events.made(ws, actor, new)
