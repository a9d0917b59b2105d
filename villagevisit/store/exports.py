"""Whole tables, row by row, for exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

Value = str | int
Table = tuple[Sequence[str], Iterator[dict[str, Value]]]
"""Names of the columns, and the rows."""
_HOUSEHOLDS = """
SELECT h.id AS household_id, h.village_code, coalesce(a.name, '') AS village_name, h.village_group, h.household_no,
       h.head_name, h.members, h.assist_category, h.insured_persons, h.amount_month, h.hukou_type, h.address, h.phone,
       h.state
FROM household h LEFT JOIN area a ON a.code = h.village_code ORDER BY h.village_code, h.sort_key, h.row
"""
_PERSONS = """
SELECT p.id AS person_id, p.household_id, h.village_code, coalesce(a.name, '') AS village_name, h.household_no,
       h.head_name, p.position, p.name, p.relation, p.id_no, p.id_kind, p.sex, p.birth
FROM household h JOIN person p ON p.household_id = h.id LEFT JOIN area a ON a.code = h.village_code
ORDER BY h.village_code, h.sort_key, h.row, p.position, p.row
"""
_SUBMISSIONS = """
SELECT s.id AS submission_id, s.form_id, s.form_version, s.household_id, s.person_id,
       coalesce(h.village_code, '') AS village_code, coalesce(h.household_no, '') AS household_no, s.frozen_at,
       s.replaces, s.digest, s.body
FROM submission s LEFT JOIN household h ON h.id = s.household_id WHERE s.form_id = ? ORDER BY s.frozen_at, s.id
"""


def households(db: Database) -> Table:
    """By village, group, number."""
    return _named(db, _HOUSEHOLDS)


def persons(db: Database) -> Table:
    """In the order of their households."""
    return _named(db, _PERSONS)


def submissions(db: Database, form_id: str) -> Iterator[tuple[dict[str, Value], bytes]]:
    """What stands around each frozen form, and its instance XML; oldest first."""
    cursor = db.execute(_SUBMISSIONS, [form_id])
    names = [column[0] for column in cursor.description[:-1]]
    for *values, body in cursor:
        yield dict(zip(names, values, strict=True)), body


def _named(db: Database, sql: str) -> Table:
    cursor = db.execute(sql)
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
  ORDER BY s.frozen_at DESC, s.id DESC LIMIT 1), '') AS per_capita
FROM person p JOIN household h ON h.id = p.household_id WHERE h.state = 'active'
"""


def subjects(db: Database, form_id: str) -> Iterator[SubjectRow]:
    """Everybody on the list, in no order; `form_id` is the form of the visit."""
    for row in db.execute(_SUBJECTS, [form_id]):
        yield SubjectRow(*row)
