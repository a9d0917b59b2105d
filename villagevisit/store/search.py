"""The `find` table: what a key press looks up. Terms are a pure function of a person, so they are never read back.

Kinds: 0 whole name, 1 inner part of a name, 2 pinyin initials, 3 identity number reversed (all: row of a person),
4 household number, 5 household number reversed (row of a household).

A term lies with its township, so what somebody sees of one township is found there; a look at all of them merges their
terms. The village stands behind the term: other villages' hits are passed over without reading whose they are.
"""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from operator import itemgetter

from sqlite_utils import Database

from villagevisit.domain import names
from villagevisit.domain.access import Within

NAME, INNER, INITIALS, ID_NO, HOUSEHOLD_NO, HOUSEHOLD_END = range(6)
Term = tuple[int, int, str, int, int]
"""(kind, township's nine digits, term, village's three digits, row), in the order of the key."""
_LAST = "\U0010ffff"


def person_terms(village_code: str, row: int, name: str, id_no: str) -> list[Term]:
    folded = name.lower()
    terms = [(NAME, folded)]
    terms += [(INNER, folded[n:]) for n in range(1, min(len(folded), 8)) if folded[n] not in " ·"]
    terms += [(INITIALS, letters) for letters in names.initials(name)]
    if id_no:
        terms.append((ID_NO, id_no[::-1]))
    town, village = _place(village_code)
    return [(kind, town, term, village, row) for kind, term in terms]


def household_terms(village_code: str, row: int, household_no: str) -> list[Term]:
    folded = household_no.lower()
    town, village = _place(village_code)
    return [(HOUSEHOLD_NO, town, folded, village, row), (HOUSEHOLD_END, town, folded[::-1], village, row)]


def _place(village_code: str) -> tuple[int, int]:
    return int(village_code[:9]), int(village_code[9:])


def add(db: Database, terms: Iterable[Term]) -> None:
    db.conn.executemany(
        "INSERT OR IGNORE INTO find(kind, town, term, village, row) VALUES (?, ?, ?, ?, ?)", sorted(terms)
    )


def remove(db: Database, terms: Iterable[Term]) -> None:
    db.conn.executemany(
        "DELETE FROM find WHERE kind = ? AND town = ? AND term = ? AND village = ? AND row = ?", terms
    )


def rows(db: Database, kind: int, prefix: str, limit: int, within: Within = None) -> list[int]:
    """Rows whose term starts with the prefix, in the order of the terms; `within` these villages only."""
    found = []
    for town, villages in _towns(db, within):
        asked = [kind, town, prefix, prefix + _LAST]
        found.append(db.execute(_ALL, asked) if villages is None else db.execute(_SOME, [*asked, json.dumps(villages)]))
    try:
        return [row for _, row in islice(heapq.merge(*found, key=itemgetter(0)), limit)]
    finally:
        for cursor in found:
            cursor.close()


def _towns(db: Database, within: Within) -> Iterable[tuple[int, list[int] | None]]:
    """Each township with its villages that count; None: all of them."""
    if within is None:
        known = db.execute("SELECT DISTINCT substr(village_code, 1, 9) FROM household_count ORDER BY 1").fetchall()
        return [(int(town), None) for (town,) in known]
    towns: defaultdict[int, list[int]] = defaultdict(list)
    for town, village in sorted(map(_place, within)):
        towns[town].append(village)
    return towns.items()


_FOUND = """
SELECT term, row FROM find WHERE kind = ? AND town = ? AND term >= ? AND term < ? {villages} ORDER BY term, village, row
"""
_ALL = _FOUND.format(villages="")
_SOME = _FOUND.format(villages="AND village IN (SELECT value FROM json_each(?))")
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
