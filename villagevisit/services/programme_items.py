"""What the national programme consisted of in a year, and what was done of each: persons and person-times apart
(S-287, S-293, S-301).

The table is data with days of validity (`services/data/programme_items.csv`); a county adds its own lines there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from villagevisit.domain.access import Deed
from villagevisit.domain.health_special import ENDEMIC, FOLIC
from villagevisit.services import allowing, health_lines, health_register, shipped_tables
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_due as rows
from villagevisit.wording import language

_EVENTS = {FOLIC: "folic", ENDEMIC: "endemic"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the programme. `category`: lines of one category count as one; empty: outside the categories."""

    key: str
    category: str
    zh: str
    en: str
    counts: str
    """What of ours counts for it: a form, a service, `activity`, `folic`, `endemic`; empty: nothing kept here."""
    valid_from: str
    valid_to: str
    source: str

    @property
    def name(self) -> str:
        return self.zh if language() == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of one item in a year. A person who was visited four times is one person and four times."""

    item: Item
    persons: int | None
    """None where only attendance is counted: health education."""
    times: int


def of_year(year: int) -> list[Item]:
    """The items of a calendar year: those in force on its last day, in the order of the table."""
    day = f"{year}-12-31"
    return [one for one in _table() if shipped_tables.holds(one.valid_from, one.valid_to, day)]


def categories(year: int) -> int:
    """How many "类" the programme of a year had: 9, 10, 11, 12, 14 …"""
    return len({one.category for one in of_year(year) if one.category})


def done(ws: Workspace, actor: Actor, year: int, progress: Progress = silent) -> list[Done]:
    """Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    within = allowing.within(ws, actor)
    first, last = f"{year}-01-01", f"{year}-12-31"
    found: dict[str, tuple[int | None, int]] = {}
    for key, persons, times in rows.times(ws.store.reader(), within, tuple(_EVENTS), first, last):
        found[_EVENTS.get(key, key)] = (persons, times)
    _, sums = health_register.held(ws, actor, year, within)
    found["activity"] = (None, sums.persons)
    return [_done(one, found) for one in of_year(year)]


def _done(one: Item, found: Mapping[str, tuple[int | None, int]]) -> Done:
    return Done(one, *found.get(one.counts, (0, 0)))


@cache
def _table() -> tuple[Item, ...]:
    return tuple(
        Item(
            row["item"], row["category"], row["zh"], row["en"], row["counts"], row["valid_from"], row["valid_to"],
            row["source"],
        )
        for row in shipped_tables.rows("programme_items.csv")
    )  # fmt: skip
