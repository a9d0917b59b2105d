"""Two cancers (S-335, S-336): the round, who is called, who was examined, who is to come again, who is treated."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from villagevisit.domain import screening as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import Service
from villagevisit.domain.screening import FEMALE, INVITED, RECALLED, ROUND, RURAL, TREATED, Progress
from villagevisit.services import allowing, areas, events, health_lines, health_save, identification, policy
from villagevisit.services.events import New
from villagevisit.services.health_presets import age_on
from villagevisit.services.workspace import Actor, Workspace, silent
from villagevisit.services.workspace import Progress as Tell
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

STEPS: Final = ("recall", "recalled", "confirmed", "treated", "closed", "clear")
_ALL = 100_000
_COLUMNS = ("village", "group", "head", "name", "age", "phone")


@dataclass(frozen=True, slots=True)
class Round:
    """Three years in which a woman is examined once."""

    begins: str
    ends: str
    age_min: int
    age_max: int


def current(ws: Workspace) -> Round:
    """The round that was begun last and holds today; without one, the three years up to now, so that nobody who was
    examined less than three years ago is called."""
    now = today(ws.clock)
    values = policy.on(ws, now)
    ages = values.integer("two_cancer_age_min"), values.integer("two_cancer_age_max")
    begun = event_rows.of_kinds(ws.store.reader(), [ROUND], bare=True)
    last = max(begun, key=lambda one: (one.day, one.at, one.id), default=None)
    if last is not None:
        first, end = rules.round_of(date.fromisoformat(last.day))
        if first <= now.isoformat() <= end:
            return Round(first, end, *ages)
    return Round(rules.three_years_before(now), now.isoformat(), *ages)


def begin(ws: Workspace, actor: Actor, day: str) -> Done[None]:
    """Begins a round of three years on an ISO day. Raises Refused `actor.role`, `screening.bad-day`."""
    allowing.require(ws, actor, Deed.HEALTH)
    if len(day) != 10:
        raise Refused("screening.bad-day")
    events.record(ws, actor, New(ROUND, identification.office(ws), day=day))
    return Done(None, changes(Topic.EVENTS))


@dataclass(frozen=True, slots=True)
class Standing:
    """One round in figures, women."""

    round_: Round
    progress: Progress
    recall: int
    confirmed: int
    """Confirmed and not treated yet."""


def standing(ws: Workspace, actor: Actor, tell: Tell = silent) -> Standing:
    """Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, tell)
    db, within, round_ = ws.store.reader(), allowing.within(ws, actor), current(ws)
    born_from, born_to = _born(ws, round_)
    eligible = sum(all_ for _, all_, _ in store.covered(
        db, Service.SCREENING, within, born_from=born_from, born_to=born_to, sex=FEMALE, hukou=RURAL,
    ))  # fmt: skip
    lines = [
        (rules.line(state), number)
        for state, number in store.states_since(db, Service.SCREENING, within, round_.begins)
    ]
    waiting = {step: sum(number for one, number in lines if one.step == step) for step in STEPS}
    return Standing(round_, rules.progress(eligible, lines), waiting["recall"], waiting["confirmed"])


def _born(ws: Workspace, round_: Round) -> tuple[str, str]:
    return rules.born_between(today(ws.clock), round_.age_min, round_.age_max)


def to_call(ws: Workspace, actor: Actor, text: str = "", offset: int = 0, limit: int = 200) -> list[Row]:
    """Rural women of the age who were not examined in this round, by place. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    round_ = current(ws)
    born_from, born_to = _born(ws, round_)
    return store.without(
        ws.store.reader(), Service.SCREENING, allowing.within(ws, actor), born_from=born_from, born_to=born_to,
        sex=FEMALE, hukou=RURAL, last_since=round_.begins, text=text, offset=offset, limit=limit,
    )  # fmt: skip


def listed(
    ws: Workspace, actor: Actor, step: str, text: str = "", offset: int = 0, limit: int = 200
) -> list[Row]:
    """Women who were examined, at one step (`STEPS`; empty: all). Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    states = [f"{step}|*"] if step else []
    within = allowing.within(ws, actor)
    return store.lines(ws.store.reader(), Service.SCREENING, states, within, text=text, offset=offset, limit=limit)


def invited(ws: Workspace, person_id: str) -> Event | None:
    """When she was called last."""
    told = event_rows.of_things(ws.store.reader(), [person_id], INVITED)
    return told[-1] if told else None


def invite(ws: Workspace, actor: Actor, person_ids: list[str]) -> Done[int]:
    """Writes down that these women were called; how many. Raises Refused like `identification.subject`."""
    made = []
    for person_id in person_ids:
        person = identification.subject(ws, actor, person_id)
        made.append(events.made(ws, actor, New(INVITED, person.village_code, person_id, (person.household_id,))))
    return Done(identification.enter_all(ws, made), changes(Topic.EVENTS))


def recall(ws: Workspace, actor: Actor, person_id: str, note: str) -> Done[None]:
    """She was called for a second examination, and how (S-336). Raises Refused like `treat`."""
    return _follow(ws, actor, person_id, RECALLED, {"note": note.strip()})


def treat(ws: Workspace, actor: Actor, person_id: str, note: str, *, reimbursed: bool) -> Done[None]:
    """Treatment of a confirmed case, and whether its cost was paid back at the highest rate (S-335).

    Raises:
        Refused: `actor.role`, `actor.area`, `visit.person-unknown`, `screening.no-note`.
    """
    return _follow(ws, actor, person_id, TREATED, {"note": note.strip(), "reimbursed": "1" if reimbursed else "0"})


def _follow(ws: Workspace, actor: Actor, person_id: str, kind: str, data: dict[str, Value]) -> Done[None]:
    person = identification.subject(ws, actor, person_id)
    if not data["note"]:
        raise Refused("screening.no-note")
    events.record(ws, actor, New(kind, person.village_code, person_id, (person.household_id,), data=data))
    return Done(None, changes(Topic.EVENTS))


def save(ws: Workspace, actor: Actor, path: Path) -> Done[int]:
    """The list of who is to be called. Raises what `health_save.save` raises."""
    now = today(ws.clock)
    rows = [
        (areas.name(ws, one.village_code), one.village_group, one.head_name, one.name,
         str(age_on(one.birth, now)), one.phone)
        for one in to_call(ws, actor, limit=_ALL)
    ]
    return health_save.save(ws, actor, path, "screening", [t(f"screening.column.{one}") for one in _COLUMNS], rows)
