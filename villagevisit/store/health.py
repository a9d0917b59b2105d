"""Questions about the data file itself."""

from sqlite_utils import Database

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.store.connection import Store


def faults(database: Database) -> list[str]:
    """What encryption, SQLite's integrity and foreign keys find wrong; empty when the file is whole.

    Encryption first: it knows each altered bit, and what SQLite says about such a page means nothing.
    """
    try:
        return altered_pages(database) or _content(database)
    except EnvironmentFailed as error:
        return [error.code]


def altered_pages(database: Database) -> list[str]:
    """Pages that are not as they were sealed, each in words of the driver."""
    return [str(row[0]) for row in database.execute("PRAGMA cipher_integrity_check").fetchall()]


def _content(database: Database) -> list[str]:
    found = [str(row[0]) for row in database.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    found += [f"{row[0]} → {row[2]}" for row in database.execute("PRAGMA foreign_key_check").fetchall()]
    return found


def newest_moment(database: Database) -> str:
    """The latest moment in the audit log, or empty; a clock behind it is wrong."""
    row = database.execute("SELECT max(at) FROM audit").fetchone()
    return str(row[0] or "")


def audit_top(store: Store) -> tuple[int, str] | None:
    """Number and digest of the newest row of the audit log; None when there is none, or it cannot be read."""
    if store.closed:
        return None
    try:
        row = store.reader().execute("SELECT seq, digest FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    except EnvironmentFailed:
        return None
    return (int(row[0]), str(row[1])) if row else None


def audit_digest(store: Store, seq: int) -> str:
    """Of that row of the audit log; empty when it is not there."""
    row = store.reader().execute("SELECT digest FROM audit WHERE seq = ?", [seq]).fetchone()
    return str(row[0]) if row else ""
