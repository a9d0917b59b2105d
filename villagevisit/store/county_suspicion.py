"""Traces of visits at the county, what was found in them, and what a person said about it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.store import settings

_MARK = "county.suspicion"
_DEEDS = "county.suspicion_deeds"
NOTHING = "-"
"""What a picture looks like on which nothing is to be seen."""


@dataclass(frozen=True, slots=True)
class StoredTrace:
    submission_id: str
    device: str
    household_id: str
    base: str
    content: str
    known: str = ""
    """When the county had what this laptop knew; empty when that is its own work, or nothing."""


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """The fields are the columns of `county_finding`."""

    id: str
    scope: str
    key: str
    code: str
    version: str
    weight: int
    submissions: int
    area: str
    villages: str
    people: str
    facts: str
    newest: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The newest word of a person on a finding; `current` while nothing has joined it since."""

    at: str
    actor: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    finding: StoredFinding
    looked: Looked | None

    def figures(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.finding.facts)
        return found


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """One visit of a finding, as far as a person needs it to go and ask. `content` is that of the trace."""

    submission_id: str
    device: str
    village_name: str
    village_group: str
    household_no: str
    head_name: str
    frozen_at: str
    received_at: str
    signers: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """The fields are the columns of `county_pair`."""

    key: str
    area: str
    people: str
    visits: int
    minutes: float | None
    reading: float | None
    unlike: float


def clear(db: Database) -> None:
    """Forgets everything that the log says; what pictures look like follows from their bytes alone and stays."""
    for name in ("finding_trace", "finding", "trace_key", "trace_due", "trace", "looked", "pair"):
        db.execute(f"DELETE FROM county_{name}")  # noqa: S608 - the names stand above
    db.execute("DELETE FROM county_look WHERE look IN ('', ?)", [NOTHING])
    settings.put(db, _DEEDS, "0")


def forget_looks(db: Database, digests: Iterable[str]) -> None:
    """What these pictures look like: they were erased."""
    for digest in digests:
        db.execute("DELETE FROM county_look WHERE digest = ?", [digest])


def add(db: Database, trace: StoredTrace, keys: Iterable[tuple[str, str]], pictures: Sequence[tuple[str, str]]) -> None:
    """A trace arrived; `keys` say where it is looked at, `pictures` are (scope, digest). A second time changes nothing.

    A file is looked at only once two traces have it.
    """
    done = db.execute(
        "INSERT OR IGNORE INTO county_trace(submission_id, device, household_id, base, content) VALUES (?, ?, ?, ?, ?)",
        [trace.submission_id, trace.device, trace.household_id, trace.base, trace.content],
    )
    if not done.rowcount:
        return
    number = done.lastrowid
    for scope, key in keys:
        db.execute("INSERT OR IGNORE INTO county_trace_key(scope, key, number) VALUES (?, ?, ?)", [scope, key, number])
        due(db, scope, key)
    for scope, digest in pictures:
        sql = "SELECT 1 FROM county_trace_key WHERE scope = ? AND key = ? LIMIT 1"
        if db.execute(sql, [scope, digest]).fetchone():
            due(db, scope, digest)
        sql = "INSERT OR IGNORE INTO county_trace_key(scope, key, number) VALUES (?, ?, ?)"
        db.execute(sql, [scope, digest, number])
        db.execute("INSERT OR IGNORE INTO county_look(digest, scope, look) VALUES (?, ?, '')", [digest, scope])


def due(db: Database, scope: str, key: str) -> None:
    db.execute("INSERT OR IGNORE INTO county_trace_due(scope, key) VALUES (?, ?)", [scope, key])


def due_if_known(db: Database, scope: str, key: str) -> None:
    """The same, where there is anything to look at."""
    db.execute(
        "INSERT OR IGNORE INTO county_trace_due(scope, key) SELECT ?1, ?2 "
        "WHERE EXISTS (SELECT 1 FROM county_trace_key WHERE scope = ?1 AND key = ?2)",
        [scope, key],
    )


