"""The county's answer to what a laptop sent, without a county."""

from tests.ui.day_town import Day
from villagevisit.domain.changes import Topic, changes
from villagevisit.services.safety import TESTED, TESTED_AT
from villagevisit.store import records, settings

EARLY, BACKUP, LATE = "000000000003", "000000000005", "000000000007"
"""Words of the county, in their order."""


def at_county(day: Day, *, photos: str = EARLY, backup: bool = False) -> None:
    """The county answered: it holds all of ours, has photos since the word `photos`; `backup` says it tested one."""
    ws = day.shell.ws
    with ws.store.transaction() as db:
        name = records.lineages(db)[-1]
        top, digest = records.top(db, name)
        db.execute(
            "INSERT INTO blob(digest, size) SELECT DISTINCT digest, size FROM attachment WHERE true "
            "ON CONFLICT DO NOTHING"
        )
        db.execute("UPDATE blob SET state = 'received', held_at = ?", [photos])
        records.follow(db, records.received(db, name, 1, top, digest))
        if backup:
            settings.put(db, TESTED, BACKUP)
            settings.put(db, TESTED_AT, "2026-11-22T18:30:00.000+08:00")
            records.safe(db, name, top)
    day.shell.tell(changes(Topic.EXCHANGE))
    day.frame.settle()
