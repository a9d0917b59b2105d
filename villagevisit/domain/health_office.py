"""How the health programme is organised: tasks with who answers for them, facilities held against their standard, the
guidance group of the identification (S-350, S-374 … S-376)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from villagevisit.domain.event import Event

TASK, TASK_DONE = "health.task", "health.task_done"
FACILITY = "health.facility"
GUIDE = "health.guide"
KINDS = (TASK, TASK_DONE, FACILITY, GUIDE)
LEVELS = ("village", "township", "county")
CHECKERS = 2


@dataclass(frozen=True, slots=True)
class Task:
    """`health.task` (text, unit, office, due, source) and, once, `health.task_done` (proof). Days are ISO."""

    id: str
    text: str
    unit: str
    office: str
    due: str
    source: str
    done: str = ""
    proof: str = ""

    def late(self, today: str) -> bool:
        return not self.done and self.due < today


def tasks(events: Iterable[Event]) -> list[Task]:
    """Open ones first, the one that is due next at the top."""
    found: dict[str, Task] = {}
    for one in sorted(events, key=lambda one: (one.kind != TASK, one.at, one.id)):
        known = found.get(one.thing)
        if one.kind == TASK:
            found[one.thing] = Task(
                one.thing, one.text("text"), one.text("unit"), one.text("office"), one.text("due"), one.text("source")
            )
        elif one.kind == TASK_DONE and known is not None and not known.done:
            found[one.thing] = replace(known, done=one.day, proof=one.text("proof"))
    return sorted(found.values(), key=lambda one: (bool(one.done), one.due, one.id))


@dataclass(frozen=True, slots=True)
class Facility:
    """The last look at a clinic or hospital: `health.facility` (name, level, items there, found, fix_by, checkers)."""

    area: str
    name: str
    level: str
    day: str
    there: frozenset[str]
    found: str
    fix_by: str
    """ISO day by which what lacks is put right; empty where nothing lacks."""
    checkers: tuple[str, ...]

    def lacks(self, items: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in items if one not in self.there)


def facilities(events: Iterable[Event]) -> list[Facility]:
    """The newest look at each, by area and name."""
    found: dict[tuple[str, str], Facility] = {}
    for one in sorted((one for one in events if one.kind == FACILITY), key=lambda one: (one.day, one.at, one.id)):
        there, checkers = one.data.get("there"), one.data.get("checkers")
        found[one.area, one.text("name")] = Facility(
            one.area, one.text("name"), one.text("level"), one.day, frozenset(_words(there)), one.text("found"),
            one.text("fix_by"), _words(checkers),
        )  # fmt: skip
    return [found[key] for key in sorted(found)]


def _words(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def villages_reached(found: Iterable[Facility], items: Collection[str], villages: Collection[str]) -> int:
    """Villages that have a clinic which lacks nothing: the numerator of S-371; its denominator are all villages."""
    return len({one.area for one in found if one.level == "village" and not one.lacks(items)} & set(villages))


@dataclass(frozen=True, slots=True)
class Guide:
    """Somebody of the guidance group: `health.guide` (name, unit, specialty, phone, left)."""

    id: str
    name: str
    unit: str
    specialty: str
    phone: str
    since: str
    left: str = ""


def guides(events: Iterable[Event]) -> list[Guide]:
    """Those who are in it first, in the order in which they came; whoever left keeps his days."""
    found: dict[str, Guide] = {}
    for one in sorted((one for one in events if one.kind == GUIDE), key=lambda one: (one.day, one.at, one.id)):
        known = found.get(one.thing)
        if one.data.get("left") is True:
            if known is not None:
                found[one.thing] = replace(known, left=one.day)
        else:
            found[one.thing] = Guide(
                one.thing, one.text("name"), one.text("unit"), one.text("specialty"), one.text("phone"), one.day
            )
    return sorted(found.values(), key=lambda one: (bool(one.left), one.since, one.id))
