"""Changes that the poverty office is asked for: the file, its answer, and the campaign's day (S-344…S-346)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from villagevisit.domain import identification as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.identification import File
from villagevisit.services import allowing, areas, events, health_lines, health_save, health_tables, identification
from villagevisit.services.events import New
from villagevisit.services.export_approval import Approval
from villagevisit.services.identification_file import answers_of
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

OPENED, REPORTED = "health.identify-opened", "health.identify-reported"
_MOST = 10_000
_COLUMNS = (
    "number", "village", "household_no", "name", "birth", "cause_before", "disease_before", "health_before", "class",
    "disease_after", "asked", "doctor", "examined", "result",
)  # fmt: skip


def number_of(day: str, source: str) -> str:
    """What a request is called on both sides; it names nobody."""
    return f"{day[:4]}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def save(
    ws: Workspace, actor: Actor, path: Path, village: str = "", approval: Approval | None = None
) -> Done[int]:
    """Writes every change that is still to be asked for, before and after, and marks it as asked; how many.

    The office fills the last column in and sends the file back (`take`).

    Raises:
        Refused: `actor.role`, `identify.nothing-to-ask`, and what `health_save.save` raises.
        EnvironmentFailed: `export.unwritable`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws)
    db, within = ws.store.reader(), allowing.within(ws, actor)
    people = store.lines(db, identification.SERVICE, ["*:ask:*", "*:refused:*"], within, limit=_MOST)
    chosen = [one for one in people if village in ("", one.village_code)]
    files = [(one, found) for one in chosen if (found := identification.standing(ws, one.person_id)) is not None]
    if not files:
        raise Refused("identify.nothing-to-ask")
    columns = [t(f"identify.column.{name}") for name in _COLUMNS]
    rows = [_cells(ws, person, found) for person, found in files]
    done = health_save.save(ws, actor, path, "changes", columns, rows, approval)
    made = [
        identification.request(ws, actor, person, found, number_of(found.examined, found.source))
        for person, found in files
    ]
    identification.enter_all(ws, made)
    return Done(done.value, changes(Topic.EVENTS))


def _cells(ws: Workspace, person: Row, found: File) -> Sequence[str]:
    said = found.registered
    assert said is not None
    major = health_tables.major_name(found.answers.get("major_code", ""))
    return (
        number_of(found.examined, found.source), areas.name(ws, person.village_code),
        said.household_no, person.name, person.birth, cause(said.cause), said.disease, health(said.health),
        t(f"identify.class.{found.code}"), rules.exam_of(found.answers, major).diseases,
        found.answers.get("change_request", ""), found.doctor, found.examined, "",
    )  # fmt: skip


def cause(code: str) -> str:
    """What a code of `poverty_cause` says; empty for none."""
    return t(f"identify.cause.{code}") if code else ""


def health(code: str) -> str:
    """What a code of `health` says; empty for none."""
    return t(f"identify.health.{code}") if code else ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Rows of the office's answer."""

    changed: int
    refused: int
    unknown: int
    """Numbers that nobody asked under."""


