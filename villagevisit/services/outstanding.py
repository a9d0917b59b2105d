"""What waits for the county, counted for the top bar; apart from the exchange, which is slow to import."""

from dataclasses import dataclass

from villagevisit.services.workspace import Workspace
from villagevisit.store import outstanding as store


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the county has not confirmed yet."""

    records: int
    visits: int
    photos: int
    """Photos, drawn signatures and scans."""
    bytes: int
    """Estimate before compression."""
    refused: int = 0
    """Records the county refused; each is a task for somebody."""


def waiting(ws: Workspace) -> Waiting:
    """What is due or on its way."""
    db = ws.store.reader()
    counts = store.records(db)
    photos, size = store.blobs(db)
    return Waiting(counts["records"], counts["visits"], photos, counts["bytes"] + size, counts["refused"])


def problems(ws: Workspace) -> int:
    """How much came down that somebody must look at; `replica_log` tells what."""
    return store.problems(ws.store.reader())
