"""Rows for phones and for other servers: the households a phone may pick from, and what other servers hold of ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household as its newest received record names it; `version` grows with every record."""

    household_id: str
    village_code: str
    village_name: str
    village_group: str
    household_no: str
    head_name: str
    version: int


@dataclass(frozen=True, slots=True)
class Sendable:
    """A finished record that another server does not have yet, and how the last try ended."""

    submission_id: str
    form_id: str
    replaces: str
    body: bytes


_KNOWN = """
SELECT household_id, village_code, village_group, household_no, head_name, received_at FROM county_visit
WHERE household_id <> '' AND ({where})
UNION ALL
SELECT o.household_id, o.village_code, coalesce(json_extract(f.facts, '$.fields.village_group'), ''),
  coalesce(json_extract(f.facts, '$.fields.household_no'), ''),
  coalesce(json_extract(f.facts, '$.fields.head_name'), ''), o.received_at
FROM county_op o JOIN county_facts f ON f.digest = o.facts WHERE o.kind = 'roster' AND ({where})
"""


def _select(db: Database, columns: str, where: str, rest: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    """Reads what is known of households; `where` bounds both sources, so `values` has what it binds twice."""
    return list(db.execute(f"SELECT {columns} FROM ({_KNOWN.format(where=where)}) {rest}", values))  # noqa: S608


def households(db: Database, prefixes: Sequence[str]) -> list[KnownHousehold]:
    """The households of these areas, from rosters and received records, by village and number."""
    if not prefixes:
        return []
    where = " OR ".join("village_code BETWEEN ? AND ?" for _ in prefixes)
    bounds = [bound for prefix in prefixes for bound in (prefix.ljust(12, "0"), prefix.ljust(12, "9"))]
    rows = _select(
        db,
        "household_id, village_code, village_group, household_no, head_name, count(*), max(received_at)",
        where,
        "GROUP BY household_id ORDER BY village_code, household_no, household_id",
        [*bounds, *bounds],
    )
    names = dict(
        db.execute("SELECT village_code, max(village_name) FROM county_visit GROUP BY village_code").fetchall()
    )
    return [
        KnownHousehold(home, village, str(names.get(village, "")), group, number, head, version)
        for home, village, group, number, head, version, _ in rows
    ]


def villages_of(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """The village in which each of these households was last heard of; unknown ones are left out."""
    found = {}
    for one in ids:
        (row,) = _select(db, "village_code, max(received_at)", "household_id = ?", "", [one, one])
        if row[0]:
            found[one] = str(row[0])
    return found


def household_id(db: Database, village_code: str, household_no: str) -> str:
    """The household that has this number in this village; empty when the county has not heard of it."""
    values = [village_code, village_code, household_no]
    (row,) = _select(db, "household_id, max(received_at)", "village_code = ?", "WHERE household_no = ?", values)
    return str(row[0] or "")


def sendable(db: Database, server: str, form_id: str) -> list[Sendable]:
    """This laptop's own finished records, oldest first, without those that are done or wait for a person."""
    return [
        Sendable(row["id"], row["form_id"], row["replaces"], bytes(row["body"]))
        for row in db.query(
            "SELECT s.id, s.form_id, s.replaces, s.body FROM submission s "
            "LEFT JOIN openrosa_sent o ON o.submission_id = s.id AND o.server = :server "
            "WHERE EXISTS (SELECT 1 FROM record r WHERE r.subject_id = s.id AND r.kind IN ('submission', 'health')) "
            "AND NOT EXISTS (SELECT 1 FROM taken_submission t WHERE t.id = s.id) "
            "AND coalesce(o.state, 'due') = 'due' AND :form IN ('', s.form_id) ORDER BY s.frozen_at, s.id",
            {"server": server, "form": form_id},
        )
    ]


def state(db: Database, server: str, submission_id: str) -> str:
    """`due`, `done` or `stopped`; empty when it was never tried."""
    row = db.execute(
        "SELECT state FROM openrosa_sent WHERE server = ? AND submission_id = ?", [server, submission_id]
    ).fetchone()
    return str(row[0]) if row else ""


def note(db: Database, server: str, submission_id: str, state: str, reason: str, said: str, at: str) -> None:
    db.execute(
        "INSERT INTO openrosa_sent(server, submission_id, state, reason, said, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(server, submission_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, "
        "said = excluded.said, at = excluded.at",
        [server, submission_id, state, reason, said, at],
    )
