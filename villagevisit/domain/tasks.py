"""One door, several departments: an application split into tasks, each with one owner and its own day (S-021, S-023).

Events of one task, whose thing is the task: `task.given` (what, unit, owner, due), `task.moved` (unit, owner, reason),
`task.done` (result). Taken in the order of entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from villagevisit.domain.event import Event

GIVEN, MOVED, DONE = "task.given", "task.moved", "task.done"


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    household: str
    what: str
    """Code of `assist`."""
    unit: str
    """The department."""
    owner: str
    """The one person who answers for it."""
    due: str
    given: str
    moves: tuple[str, ...] = ()
    """Why it was handed on, each time."""
    result: str = ""
    done: str = ""
    """ISO day; empty while open."""

    def late(self, on: date) -> bool:
        return not self.done and self.due < on.isoformat()


def fold(events: Iterable[Event]) -> list[Task]:
    """The tasks, the one that is due first at the top, done ones at the end."""
    found: dict[str, Task] = {}
    for one in sorted(events, key=lambda one: (one.at, one.id)):
        task = found.get(one.thing)
        if one.kind == GIVEN and task is None and one.households:
            found[one.thing] = Task(
                one.thing, one.households[0], one.text("what"), one.text("unit"), one.text("owner"), one.text("due"),
                one.day,
            )  # fmt: skip
        elif task is None or task.done:
            continue
        elif one.kind == MOVED:
            moves = (*task.moves, one.text("reason"))
            found[one.thing] = replace(task, unit=one.text("unit"), owner=one.text("owner"), moves=moves)
        elif one.kind == DONE:
            found[one.thing] = replace(task, result=one.text("result"), done=one.day)
    return sorted(found.values(), key=lambda task: (bool(task.done), task.due, task.id))
