"""Emptying this laptop, for another township or person: only when a tested backup of the county holds it all."""

import shutil
from dataclasses import dataclass

from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import copies, exchange_blobs, safety
from villagevisit.services.workspace import Workspace
from villagevisit.store import outbox, outstanding, records, settings

_FOLDERS = ("outbox", "attachments", "receipts", "fonts", "keys", exchange_blobs.FOLDER, copies.FOLDER)
_FILES = ("villagevisit.db-wal", "villagevisit.db-shm", "window.ini")
_DATABASE = "villagevisit.db"


@dataclass(frozen=True, slots=True)
class NotSafe:
    """What would be lost, or could be."""

    due: int
    """Records that were not sent, or whose receipt has not come."""
    received: int
    """Records the county has, in no tested backup yet."""
    refused: int
    photos: int
    """Photos, drawn signatures and scans that are in no tested backup."""
    drafts: int
    unsigned: int
    """Finished records that lack a signature."""

    def __bool__(self) -> bool:
        return any((self.due, self.received, self.refused, self.photos, self.drafts, self.unsigned))


def not_safe(ws: Workspace) -> NotSafe:
    """Counts what stands in the way of `reset`."""
    db = ws.store.reader()
    states = records.not_safe(db)
    drafts, unsigned = outstanding.unsent(db)
    return NotSafe(
        due=states.get("due", 0) + states.get("sent", 0),
        received=states.get("received", 0),
        refused=states.get("refused", 0),
        photos=outbox.blobs_not_safe(db, settings.get(db, safety.TESTED)),
        drafts=drafts,
        unsigned=unsigned,
    )


def reset(ws: Workspace) -> None:
    """Takes away everything this program keeps in the data folder, and closes the workspace. Nothing can force it.

    The database goes first: a power cut in between leaves no half of it.

    Raises:
        Refused: `reset.not-safe` with the counts of `NotSafe`; nothing was touched.
        EnvironmentFailed: `reset.left-over` (folder) when something could not be deleted.
    """
    left = not_safe(ws)
    if left:
        raise Refused(
            "reset.not-safe",
            due=left.due,
            received=left.received,
            refused=left.refused,
            photos=left.photos,
            drafts=left.drafts,
            unsigned=left.unsigned,
        )
    ws.close()
    try:
        for name in (_DATABASE, *_FILES):
            (ws.home / name).unlink(missing_ok=True)
        for name in _FOLDERS:
            folder = ws.home / name
            if folder.exists():
                shutil.rmtree(folder)
    except OSError as error:
        raise EnvironmentFailed("reset.left-over", folder=str(ws.home)) from error
