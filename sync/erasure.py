"""An order of the county that bodies be erased: which records, why, and what stays of each. It travels as a record.

It goes to every device, whatever its area: it holds digests and no personal data, and whoever ever held a body must
hear of it. Of each record it carries all but the body, so that it can stand in for a record that was lost.
"""

from dataclasses import dataclass

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.record import COUNTY_CHAIN, Record, is_erased
from sync.rows import RECORD_CELLS, read_record, record_row

ERASURE = "erasure"
MOST_TARGETS = 400
"""Records in one order, so that it stays far below the size of a body."""
_CODE = "record.unreadable"
_REASON = 40
_PAPER = 120


@dataclass(frozen=True, slots=True)
class Target:
    """One record without its body. Every record of this kind about this subject is meant, under whatever name."""

    record: Record
    area: str
    kept: bytes
    """What the application keeps of the body as evidence: who signed which digest, without what was said."""
    blobs: tuple[str, ...]
    """Attachments (SHA-256, hex) that nothing else names."""


@dataclass(frozen=True, slots=True)
class Order:
    number: str
    """`2026-001`; the subject of the record."""
    day: str
    """ISO date."""
    reason: str
    """A stable code, never words about anybody."""
    paper: str
    """Number of the decision on paper."""
    by: str
    targets: tuple[Target, ...]


def is_order(record: Record) -> bool:
    """Whether this may be one: the county's own chain alone can say so."""
    return record.kind == ERASURE and record.device.startswith(COUNTY_CHAIN)


def order_body(order: Order) -> bytes:
    """Canonical bytes."""
    targets: list[Plain] = [
        [*record_row(one.record), one.area, one.kept, [bytes.fromhex(digest) for digest in one.blobs]]
        for one in order.targets
    ]
    return encode(
        {
            "number": order.number, "day": order.day, "reason": order.reason, "paper": order.paper, "by": order.by,
            "targets": targets,
        }
    )  # fmt: skip


def read_order(body: bytes) -> Order:
    """Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, _CODE), _CODE)
    return Order(
        number=top.text("number", 80),
        day=top.text("day", 10),
        reason=top.text("reason", _REASON),
        paper=top.text("paper", _PAPER),
        by=top.text("by"),
        targets=tuple(_target(top.cells(row)) for row in top.rows("targets", RECORD_CELLS + 3)),
    )


def _target(row: Fields) -> Target:
    record = read_record(row, _CODE, erased=True)
    if not is_erased(record):
        raise SyncError(_CODE)
    blobs = row.digests(str(RECORD_CELLS + 2))
    return Target(record, row.text(str(RECORD_CELLS), 12), row.raw(str(RECORD_CELLS + 1)), blobs)
