"""Vaccination by child: who lacks what and since when, the certificate, rates with their numbers (S-298, S-310)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from villagevisit.domain import vaccination as rules
from villagevisit.domain.access import Deed, Within
from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.domain.health_schedule import CHILD_YEARS, Next, years_before
from villagevisit.domain.vaccination import CARD, Rate
from villagevisit.services import allowing, health_lines, health_rules, identification
from villagevisit.services.identification import Listed
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_due as rows
from villagevisit.store import health_ledgers as store

LISTS: Final = ("late", "month", "none", CARD, "all")
"""Overdue; due within 30 days; nothing entered yet; without a certificate; all children under seven."""
_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Child:
    """What a child had and lacks; days are ISO."""

    card: str
    """Day of the certificate; empty without one."""
    given: tuple[tuple[str, str], ...]
    """(item, day), oldest first."""
    missing: tuple[Next, ...]
    """The earliest last day first."""
    today: str

    @property
    def late(self) -> list[Next]:
        return [one for one in self.missing if one.last < self.today]

    @property
    def now(self) -> list[Next]:
        """What can be given now and is not late."""
        return [one for one in self.missing if one.first <= self.today <= one.last]


def listed(ws: Workspace, actor: Actor, which: str, text: str = "", limit: int = 200) -> list[Listed]:
    """Children under seven in one of `LISTS`, by part of a name. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws)
    db, within, (first, last) = ws.store.reader(), allowing.within(ws, actor), _born(ws)
    day = today(ws.clock)
    if which in ("late", "month"):
        since, until = ("0001", day - timedelta(days=1)) if which == "late" else (day.isoformat(), day + _MONTH)
        return store.lines(
            db, Service.VACCINATION, [], within, since=since, until=until.isoformat(), born_from=first, text=text,
            limit=limit,
        )  # fmt: skip
    if which == "none":
        return store.without(db, Service.VACCINATION, within, born_from=first, born_to=last, text=text, limit=limit)
    found = store.people(db, within, born_from=first, born_to=last, text=text, limit=-1 if which == CARD else limit)
    if which == CARD:
        known = _states(ws, within, first)
        found = [one for one in found if CARD not in rules.given(known.get(one.person_id, ""))][:limit]
    return found


def _states(ws: Workspace, within: Within, born_from: str) -> dict[str, str]:
    """Person → what his line of vaccination says, of all children at once."""
    found = store.lines(ws.store.reader(), Service.VACCINATION, [], within, born_from=born_from, limit=-1)
    return {one.person_id: one.state for one in found}


def of_child(ws: Workspace, actor: Actor, person_id: str, birth: str) -> Child:
    """Raises Refused `actor.role`, `actor.area`, `visit.person-unknown`."""
    identification.subject(ws, actor, person_id)
    return child(ws, state(ws, person_id), birth)


def child(ws: Workspace, line: str, birth: str) -> Child:
    """By the state of a line of vaccination."""
    now, had = today(ws.clock).isoformat(), rules.given(line)
    items = health_rules.of_children(Service.VACCINATION, now)
    doses = sorted(((item, day) for item, day in had.items() if item != CARD), key=lambda one: (one[1], one[0]))
    return Child(had.get(CARD, ""), tuple(doses), tuple(rules.missing(items, birth, line)), now)


def state(ws: Workspace, person_id: str) -> str:
    """What the line of vaccination of one person says; empty where there is none."""
    line = store.lines_of(ws.store.reader(), person_id).get(Service.VACCINATION)
    return line.state if line else ""


def due(ws: Workspace, actor: Actor, within: Within) -> list[tuple[Listed, Child]]:
    """Every child with a dose that is overdue or due within 30 days, by place: the list to call them by.

    Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    first, last = _born(ws)
    soon = (today(ws.clock) + _MONTH).isoformat()
    known = _states(ws, within, first)
    every = store.people(ws.store.reader(), within, born_from=first, born_to=last, limit=-1)
    found = [
        (one, child(ws, known.get(one.person_id, ""), one.birth)) for one in every
        if not known.get(one.person_id, "").startswith("closed:")
    ]  # fmt: skip
    return [(one, said) for one, said in found if said.missing and said.missing[0].last <= soon]


def rates(ws: Workspace, actor: Actor, progress: Progress = silent) -> list[Rate]:
    """Of the children under seven of the actor's area. Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    now = today(ws.clock).isoformat()
    found = rows.ages(ws.store.reader(), allowing.within(ws, actor), Service.VACCINATION, _born(ws))
    items = health_rules.of_children(Service.VACCINATION, now)
    return rules.rates(items, ((birth, line) for birth, _, line in found), now)


def _born(ws: Workspace) -> tuple[str, str]:
    """First and last birthday of a child under seven."""
    now = today(ws.clock).isoformat()
    return (date.fromisoformat(years_before(now, CHILD_YEARS)) + timedelta(days=1)).isoformat(), now
