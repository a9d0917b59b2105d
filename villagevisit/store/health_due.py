"""Who is due for which health service: read from the lines of people's health and from the birthdays of the roster."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

_WHO = (
    "p.id, p.name, p.sex, p.birth, h.id, h.head_name, h.household_no, h.village_group, h.village_code, h.sort_key, "
    "p.position"
)
_HERE = "h.state = 'active' AND (:all = 1 OR h.village_code IN (SELECT value FROM json_each(:villages)))"
_STANDING = f"""
SELECT {_WHO}, s.service, s.last_day, s.next_day, s.state,
  coalesce((SELECT v.officer_id FROM health_visit v WHERE v.person_id = p.id AND v.day = s.last_day LIMIT 1), '')
FROM health_standing s JOIN person p ON p.id = s.person_id JOIN household h ON h.id = s.household_id
WHERE {_HERE} AND (:all = 1 OR s.village_code IN (SELECT value FROM json_each(:villages)))
AND s.service IN (SELECT value FROM json_each(:services)) AND s.next_day <> '' AND s.next_day <= :until
"""  # noqa: S608
_SEEN = f"""
SELECT {_WHO}, s.service, s.last_day, s.next_day, s.state, ''
FROM health_standing s JOIN person p ON p.id = s.person_id JOIN household h ON h.id = s.household_id
WHERE {_HERE} AND (:all = 1 OR s.village_code IN (SELECT value FROM json_each(:villages))) AND s.last_day = :day
"""  # noqa: S608
_BY_AGE = f"""
SELECT {_WHO}, :service, coalesce(s.last_day, ''), coalesce(s.next_day, ''), coalesce(s.state, ''),
  coalesce((SELECT v.officer_id FROM health_visit v WHERE v.person_id = p.id AND v.day = s.last_day LIMIT 1), '')
FROM person p JOIN household h ON h.id = p.household_id
LEFT JOIN health_standing s ON s.person_id = p.id AND s.service = :service
WHERE {_HERE} AND p.birth BETWEEN :born_from AND :born_to AND coalesce(s.last_day, '') < :before
AND coalesce(s.state, '') NOT GLOB 'closed:*'
"""  # noqa: S608
_COUNTS = """
SELECT service, sum(state NOT GLOB 'closed:*'), sum(next_day <> '' AND next_day < :today),
  sum(next_day BETWEEN :today AND :week), sum(next_day BETWEEN :today AND :month),
  sum(last_day = '' AND state NOT GLOB 'closed:*'), sum(last_day >= :year), sum(last_day >= :year AND count >= 4),
  sum(last_day >= :year AND state = '1')
FROM health_standing WHERE :all = 1 OR village_code IN (SELECT value FROM json_each(:villages))
GROUP BY service
"""
_BORN = f"""
SELECT count(*), coalesce(sum(s.last_day >= :year), 0)
FROM person p JOIN household h ON h.id = p.household_id
LEFT JOIN health_standing s ON s.person_id = p.id AND s.service = :service
WHERE {_HERE} AND p.birth BETWEEN :born_from AND :born_to
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class DueRow:
    """One service of one person, with what a list says of him. Days are ISO or empty."""

    person_id: str
    name: str
    sex: str
    birth: str
    household_id: str
    head_name: str
    household_no: str
    village_group: str
    village_code: str
    sort_key: str
    position: int
    service: str
    last_day: str
    next_day: str
    state: str
    officer_id: str
    """Who saw him last; empty when nobody did."""


@dataclass(frozen=True, slots=True)
class CountRow:
    """A service over some villages; who was never seen is among the overdue once his day has passed.

    `seen`, `often`, `good`: of this calendar year those seen at all, four times and more, under control the last time.
    """

    service: str
    registered: int
    overdue: int
    week: int
    """Due today or within seven days."""
    month: int
    never: int
    seen: int
    often: int
    good: int


def standing(db: Database, within: Within, services: Collection[str], until: str) -> list[DueRow]:
    """Whose next visit is due on an ISO day at the latest."""
    given = {"services": json.dumps(sorted(services)), "until": until, **_places(within)}
    return [DueRow(*row) for row in db.execute(_STANDING, given)]


def by_age(db: Database, within: Within, service: str, born: tuple[str, str], before: str) -> list[DueRow]:
    """People born between two ISO days, both included, who had no visit of this service on or after `before`."""
    given = {"service": service, "born_from": born[0], "born_to": born[1], "before": before}
    return [DueRow(*row) for row in db.execute(_BY_AGE, {**given, **_places(within)})]


def counts(db: Database, within: Within, today: str, week: str, month: str) -> list[CountRow]:
    """Services that anybody has. `week` and `month`: ISO days that far ahead."""
    given = {"today": today, "week": week, "month": month, "year": f"{today[:4]}-01-01", **_places(within)}
    return [CountRow(*row) for row in db.execute(_COUNTS, given)]


def born(db: Database, within: Within, service: str, between: tuple[str, str], year: str) -> tuple[int, int]:
    """How many people were born between two ISO days, and how many of them had this service since the year began."""
    given = {"service": service, "born_from": between[0], "born_to": between[1], "year": f"{year}-01-01"}
    row = db.execute(_BORN, {**given, **_places(within)}).fetchone()
    return int(row[0]), int(row[1])


def residents(db: Database, within: Within) -> int:
    """People of the roster, the denominator of the rate of health records."""
    sql = f"SELECT count(*) FROM household h JOIN person p ON p.household_id = h.id WHERE {_HERE}"  # noqa: S608
    return int(db.execute(sql, _places(within)).fetchone()[0])


def seen_on(db: Database, within: Within, day: str) -> list[DueRow]:
    """Services whose last visit was on this ISO day."""
    given = {"day": day, **_places(within)}
    return [DueRow(*row) for row in db.execute(_SEEN, given)]


def _places(within: Within) -> dict[str, object]:
    return {"all": int(within is None), "villages": json.dumps(within or [])}
