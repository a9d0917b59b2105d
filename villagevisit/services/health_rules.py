"""The rules of health services that hold on a day: the county's figures and the timetable of the national standard."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from villagevisit.domain.health import Rules
from villagevisit.domain.health_followup import limits
from villagevisit.domain.health_schedule import BIRTH, Item, in_force
from villagevisit.services import policy, shipped_tables
from villagevisit.services.workspace import Workspace
from villagevisit.wording import language


@dataclass(frozen=True, slots=True)
class _Line:
    item: Item
    zh: str
    en: str


def on(ws: Workspace, day: date) -> Rules:
    """Raises Refused `policy.missing`, `policy.not-a-number` (key)."""
    return Rules(limits(policy.on(ws, day)), timetable(day.isoformat()))


@cache
def timetable(day: str) -> tuple[Item, ...]:
    """The lines in force on an ISO day, in the order of the table."""
    return in_force((one.item for one in _table()), day)


@cache
def of_children(service: str, day: str) -> tuple[Item, ...]:
    """The lines in force of a service that goes by the age of a child."""
    return tuple(one for one in timetable(day) if one.service == service and one.anchor == BIRTH)


def title(service: str, key: str) -> str:
    """An item in the language of this process; the key itself where the table does not have it."""
    for one in _table():
        if (one.item.service, one.item.key) == (service, key):
            return one.zh if language() == "zh_CN" else one.en
    return key


@cache
def _table() -> tuple[_Line, ...]:
    return tuple(
        _Line(
            Item(
                row["service"], row["item"], row["anchor"], int(row["first"]), int(row["last"]), row["unit"],
                int(row["every"]), row["valid_from"], row["valid_to"],
            ),
            row["zh"], row["en"],
        )
        for row in shipped_tables.rows("health_schedule.csv")
    )  # fmt: skip
