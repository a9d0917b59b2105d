"""The county's append-only record log, on embedded SQLite by default: opening it, and one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select
from sqlalchemy.exc import SQLAlchemyError

from sync.errors import SyncError
from sync.server import tables


@dataclass(frozen=True, slots=True)
class Session:
    """One transaction of one county; every statement names the county."""

    db: Connection
    county: str

    def next_number(self, table: Table) -> int:
        """One more than the highest `number` of this county, inside a writing transaction."""
        highest = self.db.execute(select(func.max(table.c.number)).where(table.c.county == self.county)).scalar()
        return int(highest or 0) + 1


class RecordLog:
    """One county's share of a database.

    Raises:
        SyncError: `county.database` (environment) when the URL leads nowhere.
    """

    def __init__(self, url: str, county: str) -> None:
        self.county = county
        self._engine = _open(url)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """All or nothing. Raises SyncError `county.database` (environment) when the disk or the database fails."""
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield Session(connection, self.county)
        except SQLAlchemyError as error:
            raise SyncError("county.database", environment=True) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view. Raises like `writing`."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield Session(connection, self.county)
        except SQLAlchemyError as error:
            raise SyncError("county.database", environment=True) from error


def _open(url: str) -> Engine:
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_settings)
            event.listen(engine, "begin", _sqlite_begin)
        tables.metadata.create_all(engine)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise SyncError("county.database", environment=True) from error
    return engine


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Connection) -> None:
    """A deferred BEGIN can fail at its first write; a writer takes the lock at once."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
