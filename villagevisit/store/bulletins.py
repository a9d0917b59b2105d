"""Sums for the bulletin. The database adds up; no row of a household leaves it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.bulletin import Held
from villagevisit.domain.bulletin_kinds import (
    ADDED,
    ADJUSTED,
    BOARD_DOWN,
    BOARD_POSTED,
    CHANGE_COUNTS,
    CHANGE_PROPOSED,
    CONFIRMED,
    JOINED,
    LEFT,
    STOPPED,
    UNDONE,
    Tally,
)

_IN_BENEFIT = "state = 'active' AND (assist_category <> '' OR insured_persons > 0)"
_TALLIES = """
SELECT e.kind, substr(e.area, 1, :digits) || :zeros, CASE w.value WHEN '' THEN '' ELSE
    coalesce(CAST(json_extract(e.data, '$.' || w.value) AS TEXT), '') END AS word,
  count(DISTINCT e.thing),
  sum((SELECT count(*) FROM event_household h WHERE h.event_id = e.id)),
  sum(coalesce(json_extract(e.data, '$.persons'), json_extract(e.data, '$.count'), (SELECT sum(o.insured_persons)
      FROM event_household h JOIN household o ON o.id = h.household_id WHERE h.event_id = e.id), 0))
FROM json_each(:kinds) w CROSS JOIN event e ON e.kind = w.key
WHERE e.day BETWEEN :since AND :until AND e.area BETWEEN :low AND :high
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_DECIDED = """
WITH decided AS (
  SELECT e.area, json_extract(p.data, '$.reason') AS reason, 1 AS many, json_extract(p.data, '$.old') AS before,
    json_extract(p.data, '$.new') AS after
  FROM event e JOIN event p ON p.thing = e.thing AND p.kind = :proposed
  WHERE e.kind = :counts AND e.day BETWEEN :since AND :until AND e.area BETWEEN :low AND :high GROUP BY e.thing
  UNION ALL
  SELECT e.area, '', 1, json_extract(e.data, '$.before'), json_extract(e.data, '$.after')
  FROM event e WHERE e.kind = :confirmed AND e.day BETWEEN :since AND :until AND e.area BETWEEN :low AND :high
  UNION ALL
  SELECT e.area, '', -1, json_extract(p.data, '$.before'), json_extract(p.data, '$.after')
  FROM event e JOIN event p ON p.id = json_extract(e.data, '$.event') AND p.kind = :confirmed
  WHERE e.kind = :undone AND e.day BETWEEN :since AND :until AND e.area BETWEEN :low AND :high GROUP BY p.id
)
"""
_CHANGES = f"""{_DECIDED}, change AS (
  SELECT substr(area, 1, :digits) || :zeros AS unit, reason, many,
    CASE WHEN coalesce(json_extract(before, '$.category'), '') = '' THEN 0 ELSE
      CAST(coalesce(json_extract(before, '$.insured'), 0) AS INTEGER) END AS was,
    CASE WHEN coalesce(json_extract(after, '$.category'), '') = '' THEN 0 ELSE
      CAST(coalesce(json_extract(after, '$.insured'), 0) AS INTEGER) END AS stays
  FROM decided
), sorted AS (
  SELECT CASE WHEN was = 0 THEN :added WHEN stays = 0 THEN :stopped ELSE :adjusted END AS kind, unit, reason,
    many AS homes, CASE WHEN was > 0 AND stays > 0 THEN 0 ELSE many * max(was, stays) END AS persons
  FROM change WHERE was > 0 OR stays > 0
  UNION ALL SELECT :joined, unit, reason, 0, many * (stays - was) FROM change WHERE was > 0 AND stays > was
  UNION ALL SELECT :left, unit, reason, 0, many * (was - stays) FROM change WHERE stays > 0 AND stays < was
)
SELECT kind, unit, coalesce(reason, ''), count(*), sum(homes), sum(persons) FROM sorted
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""  # noqa: S608 - a constant
_MOVED = f"""{_DECIDED}, side AS (
  SELECT area, many, after AS benefit FROM decided UNION ALL SELECT area, -many, before FROM decided
), counted AS (
  SELECT substr(area, 1, :digits) || :zeros AS unit, many,
    coalesce(json_extract(benefit, '$.category'), '') AS category,
    CAST(coalesce(json_extract(benefit, '$.insured'), 0) AS INTEGER) AS insured FROM side
)
SELECT unit, category, sum(many), sum(many * insured) FROM counted WHERE category <> '' AND insured > 0
GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - a constant
_BOARDS = """
SELECT count(*), coalesce(sum(json_extract(e.data, '$.closes') < :day), 0) FROM event e
WHERE e.kind = :posted AND e.day <= :day AND e.area BETWEEN :low AND :high
  AND NOT EXISTS (SELECT 1 FROM event d WHERE d.thing = e.thing AND d.kind = :down AND d.day <= :day)
  AND e.thing NOT IN (SELECT coalesce(json_extract(n.data, '$.renews'), '') FROM event n
                      WHERE n.kind = :posted AND n.day <= :day)
"""


