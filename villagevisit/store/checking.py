"""What spot checks, clues and discovery look up in the register: frames, owners of numbers, coverage, gaps."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.form_ids import VISIT_FORM

_FIRM = """
    s.form_id = :form AND json_extract(s.result, '$.final') = '1'
    AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2
    AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
"""
_NEWEST = f"""
    SELECT s.household_id, s.id, s.frozen_at, max(s.frozen_at), json_extract(s.result, '$.officers') AS officers
    FROM submission s WHERE {_FIRM} GROUP BY s.household_id
"""  # noqa: S608 - a constant
_SEEN = "(:all OR h.village_code IN (SELECT value FROM json_each(:within)))"
_FRAMES = {
    "visited": "substr(n.frozen_at, 1, 10) BETWEEN :since AND :until",
    "approved": "h.id IN (SELECT x.household_id FROM event e JOIN event_household x ON x.event_id = e.id "
    "WHERE e.kind = 'case.confirmed' AND e.day BETWEEN :since AND :until)",
    "benefit": "h.assist_category <> ''",
}


@dataclass(frozen=True, slots=True)
class Framed:
    id: str
    number: str
    village: str
    category: str
    original: str
    """The newest visit that two people signed; empty without one."""
    officers: str
    """Ids of those who made it, parted by blanks."""


def frame(db: Database, kind: str, stem: str, since: str, until: str) -> list[Framed]:
    """The households below an area that a spot check may draw: `visited`, `approved` in the days, or in `benefit`."""
    rows = db.query(
        f"SELECT h.id, h.household_no AS number, h.village_code AS village, h.assist_category AS category, "  # noqa: S608
        f"coalesce(n.id, '') AS original, coalesce(n.officers, '') AS officers "
        f"FROM household h LEFT JOIN ({_NEWEST}) n ON n.household_id = h.id "
        f"WHERE h.state = 'active' AND substr(h.village_code, 1, length(:stem)) = :stem AND {_FRAMES[kind]} "
        f"ORDER BY h.village_code, h.household_no",
        {"form": VISIT_FORM, "stem": stem, "since": since, "until": until},
    )
    return [Framed(**row) for row in rows]


def of_numbers(db: Database, numbers: Iterable[str]) -> set[str]:
    """Households in which somebody has one of these id numbers."""
    sql = "SELECT DISTINCT household_id FROM person WHERE id_no IN (SELECT value FROM json_each(?))"
    return {row[0] for row in db.execute(sql, [json.dumps(sorted(numbers))])}


def with_form(db: Database, form_id: str) -> set[str]:
    """Households with a frozen record of a form."""
    return {row[0] for row in db.execute("SELECT DISTINCT household_id FROM submission WHERE form_id = ?", [form_id])}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an id number is in the register."""

    name: str
    household: str
    village: str
    category: str


def owners(db: Database, numbers: Iterable[str]) -> dict[str, Owner]:
    """By id number; of somebody registered twice, where he is in benefit."""
    sql = (
        "SELECT p.id_no, p.name, h.id, h.village_code, h.assist_category FROM person p "
        "JOIN household h ON h.id = p.household_id WHERE p.id_no IN (SELECT value FROM json_each(?)) "
        "ORDER BY h.assist_category <> '', h.state = 'active', h.id"
    )
    return {row[0]: Owner(*row[1:]) for row in db.execute(sql, [json.dumps(sorted(set(numbers)))])}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A household as lists show it."""

    id: str
    number: str
    head: str
    village: str
    group: str


def labels(db: Database, ids: Iterable[str]) -> dict[str, Labelled]:
    sql = (
        "SELECT id, household_no, head_name, village_code, village_group FROM household "
        "WHERE id IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: Labelled(*row) for row in db.execute(sql, [json.dumps(sorted(set(ids)))])}


def of_team(db: Database, team: Iterable[str], since: str, until: str) -> list[Framed]:
    """All households whose newest signed visit these people made, in the days (both included)."""
    wanted = sorted(team)
    rows = frame(db, "visited", "", since, until)
    return [row for row in rows if sorted(row.officers.split()) == wanted]


def visited_in(db: Database, since: str, until: str) -> set[str]:
    """Households with a visit form frozen in the days, signed or not."""
    sql = "SELECT DISTINCT household_id FROM submission WHERE form_id = ? AND substr(frozen_at, 1, 10) BETWEEN ? AND ?"
    return {row[0] for row in db.execute(sql, [VISIT_FORM, since, until])}


def active(db: Database, within: Within) -> list[tuple[str, str]]:
    """(id, village) of every household that is there."""
    sql = f"SELECT h.id, h.village_code FROM household h WHERE h.state = 'active' AND {_SEEN}"  # noqa: S608
    return [(row[0], row[1]) for row in db.execute(sql, _seen(within))]


_GAPS = """
    SELECT h.village_code, count(*),
    sum(h.phone <> ''), sum(h.address <> ''), sum(h.members = coalesce(p.people, 0)), sum(coalesce(p.bad, 1) = 0),
    sum(h.assist_category = '' OR (CAST(h.amount_month AS REAL) > 0 AND h.insured_persons > 0)),
    sum(coalesce(n.frozen_at, '') >= :since)
