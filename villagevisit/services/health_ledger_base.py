"""What every ready-made ledger of the health programme is asked with, and the columns that say who somebody is."""

from collections.abc import Mapping
from dataclasses import dataclass

from printing.layouts.ledger import Value
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.services import areas
from villagevisit.services.health_presets import age_on
from villagevisit.services.workspace import Actor, Progress, Workspace
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

Line = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Asked:
    ws: Workspace
    actor: Actor
    year: int
    within: Within
    progress: Progress

    @property
    def first(self) -> str:
        return f"{self.year}-01-01"

    @property
    def last(self) -> str:
        return f"{self.year}-12-31"


def base(asked: Asked, one: Row) -> dict[str, Value]:
    age = age_on(one.birth, today(asked.ws.clock))
    return {
        "village": f"{areas.name(asked.ws, one.village_code)}{one.village_group}", "head": one.head_name,
        "name": one.name, "sex": t(f"health.sex.{one.sex}") if one.sex in ("1", "2") else "",
        "age": "" if age is None else age,
    }  # fmt: skip


def only(line: Line, *names: str) -> dict[str, Value]:
    return {name: line[name] for name in names}
