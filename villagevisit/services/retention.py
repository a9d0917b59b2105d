"""What on this laptop is over its time: a list for the clerk. The county erases, and its order comes down."""

from dataclasses import dataclass, replace

from villagevisit.domain import retention as rules
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.retention import End, Kept, Rule
from villagevisit.services import areas, form_list, retention_rules
from villagevisit.services.visit_lookup import reads_health
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.store import held

DOCUMENT = "document"
"""Printed papers, in the table of rules."""
HEALTH = "health"
"""A health form, for who may not know which."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One record over its time, as people name it; of a health record, without its form and household for those who may
    not know."""

    id: str
    form: str
    household_id: str
    household_no: str
    village: str
    made: str
    since: str
    """First day on which it should not be there any more."""
    end: End
    source: str


def table(ws: Workspace) -> tuple[Rule, ...]:
    """Every line, shipped and the county's own."""
    return retention_rules.known(ws.store.reader())


def due(ws: Workspace, village_code: str = "", within: Within = None, reader: Actor = NOBODY) -> list[DueLine]:
    """Oldest first. Records of one household are judged together, so a village at least is looked at whole.

    `within`: the villages that the reader sees.
    """
    hidden = frozenset() if reads_health(reader) else form_list.health_codes()
    every = held.records(ws.store.reader(), village_code)
    rows = [one for one in every if within is None or one.village_code in within]
    by_id = {one.id: one for one in rows}
    kept = [Kept(one.id, one.form, one.household_id, one.made) for one in rows]
    found = []
    for one in rules.due(kept, table(ws), today(ws.clock)):
        row = by_id[one.kept.id]
        village = areas.name(ws, row.village_code) if row.village_code else ""
        line = DueLine(
            row.id, row.form, row.household_id, row.household_no, village, row.made[:10], one.since.isoformat(),
            one.rule.end, one.rule.source,
        )  # fmt: skip
        found.append(replace(line, form=HEALTH, household_id="", household_no="") if row.form in hidden else line)
    return found
