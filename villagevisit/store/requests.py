"""Rows of requests to correct, and of the answers to them."""

from dataclasses import astuple

from sqlite_utils import Database

from villagevisit.domain.rights import Answer, Case, Outcome, Request


def put(db: Database, one: Request | Answer) -> bool:
    """Once; whether it is new."""
    cells = [str(cell) for cell in astuple(one)]
    table = "rights_request" if isinstance(one, Request) else "rights_answer"
    sql = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(cells))})"  # noqa: S608 - constants and marks
    return db.execute(sql, cells).rowcount == 1


def every(db: Database, household_id: str = "") -> list[Case]:
    """All, or those of one household; the one that is due first stands first."""
    sql = "SELECT * FROM rights_request WHERE ? IN ('', household_id) ORDER BY due_on, id"
    return [_case(db, Request(**row)) for row in db.query(sql, [household_id])]


def one(db: Database, request_id: str) -> Case | None:
    rows = list(db.query("SELECT * FROM rights_request WHERE id = ?", [request_id]))
    return _case(db, Request(**rows[0])) if rows else None


def clear(db: Database) -> None:
    """Forgets everything, to be projected again."""
    db.execute("DELETE FROM rights_request")
    db.execute("DELETE FROM rights_answer")


def _case(db: Database, request: Request) -> Case:
    rows = db.query("SELECT * FROM rights_answer WHERE request_id = ? ORDER BY at, id", [request.id])
    return Case(request, tuple(Answer(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows))
