"""Family-doctor contracts (S-320…S-327): who has one, who should, their end, what was done, who answers for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from villagevisit.domain import contracts as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.contracts import KIT, PERFORMED, UPLOADED
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.health import Service
from villagevisit.domain.screening import born_between
from villagevisit.services import allowing, areas, events, health_lines, health_save, identification, people
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

GROUPS: Final = ("all", "helped", "elder", "child", "htn", "dm", "smd", "tb", "maternal")
"""Key groups. Each is counted from the register and from what people have, never from the contracts themselves."""
_HAVING: Final[Mapping[str, tuple[str, ...]]] = {
    "htn": (Service.HYPERTENSION,), "dm": (Service.DIABETES,), "smd": (Service.SMD,), "tb": (Service.TB,),
    "maternal": (Service.MATERNAL,),
}
_ELDER, _CHILD, _OLDEST = 65, 6, 130
_ALL = 100_000


@dataclass(frozen=True, slots=True)
class Covered:
    """Persons of one village, or of all: `signed` ÷ `people` is the coverage."""

    code: str
    name: str
    people: int
    signed: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one doctor answers for, contracts that run today."""

    officer_id: str
    name: str
    steps: tuple[int, int, int, int]
    """Contracts at each of the four steps: signed, performed, done properly, satisfied."""

    @property
    def contracts(self) -> int:
        return sum(self.steps)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is counted, made on the worker."""

    coverage: Mapping[str, Sequence[Covered]]
    """Key group → villages."""
    loads: tuple[Load, ...]
    ending: Mapping[int, int]
    """Days (30, 60) → contracts that end within them."""
    over: int
    """Contracts that ended and were not renewed."""
    not_uploaded: int


def overview(ws: Workspace, actor: Actor, progress: Progress = silent) -> Overview:
    """Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    db, within, now = ws.store.reader(), allowing.within(ws, actor), today(ws.clock)
    day = now.isoformat()
    coverage: dict[str, Sequence[Covered]] = {}
    for number, group in enumerate(GROUPS):
        progress(number, len(GROUPS))
        born_from, born_to, having, helped = _who(ws, group)
        counted = store.covered(
            db, Service.CONTRACT, within, born_from=born_from, born_to=born_to, having=having, helped=helped, since=day
        )
        coverage[group] = [Covered(code, areas.name(ws, code), all_, signed) for code, all_, signed in counted]
    lines = [(rules.line(state), number) for _, state, number in store.counts(db, Service.CONTRACT, within)]
    until = {days: (now + timedelta(days=days)).isoformat() for days in (30, 60)}
    yesterday = (now - timedelta(days=1)).isoformat()
    return Overview(
        coverage, _loads(ws, lines),
        {days: store.ending(db, Service.CONTRACT, last, within, day) for days, last in until.items()},
        store.ending(db, Service.CONTRACT, yesterday, within),
        sum(number for one, number in lines if not one.uploaded),
    )  # fmt: skip


def _loads(ws: Workspace, lines: Sequence[tuple[rules.Line, int]]) -> tuple[Load, ...]:
    names = {one.id: one.name for one in people.officers(ws)}
    found: dict[str, list[int]] = {}
    for one, number in lines:
        found.setdefault(one.officer_id, [0, 0, 0, 0])[one.step - 1] += number
    loads = [
        Load(officer_id, names.get(officer_id, t("contract.elsewhere")), (steps[0], steps[1], steps[2], steps[3]))
        for officer_id, steps in found.items()
    ]
    return tuple(sorted(loads, key=lambda one: (-one.contracts, one.name)))


def _who(ws: Workspace, group: str) -> tuple[str, str, tuple[str, ...], bool]:
    """(first birthday, last birthday, services of which one is had, only people in need) of a key group."""
    now = today(ws.clock)
    if group == "elder":
        return *born_between(now, _ELDER, _OLDEST), (), False
    if group == "child":
        return *born_between(now, 0, _CHILD), (), False
    return "", "9999", _HAVING.get(group, ()), group == "helped"


def unsigned(
    ws: Workspace, actor: Actor, group: str, text: str = "", offset: int = 0, limit: int = 200
) -> list[Row]:
    """People of a key group without a contract that runs today (S-322), by place. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    born_from, born_to, having, helped = _who(ws, group)
    return store.without(
        ws.store.reader(), Service.CONTRACT, allowing.within(ws, actor), born_from=born_from, born_to=born_to,
        having=having, helped=helped, since=today(ws.clock).isoformat(), text=text, offset=offset, limit=limit,
    )  # fmt: skip


def listed(
    ws: Workspace, actor: Actor, which: str, text: str = "", offset: int = 0, limit: int = 200
) -> list[Row]:
    """Contracts: `running`, `30` or `60` days from their end, `over`, `upload` not marked, `1`…`4` at this step.

    The soonest end first. Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    now = today(ws.clock)
    day, states, until = now.isoformat(), [], "9999"
    if which in ("30", "60"):
        until = (now + timedelta(days=int(which))).isoformat()
    elif which == "over":
        day, until = "0001", (now - timedelta(days=1)).isoformat()
    elif which == "upload":
        states = ["*|", "*|k"]
    elif which in ("1", "2", "3", "4"):
        states = [f"*|{which}|*|*|*|*"]
    return store.lines(
        ws.store.reader(), Service.CONTRACT, states, allowing.within(ws, actor), since=day, until=until, text=text,
        offset=offset, limit=limit,
    )  # fmt: skip


