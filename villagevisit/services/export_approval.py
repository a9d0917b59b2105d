"""A second person for what leaves: whoever takes a whole list away and somebody else both enter their PINs.

Which lists, and from how many rows on, stands in `data/export_rules.csv`: it comes with the program, so that nobody at
a laptop can set it aside for himself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import people, pins, shipped_tables
from villagevisit.services.replica_scope import AREA
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, settings

_WHY = "export"


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody who agrees that a list leaves, and the PINs of him and of whoever takes it."""

    officer_id: str
    pin: str = field(repr=False)
    own_pin: str = field(repr=False)


@cache
def _rules() -> Mapping[tuple[str, bool], int]:
    rows = shipped_tables.rows("export_rules.csv")
    return {(row["dataset"], row["full_ids"] == "yes"): int(row["from_rows"]) for row in rows}


def needed(dataset: str, rows: int, *, full_ids: bool) -> bool:
    """Whether so many rows leave only when a second person agrees."""
    least = _rules().get((dataset, full_ids))
    return least is not None and rows >= least


def approved(ws: Workspace, actor: Actor, approval: Approval | None, deed: Deed, thing: Thing, rows: int) -> Officer:
    """Who agreed. Each refusal stands in the audit log.

    Raises:
        Refused: `export.second-person` (rows) when nobody agreed or nobody said who takes it, `export.same-person`,
            `export.may-not-approve` (officer) for somebody who might not take it himself, `pin.…` of either.
    """
    try:
        if approval is None or not actor.officers:
            raise Refused("export.second-person", rows=rows)
        if approval.officer_id in {one.id for one in actor.officers}:
            raise Refused("export.same-person")
        second = people.get(ws, approval.officer_id)
        if not may([second], deed, thing, settings.get(ws.store.reader(), AREA)):
            raise Refused("export.may-not-approve", officer=second.name)
    except Refused as refused:
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export.refused", refused.code, {"rows": rows})
        raise
    pins.unlock(ws, actor.officers[0], approval.own_pin, _WHY)
    pins.unlock(ws, second, approval.pin, _WHY)
    return second
