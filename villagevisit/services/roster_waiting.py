"""What waits for the office in the rosters, counted; apart from the import, which is slow to load."""

from villagevisit.services.workspace import Workspace
from villagevisit.store import rosters


def doubtful_count(ws: Workspace, import_id: str | None = None) -> int:
    """Roster rows that wait for a decision, of one import or of all."""
    return rosters.waiting_count(ws.store.reader(), import_id)
