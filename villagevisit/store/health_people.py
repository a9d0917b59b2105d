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
