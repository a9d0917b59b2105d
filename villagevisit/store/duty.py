"""What the registers of duty ask of the roster and of frozen forms."""

from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.store import visits
from villagevisit.store.visits import StoredSubmission


@dataclass(frozen=True, slots=True)
class Near:
    """A member of a household who is an officer's declared relative; or the officer himself, then `kin` is empty."""

    officer_id: str
    kin: str
    relation: str
    household_id: str
    household_no: str
    head_name: str
    village_code: str
    assist_category: str


_NEAR = """
SELECT o.id AS officer_id, p.name AS kin, n.relation, h.id AS household_id, h.household_no, h.head_name,
  h.village_code, h.assist_category
FROM (
  SELECT officer_id, id_no, relation FROM kin WHERE id_no <> ''
  UNION ALL SELECT id, id_no, '' FROM officer WHERE id_no <> ''
) n
JOIN officer o ON o.id = n.officer_id AND o.active = 1
JOIN person p ON p.id_no = n.id_no
JOIN household h ON h.id = p.household_id AND h.state = 'active'
ORDER BY h.village_code, h.sort_key, h.household_no, o.staff_no
"""
_WITHOUT_EVENT = """
-- the index alone: the table itself holds every answer that was ever frozen
SELECT s.id FROM submission s INDEXED BY submission_household WHERE s.form_id = ?
AND EXISTS (SELECT 1 FROM signoff g WHERE g.submission_id = s.id)
AND NOT EXISTS (SELECT 1 FROM event e WHERE e.source = s.id)
ORDER BY s.id
"""


def near(db: Database) -> list[Near]:
    """Declared relatives, and officers themselves, among the households; by village and household."""
    return [Near(**row) for row in db.query(_NEAR)]


def without_event(db: Database, form_id: str) -> list[StoredSubmission]:
    """Signed records of a form from before its events were written."""
    ids = [row["id"] for row in db.query(_WITHOUT_EVENT, [form_id])]
    return [one for one in (visits.submission(db, each) for each in ids) if one is not None]
