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


def of_object(db: Database, action: str, subject: str) -> list[dict[str, Any]]:
    """What was done to one thing, newest first."""
    return list(
        db.query(
            "SELECT at, actor, detail FROM audit WHERE object = :subject AND action = :action ORDER BY seq DESC",
            {"subject": subject, "action": action},
        )
    )
