"""Whether a household is to be visited once more: somebody objected, or its case says so (R-09, R-10, R-17)."""

from villagevisit.domain import objections
from villagevisit.domain.case_steps import Step
from villagevisit.domain.clock import today
from villagevisit.services import cases
from villagevisit.services.workspace import Workspace
from villagevisit.store import events


def owed(ws: Workspace, household_id: str) -> bool:
    """While an objection to it is open, and while its case waits for another visit."""
    told = objections.fold(events.of_household(ws.store.reader(), household_id, "objection."))
    if any(one.settled is None for one in told):
        return True
    found = cases.of_household(ws, household_id)
    return bool(found) and found[-1].step(today(ws.clock)) is Step.REVISIT
