"""Who is due for which health service: read from the lines of people's health and from the birthdays of the roster.

Of some villages the reading begins with their households, of all with the index of the service or of the birthdays.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

_WHO = (
    "p.id, p.name, p.sex, p.birth, h.id, h.head_name, h.household_no, h.village_group, h.village_code, h.sort_key, "
    "p.position"
)
_SEEN_BY = (
    "coalesce((SELECT v.officer_id FROM health_visit v WHERE v.person_id = p.id AND v.day = s.last_day LIMIT 1), '')"
)
_VILLAGES = "village_code IN (SELECT value FROM json_each(:villages))"
_SERVICES = "service IN (SELECT value FROM json_each(:services))"
_LEFT = "LEFT JOIN health_standing s ON s.person_id = p.id AND s.service = :service"


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
    when = "s.next_day <> '' AND s.next_day <= :until"
    return _standing(db, within, when, {"services": json.dumps(sorted(services)), "until": until})


def seen_on(db: Database, within: Within, services: Collection[str], day: str) -> list[DueRow]:
    """Services whose last visit was on this ISO day."""
    return _standing(db, within, "s.last_day = :day", {"services": json.dumps(sorted(services)), "day": day})


def by_age(
    db: Database, within: Within, service: str, born: tuple[str, str], before: str, most: int = -1
) -> list[DueRow]:
    """People born between two ISO days, both included, who had no visit of this service on or after `before`.

    At most so many; -1: all.
    """
    sql = (
        f"SELECT {_WHO}, :service, coalesce(s.last_day, ''), coalesce(s.next_day, ''), coalesce(s.state, ''), "  # noqa: S608
        f"{_SEEN_BY} FROM {_people(within)} {_LEFT} "
        f"WHERE {_born(within)} AND h.state = 'active' AND coalesce(s.last_day, '') < :before "
        "AND coalesce(s.state, '') NOT GLOB 'closed:*' LIMIT :most"
    )
    given = {"service": service, "born_from": born[0], "born_to": born[1], "before": before, "most": most}
    return [DueRow(*row) for row in db.execute(sql, {**given, **_places(within)})]


def ages(db: Database, within: Within, service: str, born: tuple[str, str]) -> list[tuple[str, str, str]]:
    """(birth, day of the last visit, its state) of people born between two ISO days, as `by_age`, for counting."""
    sql = (
        f"SELECT p.birth, coalesce(s.last_day, ''), coalesce(s.state, '') FROM {_people(within)} {_LEFT} "  # noqa: S608
        f"WHERE {_born(within)} AND h.state = 'active' AND coalesce(s.state, '') NOT GLOB 'closed:*'"
    )
    given = {"service": service, "born_from": born[0], "born_to": born[1], **_places(within)}
    return [(row[0], row[1], row[2]) for row in db.execute(sql, given)]


def of_age(db: Database, within: Within, service: str, born: tuple[str, str], since: str) -> tuple[int, int, int]:
    """Of the people of `ages`: how many there are, were never seen, were seen on or after an ISO day."""
    sql = (
        "SELECT count(*), coalesce(sum(coalesce(s.last_day, '') = ''), 0), coalesce(sum(s.last_day >= :since), 0) "  # noqa: S608
        f"FROM {_people(within)} {_LEFT} "
        f"WHERE {_born(within)} AND h.state = 'active' AND coalesce(s.state, '') NOT GLOB 'closed:*'"
    )
    given = {"service": service, "born_from": born[0], "born_to": born[1], "since": since, **_places(within)}
    row = db.execute(sql, given).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def counts(
    db: Database, within: Within, services: Collection[str], today: str, week: str, month: str
) -> list[CountRow]:
    """Services that anybody has. `week` and `month`: ISO days that far ahead."""
    where = "" if within is None else f"AND {_VILLAGES}"
    sql = (
        "SELECT service, sum(state NOT GLOB 'closed:*'), sum(next_day <> '' AND next_day < :today), "  # noqa: S608
        "sum(next_day BETWEEN :today AND :week), sum(next_day BETWEEN :today AND :month), "
        "sum(last_day = '' AND state NOT GLOB 'closed:*'), sum(last_day >= :year), "
        "sum(last_day >= :year AND count >= 4), sum(last_day >= :year AND state = '1') "
        f"FROM health_standing WHERE {_SERVICES} {where} GROUP BY service"
    )
    given = {"today": today, "week": week, "month": month, "year": f"{today[:4]}-01-01", **_places(within)}
    return [CountRow(*row) for row in db.execute(sql, {**given, "services": json.dumps(sorted(services))})]


def times(
    db: Database, within: Within, kinds: Collection[str], first: str, last: str
) -> list[tuple[str, int, int]]:
    """(form, service without a form, or kind of event; persons; person-times) between two ISO days."""
    here = "" if within is None else f"AND h.{_VILLAGES}"
    there = "" if within is None else "AND area IN (SELECT value FROM json_each(:villages))"
    sql = (
        "SELECT v.form_id, count(DISTINCT v.person_id), count(*) FROM health_visit v "  # noqa: S608
        "JOIN person p ON p.id = v.person_id JOIN household h ON h.id = p.household_id "
        f"WHERE v.day BETWEEN :first AND :last {here} GROUP BY 1 UNION ALL "
        "SELECT CASE kind WHEN 'health.service' THEN json_extract(data, '$.service') ELSE kind END, "
        "count(DISTINCT thing), count(*) FROM event "
        "WHERE (kind = 'health.service' OR kind IN (SELECT value FROM json_each(:kinds))) "
        f"AND day BETWEEN :first AND :last {there} GROUP BY 1"
    )
    given = {"first": first, "last": last, "kinds": json.dumps(sorted(kinds)), **_places(within)}
    return [(row[0], int(row[1]), int(row[2])) for row in db.execute(sql, given)]


def late_and_soon(
    db: Database, within: Within, services: Collection[str], today: str, until: str
) -> tuple[int, int]:
    """How many are due before an ISO day, and how many from then to another."""
    where = "" if within is None else f"AND {_VILLAGES}"
    sql = (
        "SELECT coalesce(sum(next_day < :today), 0), coalesce(sum(next_day >= :today), 0) FROM health_standing "  # noqa: S608
        f"WHERE {_SERVICES} AND next_day > '' AND next_day <= :until {where}"
    )
    given = {"services": json.dumps(sorted(services)), "today": today, "until": until, **_places(within)}
    row = db.execute(sql, given).fetchone()
    return int(row[0]), int(row[1])


def _standing(db: Database, within: Within, when: str, given: dict[str, str]) -> list[DueRow]:
    where = "" if within is None else f"AND s.{_VILLAGES}"
    sql = (
        f"SELECT {_WHO}, s.service, s.last_day, s.next_day, s.state, {_SEEN_BY} FROM health_standing s "  # noqa: S608
        "JOIN person p ON p.id = s.person_id JOIN household h ON h.id = s.household_id "
        f"WHERE s.{_SERVICES} AND {when} AND h.state = 'active' {where}"
    )
    return [DueRow(*row) for row in db.execute(sql, {**given, **_places(within)})]


def _people(within: Within) -> str:
    """Of all villages by birthday, of some by their households; SQLite keeps to the order of a cross join."""
    if within is None:
        return "person p CROSS JOIN household h ON h.id = p.household_id"
    return "household h CROSS JOIN person p ON p.household_id = h.id"


def _born(within: Within) -> str:
    where = "" if within is None else f" AND h.{_VILLAGES}"
    return f"p.birth BETWEEN :born_from AND :born_to{where}"


def _places(within: Within) -> dict[str, str]:
    return {} if within is None else {"villages": json.dumps(within)}
