"""The handful of settings of an installation: rows of `setting`."""

from sqlite_utils import Database


def get(db: Database, key: str, default: str = "") -> str:
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else default


def starting(db: Database, prefix: str) -> dict[str, str]:
    """Settings whose keys begin so, by the rest of the key."""
    sql = "SELECT key, value FROM setting WHERE substr(key, 1, length(?)) = ? ORDER BY key"
    rows = db.execute(sql, [prefix, prefix])
    return {str(key)[len(prefix) :]: str(value) for key, value in rows}


def drop(db: Database, key: str) -> bool:
    """Whether it was there."""
    return db.execute("DELETE FROM setting WHERE key = ?", [key]).rowcount == 1


def put(db: Database, key: str, value: str) -> None:
    db.execute(
        "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        [key, value],
    )
