"""All that a county's log holds, row by row, whatever database it lies in; and putting it into another one.

Rows go in the order of their keys and as canonical bytes, so that two logs hold the same exactly when the digests of
their dumps are equal.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, Table, collate, func, insert, select

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.record import CHAIN_START, Record
from sync.server import schema
from sync.server.log import RecordLog, Session
from sync.server.tables import blob, record
from sync.server.tables_backup import backup

_LEFT_OUT = frozenset({"county", "inbox", "piece", "session"})
"""What waits is still with its sender; sessions end with the server that opened them."""
_AT_ONCE = 400
_BYTES_AT_ONCE = 1 << 20
KEPT: tuple[Table, ...] = tuple(
    sorted((one for one in schema.metadata().tables.values() if one.name not in _LEFT_OUT), key=lambda one: one.name)
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table: canonical bytes of the values, in the order of `columns`."""

    table: str
    columns: list[str]
    rows: list[bytes]


class Digest:
    """Grows with every row of a dump."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256(b"vv/state/1\0")
        self.counts: dict[str, int] = {}

    def add(self, some: Rows) -> None:
        for row in some.rows:
            self._sum.update(encode([some.table, *some.columns]) + len(row).to_bytes(8, "big") + row)
        self.counts[some.table] = self.counts.get(some.table, 0) + len(some.rows)

    def hex(self) -> str:
        return self._sum.hexdigest()


def rows(s: Session) -> Iterator[Rows]:
    """Everything of this county, inside one reading transaction."""
    for table in KEPT:
        columns = [str(column.name) for column in table.columns]
        query = select(table).where(table.c.county == s.county).order_by(*_order(s, table))
        waiting: list[bytes] = []
        size = 0
        for row in s.db.execute(query.execution_options(stream_results=True, yield_per=_AT_ONCE)):
            waiting.append(encode([_plain(value) for value in row]))
            size += len(waiting[-1])
            if len(waiting) == _AT_ONCE or size > _BYTES_AT_ONCE:
                yield Rows(str(table.name), columns, waiting)
                waiting, size = [], 0
        if waiting:
            yield Rows(str(table.name), columns, waiting)


def load(s: Session, dumped: Iterable[Rows]) -> None:
    """Puts a dump into a log that holds nothing of this county.

    Raises:
        SyncError: `backup.not-empty` when it does, `backup.damaged` for rows of another county or shape.
    """
    for table in KEPT:
        if s.db.execute(select(table.c.county).where(table.c.county == s.county).limit(1)).first() is not None:
            raise SyncError("backup.not-empty")
    by_name = {one.name: one for one in KEPT}
    for some in dumped:
        if some.table not in by_name or set(some.columns) != set(by_name[some.table].columns.keys()):
            raise SyncError("backup.damaged")
        values = [_values(some.columns, row) for row in some.rows]
        if any(one["county"] != s.county for one in values):
            raise SyncError("backup.damaged")
        s.db.execute(insert(by_name[some.table]), values)


def chains(s: Session) -> int:
    """Looks at every record from the first of its chain; returns how many there are.

    Raises:
        SyncError: `backup.chain` when a record does not follow from its bytes or from the one before.
    """
    count = 0
    before: Record | None = None
    query = select(record).where(record.c.county == s.county).order_by(*_sorted(s, record.c.device), record.c.seq)
    for row in s.db.execute(query.execution_options(stream_results=True, yield_per=_AT_ONCE)).mappings():
        one = Record(
            kind=row["kind"],
            digest=row["digest"],
            device=row["device"],
            seq=row["seq"],
            prev=row["prev"],
            body=row["body"],
            subject=row["subject"],
            at=row["made_at"],
            salt=row["salt"],
        )
        if not one.holds() or not _follows(before, one):
            raise SyncError("backup.chain")
        before = one
        count += 1
    return count


def attachments(s: Session) -> list[str]:
    """Digests of the attachments that are whole."""
    query = select(blob.c.digest).where(blob.c.county == s.county, blob.c.whole == 1)
    return sorted(str(digest) for (digest,) in s.db.execute(query))


def _follows(before: Record | None, one: Record) -> bool:
    if one.seq == 1:
        return one.prev == CHAIN_START
    if before is None or (before.device, before.seq + 1) != (one.device, one.seq):
        return one.seq > 1  # the ones in between never came; the county knows the gap
    return one.prev == before.digest


def _order(s: Session, table: Table) -> list[ColumnElement[Any]]:
    return [part for column in table.primary_key.columns for part in _sorted(s, column)]


def _sorted(s: Session, column: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """By bytes everywhere; PostgreSQL would go by its own language."""
    if s.db.dialect.name == "postgresql" and isinstance(column.type, String):
        return [collate(column, "C")]
    return [column]


def _plain(value: object) -> Plain:
    if isinstance(value, memoryview):
        return bytes(value)
    if value is None or isinstance(value, bool | int | str | bytes):
        return value
    raise SyncError("county.database")


def _values(columns: list[str], row: bytes) -> dict[str, Plain]:
    try:
        values = decode(row)
    except SyncError as error:
        raise SyncError("backup.damaged") from error
    if not isinstance(values, list) or len(values) != len(columns):
        raise SyncError("backup.damaged")
    return dict(zip(columns, values, strict=True))


def record_in(columns: list[str], row: Plain) -> Record:
    """The record behind a row of a dump. Raises SyncError `backup.damaged`."""
    cells = dict(zip(columns, row if isinstance(row, list) else [], strict=False))
    one = Fields(cells, "backup.damaged")
    return Record(
        kind=one.text("kind"), digest=one.text("digest"), device=one.text("device"), seq=one.count("seq"),
        prev=one.text("prev"), body=one.raw("body"), subject=one.text("subject"), at=one.text("made_at"),
        salt=one.raw("salt"),
    )  # fmt: skip


def last_number(s: Session) -> int:
    """Number of the newest record in this transaction."""
    return int(s.db.execute(select(func.max(record.c.number)).where(record.c.county == s.county)).scalar() or 0)


def remember(s: Session, backup_id: str, until: int, word: int, at: str, root: str) -> None:
    """From now on the records up to `until` count as safe."""
    s.db.execute(
        insert(backup).values(
            county=s.county, id=backup_id, until_number=until, until_word=word, checked_at=at, root=root
        )
    )


def newest_check(log: RecordLog) -> str:
    """When a backup was last found whole; empty when none was."""
    with log.reading() as s:
        query = select(func.max(backup.c.checked_at)).where(backup.c.county == s.county)
        return str(s.db.execute(query).scalar() or "")
