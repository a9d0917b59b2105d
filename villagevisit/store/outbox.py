"""Batches on their way and the attachments they carry: rows of `batch`, `blob`, `blob_batch` and `taken`."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A sealed batch whose receipt has not come. `first` and `last` are 0 when it carries no records of its own."""

    digest: str
    device: str
    first: int
    last: int
    records: int
    size: int
    tried: bool = False
    """Bytes of it may be at the county already."""


@dataclass(frozen=True, slots=True)
class DueBlob:
    """An attachment no batch carries yet."""

    digest: str
    size: int


def open_batches(db: Database) -> list[BatchRow]:
    """Oldest first."""
    return [
        BatchRow(
            digest=row["digest"],
            device=row["device"],
            first=row["first_seq"],
            last=row["last_seq"],
            records=row["records"],
            size=row["size"],
            tried=bool(row["tried"]),
        )
        for row in db.query("SELECT * FROM batch WHERE receipt IS NULL ORDER BY made_at, first_seq = 0, first_seq")
    ]


def add_batch(db: Database, batch: BatchRow, blobs: Iterable[str], at: str) -> None:
    db.execute(
        "INSERT INTO batch(digest, device, first_seq, last_seq, records, size, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [batch.digest, batch.device, batch.first, batch.last, batch.records, batch.size, at],
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


def tried(db: Database, digest: str) -> None:
    """We are about to send it."""
    db.execute("UPDATE batch SET tried = 1 WHERE digest = ? AND tried = 0", [digest])


def settled(db: Database) -> list[str]:
    """Open batches with nothing left to answer for: the county has said that it holds every record they carry.

    A greeting carries nothing and is made anew each time.
    """
    sql = (
        "SELECT b.digest FROM batch b WHERE b.receipt IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM blob_batch c JOIN blob a ON a.digest = c.digest "
        "WHERE c.batch = b.digest AND a.state <> 'received') "
        "AND NOT EXISTS (SELECT 1 FROM record r WHERE r.batch = b.digest "
        "AND (r.state IN ('due', 'sent') OR r.voucher <> x''))"
    )
    return [digest for (digest,) in db.execute(sql)]


def loaded(db: Database) -> list[str]:
    """Batches that carry attachments."""
    return [str(digest) for (digest,) in db.execute("SELECT DISTINCT batch FROM blob_batch")]


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


def unsure_blobs(db: Database) -> list[str]:
    """Attachments of which the county did not say that it holds them, though it holds the record that names them."""
    note_blobs(db)
    sql = (
        "SELECT DISTINCT b.digest FROM blob b JOIN attachment a ON a.digest = b.digest "
        "JOIN record r ON r.subject_id = a.owner_id "
        "AND r.kind IN ('submission', 'health', 'event', 'health-event') "
        "AND r.state IN ('received', 'safe') AND r.voucher = x'' WHERE b.state <> 'received' ORDER BY 1"
    )
    return [str(digest) for (digest,) in db.execute(sql)]


def note_blobs(db: Database) -> None:
    """Gives a row to every attachment of a record that travels."""
    db.execute(
        "INSERT OR IGNORE INTO blob(digest, size) SELECT a.digest, a.size FROM attachment a "
        "JOIN record r ON r.subject_id = a.owner_id "
        "AND r.kind IN ('submission', 'health', 'event', 'health-event') AND r.state <> 'refused' "
        "AND r.voucher = x''"
    )


def due_blobs(db: Database) -> list[DueBlob]:
    """Attachments of submissions that travel, in the order of their records. Call it inside a transaction."""
    note_blobs(db)
    rows = db.query(
        "SELECT b.digest, b.size, min(r.seq) AS place FROM blob b "
        "JOIN attachment a ON a.digest = b.digest "
        "JOIN record r ON r.subject_id = a.owner_id "
        "AND r.kind IN ('submission', 'health', 'event', 'health-event') AND r.voucher = x'' "
        "WHERE b.state = 'due' AND NOT EXISTS (SELECT 1 FROM blob_batch c WHERE c.digest = b.digest) "
        "GROUP BY b.digest ORDER BY place, b.digest"
    )
    return [DueBlob(row["digest"], row["size"]) for row in rows]


def blobs_received(db: Database, digests: Iterable[str], word: str) -> set[str]:
    """The county held these whole when it said this word; returns the submissions they belong to."""
    owners: set[str] = set()
    for digest in digests:
        db.execute("UPDATE blob SET state = 'received', held_at = ? WHERE digest = ?", [word, digest])
        owners |= {owner for (owner,) in db.execute("SELECT owner_id FROM attachment WHERE digest = ?", [digest])}
    return owners


def doubt_blobs(db: Database, safe: str) -> None:
    """The county lost records: attachments newer than its last tested backup may be lost too, and are due again."""
    doubted = "SELECT digest FROM blob WHERE state = 'received' AND held_at > ?"
    db.execute(
        f"DELETE FROM blob_batch WHERE digest IN ({doubted}) "  # noqa: S608
        "AND batch IN (SELECT digest FROM batch WHERE receipt IS NOT NULL)",
        [safe],
    )
    db.execute("UPDATE blob SET state = 'due' WHERE state = 'received' AND held_at > ?", [safe])


def take(db: Database, name: str, kind: str, title: str, body: bytes, at: str) -> bool:
    """Keeps an item from the county; False when it was here already."""
    known = db.execute("SELECT 1 FROM taken WHERE id = ?", [name]).fetchone()
    if known is None:
        db.execute(
            "INSERT INTO taken(id, kind, title, body, taken_at) VALUES (?, ?, ?, ?, ?)", [name, kind, title, body, at]
        )
    return known is None


def blobs_not_safe(db: Database, safe: str) -> int:
    """Attachments of travelling submissions that no tested backup of the county is known to hold."""
    sql = (
        "SELECT count(*) FROM (SELECT DISTINCT a.digest FROM attachment a "
        "JOIN record r ON r.subject_id = a.owner_id "
        "AND r.kind IN ('submission', 'health', 'event', 'health-event') AND r.voucher = x'' "
        "LEFT JOIN blob b ON b.digest = a.digest "
        "WHERE coalesce(b.state, 'due') <> 'received' OR b.held_at > ?)"
    )
    return int(db.execute(sql, [safe]).fetchone()[0])


def empty(db: Database, name: str) -> None:
    """What was taken over into other tables need not be kept twice."""
    db.execute("UPDATE taken SET body = x'' WHERE id = ?", [name])


def taken(db: Database, kind: str) -> list[tuple[str, str, bytes, str]]:
    """(id, title, body, when) of the items of a kind, newest first."""
    sql = "SELECT id, title, body, taken_at FROM taken WHERE kind = ? ORDER BY taken_at DESC, id DESC"
    return [(str(name), str(title), bytes(body), str(at)) for name, title, body, at in db.execute(sql, [kind])]
