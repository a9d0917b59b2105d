"""Applying what came down: items and originals are kept, and what the county holds decides what must go up (again)."""

from dataclasses import dataclass, field

from sync import down
from sync.down import Down, Held
from villagevisit.domain.changes import NOTHING, Changes
from villagevisit.services import lineage, replica_apply, replica_items, replica_scope
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.lineage import CURSOR
from villagevisit.services.workspace import Workspace
from villagevisit.store import outbox, records, settings
from villagevisit.store.households import Db

ROUND = "exchange.round"
"""Number of the reading of the county's log; a new one begins when the county does not know our cursor any more."""
RELAY = "exchange.relay"
"""Set when a new reading is through: what did not come down again must be given back."""
SAFE_AT = "exchange.safe_at"
_SWEEPING = "exchange.sweeping"
_HEARD = "exchange.heard_at"


@dataclass(frozen=True, slots=True)
class Brought:
    """What one down file brought."""

    titles: tuple[str, ...] = ()
    """Of items that are new."""
    records: int = 0
    more: bool = False
    changes: Changes = field(default=NOTHING)


def cursor(ws: Workspace) -> bytes:
    """How far we have come, in the county's words."""
    return bytes.fromhex(settings.get(ws.store.reader(), CURSOR))


def heard(db: Db, at: str) -> bool:
    """Whether the county said this after everything else we heard from it (or at that moment); remembers it then."""
    timely = at >= settings.get(db, _HEARD)
    if timely:
        settings.put(db, _HEARD, at)
    return timely


def take(ws: Workspace, county: CountyFile, data: bytes, *, answered: bool) -> Brought:
    """Applies a down file. `answered`: it is the answer to our request; from a stick it may be older than what we know.

    Raises:
        SyncError: it is damaged, or not from our county for us; nothing was changed.
    """
    file = down.read(data, county.county, county.receipt_key, device_name(ws), device_keys(ws).opening)
    with ws.store.transaction() as db:
        items = replica_items.take_items(ws, db, file.items)
        timely = heard(db, file.at) or answered
        number = _move(db, file, timely=timely)
        originals = [one.record for one in file.records]
        records.keep_foreign(db, originals)
        changed = items.changes | (replica_apply.apply(ws, db, originals) if originals else NOTHING)
        records.vouched(db, ((one.record.digest, one.voucher) for one in file.records), number)
        if timely:
            settings.put(db, SAFE_AT, file.safe_at)
            subjects: set[str] = set()
            for one in file.held:
                subjects |= _settle(ws, db, one, file.safe_at)
            records.follow(db, subjects)
            changed |= replica_scope.purge(ws, db)
    return Brought(items.titles, len(originals), file.more, changed)


def _move(db: Db, file: Down, *, timely: bool) -> int:
    """Moves the cursor when the file begins where we stand, or at the very start; returns the reading it belongs to.

    From the very start means that the county lost our place: it was restored, or our area changed.
    """
    number = int(settings.get(db, ROUND, "0"))
    ours = settings.get(db, CURSOR)
    anew = not file.after and bool(ours) and timely
    if anew:
        number += 1
        settings.put(db, ROUND, str(number))
        settings.put(db, _SWEEPING, "1")
        outbox.doubt_blobs(db, file.safe_at)
    if anew or file.after.hex() == ours:
        settings.put(db, CURSOR, file.upto.hex())
        if not file.more and settings.get(db, _SWEEPING):
            settings.put(db, _SWEEPING, "")
            settings.put(db, RELAY, "1")
    return number


def _settle(ws: Workspace, db: Db, held: Held, safe_at: str) -> set[str]:
    """What the county holds of one of our chains; returns the subjects whose records moved."""
    name = held.device
    if name not in records.lineages(db):
        return set()
    subjects: set[str] = set()
    lost: set[str] = set()
    top, _ = records.top(db, name)
    for run in held.runs:
        if records.holds(db, name, run.last, run.digest):
            subjects |= records.received(db, name, run.first, run.last, run.digest)
        elif run.last <= top:  # another history: what we believed received is sent again, and the receipts will tell
            lost |= records.lost(db, name, run.first, run.last)
        elif name == records.device(db):  # the county has more of our chain than we have
            lineage.begin(ws, db, lineage.RESTORED)
    for first, last in down.uncovered(held.runs, top):
        lost |= records.lost(db, name, first, last)
    if lost:
        outbox.doubt_blobs(db, safe_at)
    for one in held.refused:
        subjects.add(records.refused(db, name, one.seq, one.digest, one.code))
    records.safe(db, name, held.safe)
    return (subjects | lost) - {""}
