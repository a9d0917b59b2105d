"""The `find` table: what a key press looks up. Terms are a pure function of a person, so they are never read back.

Kinds: 0 whole name, 1 inner part of a name, 2 pinyin initials, 3 identity number reversed (all: row of a person),
4 household number, 5 household number reversed (row of a household).
"""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from villagevisit.domain import names
from villagevisit.domain.access import Within

NAME, INNER, INITIALS, ID_NO, HOUSEHOLD_NO, HOUSEHOLD_END = range(6)
Term = tuple[int, str, int]
_LAST = "\U0010ffff"


def person_terms(row: int, name: str, id_no: str) -> list[Term]:
    folded = name.lower()
    terms = [(NAME, folded, row)]
    terms += [(INNER, folded[n:], row) for n in range(1, min(len(folded), 8)) if folded[n] not in " ·"]
    terms += [(INITIALS, letters, row) for letters in names.initials(name)]
    if id_no:
        terms.append((ID_NO, id_no[::-1], row))
    return terms


def household_terms(row: int, household_no: str) -> list[Term]:
    folded = household_no.lower()
    return [(HOUSEHOLD_NO, folded, row), (HOUSEHOLD_END, folded[::-1], row)]


def add(db: Database, terms: Iterable[Term]) -> None:
    db.conn.executemany("INSERT OR IGNORE INTO find(kind, term, row) VALUES (?, ?, ?)", sorted(terms))


def remove(db: Database, terms: Iterable[Term]) -> None:
    db.conn.executemany("DELETE FROM find WHERE kind = ? AND term = ? AND row = ?", terms)


def rows(db: Database, kind: int, prefix: str, limit: int, within: Within = None) -> list[int]:
    """Rows whose term starts with the prefix, in the order of the terms; `within` these villages only."""
    place, villages = "", []
    if within is not None:
        villages = [json.dumps(within)]
        by_household = kind >= HOUSEHOLD_NO
        place = _PLACE.format(handle="h" if by_household else "p", tables="household h" if by_household else _BY_PERSON)
    sql = f"SELECT row FROM find WHERE kind = ? AND term >= ? AND term < ? {place} ORDER BY term, row LIMIT ?"  # noqa: S608
    return [row for (row,) in db.execute(sql, [kind, prefix, prefix + _LAST, *villages, limit])]


_PLACE = (
    "AND EXISTS (SELECT 1 FROM {tables} WHERE {handle}.row = find.row "
    "AND h.village_code IN (SELECT value FROM json_each(?)))"
)
_HIT = """
SELECT {handle}.row, h.id, coalesce(p.id, ''), h.head_name, coalesce(p.name, ''), coalesce(a.name, ''),
       h.village_group, h.household_no
FROM {tables} LEFT JOIN area a ON a.code = h.village_code
WHERE {handle}.row IN ({marks})
"""
_BY_PERSON = "person p JOIN household h ON h.id = p.household_id"
_BY_HOUSEHOLD = (
    "household h LEFT JOIN person p ON p.id = "
    "(SELECT id FROM person WHERE household_id = h.id ORDER BY position LIMIT 1)"
)
HitRow = tuple[int, str, str, str, str, str, str, str]


def hits(db: Database, found: list[int], *, households: bool) -> list[HitRow]:
    """(row, household_id, person_id, head_name, person_name, village_name, group, household_no) in the given order."""
    sql = _HIT.format(
        handle="h" if households else "p",
        tables=_BY_HOUSEHOLD if households else _BY_PERSON,
        marks=",".join("?" * len(found)),
    )
    by_row: dict[int, HitRow] = {hit[0]: hit for hit in db.execute(sql, found)}
    return [by_row[row] for row in found if row in by_row]
