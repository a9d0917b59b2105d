"""On a laptop: what the county had erased by order. Whatever of it comes again goes again."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from sync.erasure import ERASURE, Order, Target
from sync.record import COMMITMENT_BYTES, COUNTY_CHAIN, Record, commit, erased


@dataclass(frozen=True, slots=True)
class ErasedRecord:
    """A record without content, and the order that took it."""

    kind: str
    subject: str
    number: str
    day: str
    reason: str
    paper: str
    household_id: str
    kept: bytes


_COLUMNS = "kind, subject, number, day, reason, paper, household_id, kept"


def obey(db: Database, order: Order) -> set[str]:
    """Erases here what an order names; returns the digests of attachments that may have to go. Twice is harmless."""
    files = {digest for one in order.targets for digest in _erase(db, order, one)}
    settle(db)
    return files


def settle(db: Database) -> int:
    """Empties the records that were erased by order, under whatever name they stand: a new chain may repeat an old one.
    What the county has not got yet goes up whole: it would never get past the gap."""
    sql = (
        "SELECT r.id, r.salt, r.body FROM erasure e JOIN record_whole r ON r.subject_id = e.subject "
        "AND r.kind = e.kind WHERE r.size > 0 AND r.state NOT IN ('due', 'sent')"
    )
    rows = db.execute(sql).fetchall()
    for place, salt, body in rows:
        db.execute("DELETE FROM record_body WHERE id = ?", [place])
        db.execute("UPDATE record SET size = 0, salt = ? WHERE id = ?", [commit(salt, body), place])
    return len(rows)


def without(db: Database, records: Iterable[Record]) -> list[Record]:
    """The same records, those without body that were erased by an order."""
    found = list(records)
    sql = "SELECT kind, subject FROM erasure WHERE subject IN (SELECT value FROM json_each(?))"
    rows = db.execute(sql, [json.dumps(sorted({one.subject for one in found}))])
    gone = {(str(kind), str(subject)) for kind, subject in rows}
    return [erased(one) if (one.kind, one.subject) in gone else one for one in found]


def every(db: Database) -> list[ErasedRecord]:
    """By order, oldest first."""
    rows = db.query(f"SELECT {_COLUMNS} FROM erasure ORDER BY day, number, kind, subject")  # noqa: S608 - constant
    return [ErasedRecord(**row) for row in rows]


def of_household(db: Database, household_id: str) -> list[ErasedRecord]:
    """Newest order first."""
    sql = f"SELECT {_COLUMNS} FROM erasure WHERE household_id = ? ORDER BY day DESC, number DESC, subject"  # noqa: S608
    return [ErasedRecord(**row) for row in db.query(sql, [household_id])]


def without_order(db: Database) -> bool:
    """Whether a record lost its content to no order, or to one that is not in the county's chain."""
    sql = (
        "SELECT 1 FROM record r WHERE length(r.salt) = ? AND NOT EXISTS (SELECT 1 FROM erasure e "
        "WHERE e.kind = r.kind AND e.subject = r.subject_id AND EXISTS (SELECT 1 FROM record o "
        "WHERE o.kind = ? AND o.subject_id = e.number AND substr(o.device, 1, length(?)) = ?)) LIMIT 1"
    )
    given = [COMMITMENT_BYTES, ERASURE, COUNTY_CHAIN, COUNTY_CHAIN]
    return db.execute(sql, given).fetchone() is not None


def _erase(db: Database, order: Order, one: Target) -> set[str]:
    kind, subject = one.record.kind, one.record.subject
    home = db.execute("SELECT household_id FROM submission WHERE id = ?", [subject]).fetchone()
    db.execute(
        f"INSERT INTO erasure({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(kind, subject) DO UPDATE SET "  # noqa: S608
        "household_id = CASE household_id WHEN '' THEN excluded.household_id ELSE household_id END",
        [kind, subject, order.number, order.day, order.reason, order.paper, str(home[0]) if home else "", one.kept],
    )
    db.execute("DELETE FROM record_branch WHERE kind = ? AND subject_id = ?", [kind, subject])
    files = {str(digest) for (digest,) in db.execute("SELECT digest FROM attachment WHERE owner_id = ?", [subject])}
    for sql in _STEPS.get(kind, ()):
        db.execute(sql, {"id": subject})
    lost = {digest for digest in files | set(one.blobs) if not _is_used(db, digest)}
    for digest in lost:
        for table in ("blob_batch", "blob", "blob_here", "blob_held"):
            db.execute(f"DELETE FROM {table} WHERE digest = ?", [digest])  # noqa: S608 - the names stand above
    return lost


_LINES = (
    "DELETE FROM health_visit WHERE source = :id",
    "DELETE FROM health_standing WHERE person_id IN (SELECT person_id FROM health_stale)",
)
"""What lists read of somebody's health; it is made anew from what stays."""
_SUBMISSION = (
    "DELETE FROM attachment WHERE owner_id IN (SELECT id FROM draft WHERE replaces = :id)",
    "DELETE FROM draft WHERE replaces = :id",
    "DELETE FROM signoff WHERE submission_id = :id",
    "DELETE FROM attachment WHERE owner_id = :id",
    "DELETE FROM taken_submission WHERE id = :id",
    "DELETE FROM submission WHERE id = :id",
    *_LINES,
)
_DOCUMENT = ("DELETE FROM document WHERE id = :id",)
_EVENT = (
    "DELETE FROM attachment WHERE owner_id = :id",
    "DELETE FROM event_household WHERE event_id = :id",
    "DELETE FROM event WHERE id = :id",
    *_LINES,
)
_STEPS: dict[str, Sequence[str]] = {
    **dict.fromkeys(("submission", "health"), _SUBMISSION),
    **dict.fromkeys(("document", "health-document"), _DOCUMENT),
    **dict.fromkeys(("event", "health-event"), _EVENT),
}
"""What was made of a body, by kind of record."""


def _is_used(db: Database, digest: str) -> bool:
    return db.execute("SELECT 1 FROM attachment WHERE digest = ? LIMIT 1", [digest]).fetchone() is not None