def take(ws: Workspace, actor: Actor, path: Path) -> Done[Answered]:
    """Reads the office's answer and closes the rows. Reading it twice changes nothing.

    Raises:
        Refused: `actor.role`, `identify.no-answers`, and what opening a roster raises.
        EnvironmentFailed: `roster.file-unreadable`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    db = ws.store.reader()
    asked = {one.text("number"): one for one in event_rows.of_kinds(db, [rules.SENT], bare=True)}
    made: list[Event] = []
    verdicts = {"changed": 0, "refused": 0}
    unknown = 0
    for number, verdict, words in answers_of(path, today(ws.clock)):
        one = asked.get(number)
        person = store.person(db, one.thing) if one else None
        found = identification.standing(ws, one.thing) if one else None
        if one is None or person is None or found is None or found.source != one.source:
            unknown += 1
            continue
        verdicts[verdict] += 1
        if found.answer is None or found.answer.text("words") != words:
            made.append(identification.answer(ws, actor, person, found, verdict, words))
    identification.enter_all(ws, made)
    return Done(Answered(verdicts["changed"], verdicts["refused"], unknown), changes(Topic.EVENTS))


@dataclass(frozen=True, slots=True)
class VillageStanding:
    """A village in the campaign; persons."""

    code: str
    name: str
    registered: int
    examined: int
    to_change: int
    """Classes 1 to 4."""
    reported: str
    """ISO day of its summary; empty: not yet."""
    late: bool


@dataclass(frozen=True, slots=True)
class Campaign:
    id: str
    name: str
    due: str
    """ISO day by which the summary goes to the county (10 May in the documents)."""
    villages: tuple[VillageStanding, ...]


def begin(ws: Workspace, actor: Actor, name: str, due: str) -> Done[str]:
    """Begins an identification. Raises Refused `actor.role`, `identify.no-name`, `identify.bad-day`."""
    allowing.require(ws, actor, Deed.HEALTH)
    if not name.strip():
        raise Refused("identify.no-name")
    if due < today(ws.clock).isoformat() or len(due) != 10:
        raise Refused("identify.bad-day")
    data: dict[str, Value] = {"name": name.strip(), "due": due}
    one = events.record(ws, actor, New(OPENED, identification.office(ws), data=data))
    return Done(one.id, changes(Topic.EVENTS))


def campaign(ws: Workspace, actor: Actor) -> Campaign | None:
    """The one that was begun last, village by village; None while there is none. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    db, within = ws.store.reader(), allowing.within(ws, actor)
    begun = event_rows.of_kinds(db, [OPENED], bare=True)
    if not begun:
        return None
    one = max(begun, key=lambda event: (event.at, event.id))
    reported = {event.area: event.day for event in event_rows.of_thing(db, one.id, bare=True) if event.kind == REPORTED}
    seen = [area for area in areas.villages(ws) if within is None or area.code in within]
    counted = _by_village(ws, actor)
    listed = [area.code for area in seen if area.code in counted]
    late = set(rules.late(listed, reported, one.text("due"), today(ws.clock).isoformat()))
    lines = (
        VillageStanding(area.code, area.name, *counted.get(area.code, (0, 0, 0)), reported.get(area.code, ""),
                        area.code in late)
        for area in seen
    )  # fmt: skip
    return Campaign(one.id, one.text("name"), one.text("due"), tuple(lines))


def _by_village(ws: Workspace, actor: Actor) -> Mapping[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = {}
    for code, state, number in store.counts(ws.store.reader(), identification.SERVICE, allowing.within(ws, actor)):
        group, step, _ = state.split(":")
        all_, examined, changed = found.get(code, (0, 0, 0))
        found[code] = (
            all_ + number, examined + (number if step != "todo" else 0), changed + (number if group in "1234" else 0)
        )
    return found


def report(ws: Workspace, actor: Actor, campaign_id: str, village: str) -> Done[None]:
    """Writes down that a village's summary went out, with its figures of this moment.

    Raises:
        Refused: `actor.role`, `actor.area`, `identify.not-finished` (left) while somebody was not examined.
    """
    allowing.require(ws, actor, Deed.HEALTH, Thing(village))
    all_, examined, changed = _by_village(ws, actor).get(village, (0, 0, 0))
    if all_ > examined:
        raise Refused("identify.not-finished", left=all_ - examined)
    data: dict[str, Value] = {"registered": all_, "examined": examined, "to_change": changed}
    events.record(ws, actor, New(REPORTED, village, campaign_id, data=data))
    return Done(None, changes(Topic.EVENTS))


def notice(standing: VillageStanding) -> str:
    """What hangs in the village: counts alone. A class would tell of an illness, and R-10 lets no such column on a
    board: names do not belong here.
    """
    return t(
        "identify.notice", village=standing.name, examined=standing.examined, registered=standing.registered,
        changed=standing.to_change,
    )  # fmt: skip
