"""Who may not visit a household again, because an objection to his visit is not settled yet (issue 7)."""

from collections.abc import Mapping

from villagevisit.domain import objections as rules
from villagevisit.services.workspace import Workspace
from villagevisit.store import events


def everywhere(ws: Workspace) -> Mapping[str, frozenset[str]]:
    """Staff numbers by household."""
    return rules.barred(rules.fold(events.of_kinds(ws.store.reader(), rules.KINDS)))


def of_household(ws: Workspace, household_id: str) -> frozenset[str]:
    """Staff numbers."""
    found = rules.fold(events.of_household(ws.store.reader(), household_id, "objection."))
    return rules.barred(found).get(household_id, frozenset())
