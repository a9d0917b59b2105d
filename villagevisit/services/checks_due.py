"""What waits in checking, for the list of today."""

from dataclasses import dataclass

from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.services import discovery, rectifying
from villagevisit.services.workspace import Workspace
from villagevisit.store import checking


@dataclass(frozen=True, slots=True)
class Due:
    """`clues` and `leads` without those that are overdue; `faults` are those overdue."""

    clues: int
    clues_overdue: int
    faults: int
    leads: int
    leads_overdue: int


def waiting(ws: Workspace, within: Within = None) -> Due:
    day = today(ws.clock).isoformat()
    open_, late = checking.open_clues(ws.store.reader(), day, within)
    leads = [one for one in discovery.leads(ws, within) if not one.visited]
    leads_late = sum(one.overdue(day) for one in leads)
    faults = sum(one.overdue(day) for one in rectifying.every(ws, within))
    return Due(open_ - late, late, faults, len(leads) - leads_late, leads_late)
