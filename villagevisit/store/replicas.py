"""Rows of what travels between laptops: newest rosters and assignments, what waits, what came, what went wrong."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.errors import Param
from villagevisit.store.driver import sqlite


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest record of one roster or assignment. `content` is empty for what others made, `body` for what this
    laptop speaks for itself (it stands among the records)."""

    kind: str
    subject: str
    village_code: str
    made_here: bool
    generation: int
    digest: str
    content: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Problem:
    kind: str
    subject: str
    code: str
    params: Mapping[str, Param]
    village_code: str
    at: str


@dataclass(frozen=True, slots=True)
class Came:
    kind: str
    area: str
    title: str
    n: int
    at: str


class Clash(Exception):
    """What came does not fit what is here; nothing of it was written."""


@contextmanager
def apart(db: Database) -> Iterator[None]:
    """All or nothing of a part of the running transaction. Raises `Clash` where a constraint forbids it."""
    db.execute("SAVEPOINT apart")
    try:
        yield
    except BaseException as error:
        db.execute("ROLLBACK TO apart")
        if isinstance(error, sqlite.IntegrityError):
            raise Clash from error
        raise
    finally:
        db.execute("RELEASE apart")


def own(db: Database, village_codes: Iterable[str]) -> None:
    """From now on this laptop's roster of these villages is the one that the others follow."""
    for code in village_codes:
        db.execute("INSERT OR IGNORE INTO own_village(code) VALUES (?)", [code])


def own_villages(db: Database) -> list[str]:
    return [str(code) for (code,) in db.execute("SELECT code FROM own_village ORDER BY code")]


def own_rounds(db: Database) -> list[tuple[str, str]]:
    """(round, village) that this laptop speaks for: opened here, or in a village whose roster is its own.

    A round travels only where the village's roster does: without it nobody could make anything of it.
    """
    rows = db.execute(
        "SELECT DISTINCT f.campaign_id, f.village_code FROM frame f LEFT JOIN replica r ON r.kind = 'assignment' "
        "AND r.subject = f.campaign_id || ':' || f.village_code "
        "WHERE f.village_code IN (SELECT code FROM own_village) OR (coalesce(r.made_here, 1) "
        "AND f.village_code IN (SELECT subject FROM replica WHERE kind = 'roster')) ORDER BY 1, 2"
    )
    return [(str(campaign), str(village)) for campaign, village in rows]


_NEWEST = "SELECT kind, subject, village_code, made_here, generation, digest, content, body FROM replica"


def newest(db: Database, kind: str, subject: str) -> Newest | None:
    row = db.execute(f"{_NEWEST} WHERE kind = ? AND subject = ?", [kind, subject]).fetchone()
    return _newest(row) if row else None


def came_from_elsewhere(db: Database, kind: str, *, village: str = "", campaign: str = "") -> list[Newest]:
    """Of a village, or of a round, or all; the oldest generation first."""
    rows = db.execute(
        f"{_NEWEST} WHERE kind = ? AND made_here = 0 AND (?2 = '' OR village_code = ?2) "
        "AND (?3 = '' OR substr(subject, 1, length(?3) + 1) = ?3 || ':') ORDER BY generation, digest",
        [kind, village, campaign],
    )
    return [_newest(row) for row in rows]


def villages_held(db: Database) -> list[str]:
    """Villages of which anything came down and that this laptop does not speak for itself."""
    rows = db.execute(
        "SELECT village_code FROM replica UNION SELECT village_code FROM notice UNION "
        "SELECT village_code FROM said_officer UNION "
        "SELECT h.village_code FROM taken_submission t JOIN submission s ON s.id = t.id "
        "JOIN household h ON h.id = s.household_id EXCEPT SELECT code FROM own_village ORDER BY 1"
    )
    return [str(code) for (code,) in rows]


def put(db: Database, one: Newest) -> None:
    db.execute(
        "INSERT OR REPLACE INTO replica(kind, subject, village_code, made_here, generation, digest, content, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            one.kind, one.subject, one.village_code, int(one.made_here), one.generation, one.digest, one.content,
            one.body,
        ],
    )  # fmt: skip


def highest_generation(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(generation), 0) FROM replica").fetchone()[0])


def note_problem(db: Database, one: Problem) -> None:
    """Once per subject and code; the newest stands."""
    params = json.dumps(dict(one.params), ensure_ascii=False, sort_keys=True)
    db.execute(
        "INSERT OR REPLACE INTO replica_problem(kind, subject, code, params, village_code, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [one.kind, one.subject, one.code, params, one.village_code, one.at],
    )


def settle_problem(db: Database, kind: str, subject: str) -> None:
    """Whatever was wrong with it is right now."""
    db.execute("DELETE FROM replica_problem WHERE kind = ? AND subject = ?", [kind, subject])


def problems(db: Database, limit: int) -> list[Problem]:
    """Newest first."""
    rows = db.query("SELECT * FROM replica_problem ORDER BY at DESC, kind, subject, code LIMIT :n", {"n": limit})
    return [Problem(**{**row, "params": json.loads(row["params"])}) for row in rows]


def note_came(db: Database, one: Came) -> None:
    """What came at the same moment is counted together."""
    db.execute(
        "INSERT INTO replica_came(kind, area, title, n, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT(kind, area, title) "
        "DO UPDATE SET n = excluded.n + CASE WHEN at = excluded.at AND kind NOT IN ('roster', 'assignment') "
        "THEN n ELSE 0 END, at = excluded.at",
        [one.kind, one.area, one.title, one.n, one.at],
    )


def came(db: Database, limit: int) -> list[Came]:
    """Newest first."""
    rows = db.query("SELECT * FROM replica_came ORDER BY at DESC, kind, area, title LIMIT :n", {"n": limit})
    return [Came(**row) for row in rows]


def put_codes(db: Database, name: str, body: bytes, at: str) -> None:
    db.execute("INSERT OR REPLACE INTO code_list(name, body, taken_at) VALUES (?, ?, ?)", [name, body, at])


def code_lists(db: Database) -> dict[str, bytes]:
    """File name → the county's list."""
    return {str(name): bytes(body) for name, body in db.execute("SELECT name, body FROM code_list ORDER BY name")}


def put_revoked(db: Database, device: str, at: str) -> None:
    db.execute("INSERT OR IGNORE INTO revoked_device(device, at) VALUES (?, ?)", [device, at])


def revoked(db: Database) -> list[tuple[str, str]]:
    """(device, when the county shut it out), newest first."""
    rows = db.execute("SELECT device, at FROM revoked_device ORDER BY at DESC, device")
    return [(str(device), str(at)) for device, at in rows]


def _newest(row: tuple[str, str, str, int, int, str, str, bytes]) -> Newest:
    kind, subject, village, made_here, generation, digest, content, body = row
    return Newest(kind, subject, village, bool(made_here), generation, digest, content, bytes(body))