"""


def completeness(db: Database, since: str, within: Within) -> list[tuple[str, int, tuple[int, ...]]]:
    """(village, households, how many have a phone, an address, as many people as they should, all numbers and
    birthdays, benefit with amount and persons, a signed visit since the day)."""
    people = (
        "SELECT household_id, count(*) AS people, sum(id_no = '' OR birth = '') AS bad "
        "FROM person GROUP BY household_id"
    )
    sql = (
        f"{_GAPS} FROM household h LEFT JOIN ({people}) p ON p.household_id = h.id "
        f"LEFT JOIN ({_NEWEST}) n ON n.household_id = h.id WHERE h.state = 'active' AND {_SEEN} "
        "GROUP BY h.village_code ORDER BY h.village_code"
    )
    rows = db.execute(sql, {"form": VISIT_FORM, "since": since, **_seen(within)})
    return [(row[0], row[1], tuple(int(cell or 0) for cell in row[2:])) for row in rows]


@dataclass(frozen=True, slots=True)
class Outside:
    """A household that is not in benefit, with what the register knows of it."""

    id: str
    number: str
    head: str
    village: str
    category: str
    elders: int
    original: str
    body: bytes
    """The newest signed visit; empty without one."""


def outside(db: Database, elder_born_until: str, within: Within) -> list[Outside]:
    """Households without dibao or tekun that are edge households, have old people only, or were visited."""
    rows = db.execute(
        f"SELECT h.id, h.household_no, h.head_name, h.village_code, h.assist_category, "  # noqa: S608
        f"coalesce(p.elders = p.people, 0), coalesce(n.id, ''), coalesce(b.body, x'') FROM household h "
        f"LEFT JOIN (SELECT household_id, count(*) AS people, sum(birth <> '' AND birth <= :elder) AS elders "
        f"FROM person GROUP BY household_id) p ON p.household_id = h.id "
        f"LEFT JOIN ({_NEWEST}) n ON n.household_id = h.id LEFT JOIN submission b ON b.id = n.id "
        f"WHERE h.state = 'active' AND h.assist_category IN ('', '4', '5', '6') AND {_SEEN} "
        f"AND (h.assist_category <> '' OR p.elders = p.people OR n.id IS NOT NULL) "
        f"ORDER BY h.village_code, h.sort_key",
        {"form": VISIT_FORM, "elder": elder_born_until, **_seen(within)},
    )
    return [
        Outside(home, number, head, village, category, elders, original, bytes(body))
        for home, number, head, village, category, elders, original, body in rows
    ]


def _seen(within: Within) -> dict[str, str | int]:
    return {"all": int(within is None), "within": json.dumps(list(within or ()))}


def insured(db: Database, within: Within) -> dict[str, int]:
    """Category → persons in households with dibao or tekun."""
    sql = (
        "SELECT h.assist_category, count(*) FROM household h JOIN person p ON p.household_id = h.id "  # noqa: S608
        f"WHERE h.state = 'active' AND h.assist_category IN ('1', '2', '3', '7') AND {_SEEN} "
        "GROUP BY h.assist_category"
    )
    return {row[0]: row[1] for row in db.execute(sql, _seen(within))}


def category_of(db: Database, persons: Iterable[str]) -> dict[str, str]:
    """Person → category of his household, where it has dibao or tekun."""
    sql = (
        "SELECT p.id, h.assist_category FROM person p JOIN household h ON h.id = p.household_id "
        "WHERE p.id IN (SELECT value FROM json_each(?)) AND h.state = 'active' "
        "AND h.assist_category IN ('1', '2', '3', '7')"
    )
    return {row[0]: row[1] for row in db.execute(sql, [json.dumps(sorted(persons))])}


_OPEN = """
    SELECT count(*), coalesce(sum(due <> '' AND due < :day), 0) FROM (
      SELECT max(CASE WHEN kind = 'clue.concluded' THEN at || id ELSE '' END) AS ended,
      max(CASE WHEN kind = 'clue.reopened' THEN at || id ELSE '' END) AS reopened,
      coalesce(substr(max(CASE WHEN kind = 'clue.assigned' THEN at || id || json_extract(data, '$.due') END), -10), '')
      AS due, max(kind = 'clue.listed') AS listed
      FROM event WHERE kind IN ('clue.listed', 'clue.assigned', 'clue.concluded', 'clue.reopened')
      AND (:all OR substr(area, 10) = '000' OR area IN (SELECT value FROM json_each(:within))) GROUP BY thing
    ) WHERE listed AND (ended = '' OR reopened > ended)
"""


def open_clues(db: Database, day: str, within: Within) -> tuple[int, int]:
    """How many clues have no ending, and how many of them should be verified by now; without reading each of them."""
    row = db.execute(_OPEN, {"day": day, **_seen(within)}).fetchone()
    return int(row[0]), int(row[1])
