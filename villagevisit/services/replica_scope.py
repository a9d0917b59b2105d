"""Which villages this laptop may hold. Where its area becomes smaller, what was begun is finished and sent first.

Nothing goes while it is not in a backup of the county that was restored for a trial.
"""

import json

from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, leaving, records, replicas, settings
from villagevisit.store.households import Db
from villagevisit.store.leaving import Leaving
from villagevisit.store.replicas import Came

ROLE = "device.role"
AREA = "device.scope"
AREA_CHANGED = "scope"
"""Kind of the line that says so among what came."""
PURGED = "device.purged"
"""Setting: a village was taken away, so what the county sent is not all here any more and must be read again."""


def told(ws: Workspace, db: Db, role: str, scope: str) -> Changes:
    """The county says what this laptop is and where it works; joins the caller's transaction."""
    before = settings.get(db, ROLE), settings.get(db, AREA)
    if before == (role, scope):
        return NOTHING
    settings.put(db, ROLE, role)
    settings.put(db, AREA, scope)
    if any(before):
        replicas.note_came(db, Came(AREA_CHANGED, "", "", 1, stamp(ws.clock)))
    return changes(Topic.EXCHANGE)


def purge(ws: Workspace, db: Db) -> Changes:
    """Takes away the villages out of the area that nothing keeps here any more; joins the caller's transaction.

    Whatever came here, and from however old a stick or image, is measured by the county's last word about the area.
    """
    area = settings.get(db, AREA).split()
    for village in replicas.villages_held(db):
        if any(village.startswith(prefix) for prefix in area):
            leaving.stay(db, village)
        else:
            leaving.begin(db, village, stamp(ws.clock))
    own = _own_chains(db)
    going = [one.village_code for one in leaving.every(db, own) if one.may_go]
    for village in going:
        leaving.purge(db, village, own)
        audit.append(db, stamp(ws.clock), "", "village.purged", village)
    if not going:
        return NOTHING
    settings.put(db, PURGED, "1")
    return changes(Topic.HOUSEHOLDS, Topic.CAMPAIGN, Topic.VISITS, Topic.PAPER, Topic.EXCHANGE, Topic.SETUP)


def waiting(ws: Workspace) -> list[Leaving]:
    """Villages that are to go, and what keeps each here."""
    db = ws.store.reader()
    return leaving.every(db, _own_chains(db))


def _own_chains(db: Db) -> str:
    return json.dumps(records.lineages(db))
