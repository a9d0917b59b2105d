"""What this laptop may hold: which villages, and whether health data. Where that becomes less, what was begun is
finished and sent first.

Nothing goes while it is not in a backup of the county that was restored for a trial.
"""

import json

from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, health_going, leaving, records, replicas, settings
from villagevisit.store.households import Db
from villagevisit.store.leaving import Leaving
from villagevisit.store.replicas import Came

ROLE = "device.role"
AREA = "device.scope"
HEALTH_ROLES = frozenset({"doctor", "county"})
"""Roles of laptops that may hold health data of others."""
HEALTH_UNTIL = "device.health_until"
"""Setting: when it ceased to be such a laptop; what was made here before goes too. Empty: it never was one."""
AREA_CHANGED = "scope"
"""Kind of the line that says so among what came."""
PURGED = "device.purged"
"""Setting: a village was taken away, so what the county sent is not all here any more and must be read again."""


def told(ws: Workspace, db: Db, role: str, scope: str) -> Changes:
    """The county says what this laptop is and where it works; joins the caller's transaction."""
    before = settings.get(db, ROLE), settings.get(db, AREA)
    if before == (role, scope):
        return NOTHING
    if before[0] in HEALTH_ROLES and role not in HEALTH_ROLES:
        settings.put(db, HEALTH_UNTIL, stamp(ws.clock))
    settings.put(db, ROLE, role)
    settings.put(db, AREA, scope)
    if any(before):
        replicas.note_came(db, Came(AREA_CHANGED, "", "", 1, stamp(ws.clock)))
    return changes(Topic.EXCHANGE)


def purge(ws: Workspace, db: Db) -> Changes:
    """Takes away the villages out of the area, and health data that are not for this laptop, as soon as nothing keeps
    them here any more; joins the caller's transaction.

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
    gone = _purge_health(ws, db, own)
    if not going:
        return gone
    settings.put(db, PURGED, "1")
    return gone | changes(Topic.HOUSEHOLDS, Topic.CAMPAIGN, Topic.VISITS, Topic.PAPER, Topic.EXCHANGE, Topic.SETUP)


def _purge_health(ws: Workspace, db: Db, own: str) -> Changes:
    """Others' health records leave a laptop that is neither a doctor's nor the county's at once. What a doctor made on
    it stays, unless it was a doctor's laptop before: then that goes once it is in a tested backup of the county.
    """
    if settings.get(db, ROLE) in {"", *HEALTH_ROLES}:
        return NOTHING
    count = health_going.purge(db, sorted(HEALTH_FORMS), own, settings.get(db, HEALTH_UNTIL))
    if not count:
        return NOTHING
    audit.append(db, stamp(ws.clock), "", "health.purged", "", {"records": count})
    return changes(Topic.HOUSEHOLDS, Topic.VISITS, Topic.EVENTS, Topic.PAPER, Topic.EXCHANGE)


def waiting(ws: Workspace) -> list[Leaving]:
    """Villages that are to go, and what keeps each here."""
    db = ws.store.reader()
    return leaving.every(db, _own_chains(db))


def _own_chains(db: Db) -> str:
    return json.dumps(records.lineages(db))
