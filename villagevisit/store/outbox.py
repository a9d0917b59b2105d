"""Batches on their way and the attachments they carry: rows of `batch`, `blob`, `blob_batch` and `taken`."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A sealed batch whose receipt has not come. `first` and `last` are 0 when it carries only photos."""

    digest: str
    first: int
    last: int
    records: int
    size: int


@dataclass(frozen=True, slots=True)
class DueBlob:
    """An attachment no batch carries yet."""

    digest: str
    size: int


def open_batches(db: Database) -> list[BatchRow]:
    """Oldest first."""
    return [
        BatchRow(row["digest"], row["first_seq"], row["last_seq"], row["records"], row["size"])
        for row in db.query("SELECT * FROM batch WHERE receipt IS NULL ORDER BY made_at, first_seq = 0, first_seq")
    ]


def add_batch(db: Database, batch: BatchRow, blobs: Iterable[str], at: str) -> None:
    db.execute(
        "INSERT INTO batch(digest, first_seq, last_seq, records, size, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        [batch.digest, batch.first, batch.last, batch.records, batch.size, at],
    )
    for digest in sorted(set(blobs)):
        db.execute("INSERT INTO blob_batch(digest, batch) VALUES (?, ?)", [digest, batch.digest])


def drop_batch(db: Database, digest: str) -> None:
    """Forgets a batch whose file is lost; its attachments are due again (see `records.back`)."""
    db.execute(
        "UPDATE blob SET state = 'due' WHERE state = 'sent' "
        "AND digest IN (SELECT digest FROM blob_batch WHERE batch = ?)",
        [digest],
    )
    db.execute(
        "DELETE FROM blob_batch WHERE digest IN (SELECT digest FROM blob_batch WHERE batch = ?)", [digest]
    )
    db.execute("DELETE FROM batch WHERE digest = ?", [digest])


def sent(db: Database, digest: str) -> None:
    db.execute(
        "UPDATE blob SET state = 'sent' WHERE state = 'due' "
        "AND digest IN (SELECT digest FROM blob_batch WHERE batch = ?)",
        [digest],
    )


def is_open(db: Database, digest: str) -> bool:
    return bool(db.execute("SELECT 1 FROM batch WHERE digest = ? AND receipt IS NULL", [digest]).fetchone())


def close_batch(db: Database, digest: str, receipt: bytes) -> None:
    """The receipt came. An attachment that no open batch carries any more, and is still not whole, is due again."""
    db.execute("UPDATE batch SET receipt = ? WHERE digest = ?", [receipt, digest])
    lost = (
        "SELECT c.digest FROM blob_batch c JOIN blob b ON b.digest = c.digest WHERE c.batch = ? "
        "AND b.state <> 'received' AND NOT EXISTS (SELECT 1 FROM blob_batch o JOIN batch t ON t.digest = o.batch "
        "WHERE o.digest = c.digest AND t.receipt IS NULL)"
    )
    for (blob,) in db.execute(lost, [digest]).fetchall():
        db.execute("UPDATE blob SET state = 'due' WHERE digest = ?", [blob])
        db.execute("DELETE FROM blob_batch WHERE digest = ?", [blob])


def due_blobs(db: Database) -> list[DueBlob]:
    """Attachments of submissions that travel, in the order of their records. Call it inside a transaction."""
    db.execute(
        "INSERT OR IGNORE INTO blob(digest, size) SELECT a.digest, a.size FROM attachment a "
        "JOIN record r ON r.subject_id = a.owner_id AND r.kind = 'submission' AND r.state <> 'refused'"
    )
    rows = db.query(
        "SELECT b.digest, b.size, min(r.seq) AS place FROM blob b "
        "JOIN attachment a ON a.digest = b.digest "
        "JOIN record r ON r.subject_id = a.owner_id AND r.kind = 'submission' "
        "WHERE b.state = 'due' AND NOT EXISTS (SELECT 1 FROM blob_batch c WHERE c.digest = b.digest) "
        "GROUP BY b.digest ORDER BY place, b.digest"
    )
    return [DueBlob(row["digest"], row["size"]) for row in rows]


def blobs_received(db: Database, digests: Iterable[str]) -> set[str]:
    """The county holds these whole; returns the submissions they belong to."""
    owners: set[str] = set()
    for digest in digests:
        db.execute("UPDATE blob SET state = 'received' WHERE digest = ?", [digest])
        owners |= {owner for (owner,) in db.execute("SELECT owner_id FROM attachment WHERE digest = ?", [digest])}
    return owners


def take(db: Database, name: str, kind: str, title: str, body: bytes, at: str) -> bool:
    """Keeps an item from the county; False when it was here already."""
    known = db.execute("SELECT 1 FROM taken WHERE id = ?", [name]).fetchone()
    if known is None:
        db.execute(
            "INSERT INTO taken(id, kind, title, body, taken_at) VALUES (?, ?, ?, ?, ?)", [name, kind, title, body, at]
        )
    return known is None
