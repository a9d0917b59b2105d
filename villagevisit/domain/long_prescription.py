"""Prescriptions for up to four weeks (S-331…S-334): which diseases, why, and that the practice can be suspended."""

from collections.abc import Iterable
from typing import Final

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event

PRESCRIBED, SUSPENDED, RESUMED = "health.prescribed", "health.long-suspended", "health.long-resumed"
MOST_DAYS: Final = 28
USUAL_DAYS: Final = 14
"""Above this a prescription is a long one, of which the register is kept."""
DISEASES: Final = ("htn", "dm", "smd")
_REASON: Final = 4
"""Characters at least."""


def check(days: int, disease: str, reason: str, *, stable: bool, asked: bool, suspended: bool) -> None:
    """Raises Refused `prescription.suspended`, `prescription.days` (most), `prescription.disease`,
    `prescription.unstable`, `prescription.history`, `prescription.reason`."""
    if suspended:
        raise Refused("prescription.suspended")
    if not 1 <= days <= MOST_DAYS:
        raise Refused("prescription.days", most=MOST_DAYS)
    if days <= USUAL_DAYS:
        return
    if disease not in DISEASES:
        raise Refused("prescription.disease")
    if not stable:
        raise Refused("prescription.unstable")
    if not asked:
        raise Refused("prescription.history")
    if len(reason.strip()) < _REASON:
        raise Refused("prescription.reason")


def suspended(events: Iterable[Event]) -> Event | None:
    """The word by which long prescriptions are suspended now; None when they are not."""
    told = [one for one in events if one.kind in (SUSPENDED, RESUMED)]
    last = max(told, key=lambda one: (one.at, one.id), default=None)
    return last if last is not None and last.kind == SUSPENDED else None
