"""Everything of one person that lies in tables of this laptop beside the forms."""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database


def roster(db: Database, person_id: str) -> dict[str, Any]:
    """What the list of households says of him and of his household; empty for somebody unknown."""
    sql = (
        "SELECT p.name, p.relation, p.id_no, p.id_kind, p.sex, p.birth, p.extra AS person_extra, h.village_code, "
        "coalesce(a.name, '') AS village, h.village_group, h.household_no, h.head_name, h.assist_category, "
        "h.insured_persons, h.amount_month, h.hukou_type, h.address, h.phone, h.members, h.state, "
        "h.extra AS household_extra FROM person p JOIN household h ON h.id = p.household_id "
        "LEFT JOIN area a ON a.code = h.village_code WHERE p.id = ?"
    )
    row: dict[str, Any] = next(iter(db.query(sql, [person_id])), {})
    for key in ("person_extra", "household_extra"):
        row.update(json.loads(row.pop(key, "{}")))
    listed = _listed(db, person_id)
    return row | {"poverty_list": listed} if listed else row


def _listed(db: Database, person_id: str) -> str:
    """What another office's list says of him, or of somebody who may be he; empty when it does not have him."""
    sql = "SELECT name, id_no, birth, place, kind, cause FROM listed WHERE person_id = ?"
    return " · ".join(part for row in db.execute(sql, [person_id]) for part in row if part)


def decisions(db: Database, household_id: str) -> list[dict[str, Any]]:
    """What the county decided about the household, oldest first."""
    sql = 'SELECT register, before, after, reason, "by", at FROM decision WHERE household_id = ? ORDER BY turn'
    return list(db.query(sql, [household_id]))


def papers(db: Database, village_code: str, about: Sequence[str], *, health: bool) -> list[dict[str, Any]]:
    """Papers printed for the village or about these ids, oldest first; `health`: also those for doctors alone."""
    sql = (
        "SELECT id, kind, subject_id, content, made_at, made_by FROM document "
        "WHERE (village_code = :village OR subject_id IN (SELECT value FROM json_each(:about))) "
        "AND (:health OR id NOT IN (SELECT subject_id FROM record WHERE kind = 'health-document')) ORDER BY made_at, id"
    )
    return list(db.query(sql, {"village": village_code, "about": json.dumps(list(about)), "health": health}))


def kin_of(db: Database, id_no: str) -> list[dict[str, Any]]:
    """Officers who declared him a near relative."""
    sql = (
        "SELECT o.name AS officer, k.relation, k.declared_at FROM kin k JOIN officer o ON o.id = k.officer_id "
        "WHERE k.id_no = ? AND ? <> '' ORDER BY k.declared_at"
    )
    return list(db.query(sql, [id_no, id_no]))


def deeds(db: Database, about: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of the audit log about these ids, and those of exports, which took everybody's data; oldest first."""
    sql = (
        "SELECT at, actor, action, object, detail FROM audit "
        "WHERE object IN (SELECT value FROM json_each(?)) OR action = 'export' ORDER BY seq"
    )
    return list(db.query(sql, [json.dumps(list(about))]))
