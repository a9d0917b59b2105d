"""Rows of sign-offs; that they are in order, distinct and unchangeable is also held by the database itself."""

from dataclasses import astuple, dataclass

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
    claims: bytes
    """Canonical cells of `services.claims`, as they were signed."""
    certificate: bytes = b""
    """Empty when the signer had none."""
    beacon: bytes = b""
    """The county's newest word of a day that this laptop had; empty when it had none."""


def add(db: Database, row: SignoffRow) -> None:
    db.execute(
        "INSERT INTO signoff(submission_id, place, officer_id, digest, public_key, signature, signed_at, claims, "
        "certificate, beacon) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        list(astuple(row)),
    )


def of(db: Database, submission_id: str) -> list[SignoffRow]:
    """In order of place."""
    sql = "SELECT * FROM signoff WHERE submission_id = :id ORDER BY place"
    return [SignoffRow(**row) for row in db.query(sql, {"id": submission_id})]
