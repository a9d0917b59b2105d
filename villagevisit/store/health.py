"""Questions about the data file itself."""

from sqlite_utils import Database


def faults(database: Database) -> list[str]:
    """What SQLite's own integrity and foreign key checks find wrong; empty when the file is whole."""
    found = [row[0] for row in database.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    found += [f"{row[0]} → {row[2]}" for row in database.execute("PRAGMA foreign_key_check").fetchall()]
    return found


def newest_moment(database: Database) -> str:
    """The latest moment in the audit log, or empty; a clock behind it is wrong."""
    row = database.execute("SELECT max(at) FROM audit").fetchone()
    return str(row[0] or "")
