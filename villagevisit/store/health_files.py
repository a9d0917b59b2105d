"""What leaves of people's health, and what came from other systems."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

_PEOPLE = """
SELECT p.id, p.name, p.sex, p.birth, CASE p.id_kind WHEN 'resident' THEN p.id_no ELSE '' END, h.phone, h.address,
  h.village_code, h.household_no, h.id
FROM person p JOIN household h ON h.id = p.household_id
WHERE (?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1)))
AND (?2 = '' OR h.village_code = ?2) AND (?3 = '' OR p.id = ?3)
AND (EXISTS (SELECT 1 FROM health_visit v WHERE v.person_id = p.id)
  OR EXISTS (SELECT 1 FROM event e WHERE e.thing = p.id AND e.kind GLOB 'health.*'))
ORDER BY h.village_code, h.sort_key, h.row, p.position, p.row
"""
_FORMS = """
SELECT s.id, s.form_id, s.form_version, v.day, s.frozen_at, coalesce(o.name, ''), s.body, (
  WITH RECURSIVE back(id) AS (
    SELECT s.replaces UNION ALL SELECT r.replaces FROM submission r JOIN back ON r.id = back.id WHERE r.replaces <> ''
  ) SELECT coalesce(group_concat(id, ' '), '') FROM back WHERE id <> '')
FROM health_visit v JOIN submission s ON s.id = v.source LEFT JOIN officer o ON o.id = v.officer_id
WHERE v.person_id = ? ORDER BY v.day, s.frozen_at, s.id
"""
_NAMED = """
SELECT p.id, p.household_id, h.village_code, p.name, p.id_no, p.birth
FROM person p JOIN household h ON h.id = p.household_id
WHERE (p.id_no <> '' AND p.id_no = ?1 OR ?1 = '' AND p.name = ?2 AND p.birth = ?3 AND p.birth <> '')
AND (?4 IS NULL OR h.village_code IN (SELECT value FROM json_each(?4)))
"""


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    name: str
    sex: str
    birth: str
    id_no: str
    phone: str
    address: str
    village_code: str
    household_no: str
    household_id: str


@dataclass(frozen=True, slots=True)
class FormRow:
    id: str
    form_id: str
    version: str
    day: str
    frozen_at: str
    by: str
    body: bytes
    replaces: str
    """Ids of what it corrects, with spaces between."""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody of the roster who may be meant."""

    id: str
    household_id: str
    village_code: str
    name: str
    id_no: str
    birth: str


def people(db: Database, within: Within, village: str, person_id: str) -> list[PersonRow]:
    """Those of whose health something is held, in the order of their households; empty: every village, everybody."""
    return [PersonRow(*row) for row in db.execute(_PEOPLE, [_codes(within), village, person_id])]


def forms(db: Database, person_id: str) -> Iterator[FormRow]:
    """Finished health forms of a person, oldest first (lines must be settled)."""
    return (FormRow(*row) for row in db.execute(_FORMS, [person_id]))


def named(db: Database, id_no: str, name: str, birth: str, within: Within) -> list[Here]:
    """By the number; where there is none, by name and birth."""
    return [Here(*row) for row in db.execute(_NAMED, [id_no, name, birth, _codes(within)])]


def made_here(db: Database, ids: Sequence[str]) -> set[str]:
    """Of these records, those that are forms on this laptop."""
    sql = "SELECT id FROM submission WHERE id IN (SELECT value FROM json_each(?))"
    return {str(row[0]) for row in db.execute(sql, [json.dumps(ids)])}


def _codes(within: Within) -> str | None:
    return None if within is None else json.dumps(within)
