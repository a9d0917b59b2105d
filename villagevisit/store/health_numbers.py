"""Numbers of health records, as the records themselves bear them; drafts count, so that no number is given twice."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

_FORM = "ehr_basic_info"
_FIELD = "<ehr_code>"
_NUMBER = f"substr(CAST(body AS TEXT), instr(CAST(body AS TEXT), '{_FIELD}') + {len(_FIELD)}, 17)"
_ALL = f"""
SELECT person_id, {_NUMBER} FROM submission
WHERE form_id = '{_FORM}' AND household_id IN (
  SELECT id FROM household WHERE village_code IN (SELECT value FROM json_each(:villages)))
AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = submission.id)
UNION
SELECT person_id, {_NUMBER} FROM draft
WHERE form_id = '{_FORM}' AND household_id IN (
  SELECT id FROM household WHERE village_code IN (SELECT value FROM json_each(:villages)))
"""  # noqa: S608 - constants only


def taken(db: Database, villages: Sequence[str]) -> list[tuple[str, str]]:
    """Person and number of every record, and every begun one, that was made in these villages."""
    return [(str(person), str(number)) for person, number in db.execute(_ALL, {"villages": json.dumps(villages)})]


def names(db: Database, people: Sequence[str]) -> list[str]:
    sql = "SELECT name FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name"
    return [str(name) for (name,) in db.execute(sql, [json.dumps(people)])]
