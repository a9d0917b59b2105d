"""A laptop that was empty is ready for work once its villages and its people came down: nobody sets it up by hand."""

from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.services import policy
from villagevisit.services.setup import DONE
from villagevisit.services.workspace import Workspace
from villagevisit.store import areas, audit, people, policies, settings
from villagevisit.store.households import Db


def complete(ws: Workspace, db: Db) -> Changes:
    """Marks the set-up as done when nothing is missing any more; joins the caller's transaction.

    A parameter that the county has not published begins with the shipped example, as in the set-up by hand.
    """
    if settings.get(db, DONE) == "1" or not areas.in_scope(db, "village") or not people.all_active(db):
        return NOTHING
    known = {entry.key for entry in policies.entries(db)}
    for entry in policy.defaults():
        if entry.key not in known:
            policies.put(db, entry)
    settings.put(db, DONE, "1")
    audit.append(db, stamp(ws.clock), "", "setup.completed-by-county", "")
    return changes(Topic.SETUP, Topic.PEOPLE, Topic.POLICY)

