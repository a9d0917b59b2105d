"""What dynamic management asks the tables for: who is paid, who was reviewed when, which changes are open or count."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A household that receives something. Money is decimal text."""

    id: str
    village_code: str
    household_no: str
    head_name: str
    village_group: str
    category: str
    insured: int
    """The whole household where the register gives no number."""
    amount: str
    hukou_type: str
    state: str


_PAID = """
    SELECT id, village_code, household_no, head_name, village_group, assist_category,
           CASE WHEN insured_persons > 0 THEN insured_persons ELSE members END, amount_month, hukou_type, state
    FROM household WHERE assist_category <> '' AND state = 'active'
    AND (?1 IS NULL OR village_code IN (SELECT value FROM json_each(?1))) AND (?2 = '' OR assist_category = ?2)
    ORDER BY village_code, sort_key
"""


def paid(db: Database, within: Within, category: str = "") -> list[PaidRow]:
    """Households in benefit (of one category) in these villages, by village, group and number."""
    return [PaidRow(*row) for row in db.execute(_PAID, [_codes(within), category])]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A household in benefit and when somebody last looked at it. Days are ISO, empty where nobody did."""

    id: str
    village_code: str
    household_no: str
    head_name: str
    village_group: str
    category: str
    visited: str
    labour_class: str
    """A, B, C as its last signed visit says; empty where it does not."""
    reviewed: str


_REVIEWS = """
    WITH looked AS (
      SELECT h.household_id, max(e.day) AS day FROM event e JOIN event_household h ON h.event_id = e.id
      WHERE e.kind IN ('change.reviewed', 'change.effective') GROUP BY h.household_id
    ), last AS (
      SELECT h.*, coalesce(l.day, '') AS reviewed, (
        SELECT substr(s.frozen_at, 1, 10) || s.labour_class FROM visit_seen s WHERE s.household_id = h.id
        AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = s.submission_id AND g.place = 2)
        ORDER BY s.frozen_at DESC LIMIT 1
      ) AS seen
      FROM household h LEFT JOIN looked l ON l.household_id = h.id
      WHERE h.assist_category <> '' AND h.state = 'active'
      AND (?1 IS NULL OR h.village_code IN (SELECT value FROM json_each(?1)))
    )
    SELECT id, village_code, household_no, head_name, village_group, assist_category,
           coalesce(substr(seen, 1, 10), ''), coalesce(substr(seen, 11), ''), reviewed, count(*) OVER ()
    FROM last WHERE max(coalesce(substr(seen, 1, 10), ''), reviewed)
      <= CASE coalesce(substr(seen, 11), '') WHEN 'A' THEN ?2 WHEN 'B' THEN ?3 ELSE ?4 END
    ORDER BY max(coalesce(substr(seen, 1, 10), ''), reviewed), village_code, sort_key LIMIT ?5
"""


def reviews(db: Database, since: tuple[str, str, str], within: Within, limit: int) -> tuple[int, list[ReviewRow]]:
    """How many households in benefit nobody looked at after these days (of class A, B, C), and the first of them.

    Those whom nobody ever looked at come first, then the longest ago.
    """
    found = db.execute(_REVIEWS, [_codes(within), *since, limit]).fetchall()
    return (found[0][-1] if found else 0), [ReviewRow(*row[:-1]) for row in found]


@dataclass(frozen=True, slots=True)
class PayHead:
    """What stands above a frozen list, or what was said of its payment."""

    thing: str
    kind: str
    at: str
    day: str
    households: int
    persons: int
    amount: str
    returned: int


_HEADS = """
    SELECT thing, kind, at, day, coalesce(json_extract(data, '$.households'), 0),
           coalesce(json_extract(data, '$.persons'), 0), coalesce(json_extract(data, '$.amount'), '0'),
           coalesce(json_array_length(data, '$.returned'), 0) FROM event
