"""Records that were made on other laptops: which of their attachments have not come down yet, and what of record and
attachments the county is known to hold, by which word of its own (`exchange_down.mark`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

_TAKEN = (
    "FROM attachment a WHERE (EXISTS (SELECT 1 FROM taken_submission t WHERE t.id = a.owner_id) "
    "OR EXISTS (SELECT 1 FROM event e WHERE e.id = a.owner_id)) "
    "AND NOT EXISTS (SELECT 1 FROM blob_here h WHERE h.digest = a.digest)"
)


@dataclass(frozen=True, slots=True)
class Coming:
    digest: str
    size: int


def wanted(db: Database, limit: int) -> list[Coming]:
    """Drawn signatures first, because papers need them; then of the newest record first."""
    sql = (
        f"SELECT a.digest, max(a.size) {_TAKEN} GROUP BY a.digest ORDER BY max(a.media_type = 'image/svg+xml') DESC, "  # noqa: S608
        "max((SELECT frozen_at FROM submission s WHERE s.id = a.owner_id)) DESC, a.digest LIMIT ?"
    )
    return [Coming(str(digest), int(size)) for digest, size in db.execute(sql, [limit])]


def of_record(db: Database, submission_id: str) -> int:
    """How many attachments of a record are still to come."""
    sql = f"SELECT count(DISTINCT a.digest) {_TAKEN} AND a.owner_id = ?"
    return int(db.execute(sql, [submission_id]).fetchone()[0])


def unsure(db: Database, limit: int) -> list[str]:
    """Attachments of which the county did not say yet that it has them whole."""
    sql = (
        "SELECT DISTINCT a.digest FROM attachment a JOIN taken_submission t ON t.id = a.owner_id "
        "WHERE NOT EXISTS (SELECT 1 FROM blob_held h WHERE h.digest = a.digest) ORDER BY 1 LIMIT ?"
    )
    return [str(digest) for (digest,) in db.execute(sql, [limit])]


def held(db: Database, records: Iterable[str], blobs: Iterable[str], word: str) -> None:
    """The county had these originals and attachments when it said this word; what it said before stands."""
    for digest in records:
        db.execute("UPDATE record SET held_at = ? WHERE digest = ? AND held_at = ''", [word, digest])
    for digest in blobs:
        db.execute("INSERT OR IGNORE INTO blob_held(digest, held_at) VALUES (?, ?)", [digest, word])


def doubt(db: Database, safe: str) -> None:
    """The county lost records: only what its last tested backup has is known to be there."""
    db.execute("UPDATE record SET held_at = '' WHERE held_at > ?", [safe])
    db.execute("DELETE FROM blob_held WHERE held_at > ?", [safe])


def came(db: Database, digests: Iterable[str]) -> None:
    for digest in digests:
        db.execute("INSERT OR IGNORE INTO blob_here(digest) VALUES (?)", [digest])


def gone(db: Database, digests: Iterable[str]) -> None:
    """Their files were taken away."""
    for digest in digests:
        db.execute("DELETE FROM blob_here WHERE digest = ?", [digest])
