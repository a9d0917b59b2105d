"""Which visits are in a backup of the county that was restored for a trial, with signatures and photos."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

_HELD = (
    "SELECT b.held_at FROM blob b WHERE b.digest = a.digest AND b.state = 'received' "
    "UNION ALL SELECT h.held_at FROM blob_held h WHERE h.digest = a.digest"
)
_SAFE = (
    "SELECT r.subject_id FROM record r WHERE r.kind IN ('submission', 'health') "  # noqa: S608 - constants
    "AND (r.state = 'safe' OR r.held_at <> '' AND r.held_at <= :tested) AND NOT EXISTS ("
    "SELECT 1 FROM attachment a WHERE a.owner_id = r.subject_id "
    f"AND NOT EXISTS (SELECT 1 FROM ({_HELD}) WHERE held_at <= :tested))"
)


def visits(db: Database, tested: str, ids: Iterable[str]) -> set[str]:
    """Which of these records such a backup, made at that word of the county, holds whole."""
    sql = f"{_SAFE} AND r.subject_id IN (SELECT value FROM json_each(:ids))"  # noqa: S608
    return {subject for (subject,) in db.execute(sql, {"tested": tested, "ids": json.dumps(list(ids))})}


def count(db: Database, tested: str) -> int:
    """How many records of this laptop such a backup holds whole."""
    sql = f"SELECT count(DISTINCT subject_id) FROM ({_SAFE} AND r.voucher = x'')"  # noqa: S608
    return int(db.execute(sql, {"tested": tested}).fetchone()[0])


def sent_from_here(db: Database) -> int:
    """How many records of this laptop the county has received, in a backup or not."""
    sql = (
        "SELECT count(DISTINCT subject_id) FROM record WHERE kind IN ('submission', 'health') AND voucher = x'' "
        "AND state IN ('received', 'safe')"
    )
    return int(db.execute(sql).fetchone()[0])


def households(db: Database, campaign_id: str, tested: str) -> set[str]:
    """Ids of the households of a round whose finished visit is safe."""
    sql = (
        "SELECT f.household_id FROM frame f JOIN submission s "  # noqa: S608
        "ON s.campaign_id = f.campaign_id AND s.household_id = f.household_id "
        "WHERE f.campaign_id = :campaign AND f.state = 'received' AND json_extract(s.result, '$.final') = '1' "
        f"AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) AND s.id IN ({_SAFE})"
    )
    return {found for (found,) in db.execute(sql, {"campaign": campaign_id, "tested": tested})}
