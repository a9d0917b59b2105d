"""Which households could be appraised, whose turn it is, and the list of meetings; read without any event's content.

Lists of a township of 20,000 households must open at once, so the rules of `services.appraisal.due` are said in SQL.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.appraisal_meeting import CALLED, CANDIDATES, CLOSED, VOID
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.objections import SETTLED


@dataclass(frozen=True, slots=True)
class Visited:
    household_id: str
    village_code: str
    number: str
    head: str
    group: str
    visit: str
    """The newest signed visit."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list of the township."""

    id: str
    village: str
    day: str
    number: str
    form: str
    state: str
    """`open`, `closed`, `off`."""
    households: int


_SIGNED = """
    FROM submission s WHERE s.household_id = h.id AND s.form_id = :form
    AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = s.id AND g.place = 2)
    AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
"""
_LAST = " ORDER BY s.stands_at DESC LIMIT 1"
_NEWEST = """
    SELECT b.household_id, max(e.day) AS day FROM event e JOIN event_household b ON b.event_id = e.id
    WHERE e.kind IN (SELECT value FROM json_each({kinds})){more} GROUP BY b.household_id
"""
_OPEN = " AND NOT EXISTS (SELECT 1 FROM event s WHERE s.thing = e.thing AND s.kind = :settled)"
"""Objections that nobody settled yet."""
_OVER = """
    closed AS (SELECT thing FROM event WHERE kind = :closed),
    off AS (SELECT thing FROM event x WHERE kind = :void
      AND NOT EXISTS (SELECT 1 FROM event_household y WHERE y.event_id = x.id))
"""
_HERE = """
    h.state = 'active' AND (:village = '' OR h.village_code = :village)
    AND (:within IS NULL OR h.village_code IN (SELECT value FROM json_each(:within)))
"""
_DUE = f"""
    WITH {_OVER}, appraised AS ({_NEWEST.format(kinds="json_array(:closed)", more="")}),
      objected AS ({_NEWEST.format(kinds=":objected", more=_OPEN)}),
      called AS (SELECT b.household_id FROM event e JOIN event_household b ON b.event_id = e.id
        WHERE e.kind = :candidates AND e.thing NOT IN closed AND e.thing NOT IN off)
    SELECT {{columns}} FROM {{source}} LEFT JOIN appraised a ON a.household_id = h.id
    WHERE {_HERE} AND h.id NOT IN called AND {{since}} > coalesce(a.day, '')
"""  # noqa: S608 - constants
_ALWAYS = {"source": "household h", "since": f"coalesce((SELECT substr(s.frozen_at, 1, 10) {_SIGNED}{_LAST}), '')"}
_OBJECTED = {
    "source": "objected o JOIN household h ON h.id = o.household_id",
    "since": f"CASE WHEN EXISTS (SELECT 1 {_SIGNED}) THEN o.day ELSE '' END",
}
_ROW = (
    'h.id AS household_id, h.village_code, h.household_no AS number, h.head_name AS head, h.village_group AS "group", '
    f"(SELECT s.id {_SIGNED}{_LAST}) AS visit"
)
_ORDER = " ORDER BY h.village_code, h.sort_key, h.household_no"


def visited(db: Database, village: str) -> list[Visited]:
    """Households of a village with a visit that two people signed, by group and number."""
    sql = f"SELECT {_ROW} FROM household h WHERE {_HERE} AND EXISTS (SELECT 1 {_SIGNED}){_ORDER}"  # noqa: S608
    return [Visited(**row) for row in db.query(sql, _values(village, None, ()))]


def due(db: Database, village: str, within: Within, objected: Collection[str] | None) -> list[Visited]:
    """Whose turn it is, by village, group and number. `objected`: kinds of events that make it somebody's turn; None:
    every signed visit does.
    """
    sql = _DUE.format(columns=_ROW, **(_ALWAYS if objected is None else _OBJECTED)) + _ORDER
    return [Visited(**row) for row in db.query(sql, _values(village, within, objected or ()))]


def waiting(db: Database, within: Within, objected: Collection[str] | None) -> dict[str, int]:
    """Village → how many households `due` would list."""
    columns = "h.village_code, count(*)"
    sql = _DUE.format(columns=columns, **(_ALWAYS if objected is None else _OBJECTED)) + " GROUP BY h.village_code"
    return dict(db.execute(sql, _values("", within, objected or ())).fetchall())


def meetings(db: Database, within: Within = None) -> list[Listed]:
    """Newest first."""
    sql = f"""
        WITH {_OVER}, listed AS (SELECT thing, max(id) AS id FROM event WHERE kind = :candidates GROUP BY thing)
        SELECT e.thing AS id, e.area AS village, e.day, json_extract(e.data, '$.number') AS number,
          json_extract(e.data, '$.form') AS form,
          CASE WHEN e.thing IN closed THEN 'closed' WHEN e.thing IN off THEN 'off' ELSE 'open' END AS state,
          (SELECT count(*) FROM event_household b WHERE b.event_id = l.id) AS households
        FROM event e JOIN listed l ON l.thing = e.thing WHERE e.kind = :called
        AND (:within IS NULL OR e.area IN (SELECT value FROM json_each(:within)))
        ORDER BY e.day DESC, e.id DESC
    """  # noqa: S608 - constants
    return [Listed(**row) for row in db.query(sql, _values("", within, ()))]


def _values(village: str, within: Within, objected: Collection[str]) -> dict[str, str | None]:
    return {
        "form": VISIT_FORM, "village": village, "within": None if within is None else json.dumps(within),
        "objected": json.dumps(sorted(objected)), "closed": CLOSED, "void": VOID, "candidates": CANDIDATES,
        "called": CALLED, "settled": SETTLED,
    }  # fmt: skip