"""


def pay_heads(db: Database, things: Iterable[str]) -> dict[tuple[str, str], PayHead]:
    """By thing and kind; where two offices froze one list, the earlier."""
    sql = _HEADS + " WHERE kind LIKE 'pay.%' AND thing IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id DESC"  # noqa: S608
    found = (PayHead(*row) for row in db.execute(sql, [json.dumps(list(things))]))
    return {(one.thing, one.kind): one for one in found}


def pay_heads_between(db: Database, since: str, until: str, within: Within) -> list[PayHead]:
    """Of the lists frozen for these months, both included (`2026-01`)."""
    sql = _HEADS + (  # noqa: S608
        " WHERE kind = 'pay.listed' AND json_extract(data, '$.month') BETWEEN ?1 AND ?2 "
        "AND (?3 IS NULL OR area IN (SELECT value FROM json_each(?3))) ORDER BY at DESC, id DESC"
    )
    return list({row[0]: PayHead(*row) for row in db.execute(sql, [since, until, _codes(within)])}.values())


def paid_sums(db: Database, villages: tuple[str, ...]) -> list[tuple[str, int, int, int]]:
    """(village, households in benefit, persons, fen a month)."""
    sql = """
        SELECT village_code, count(*), sum(CASE WHEN insured_persons > 0 THEN insured_persons ELSE members END),
               sum(CAST(round(amount_month * 100) AS INTEGER))
        FROM household WHERE assist_category <> '' AND state = 'active'
        AND village_code IN (SELECT value FROM json_each(?)) GROUP BY village_code
    """
    return [(code, homes, persons, fen) for code, homes, persons, fen in db.execute(sql, [json.dumps(villages)])]


def signed_visits(db: Database, labour_class: str, within: Within, limit: int) -> Iterator[tuple[str, bytes]]:
    """(household, body) of the newest signed visit of households in benefit of a class, by village and number."""
    sql = """
        SELECT h.id, (SELECT body FROM submission WHERE id = v.submission_id) FROM household h
        JOIN visit_seen v ON v.household_id = h.id AND v.labour_class = ?1 AND v.submission_id = (
          SELECT n.submission_id FROM visit_seen n WHERE n.household_id = h.id
          AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = n.submission_id AND g.place = 2)
          ORDER BY n.frozen_at DESC LIMIT 1)
        WHERE h.assist_category <> '' AND h.state = 'active'
        AND (?2 IS NULL OR h.village_code IN (SELECT value FROM json_each(?2)))
        ORDER BY h.village_code, h.sort_key LIMIT ?3
    """
    for home, body in db.execute(sql, [labour_class, _codes(within), limit]):
        yield home, bytes(body)


def open_changes(db: Database, within: Within = None) -> list[str]:
    """Ids of changes that do not count yet; those that were decided against are among them."""
    sql = """
        SELECT e.thing FROM event e WHERE e.kind = 'change.proposed'
        AND (?1 IS NULL OR e.area IN (SELECT value FROM json_each(?1)))
        AND NOT EXISTS (SELECT 1 FROM event n WHERE n.thing = e.thing AND n.kind = 'change.effective')
    """
    return [row[0] for row in db.execute(sql, [_codes(within)])]


def counted_changes(db: Database, since: str, until: str, within: Within = None) -> list[str]:
    """Ids of changes that were entered as counting from a day of this span, both days included."""
    sql = """
        SELECT DISTINCT thing FROM event WHERE kind = 'change.effective' AND day BETWEEN ?1 AND ?2
        AND (?3 IS NULL OR area IN (SELECT value FROM json_each(?3)))
    """
    return [row[0] for row in db.execute(sql, [since, until, _codes(within)])]


def not_applied(db: Database) -> list[str]:
    """Ids of changes that were entered as counting and that this computer has not taken into its households."""
    sql = """
        SELECT DISTINCT thing FROM event WHERE kind = 'change.effective'
        AND thing NOT IN (SELECT change_id FROM change_applied)
    """
    return [row[0] for row in db.execute(sql)]


def mark_applied(db: Database, change_id: str, household_id: str, turn: str) -> bool:
    """Notes it; whether it is the last one of its household, and so the one that decides."""
    later = db.execute(
        "SELECT 1 FROM change_applied WHERE household_id = ? AND turn > ?", [household_id, turn]
    ).fetchone()
    db.execute("INSERT OR IGNORE INTO change_applied(change_id, household_id, turn) VALUES (?, ?, ?)",
               [change_id, household_id, turn])  # fmt: skip
    return later is None


def persons(db: Database, households: Iterable[str]) -> list[tuple[str, str, str]]:
    """(person, household, name) of these households, in their order."""
    sql = (
        "SELECT p.id, p.household_id, p.name FROM person p WHERE p.household_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY p.household_id, p.position"
    )
    return [(one, home, name) for one, home, name in db.execute(sql, [json.dumps(list(households))])]


def _codes(within: Within) -> str | None:
    return None if within is None else json.dumps(within)
