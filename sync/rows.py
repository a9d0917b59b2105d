"""A record as a row of CBOR: the part that stands in every row, and the whole of it where no run says the place."""

from typing import cast

from sync.canonical import Plain
from sync.errors import SyncError
from sync.fields import Fields
from sync.record import COMMITMENT_BYTES, SALT_BYTES, Record, make

MAX_BODY = 2 * 1024 * 1024
RECORD_CELLS = 8
_CELLS = (str, str, str, bytes, bytes)


def record_row(one: Record) -> list[Plain]:
    """The whole record; its digest follows from it."""
    return [one.device, one.seq, bytes.fromhex(one.prev), one.kind, one.subject, one.at, one.salt, one.body]


def read_record(cells: Fields, code: str, *, erased: bool = False) -> Record:
    """The record of a row that begins like `record_row`; its body may be missing only where `erased` says so.

    Raises:
        SyncError: the code.
    """
    device, seq, prev = cells.text("0", 40), cells.count("1"), cells.raw("2", 32).hex()
    cells.must(bool(device) and seq > 0)
    rest = [cells.any(str(place)) for place in range(3, RECORD_CELLS)]
    kind, subject, at, salt, body = checked(rest, code, erased=erased)
    return make(device, seq, kind, subject, at, prev, salt, body)


def checked(row: list[Plain], code: str, *, erased: bool = False) -> tuple[str, str, str, bytes, bytes]:
    """Kind, subject, moment, salt and body, each of the type and size the format says."""
    if tuple(map(type, row)) != _CELLS:
        raise SyncError(code)
    kind, subject, at, salt, body = cast("tuple[str, str, str, bytes, bytes]", row)
    if not 0 < len(kind) <= 40 or len(subject) > 80 or len(at) > 40 or "\0" in f"{kind}{subject}{at}":
        raise SyncError(code)
    if len(salt) != SALT_BYTES and not (erased and len(salt) == COMMITMENT_BYTES and not body):
        raise SyncError(code)
    if len(body) > MAX_BODY:
        raise SyncError(code)
    return kind, subject, at, salt, body