def with_service(
    ws: Workspace, actor: Actor, service: str, text: str = "", offset: int = 0, limit: int = 200
) -> list[Row]:
    """People who have a service, whatever its state. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    return store.lines(ws.store.reader(), service, [], within, text=text, offset=offset, limit=limit)


@dataclass(frozen=True, slots=True)
class Ticks:
    """有登记、有随访、有指导 (S-324) of one patient."""

    registered: bool
    """He has a health record."""
    followed: str
    """ISO day of his last follow-up this year; empty without."""
    guided: bool
    """Something was done under his contract."""


_CHRONIC = (Service.HYPERTENSION, Service.DIABETES, Service.SMD, Service.TB)


def ticks(ws: Workspace, actor: Actor, person_id: str) -> Ticks | None:
    """None for somebody who is no chronic patient. Raises Refused like `identification.subject`."""
    identification.subject(ws, actor, person_id)
    lines = store.lines_of(ws.store.reader(), person_id)
    mine = [lines[service] for service in _CHRONIC if service in lines]
    if not mine:
        return None
    year, signed = str(today(ws.clock).year), lines.get(Service.CONTRACT)
    last = max(one.last_day for one in mine)
    return Ticks(Service.RECORD in lines, last if last[:4] == year else "", bool(signed and signed.count))


def gaps(ws: Workspace, actor: Actor, text: str = "", offset: int = 0, limit: int = 200) -> list[Row]:
    """Chronic patients who lack one of the three ticks. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    first, within = f"{today(ws.clock).year}-01-01", allowing.within(ws, actor)
    return store.gaps(ws.store.reader(), _CHRONIC, first, within, text, offset, limit)


def perform(
    ws: Workspace, actor: Actor, person_id: str, item: str, satisfaction: str = "", *, done: bool = True, day: str = ""
) -> Done[None]:
    """A service that no health form holds, or what the family thinks of it (`satisf`: 1, 2, 3; empty: not asked).

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `contract.none`, `contract.no-item`,
            `contract.bad-day`.
    """
    source = _contract_of(ws, actor, person_id)
    if not item.strip():
        raise Refused("contract.no-item")
    if day > today(ws.clock).isoformat() or (day and len(day) != 10):
        raise Refused("contract.bad-day")
    data: dict[str, Value] = {"item": item.strip(), "ok": "1" if done else "0", "satisfaction": satisfaction}
    return _event(ws, actor, person_id, PERFORMED, data, source, day)


def uploaded(ws: Workspace, actor: Actor, person_id: str) -> Done[None]:
    """The contract was entered in the national system (S-323). Raises like `perform`."""
    return _event(ws, actor, person_id, UPLOADED, {}, _contract_of(ws, actor, person_id))


def give_kit(ws: Workspace, actor: Actor, person_id: str, drugs: str) -> Done[None]:
    """A medicine kit was handed over, and what was in it (S-325). Raises like `perform`; `contract.no-drugs`."""
    if not drugs.strip():
        raise Refused("contract.no-drugs")
    return _event(ws, actor, person_id, KIT, {"drugs": drugs.strip()}, "")


def _contract_of(ws: Workspace, actor: Actor, person_id: str) -> str:
    identification.subject(ws, actor, person_id)
    found = identification.newest_form(ws, person_id, rules.FORM)
    if found is None:
        raise Refused("contract.none")
    return found[0]


def _event(
    ws: Workspace, actor: Actor, person_id: str, kind: str, data: dict[str, Value], source: str, day: str = ""
) -> Done[None]:
    person = identification.subject(ws, actor, person_id)
    new = New(kind, person.village_code, person_id, (person.household_id,), day, source, data)
    events.record(ws, actor, new)
    return Done(None, changes(Topic.EVENTS))


_COLUMNS = ("village", "name", "sex", "birth", "doctor", "signed", "until", "planned", "done", "satisfied", "uploaded")


def save(ws: Workspace, actor: Actor, which: str, path: Path) -> Done[int]:
    """A list of `listed` as a table that a clerk can key into the national system (S-323); how many rows.

    Raises:
        Refused: `actor.role`, and what `health_save.save` raises.
        EnvironmentFailed: `export.unwritable`.
    """
    names = {one.id: one.name for one in people.officers(ws)}
    rows = []
    for one in listed(ws, actor, which, limit=_ALL):
        line = rules.line(one.state)
        rows.append((
            areas.name(ws, one.village_code), one.name, t(f"health.sex.{one.sex}") if one.sex in ("1", "2") else "",
            one.birth, names.get(line.officer_id, ""), one.last_day, one.next_day, line.planned, line.done,
            t(f"contract.satisfied.{line.satisfaction or '0'}"),
            t("contract.column.yes" if line.uploaded else "contract.column.no"),
        ))  # fmt: skip
    columns = [t(f"contract.column.{one}") for one in _COLUMNS]
    return health_save.save(ws, actor, path, "contracts", columns, rows)
