"""Comparing the county's daily root with those that this laptop saw before.

A county that was set back, or whose history was exchanged, cannot show again what it once signed. The laptop keeps both
roots, says so on the exchange page and in `doctor`, and its chain carries both to the county's auditor.
A restore that the county declared is no alarm: it is shown once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sync import root as signed_roots
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import encode
from sync.root import FIRST, Root
from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records, replicas
from villagevisit.store import roots as rows
from villagevisit.store.households import Db
from villagevisit.store.replicas import Problem
from villagevisit.store.roots import KnownRoot

ALARM = "root-alarm"
"""Kind of the record that tells the county's auditor."""
RESTORED = "root.restored"
COPIED = "root.copied"
OTHER = "root.other"
OLDER = "root.older"
GAP = "root.gap"
_UNREADABLE = "record.unreadable"


@dataclass(frozen=True, slots=True)
class RootAlarm:
    """What the record says: both roots as the county signed them, so that nobody need believe the laptop."""

    code: str
    known: bytes
    seen: bytes
    """Empty where the county sent none."""


def take(ws: Workspace, db: Db, county: CountyFile, sent: Sequence[bytes], *, timely: bool) -> Changes:
    """Keeps the roots of a down file, and says what does not fit. One that is of the past is only compared.

    Raises:
        SyncError: `root.damaged` when the county did not sign one of them; the caller takes nothing of that file.
    """
    found = [(signed_roots.read(one, county.trust.within()), one) for one in sent]
    if any(one.county != county.county for one, _ in found):
        raise SyncError(signed_roots.DAMAGED)
    before = rows.newest(db)
    changed = NOTHING
    for one, signed in found:
        if rows.by_digest(db, one.digest) is not None:
            continue
        code, known = _misfit(db, one, before)
        if timely:
            rows.put(db, _known(one, signed), stamp(ws.clock))
        if code and (timely or code == OTHER):
            changed |= _tell(ws, db, code, known, one, signed)
    if before is not None and timely:
        last = rows.by_digest(db, found[-1][0].digest) if found else None
        if last is None or (last != before and not _is_after(db, last, before)):
            changed |= _tell(ws, db, OLDER, before, *(found[-1] if found else (None, b"")))
    return changed


def _misfit(db: Db, one: Root, before: KnownRoot | None) -> tuple[str, KnownRoot | None]:
    """Why a root that is new here does not follow from those that were seen, and the one that it belies."""
    sibling = rows.at_place(db, one.lineage, one.place)
    if sibling is not None:
        return OTHER, sibling
    parent = rows.by_digest(db, one.prev)
    if parent is None:
        return ("", None) if one.place == 1 and one.prev == FIRST and before is None else (GAP, before)
    if one.place != parent.place + 1:
        return GAP, parent
    if one.lineage != parent.lineage:
        return ("", None) if before is None else (RESTORED if one.why == signed_roots.RESTORED else COPIED, before)
    return (OLDER, parent) if one.records < parent.records else ("", None)


def _is_after(db: Db, last: KnownRoot, before: KnownRoot) -> bool:
    """Whether the newest root that came was seen after the newest that was known."""
    return rows.order(db, last.digest) > rows.order(db, before.digest)


def _known(one: Root, signed: bytes) -> KnownRoot:
    return KnownRoot(one.digest, one.lineage, one.place, one.day, one.records, signed)


def _tell(ws: Workspace, db: Db, code: str, known: KnownRoot | None, seen: Root | None, signed: bytes) -> Changes:
    """Once for each root that does not fit."""
    at = stamp(ws.clock)
    digest = seen.digest if seen else ""
    days = {"known": known.day if known else "", "seen": seen.day if seen else ""}
    if code == RESTORED:
        replicas.note_problem(db, Problem("root", digest, code, dict(days), "", at))
        return changes(Topic.EXCHANGE)
    if not rows.alarm(db, code, digest, at):
        return NOTHING
    replicas.note_problem(db, Problem("root", digest, code, dict(days), "", at))
    audit.append(db, at, "", "county.root", digest, {"code": code})
    body = alarm_body(RootAlarm(code, known.signed if known else b"", signed))
    records.append(db, ALARM, digest[:40], body, at)
    return changes(Topic.EXCHANGE)


def alarm_body(one: RootAlarm) -> bytes:
    return encode({"code": one.code, "known": one.known, "seen": one.seen})


def read_alarm(body: bytes) -> RootAlarm:
    """Raises SyncError `record.unreadable`."""
    fields = Fields(decoded(body, _UNREADABLE), _UNREADABLE)
    fields.only("code", "known", "seen")
    return RootAlarm(fields.text("code", 40), fields.raw("known"), fields.raw("seen"))
