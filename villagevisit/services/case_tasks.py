"""Splitting one application among departments: giving a task, handing it on with a reason, closing it."""

from datetime import date

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.tasks import DONE, GIVEN, MOVED, Task, fold
from villagevisit.services import allowing, events, households
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


def of_household(ws: Workspace, household_id: str) -> list[Task]:
    """What is open first, by the day it is due."""
    return fold(rows.of_household(ws.store.reader(), household_id, "task."))


def give(ws: Workspace, actor: Actor, household_id: str, what: str, unit: str, owner: str, due: date) -> Done[str]:
    """Gives a department one part of an application. Returns the task's id.

    Raises:
        Refused: `actor.role`, `actor.area`, `household.unknown`, `task.no-owner`, `task.twice`, `case.past`.
    """
    home = households.get(ws, household_id)
    allowing.require(ws, actor, Deed.CASE, Thing(home.village_code))
    _owned(unit, owner)
    if due < today(ws.clock):
        raise Refused("case.past")
    if any(task.what == what and not task.done for task in of_household(ws, household_id)):
        raise Refused("task.twice")
    data: dict[str, Value] = {"what": what, "unit": unit.strip(), "owner": owner.strip(), "due": due.isoformat()}
    one = events.record(ws, actor, New(GIVEN, home.village_code, households=(home.id,), data=data))
    return Done(one.thing, _CHANGED)


def move(
    ws: Workspace, actor: Actor, household_id: str, task_id: str, unit: str, owner: str, reason: str
) -> Done[Event]:
    """Hands a task on; its day stays. Raises Refused `task.unknown`, `task.no-owner`, `case.no-reason`."""
    _owned(unit, owner)
    if not reason.strip():
        raise Refused("case.no-reason")
    return _said(ws, actor, household_id, task_id, MOVED, {"unit": unit.strip(), "owner": owner.strip(),
                                                           "reason": reason.strip()})  # fmt: skip


def close(ws: Workspace, actor: Actor, household_id: str, task_id: str, result: str) -> Done[Event]:
    """Says what came of it. Raises Refused `task.unknown`, `case.no-reason` without a result."""
    if not result.strip():
        raise Refused("case.no-reason")
    return _said(ws, actor, household_id, task_id, DONE, {"result": result.strip()})


def _owned(unit: str, owner: str) -> None:
    if not unit.strip() or not owner.strip():
        raise Refused("task.no-owner")


def _said(
    ws: Workspace, actor: Actor, household_id: str, task_id: str, kind: str, data: dict[str, Value]
) -> Done[Event]:
    home = households.get(ws, household_id)
    allowing.require(ws, actor, Deed.CASE, Thing(home.village_code))
    if not any(task.id == task_id and not task.done for task in of_household(ws, household_id)):
        raise Refused("task.unknown")
    one = events.record(ws, actor, New(kind, home.village_code, task_id, (home.id,), data=data))
    return Done(one, _CHANGED)
