"""Rows of the area table."""

from collections.abc import Iterable

from sqlite_utils import Database

from villagevisit.domain.area import Area, level_of


def put(db: Database, areas: Iterable[Area], *, in_scope: bool) -> None:
    """Adds areas or brings their names up to date; `in_scope` marks those that this installation works in."""
    for area in areas:
        db.execute(
            "INSERT INTO area(code, name, level, parent_code, in_scope) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT(code) DO UPDATE SET name = excluded.name, in_scope = max(in_scope, excluded.in_scope)",
            [area.code, area.name, area.level, area.parent_code, int(in_scope)],
        )


def clear_scope(db: Database) -> None:
    db.execute("UPDATE area SET in_scope = 0")


def in_scope(db: Database, level: str) -> list[Area]:
    rows = db.query("SELECT code, name FROM area WHERE in_scope = 1 AND level = :level ORDER BY code", {"level": level})
    return [Area(code=row["code"], name=row["name"], level=level_of(row["code"])) for row in rows]


def name(db: Database, code: str) -> str:
    """Empty when the code is not known."""
    row = db.execute("SELECT name FROM area WHERE code = ?", [code]).fetchone()
    return str(row[0]) if row else ""


def out_of_scope(db: Database, code: str) -> None:
    """This installation does not work there any more; the name stays known."""
    db.execute("UPDATE area SET in_scope = 0 WHERE code = ?", [code])
