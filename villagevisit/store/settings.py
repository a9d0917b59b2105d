"""The handful of settings of an installation: rows of `setting`."""

from sqlite_utils import Database


def get(db: Database, key: str, default: str = "") -> str:
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else default


def put(db: Database, key: str, value: str) -> None:
    db.execute(
        "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        [key, value],
    )
