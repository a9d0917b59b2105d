"""Whole tables, row by row, for exports."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

Value = str | int
Table = tuple[Sequence[str], Iterator[dict[str, Value]]]
"""Names of the columns, and the rows."""
_HOUSEHOLDS = """
SELECT h.id AS household_id, h.village_code, coalesce(a.name, '') AS village_name, h.village_group, h.household_no,
       h.head_name, h.members, h.assist_category, h.insured_persons, h.amount_month, h.hukou_type, h.address, h.phone,
       h.state
FROM household h LEFT JOIN area a ON a.code = h.village_code
WHERE ?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1)) ORDER BY h.village_code, h.sort_key, h.row
"""
_PERSONS = """
SELECT p.id AS person_id, p.household_id, h.village_code, coalesce(a.name, '') AS village_name, h.household_no,
       h.head_name, p.position, p.name, p.relation, p.id_no, p.id_kind, p.sex, p.birth
FROM household h JOIN person p ON p.household_id = h.id LEFT JOIN area a ON a.code = h.village_code
WHERE ?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1))
ORDER BY h.village_code, h.sort_key, h.row, p.position, p.row
"""
_SUBMISSIONS = """
SELECT s.id AS submission_id, s.form_id, s.form_version, s.household_id, s.person_id,
       coalesce(h.village_code, '') AS village_code, coalesce(h.household_no, '') AS household_no, s.frozen_at,
       s.replaces, s.digest, s.body
FROM submission s LEFT JOIN household h ON h.id = s.household_id WHERE s.form_id = ?2
AND (?1 IS NULL OR h.id IS NULL OR h.village_code IN (SELECT value FROM json_each(?1))) ORDER BY s.frozen_at, s.id
"""


def households(db: Database, within: Within) -> Table:
    """By village, group, number."""
    return _named(db, _HOUSEHOLDS, within)


def persons(db: Database, within: Within) -> Table:
    """In the order of their households."""
    return _named(db, _PERSONS, within)


def submissions(db: Database, form_id: str, within: Within) -> Iterator[tuple[dict[str, Value], bytes]]:
    """What stands around each frozen form, and its instance XML; oldest first."""
    cursor = db.execute(_SUBMISSIONS, [_villages(within), form_id])
    names = [column[0] for column in cursor.description[:-1]]
    for *values, body in cursor:
        yield dict(zip(names, values, strict=True)), body


def count(db: Database, dataset: str, form_id: str, within: Within) -> int:
    """Rows that a list would have."""
    query = {
        "households": "SELECT count(*) FROM household h",
        "persons": "SELECT count(*) FROM household h JOIN person p ON p.household_id = h.id",
        "submissions": "SELECT count(*) FROM submission s LEFT JOIN household h ON h.id = s.household_id",
    }[dataset]
    seen = "(?1 IS NULL OR h.id IS NULL OR h.village_code IN (SELECT value FROM json_each(?1)))"
    sql = f"{query} WHERE {seen}"
    values = [_villages(within)]
    if form_id:
        sql, values = f"{sql} AND s.form_id = ?2", [*values, form_id]
    return int(db.execute(sql, values).fetchone()[0])


def _villages(within: Within) -> str | None:
    return None if within is None else json.dumps(within)


def _named(db: Database, sql: str, within: Within) -> Table:
    cursor = db.execute(sql, [_villages(within)])
    names = [column[0] for column in cursor.description]
    return names, (dict(zip(names, values, strict=True)) for values in cursor)


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One person with what statistics ask for."""

    birth: str
    sex: str
    village_code: str
    hukou_type: str
    assist_category: str
    members: int
    amount_month: str
    per_capita: str
    """By the newest finished visit; empty where there is none."""


_SUBJECTS = """
SELECT p.birth, p.sex, h.village_code, h.hukou_type, h.assist_category, h.members, h.amount_month, coalesce((
  SELECT json_extract(s.result, '$.per_capita_month') FROM submission s
  WHERE s.household_id = h.id AND s.form_id = ? AND json_extract(s.result, '$.final') = '1'
  ORDER BY s.stands_at DESC, s.id DESC LIMIT 1), '') AS per_capita
FROM person p JOIN household h ON h.id = p.household_id WHERE h.state = 'active'
"""


def subjects(db: Database, form_id: str) -> Iterator[SubjectRow]:
    """Everybody on the list, in no order; `form_id` is the form of the visit."""
    for row in db.execute(_SUBJECTS, [form_id]):
        yield SubjectRow(*row)
