"""What the program clears away when it starts: files that a power cut left without a row."""

from villagevisit.services import lineage
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming
from villagevisit.store import visits as rows


def attachments(ws: Workspace) -> int:
    """Erases attachment files that no draft or record knows; returns how many.

    A data file that went back in time waits for its records to come back from the county first.
    """
    if lineage.notice(ws) == lineage.RESTORED:
        return 0
    known = rows.digests(ws.store.reader())
    lost = [path for path in (ws.home / "attachments").glob("*/*") if path.is_file() and path.name not in known]
    for path in lost:
        path.unlink(missing_ok=True)
    if lost:
        with ws.store.transaction() as db:
            coming.gone(db, (path.name for path in lost))
    return len(lost)
