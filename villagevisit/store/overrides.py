"""Rows of the overrides that the county gave."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class OverrideRow:
    digest: str
    household_id: str
    village_code: str
    rule: str
    visit: str
    officers: str
    """Staff numbers parted by blanks."""
    since: str
    until: str
    body: bytes
    used_by: str = ""


def put(db: Database, one: OverrideRow) -> None:
    """The same record a second time changes nothing."""
    db.execute(
        "INSERT OR IGNORE INTO override(digest, household_id, village_code, rule, visit, officers, since, until, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            one.digest, one.household_id, one.village_code, one.rule, one.visit, one.officers, one.since, one.until,
            one.body,
        ],
    )  # fmt: skip


def of_household(db: Database, household_id: str) -> list[OverrideRow]:
    return _rows(db, "WHERE household_id = ? ORDER BY since, digest", [household_id])


def begun_in(db: Database, month: str) -> list[OverrideRow]:
    """Those given in a month (`2026-11`), by village and day."""
    return _rows(db, "WHERE substr(since, 1, 7) = ? ORDER BY village_code, since, digest", [month])


def use(db: Database, digest: str, submission_id: str) -> None:
    """From now on it is for this record alone."""
    db.execute("UPDATE override SET used_by = ? WHERE digest = ? AND used_by = ''", [submission_id, digest])


def forget_all(db: Database) -> None:
    """In the county's view, to be projected again."""
    db.execute("DELETE FROM override")


def visits_of(db: Database, household_id: str, since: str, until: str) -> list[tuple[str, str]]:
    """At the county: id and moment of the records of a household that were frozen in this time."""
    rows = db.execute(
        "SELECT submission_id, frozen_at FROM county_visit WHERE household_id = ? "
        "AND substr(frozen_at, 1, 10) BETWEEN ? AND ? ORDER BY frozen_at",
        [household_id, since, until],
    )
    return [(str(one), str(at)) for one, at in rows]


def household_at(db: Database, village_code: str, household_no: str) -> str:
    """At the county: the id of a household, from its visits or from a list; empty when nobody told of it."""
    row = db.execute(
        "SELECT household_id FROM county_visit WHERE village_code = ?1 AND household_no = ?2 "
        "UNION SELECT household_id FROM county_op WHERE village_code = ?1 "
        "AND facts IN (SELECT digest FROM county_facts WHERE json_extract(facts, '$.fields.household_no') = ?2) "
        "LIMIT 1",
        [village_code, household_no],
    ).fetchone()
    return str(row[0]) if row else ""


def _rows(db: Database, where: str, values: Sequence[str]) -> list[OverrideRow]:
    return [OverrideRow(**row) for row in db.query(f"SELECT * FROM override {where}", values)]  # noqa: S608
