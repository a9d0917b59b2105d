"""Rows of the policy table: one value of one parameter from one day on."""

from sqlite_utils import Database

from villagevisit.domain.policy import PolicyEntry


def entries(db: Database) -> list[PolicyEntry]:
    """By key, then by first day. Unit and note are not stored; the shipped table has them."""
    rows = db.query("SELECT key, valid_from, valid_to, value, source FROM policy ORDER BY key, valid_from")
    return [PolicyEntry(**row) for row in rows]


def put(db: Database, entry: PolicyEntry) -> None:
    """A value for the same day replaces the one before; the audit log keeps both."""
    db.execute(
        "INSERT INTO policy(key, valid_from, valid_to, value, source) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(key, valid_from) DO UPDATE SET valid_to = excluded.valid_to, value = excluded.value, "
        "source = excluded.source",
        [entry.key, entry.valid_from, entry.valid_to, entry.value, entry.source],
    )
