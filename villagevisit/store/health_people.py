"""People as lists of the health side ask for them: who has a record, who lacks one, how many live in each village."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

_LIVES = "p.household_id = h.id AND h.state = 'active'"
_WITHIN = "(:all OR h.village_code IN (SELECT value FROM json_each(:villages)))"


@dataclass(frozen=True, slots=True)
class Known:
    person_id: str
    name: str
    village: str
    household_no: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody who lives here and has no health record."""

    person_id: str
    household_id: str
    name: str
    birth: str
    household_no: str
    village_group: str
    village_code: str
    assist_category: str


def _places(within: Within) -> dict[str, object]:
    return {"all": within is None, "villages": json.dumps(within or [])}


def known(db: Database, text: str, within: Within, limit: int) -> list[Known]:
    """People of whom something is on record, by name."""
    sql = (
        "SELECT p.id, p.name, coalesce(a.name, ''), h.household_no FROM person p JOIN household h "  # noqa: S608
        "ON h.id = p.household_id LEFT JOIN area a ON a.code = h.village_code "
        "WHERE p.id IN (SELECT person_id FROM health_visit) "
        f"AND instr(p.name, :text) > 0 AND {_WITHIN} ORDER BY p.name, p.id LIMIT :limit"
    )
    return [Known(*row) for row in db.execute(sql, {"text": text, "limit": limit, **_places(within)})]


def residents(db: Database, within: Within) -> dict[str, int]:
    """Village → people on the roster in households that are there."""
    sql = f"SELECT h.village_code, count(*) FROM person p JOIN household h ON {_LIVES} WHERE {_WITHIN} GROUP BY 1"  # noqa: S608
    return {str(code): int(count) for code, count in db.execute(sql, _places(within))}


def lacking(db: Database, village_code: str, limit: int) -> list[Lacking]:
    """Who has no record in a village: those in benefit first (S-313), then the oldest."""
    sql = (
        "SELECT p.id, h.id, p.name, p.birth, h.household_no, h.village_group, h.village_code, h.assist_category "  # noqa: S608
        f"FROM person p JOIN household h ON {_LIVES} WHERE h.village_code = ? "
        "AND NOT EXISTS (SELECT 1 FROM health_standing s WHERE s.person_id = p.id AND s.service = 'record') "
        "ORDER BY h.assist_category = '', p.birth = '', p.birth, p.id LIMIT ?"
    )
    return [Lacking(*row) for row in db.execute(sql, [village_code, limit])]


@dataclass(frozen=True, slots=True)
class Counted:
    records: int
    new: int
    ever: int


_RECORDS = f"""
SELECT s.village_code, sum(s.state NOT LIKE 'closed:%' AND h.state = 'active'),
  sum(s.state NOT LIKE 'closed:%' AND h.state = 'active' AND s.since >= :year), count(*)
FROM health_standing s JOIN household h ON h.id = s.household_id
WHERE s.service = 'record' AND {_WITHIN} GROUP BY 1
"""  # noqa: S608
_COVERS = """
SELECT s.household_id, f.body FROM health_standing s JOIN household h ON h.id = s.household_id
JOIN health_visit v ON v.person_id = s.person_id AND v.form_id = 'ehr_basic_info'
JOIN submission f ON f.id = v.source
WHERE s.service = 'record' AND s.state NOT LIKE 'closed:%' AND h.state = 'active' AND s.village_code = ?
AND NOT EXISTS (SELECT 1 FROM health_visit n WHERE n.person_id = v.person_id AND n.form_id = v.form_id
  AND (n.day, n.row) > (v.day, v.row))
ORDER BY v.day, v.row
"""


def records(db: Database, year: str, within: Within) -> dict[str, Counted]:
    """Village → records in use, of these made since the first day of the year (ISO day), all that were ever made."""
    found = db.execute(_RECORDS, {"year": year, **_places(within)})
    return {str(code): Counted(int(used), int(new), int(ever)) for code, used, new, ever in found}


def covers(db: Database, village_code: str) -> list[tuple[str, bytes]]:
    """(household, newest finished F09) of everybody in a village whose record is in use, oldest first."""
    return [(str(home), bytes(body)) for home, body in db.execute(_COVERS, [village_code])]
