"""Putting right what a check, a clue or a supervisor found: who, by when, the proof, the closing (S-074, S-120)."""

from dataclasses import dataclass

from villagevisit.domain import rectify
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.rectify import Fault
from villagevisit.services import allowing, events
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

_CHANGED = changes(Topic.EVENTS)


@dataclass(frozen=True, slots=True)
class Demand:
    """What has to be put right; `due` is an ISO day, `level` one of `rectify.LEVELS`."""

    area: str
    finding: str
    owner: str
    due: str
    measure: str = ""
    level: str = "village"
    households: tuple[str, ...] = ()
    origin: str = "supervision"
    origin_id: str = ""
    source: str = ""


def found(one: Demand) -> New:
    """The event, for a command that enters it together with what brought it to light.

    Raises:
        Refused: `rectify.no-finding`, `rectify.no-due`.
    """
    if not one.finding.strip():
        raise Refused("rectify.no-finding")
    if not one.due:
        raise Refused("rectify.no-due")
    data: dict[str, Value] = {
        "finding": one.finding, "measure": one.measure, "owner": one.owner, "due": one.due, "level": one.level,
        "origin": one.origin, "origin_id": one.origin_id,
    }  # fmt: skip
    return New("rectify.found", one.area, "", one.households, source=one.source, data=data)


def demand(ws: Workspace, actor: Actor, one: Demand) -> Done[str]:
    """Enters a thing to put right; its id. Raises Refused `actor.role`, `actor.area`, and what `found` raises."""
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(_village(one.area)))
    return Done(events.record(ws, actor, found(one)).thing, _CHANGED)


def every(ws: Workspace, within: Within = None) -> list[Fault]:
    """Open ones first, by due day; then closed ones, newest first."""
    made = rectify.fold(rows.of_kinds(ws.store.reader(), rectify.KINDS, within=within)).values()
    open_ = sorted((one for one in made if not one.closed), key=lambda one: (one.due, one.id))
    closed = sorted((one for one in made if one.closed), key=lambda one: (one.closed, one.id), reverse=True)
    return [*open_, *closed]


def get(ws: Workspace, fault_id: str) -> Fault:
    """Raises Refused `rectify.unknown`."""
    made = rectify.fold(rows.of_thing(ws.store.reader(), fault_id)).get(fault_id)
    if made is None:
        raise Refused("rectify.unknown")
    return made


def measure(ws: Workspace, actor: Actor, fault_id: str, words: str, owner: str) -> Done[None]:
    """Says how it is put right and who answers for it. Raises like `evidence`."""
    return _say(ws, actor, fault_id, "measure", {"measure": _worded(words), "owner": owner})


def extend(ws: Workspace, actor: Actor, fault_id: str, due: str, words: str) -> Done[None]:
    """Another due day, with the reason. Raises like `evidence`, and Refused `rectify.no-due`."""
    if not due:
        raise Refused("rectify.no-due")
    return _say(ws, actor, fault_id, "due", {"due": due, "words": _worded(words)})


def evidence(ws: Workspace, actor: Actor, fault_id: str, words: str, source: str = "") -> Done[None]:
    """What shows that it was put right.

    Raises:
        Refused: `actor.role`, `actor.area`, `rectify.unknown`, `rectify.closed`, `rectify.no-words`.
    """
    return _say(ws, actor, fault_id, "evidence", {"words": _worded(words)}, source)


def close(ws: Workspace, actor: Actor, fault_id: str) -> Done[None]:
    """Strikes it off the list. Raises like `evidence`, and Refused `rectify.no-evidence`."""
    if not get(ws, fault_id).evidence:
        raise Refused("rectify.no-evidence")
    return _say(ws, actor, fault_id, "closed", {})


def escalate(ws: Workspace, actor: Actor, fault_id: str) -> Done[str]:
    """Writes down that the level above was told; returns it. Raises like `evidence`, and `rectify.not-overdue`."""
    level = get(ws, fault_id).to_tell(today(ws.clock).isoformat())
    if not level:
        raise Refused("rectify.not-overdue")
    _say(ws, actor, fault_id, "escalated", {"level": level})
    return Done(level, _CHANGED)


def _say(
    ws: Workspace, actor: Actor, fault_id: str, what: str, data: dict[str, Value], source: str = ""
) -> Done[None]:
    fault = get(ws, fault_id)
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(_village(fault.area)))
    if fault.closed:
        raise Refused("rectify.closed")
    events.record(ws, actor, New(f"rectify.{what}", fault.area, fault_id, fault.households, source=source, data=data))
    return Done(None, _CHANGED)


def _worded(words: str) -> str:
    if not words.strip():
        raise Refused("rectify.no-words")
    return words.strip()


def _village(area: str) -> str:
    return "" if area.endswith("000") else area
