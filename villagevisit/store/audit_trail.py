"""Reading the audit log for people."""

from typing import Any

from sqlite_utils import Database


def newest(db: Database, limit: int, offset: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT seq, at, actor, action, object, detail FROM audit ORDER BY seq DESC LIMIT :limit OFFSET :offset",
            {"limit": limit, "offset": offset},
        )
    )
