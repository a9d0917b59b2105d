"""The audit log: one chained row per command, so that a row taken out or changed shows."""

import hashlib
import json
from collections.abc import Mapping

from sqlite_utils import Database

from villagevisit.domain.errors import Param

_EMPTY = "0" * 64


def append(
    database: Database, at: str, actor: str, action: str, subject: str, detail: Mapping[str, Param] | None = None
) -> None:
    """Adds one row inside the caller's transaction. `actor` is an officer id, or empty for the program itself."""
    last = database.execute("SELECT digest FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    prev = last[0] if last else _EMPTY
    text = json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True)
    database.execute(
        "INSERT INTO audit(at, actor, action, object, detail, prev, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [at, actor, action, subject, text, prev, _digest(prev, at, actor, action, subject, text)],
    )


def first_broken(database: Database) -> int | None:
    """The sequence number of the first row that does not follow from the one before it; None when all do."""
    prev = _EMPTY
    for row in database.query("SELECT * FROM audit ORDER BY seq"):
        expected = _digest(prev, row["at"], row["actor"], row["action"], row["object"], row["detail"])
        if row["prev"] != prev or row["digest"] != expected:
            return int(row["seq"])
        prev = row["digest"]
    return None


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
