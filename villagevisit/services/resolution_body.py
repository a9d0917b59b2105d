"""What is inside a `resolution` record: what a person at the county decided about a household, and what is still open.

Canonical CBOR; subject of the record is the household. It goes down to every laptop of the village.
"""

from dataclasses import dataclass

from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import Plain, encode

RESOLUTION = "resolution"
UNREADABLE = "record.unreadable"
_LONG = 100_000


@dataclass(frozen=True, slots=True)
class Decided:
    """One register with the value that counts, and the ids of the sides that were looked at."""

    register: str
    value: str
    heads: tuple[str, ...]
    sides: tuple[str, ...]
    """Every value that the county knew of: a laptop that has yet another one changed it since, and keeps it."""


@dataclass(frozen=True, slots=True)
class ResolutionBody:
    """A decision, or (without `decided`) only the notice of what is open."""

    household_id: str
    village_code: str
    by: str
    """Name of the person who decided."""
    reason: str
    decided: tuple[Decided, ...]
    open: tuple[str, ...]
    """Registers that wait for a person after this."""
    turn: int = 1
    """Greater than that of everything the county had said of this household: the order in which it counts, whatever
    the county's clock says. Of equal ones, made in a stretch that was lost and after it, the greater digest counts."""


def resolution_body(body: ResolutionBody) -> bytes:
    """Canonical bytes."""
    return encode(
        {
            "household": body.household_id,
            "village": body.village_code,
            "by": body.by,
            "reason": body.reason,
            "decided": [[one.register, one.value, list(one.heads), list(one.sides)] for one in body.decided],
            "open": list(body.open),
            "turn": body.turn,
        }
    )


def read_resolution(data: bytes) -> ResolutionBody:
    """Raises SyncError `record.unreadable`."""
    top = Fields(decoded(data, UNREADABLE), UNREADABLE)
    decided = []
    for register, value, heads, sides in top.rows("decided", 4):
        if not (isinstance(register, str) and isinstance(value, str)):
            raise SyncError(UNREADABLE)
        decided.append(Decided(register, value, _texts(heads), _texts(sides)))
    return ResolutionBody(
        household_id=top.text("household", 80),
        village_code=top.text("village", 12),
        by=top.text("by"),
        reason=top.text("reason", _LONG),
        decided=tuple(decided),
        open=tuple(top.texts("open")),
        turn=top.count("turn"),
    )


def _texts(values: Plain) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise SyncError(UNREADABLE)
    texts = tuple(one for one in values if isinstance(one, str))
    if len(texts) != len(values):
        raise SyncError(UNREADABLE)
    return texts
