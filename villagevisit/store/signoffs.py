"""Rows of sign-offs; that they are in order, distinct and unchangeable is also held by the database itself."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class SignoffRow:
    submission_id: str
    place: int
    officer_id: str
    digest: str
    public_key: bytes
    signature: bytes
    signed_at: str


def add(db: Database, row: SignoffRow) -> None:
    db.execute(
        "INSERT INTO signoff(submission_id, place, officer_id, digest, public_key, signature, signed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [row.submission_id, row.place, row.officer_id, row.digest, row.public_key, row.signature, row.signed_at],
    )


def of(db: Database, submission_id: str) -> list[SignoffRow]:
    """In order of place."""
    sql = "SELECT * FROM signoff WHERE submission_id = :id ORDER BY place"
    return [SignoffRow(**row) for row in db.query(sql, {"id": submission_id})]
