"""The county's word of a day: eight bytes that nobody can know before the county said them.

It comes with whatever comes down; whoever signs puts the newest one under his signature. So the signature is not older
than that day, whatever the clock of the laptop says (sync-design §8).
"""

from villagevisit.services.workspace import Workspace
from villagevisit.store import settings

BEACON = "county.beacon"


def newest(ws: Workspace) -> bytes:
    """Empty while this laptop has none."""
    return bytes.fromhex(settings.get(ws.store.reader(), BEACON))