@dataclass(frozen=True, slots=True)
class Range:
    """Codes from `low` to `high`, summed by their first `digits`; days from `since` to `until`, both included."""

    low: str
    high: str
    digits: int
    since: str
    until: str

    def values(self) -> dict[str, str | int]:
        return {
            "low": self.low, "high": self.high, "digits": self.digits, "zeros": "0" * (12 - self.digits),
            "since": self.since, "until": self.until,
        }  # fmt: skip


def held(db: Database, of: Range) -> list[Held]:
    """Households in benefit, by unit (the first digits of the village's code) and category."""
    rows = db.execute(
        "SELECT substr(village_code, 1, :digits) || :zeros, assist_category, count(*), sum(insured_persons) "  # noqa: S608
        f"FROM household WHERE village_code BETWEEN :low AND :high AND {_IN_BENEFIT} GROUP BY 1, 2 ORDER BY 1, 2",
        of.values(),
    )
    return [Held(*row) for row in rows]


def tallies(db: Database, kinds: Mapping[str, str], of: Range) -> list[Tally]:
    """Events of these kinds (and the key of `data` that divides each), counted once for each thing."""
    return [Tally(*row) for row in db.execute(_TALLIES, {**of.values(), "kinds": json.dumps(dict(kinds))})]


def changes(db: Database, of: Range) -> list[Tally]:
    """Decisions and changes of benefits that began to count, by what each did; a decision taken back counts −1."""
    names = {
        "proposed": CHANGE_PROPOSED, "counts": CHANGE_COUNTS, "confirmed": CONFIRMED, "undone": UNDONE,
        "added": ADDED, "adjusted": ADJUSTED, "stopped": STOPPED, "joined": JOINED, "left": LEFT,
    }  # fmt: skip
    return [Tally(*row) for row in db.execute(_CHANGES, {**of.values(), **names})]


def moved(db: Database, of: Range) -> list[Held]:
    """What the same decisions and changes put into each category, or (negative) took out of it."""
    names = {"proposed": CHANGE_PROPOSED, "counts": CHANGE_COUNTS, "confirmed": CONFIRMED, "undone": UNDONE}
    return [Held(*row) for row in db.execute(_MOVED, {**of.values(), **names})]


def visits(db: Database, campaign_id: str, done: Iterable[str], of: Range) -> dict[str, tuple[int, int]]:
    """Households done and in the frame of a round, by unit."""
    rows = db.execute(
        "SELECT substr(village_code, 1, :digits) || :zeros, "
        "sum(state IN (SELECT value FROM json_each(:done))), count(*) FROM frame "
        "WHERE campaign_id = :campaign AND village_code BETWEEN :low AND :high GROUP BY 1",
        {**of.values(), "done": json.dumps(list(done)), "campaign": campaign_id},
    )
    return {unit: (finished, frame) for unit, finished, frame in rows}


def boards(db: Database, of: Range) -> tuple[int, int]:
    """Boards that hang on the last day, and of these past the day on which they close."""
    values = {"posted": BOARD_POSTED, "down": BOARD_DOWN, "low": of.low, "high": of.high, "day": of.until}
    hanging, stale = db.execute(_BOARDS, values).fetchone()
    return int(hanging), int(stale)



def things(db: Database, kinds: Iterable[str], of: Range) -> int:
    """How many different things these kinds are about, up to the last day."""
    sql = (
        "SELECT count(DISTINCT e.thing) FROM json_each(:kinds) w CROSS JOIN event e ON e.kind = w.value "
        "WHERE e.day <= :until AND e.area BETWEEN :low AND :high"
    )
    values = {"kinds": json.dumps(list(kinds)), "until": of.until, "low": of.low, "high": of.high}
    return int(db.execute(sql, values).fetchone()[0])


def areas(db: Database, kind: str, of: Range) -> int:
    """In how many villages something of this kind happened, up to the last day."""
    sql = "SELECT count(DISTINCT area) FROM event WHERE kind = ? AND day <= ? AND area BETWEEN ? AND ?"
    return int(db.execute(sql, [kind, of.until, of.low, of.high]).fetchone()[0])
