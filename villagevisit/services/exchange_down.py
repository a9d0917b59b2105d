"""Applying what came down: items and originals are kept, and what the county holds decides what must go up (again)."""

import json
from dataclasses import dataclass, field

from sync import down
from sync.down import Down, Held
from sync.erasure import is_order
from sync.receipt import Word
from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.services import erasures, lineage, replica_apply, replica_items, replica_scope, roots, safety
from villagevisit.services.beacon import BEACON
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.lineage import CURSOR, UNSURE
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming, outbox, records, settings
from villagevisit.store import erasures as gone
from villagevisit.store.households import Db

ROUND = "exchange.round"
"""Number of the reading of the county's log; a new one begins when the county does not know our cursor any more."""
RELAY = "exchange.relay"
"""Set when a new reading is through: what did not come down again must be given back."""
_SWEEPING = "exchange.sweeping"
_HEARD = "exchange.heard"
_PASSED = "exchange.passed"


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


def mark(number: int) -> str:
    """A word of the county as it is stored: as text it grows too."""
    return f"{number:012d}"


def heard(db: Db, word: Word, *, answered: bool) -> bool:
    """Whether the county said this after everything else we heard from it; remembers it then.

    A new lineage means that it came back from a backup: whatever it said under another is of the past. What answers
    our own question is its newest word in any case.
    """
    lineage, _, number = settings.get(db, _HEARD).rpartition(":")
    passed: list[str] = json.loads(settings.get(db, _PASSED, "[]"))
    if number and not answered and (word.lineage in passed or (word.lineage == lineage and word.number < int(number))):
        return False
    if number and word.lineage != lineage:
        settings.put(db, _PASSED, json.dumps([*(one for one in passed if one != word.lineage), lineage]))
    settings.put(db, _HEARD, f"{word.lineage}:{word.number}")
    return True


def same_lineage(db: Db, word: Word) -> bool:
    """Whether the county has not come back from a backup between this word and the last that we heard."""
    lineage, _, number = settings.get(db, _HEARD).rpartition(":")
    return not number or lineage == word.lineage


def take(ws: Workspace, county: CountyFile, data: bytes, *, answered: bool) -> Brought:
    """Applies a down file. `answered`: it is the answer to our request; from a stick it may be older than what we know.

    Raises:
        SyncError: it is damaged, or not from our county for us; nothing was changed.
    """
    file = down.read(data, county.county, county.receipt_key, device_name(ws), device_keys(ws).opening)
    with ws.store.transaction() as db:
        items = replica_items.take_items(ws, db, file.items)
        restored = not same_lineage(db, file.word)
        timely = heard(db, file.word, answered=answered)
        if timely and restored:
            _doubt(db, mark(file.safe_word))
        number = _move(db, file, timely=timely)
        changed = roots.take(ws, db, county, file.roots, timely=timely)
        arrived = [one.record for one in file.records]
        erased = erasures.obey(ws, db, arrived)
        originals = gone.without(db, arrived)
        records.keep_foreign(db, originals)
        changed |= items.changes | (replica_apply.apply(ws, db, originals) if originals else NOTHING)
        records.vouched(db, ((one.record.digest, one.voucher) for one in file.records), number)
        if timely:
            changed |= replica_scope.told(ws, db, file.role, file.scope)
            settings.put(db, safety.TESTED_AT, file.safe_at)
            settings.put(db, safety.TESTED, mark(file.safe_word))
            settings.put(db, BEACON, file.beacon.hex())
            coming.held(db, (one.digest for one in originals), file.blobs, mark(file.word.number))
            subjects: set[str] = set()
            for one in file.held:
                subjects |= _settle(ws, db, one, mark(file.safe_word))
            if file.blobs and not file.after:
                outbox.note_blobs(db)
            subjects |= outbox.blobs_received(db, file.blobs, mark(file.word.number))  # after what was put in doubt
            records.follow(db, subjects)
        purged = NOTHING if file.more else replica_scope.purge(ws, db)  # else we would ask for too much without end
        changed |= purged
        emptied = gone.settle(db)
        ordered = any(map(is_order, arrived))
        if ordered:
            changed |= changes(Topic.VISITS, Topic.HOUSEHOLDS, Topic.PAPER, Topic.CAMPAIGN)
        if settings.get(db, replica_scope.PURGED):  # it may be ours again meanwhile
            settings.put(db, replica_scope.PURGED, "")
            settings.put(db, CURSOR, "")
    if ordered or emptied:
        erasures.clean(ws, erased)
    if purged:
        ws.store.scrub()
    return Brought(items.titles, len(originals), file.more, changed)


def _move(db: Db, file: Down, *, timely: bool) -> int:
    """Moves the cursor when the file begins where we stand, or at the very start; returns the reading it belongs to.

    From the very start means that the county lost our place (it was restored, or our area changed), or we did.
    """
    number = int(settings.get(db, ROUND, "0"))
    ours = settings.get(db, CURSOR)
    anew = not file.after and timely
    if anew:
        number += 1
        settings.put(db, ROUND, str(number))
        settings.put(db, _SWEEPING, "1")
        _doubt(db, mark(file.safe_word))
    if anew or file.after.hex() == ours:
        settings.put(db, CURSOR, file.upto.hex())
        if not file.more and settings.get(db, _SWEEPING):
            settings.put(db, _SWEEPING, "")
            settings.put(db, RELAY, "1")
            settings.put(db, UNSURE, "")
    return number


def _doubt(db: Db, safe: str) -> None:
    """Attachments and others' records that the county held after its last tested backup may be gone."""
    outbox.doubt_blobs(db, safe)
    coming.doubt(db, safe)


def _settle(ws: Workspace, db: Db, held: Held, safe: str) -> set[str]:
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
        outbox.doubt_blobs(db, safe)
    for one in held.refused:
        subjects.add(records.refused(db, name, one.seq, one.digest, one.code))
    records.safe(db, name, held.safe)
    return (subjects | lost) - {""}
