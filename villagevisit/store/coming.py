"""Attachments of records that were made on other laptops: which of them have not come down yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

_TAKEN = (
    "FROM attachment a JOIN taken_submission t ON t.id = a.owner_id "
    "WHERE NOT EXISTS (SELECT 1 FROM blob_here h WHERE h.digest = a.digest)"
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


def came(db: Database, digests: Iterable[str]) -> None:
    for digest in digests:
        db.execute("INSERT OR IGNORE INTO blob_here(digest) VALUES (?)", [digest])


def gone(db: Database, digests: Iterable[str]) -> None:
    """Their files were taken away."""
    for digest in digests:
        db.execute("DELETE FROM blob_here WHERE digest = ?", [digest])
