"""The county's announcements of new keys, as they stand in its own chain."""

from sqlalchemy import func, select

from sync.record import COUNTY_CHAIN
from sync.server.log import Session
from sync.server.tables import record

KIND = "county-key"
"""Kind of the record; the body is the announcement."""


def announced(s: Session) -> int:
    """How many announcements the log holds."""
    ours = (record.c.county == s.county, record.c.device.startswith(COUNTY_CHAIN), record.c.kind == KIND)
    return int(s.db.execute(select(func.count(func.distinct(record.c.subject))).where(*ours)).scalar_one())
