"""Rows of the papers on how the health programme is organised: tasks, facilities, the guidance group (S-350, S-374 …
S-376). They are of the whole office, so every village's paper shows them all."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from printing.layouts.ledger import Kind
from villagevisit.domain.clock import today
from villagevisit.services import areas, health_office
from villagevisit.services.health_ledger_base import Asked, Line
from villagevisit.wording import t


def _tasks(asked: Asked) -> Iterator[Line]:
    """Those of the year, and what is still open from before."""
    now = today(asked.ws.clock).isoformat()
    for one in health_office.tasks(asked.ws, asked.actor):
        if one.due[:4] == str(asked.year) or (not one.done and one.due < asked.last):
            state = one.done or (t("programme.late") if one.late(now) else t("programme.open"))
            yield {"task": one.text, "unit": one.unit, "office": one.office, "due": one.due, "done": state,
                   "proof": one.proof, "source": one.source}  # fmt: skip


def _facilities(asked: Asked) -> Iterator[Line]:
    for one in health_office.facilities(asked.ws, asked.actor):
        items = health_office.items(one.level, one.day)
        lacks = one.lacks(item.code for item in items)
        yield {
            "village": areas.name(asked.ws, one.area), "name": one.name, "level": t(f"programme.level.{one.level}"),
            "day": one.day, "has": f"{len(items) - len(lacks)}/{len(items)}",
            "lacks": "、".join(item.name for item in items if item.code in lacks), "found": one.found,
            "fix_by": one.fix_by, "checkers": "、".join(one.checkers),
        }  # fmt: skip


def _guides(asked: Asked) -> Iterator[Line]:
    for one in health_office.guides(asked.ws, asked.actor):
        yield {"name": one.name, "unit": one.unit, "specialty": one.specialty, "phone": one.phone,
               "since": one.since, "left": one.left}  # fmt: skip


MAKERS: Final[Mapping[Kind, Callable[[Asked], Iterator[Line]]]] = {
    "health_task": _tasks, "facility": _facilities, "guide": _guides,
}  # fmt: skip
