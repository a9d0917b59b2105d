"""Which households could be appraised: visited and signed, and what was heard of them since."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.form_ids import VISIT_FORM


@dataclass(frozen=True, slots=True)
class Visited:
    household_id: str
    village_code: str
    number: str
    head: str
    group: str
    visit: str
    """The newest signed visit."""
    day: str
    """ISO date on which it was frozen."""


_VISITED = """
    SELECT h.id AS household_id, h.village_code, h.household_no AS number, h.head_name AS head,
      h.village_group AS "group", s.id AS visit, substr(max(s.frozen_at), 1, 10) AS day
    FROM submission s JOIN household h ON h.id = s.household_id
    WHERE s.form_id = :form AND h.state = 'active' AND json_extract(s.result, '$.final') = '1'
    AND (:village = '' OR h.village_code = :village)
    AND (:within IS NULL OR h.village_code IN (SELECT value FROM json_each(:within)))
    AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2
    AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
    GROUP BY h.id ORDER BY h.village_code, h.sort_key, h.household_no
"""


def visited(db: Database, village: str = "", within: Within = None) -> list[Visited]:
    """Households with a visit that two people signed, by village, group and number."""
    limits = None if within is None else json.dumps(within)
    rows = db.query(_VISITED, {"form": VISIT_FORM, "village": village, "within": limits})
    return [Visited(**row) for row in rows]


def newest(db: Database, kinds: frozenset[str]) -> dict[str, str]:
    """Household → ISO day of the newest event of these kinds."""
    sql = (
        "SELECT h.household_id, max(e.day) FROM event e JOIN event_household h ON h.event_id = e.id "
        "WHERE e.kind IN (SELECT value FROM json_each(?)) GROUP BY h.household_id"
    )
    return dict(db.execute(sql, [json.dumps(sorted(kinds))]).fetchall())
