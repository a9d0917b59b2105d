"""The county's word of a day: eight bytes that nobody can know before the county said them.

Whoever signs puts the newest one under his signature; so the signature is not older than that day, whatever a clock
says. Eight bytes: they must be guessed against the county's own check, and they have to fit on paper (sync-design §8).
"""

import hmac
from datetime import date, timedelta

from sync.keys import KeyPairs

BYTES = 8
_PURPOSE = b"vv/beacon/1\0"
_FURTHEST = 800
"""Days back that a word is looked for."""


def of(keys: KeyPairs, day: date) -> bytes:
    """The county's word of this day."""
    return hmac.digest(keys.secret, _PURPOSE + day.isoformat().encode(), "sha256")[:BYTES]


def day_of(keys: KeyPairs, beacon: bytes, latest: date) -> date | None:
    """The day whose word this is, up to `latest`; None for what this county never said."""
    if len(beacon) != BYTES:
        return None
    days = (latest - timedelta(days=back) for back in range(_FURTHEST))
    return next((day for day in days if hmac.compare_digest(of(keys, day), beacon)), None)
