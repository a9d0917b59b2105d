"""What this laptop holds of people, record by record, without reading a body."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A frozen form or a printed paper."""

    id: str
    form: str
    """Code of the form (F01 …), `document` for a paper."""
    village_code: str
    household_id: str
    household_no: str
    made: str


_RECORDS = """
SELECT s.id, coalesce(f.code, '') AS form, coalesce(h.village_code, '') AS village_code, s.household_id,
       coalesce(h.household_no, '') AS household_no, s.frozen_at AS made
FROM submission s LEFT JOIN form f ON f.form_id = s.form_id AND f.version = s.form_version
LEFT JOIN household h ON h.id = s.household_id WHERE :village = '' OR h.village_code = :village
UNION ALL
SELECT id, 'document', village_code, '', '', made_at FROM document WHERE :village = '' OR village_code = :village
"""


def records(db: Database, village_code: str = "") -> list[HeldRecord]:
    """All of them, or those of one village."""
    return [HeldRecord(**row) for row in db.query(_RECORDS, {"village": village_code})]
