"""How much of this laptop's work is where nothing can lose it: in a backup of the county that was tested."""

from collections.abc import Iterable
from dataclasses import dataclass

from villagevisit.services.workspace import Workspace
from villagevisit.store import safety, settings

TESTED = "exchange.safe"
"""Setting: the county's word by which what it held is in a tested backup (`exchange_down.mark`)."""
TESTED_AT = "exchange.safe_at"
"""Setting: the moment of the county's last tested backup, as the county said it."""


@dataclass(frozen=True, slots=True)
class Safety:
    """Visits of this laptop, whole with signatures and photos."""

    received: int
    """At the county, in a backup or not."""
    safe: int
    tested_at: str
    """ISO 8601 moment of the county's last tested backup; empty before the first."""


def state(ws: Workspace) -> Safety:
    """What stands on the page where work is sent."""
    db = ws.store.reader()
    safe = safety.count(db, settings.get(db, TESTED))
    return Safety(safety.sent_from_here(db), safe, settings.get(db, TESTED_AT))


def visits(ws: Workspace, ids: Iterable[str]) -> frozenset[str]:
    """Which of these records are safe."""
    db = ws.store.reader()
    return frozenset(safety.visits(db, settings.get(db, TESTED), ids))


def households(ws: Workspace, campaign_id: str) -> frozenset[str]:
    """Ids of the households of a round whose finished visit is safe."""
    db = ws.store.reader()
    return frozenset(safety.households(db, campaign_id, settings.get(db, TESTED)))
