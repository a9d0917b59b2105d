"""What dynamic management asks the tables for: who is paid, who was reviewed when, which changes are open or count."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.form_ids import VISIT_FORM


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
    AND (?1 = '' OR village_code = ?1) AND (?2 IS NULL OR village_code IN (SELECT value FROM json_each(?2)))
    ORDER BY village_code, sort_key
"""


def paid(db: Database, village: str = "", within: Within = None) -> list[PaidRow]:
    """Households in benefit of a village, or of all that somebody sees, by village, group and number."""
    return [PaidRow(*row) for row in db.execute(_PAID, [village, _codes(within)])]


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
    WITH signed AS (
      SELECT s.household_id, max(s.frozen_at) AS at, json_extract(s.result, '$.labour_class') AS class
      FROM submission s WHERE s.form_id = ?1 AND s.household_id <> ''
      AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = s.id AND g.place = 2)
      GROUP BY s.household_id
    ), looked AS (
      SELECT h.household_id, max(e.day) AS day FROM event e JOIN event_household h ON h.event_id = e.id
      WHERE e.kind IN ('change.reviewed', 'change.effective') GROUP BY h.household_id
    )
    SELECT h.id, h.village_code, h.household_no, h.head_name, h.village_group, h.assist_category,
           coalesce(substr(s.at, 1, 10), ''), coalesce(s.class, ''), coalesce(l.day, '')
    FROM household h LEFT JOIN signed s ON s.household_id = h.id LEFT JOIN looked l ON l.household_id = h.id
    WHERE h.assist_category <> '' AND h.state = 'active'
    AND (?2 IS NULL OR h.village_code IN (SELECT value FROM json_each(?2)))
    AND max(coalesce(substr(s.at, 1, 10), ''), coalesce(l.day, '')) < ?3
"""


def reviews(db: Database, before: str, within: Within = None) -> list[ReviewRow]:
    """Households in benefit that nobody looked at since the day `before`; in no order."""
    return [ReviewRow(*row) for row in db.execute(_REVIEWS, [VISIT_FORM, _codes(within), before])]


def signed_visits(db: Database, labour_class: str, within: Within, limit: int) -> Iterator[tuple[str, bytes]]:
    """(household, body) of the newest signed visit of households in benefit of a class, by village and number."""
    sql = """
        SELECT h.id, s.body FROM household h JOIN submission s ON s.id = (
          SELECT n.id FROM submission n WHERE n.household_id = h.id AND n.form_id = ?1
          AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = n.id AND g.place = 2)
          ORDER BY n.frozen_at DESC LIMIT 1)
        WHERE h.assist_category <> '' AND h.state = 'active' AND json_extract(s.result, '$.labour_class') = ?2
        AND (?3 IS NULL OR h.village_code IN (SELECT value FROM json_each(?3)))
        ORDER BY h.village_code, h.sort_key LIMIT ?4
    """
    for home, body in db.execute(sql, [VISIT_FORM, labour_class, _codes(within), limit]):
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