def all_due(db: Database, mark: str) -> None:
    """Everything is looked at anew, because the county's limits changed (`mark` stands for them).

    That several households have one file is no question of limits, but its weight is.
    """
    db.execute(
        "INSERT OR IGNORE INTO county_trace_due(scope, key) SELECT DISTINCT scope, key FROM county_trace_key "
        "WHERE scope NOT IN ('photo', 'ink') UNION SELECT scope, key FROM county_finding"
    )
    settings.put(db, _MARK, mark)


def mark(db: Database) -> str:
    return settings.get(db, _MARK)


def next_due(db: Database, limit: int) -> list[tuple[str, str]]:
    return [(scope, key) for scope, key in db.execute("SELECT scope, key FROM county_trace_due LIMIT ?", [limit])]


def traces(db: Database, scope: str, key: str) -> list[StoredTrace]:
    """Everything that is looked at together. The base counts where it is another's work and the county had it."""
    sql = (
        "SELECT t.submission_id, t.device, t.household_id, t.base, t.content, coalesce(o.received_at, '') AS known "
        "FROM county_trace_key k JOIN county_trace t ON t.number = k.number "
        "LEFT JOIN county_op o ON o.household_id = t.household_id AND o.op_id = t.base AND o.device <> t.device "
        "WHERE k.scope = ? AND k.key = ? ORDER BY t.submission_id"
    )
    return [StoredTrace(**row) for row in db.query(sql, [scope, key])]


