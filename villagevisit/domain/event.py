"""An event: something that an office did or was told, on a day, about households or about a thing of its own.

What happens around the visit (accepting, meeting, posting, objecting, confirming, checking) is a row of events. Nothing
is edited: where a case, a board or an inquiry stands follows from its events, on every laptop and at the county alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

_HEALTH = "health."
Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    """UUIDv7: sorts by birth."""
    kind: str
    """`thing.what`, as `case.accepted`."""
    area: str
    """12-digit code of the village, township or county that it belongs to; who works there has it."""
    thing: str
    """The case, meeting, board, inquiry … that it is about; with its kind's first word it names one aggregate."""
    day: str
    """ISO date on which it counts; may lie before the day of entry."""
    at: str
    """ISO moment of entry."""
    by: str
    """Names of those who entered it."""
    officers: tuple[str, ...]
    """Their ids."""
    households: tuple[str, ...] = ()
    source: str = ""
    """The submission or paper that proves it."""
    data: Mapping[str, Value] = field(default_factory=dict)
    secret: bool = False
    """Goes to the county and to nobody else (a sample that a township must not see before the visit, R-17)."""
    public_key: bytes = b""
    signature: bytes = b""
    """Ed25519 of the person who answers for it, where the step asks for his PIN."""

    def text(self, key: str) -> str:
        """A text of `data`; empty when there is none."""
        value = self.data.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number of `data`; 0 when there is none."""
        value = self.data.get(key, 0)
        return value if isinstance(value, int) else 0


def is_health(kind: str) -> bool:
    """Whether an event, or the audit row of one, is of health: for those alone who may have health data."""
    return kind.startswith(_HEALTH)