def looks(db: Database, pictures: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What these pictures (scope, digest) look like, as far as somebody saw something on them."""
    found = {}
    for scope, digest in pictures:
        row = db.execute("SELECT look FROM county_look WHERE digest = ? AND scope = ?", [digest, scope]).fetchone()
        if row and row[0] not in ("", NOTHING):
            found[scope, digest] = str(row[0])
    return found


def put_findings(db: Database, scope: str, key: str, found: Iterable[tuple[StoredFinding, Sequence[str]]]) -> None:
    """What is found in a scope now, in place of what was, and the scope has been looked at."""
    db.execute("DELETE FROM county_finding WHERE scope = ? AND key = ?", [scope, key])
    for one, submissions in found:
        db.execute(
            "INSERT INTO county_finding(id, scope, key, code, version, weight, submissions, area, villages, people, "
            "facts, newest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            list(astuple(one)),
        )
        for submission in submissions:
            db.execute(
                "INSERT INTO county_finding_trace(id, number) SELECT ?, number FROM county_trace "
                "WHERE submission_id = ?",
                [one.id, submission],
            )
    db.execute("DELETE FROM county_trace_due WHERE scope = ? AND key = ?", [scope, key])


def put_pair(db: Database, one: PairLine) -> None:
    db.execute(
        "INSERT OR REPLACE INTO county_pair(key, area, people, visits, minutes, reading, unlike) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        list(astuple(one)),
    )


def unseen(db: Database, limit: int) -> list[tuple[str, str]]:
    """Pictures (digest, scope) that the county holds whole and nobody has looked at."""
    sql = (
        "SELECT l.digest, l.scope FROM county_look l WHERE l.look = '' "
        "AND EXISTS (SELECT 1 FROM county_blob b WHERE b.digest = l.digest) LIMIT ?"
    )
    return [(digest, scope) for digest, scope in db.execute(sql, [limit])]


def set_look(db: Database, digest: str, scope: str, look: str) -> None:
    """What a picture looks like; the villages in which it was taken are looked at anew."""
    db.execute("UPDATE county_look SET look = ? WHERE digest = ? AND scope = ?", [look, digest, scope])
    if look != NOTHING:
        db.execute(
            "INSERT OR IGNORE INTO county_trace_due(scope, key) SELECT 'village', v.key FROM county_trace_key p "
            "JOIN county_trace_key v ON v.number = p.number AND v.scope = 'village' WHERE p.scope = ? AND p.key = ?",
            [scope, digest],
        )


def deeds_seen(db: Database) -> int:
    """Number of the last deed that was read."""
    return int(settings.get(db, _DEEDS, "0"))


def set_looked(db: Database, finding: str, version: str, at: str, actor: str, note: str) -> None:
    db.execute(
        "INSERT OR REPLACE INTO county_looked(id, version, at, actor, note) VALUES (?, ?, ?, ?, ?)",
        [finding, version, at, actor, note],
    )


def set_deeds_seen(db: Database, number: int) -> None:
    settings.put(db, _DEEDS, str(number))


_LINE = (
    "SELECT f.*, l.version AS looked_version, l.at AS looked_at, l.actor, l.note "
    "FROM county_finding f LEFT JOIN county_looked l ON l.id = f.id "
)
_OPEN = "(l.id IS NULL OR l.version <> f.version)"


def findings(db: Database, area: str, *, open_: bool, limit: int, offset: int) -> list[FindingLine]:
    """What waits for a look (or what had one) wholly inside an area, the weightiest first."""
    state = _OPEN if open_ else f"NOT {_OPEN}"
    sql = f"{_LINE} WHERE f.area >= ? AND f.area < ? AND {state} "
    order = "ORDER BY f.weight DESC, f.submissions DESC, f.newest DESC, f.id LIMIT ? OFFSET ?"
    return [_line(row) for row in db.query(sql + order, [area, area + ":", limit, offset])]


def count(db: Database, area: str) -> tuple[int, int]:
    """How many findings wait for a look inside an area, and how many had one."""
    sql = (
        f"SELECT count(*), coalesce(sum({_OPEN}), 0) FROM county_finding f "  # noqa: S608
        "LEFT JOIN county_looked l ON l.id = f.id WHERE f.area >= ? AND f.area < ?"
    )
    whole, waiting = db.execute(sql, [area, area + ":"]).fetchone()
    return int(waiting), int(whole) - int(waiting)


def finding(db: Database, id_: str) -> FindingLine | None:
    for row in db.query(f"{_LINE} WHERE f.id = ?", [id_]):
        return _line(row)
    return None


def visits(db: Database, id_: str, limit: int) -> list[VisitSeen]:
    """The visits of a finding, by when they were frozen."""
    sql = (
        "SELECT v.submission_id, v.device, v.village_name, v.village_group, v.household_no, v.head_name, v.frozen_at, "
        "v.received_at, t.content, (SELECT group_concat(officer_name, char(10)) FROM (SELECT s.officer_name "
        "FROM county_signature s WHERE s.submission_id = v.submission_id AND s.digest = v.digest ORDER BY s.place)) "
        "AS signers FROM county_finding_trace f JOIN county_trace t ON t.number = f.number "
        "JOIN county_visit v ON v.submission_id = t.submission_id WHERE f.id = ? "
        "ORDER BY v.frozen_at, v.submission_id LIMIT ?"
    )
    rows = list(db.query(sql, [id_, limit]))
    return [VisitSeen(**{**row, "signers": tuple((row["signers"] or "").split("\n"))}) for row in rows]


def pairs(db: Database, area: str) -> list[PairLine]:
    """How every two people worked whose visits lie wholly inside an area, the busiest first."""
    sql = "SELECT * FROM county_pair WHERE area >= ? AND area < ? ORDER BY substr(key, -4) DESC, visits DESC, key"
    return [PairLine(**row) for row in db.query(sql, [area, area + ":"])]


def _line(row: dict[str, Any]) -> FindingLine:
    version, at, actor, note = (row.pop(name) for name in ("looked_version", "looked_at", "actor", "note"))
    one = StoredFinding(**row)
    return FindingLine(one, Looked(at, actor, note, version == one.version) if version else None)
