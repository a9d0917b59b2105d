"""The county's append-only record log: opening it by URL, and one transaction at a time.

SQLite by default, PostgreSQL by URL. One writer per county: the lock of the county's row (on SQLite: of the file) is
taken first, so that numbers grow without gaps in the order in which transactions become visible.
"""

import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, insert, make_url, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError, SQLAlchemyError

from sync.errors import SyncError
from sync.receipt import Word
from sync.root import RESTORED
from sync.server import embedded, row_security, schema, tables, tables_roots
from sync.server.copying import insert_new

_PAUSES = (0.05, 0.2, 0.8, 2.0)
_AGAIN = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: the database asks to do it again."""
_SQLITE_BUSY = 5
_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "temp_store=MEMORY",
    "secure_delete=ON",
)  # fmt: skip
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 6
_OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""The database works, but will not have this statement: trying again or repairing a disk would not help."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Session:
    """One transaction of one county; every statement names the county."""

    db: Connection
    county: str

    def next_number(self, table: Table) -> int:
        """One more than the highest `number` of this county, inside a writing transaction."""
        highest = self.db.execute(select(func.max(table.c.number)).where(table.c.county == self.county)).scalar()
        return int(highest or 0) + 1

    def word(self) -> Word:
        """How far the county has come in this transaction: what it says now, it says with this word."""
        row = tables.county
        query = select(row.c.lineage, row.c.word).where(row.c.county == self.county)
        return Word(*self.db.execute(query).one())

    def begin_lineage(self, word: int, why: str = RESTORED) -> None:
        """From now on the county's own chains have new names, and its words go on behind `word`.

        `why`: RESTORED or COPIED of `sync.root`.

        Chosen at random, not counted: a county restored twice from one backup must not count to the same name twice.
        """
        name = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
        row = tables.county
        self.db.execute(update(row).where(row.c.county == self.county).values(lineage=name, word=word))
        self.db.execute(insert(tables_roots.lineage).values(county=self.county, name=name, why=why))


class RecordLog:
    """One county's share of a database.

    Raises:
        SyncError: `county.database` (environment) when the URL leads nowhere.
    """

    def __init__(self, url: str, county: str, key: bytes = b"") -> None:
        """`key`: 32 bytes that encrypt an embedded log; a server of databases has its disks encrypted."""
        self.county = county
        self._engine = _open(url, county, key)

    def close(self) -> None:
        self._engine.dispose()

    def write(self, work: Callable[[Session], _T], *, serial: bool = True) -> _T:
        """Does `work` in one writing transaction: all or nothing.

        It is done again when the database asks for that, or when the connection broke: also at COMMIT, when nobody can
        know the outcome. So `work` first looks whether it has been done. Not `serial`: others of this county may write
        at the same moment; for what takes no number.

        Raises:
            SyncError: as `writing`, and whatever `work` raises.
        """
        for pause in _PAUSES:
            try:
                with self._transaction(serial=serial) as s:
                    return work(s)
            except DBAPIError as error:
                if not _worth_another_try(error):
                    raise _coded(error) from error
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
        with self.writing(serial=serial) as s:
            return work(s)

    @contextmanager
    def writing(self, *, serial: bool = True) -> Iterator[Session]:
        """All or nothing, tried once.

        Raises:
            SyncError: `county.database`; environment unless the database objects to what was to be written.
        """
        try:
            with self._transaction(serial=serial) as s:
                yield s
        except SQLAlchemyError as error:
            raise _coded(error) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view. Raises like `writing`."""
        try:
            with self._engine.connect() as plain:
                connection = plain.execution_options(**_snapshot(plain))
                with connection.begin():
                    yield Session(connection, self.county)
        except SQLAlchemyError as error:
            raise _coded(error) from error

    def scrub(self) -> None:
        """Lets nothing that was erased linger in the log's side file; a server of databases does so by itself."""
        if self._engine.dialect.name != "sqlite":
            return
        try:
            with closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            raise _coded(error) from error

    @contextmanager
    def _transaction(self, *, serial: bool) -> Iterator[Session]:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            if serial:
                row = tables.county
                connection.execute(update(row).where(row.c.county == self.county).values(word=row.c.word + 1))
            yield Session(connection, self.county)


def _coded(error: SQLAlchemyError) -> SyncError:
    return SyncError("county.database", environment=not isinstance(error, _OURS))


def _worth_another_try(error: DBAPIError) -> bool:
    if error.connection_invalidated or getattr(error.orig, "sqlstate", "") in _AGAIN:
        return True
    return int(getattr(error.orig, "sqlite_errorcode", 0) or 0) & 0xFF == _SQLITE_BUSY


def _open(url: str, county: str, key: bytes) -> Engine:
    try:
        engine = _engine(url, key)
        if engine.dialect.name == "postgresql":
            row_security.bind(engine, county)
        schema.metadata().create_all(engine)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                row_security.raise_walls(connection)
            insert_new(connection, tables.county, [{"county": county}], ("county",))
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise SyncError("county.database", environment=True) from error
    return engine


def _engine(url: str, key: bytes) -> Engine:
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, hide_parameters=True, **embedded.options(address, key))
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    # A pooler in between may give each transaction another backend: nothing is prepared on one.
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args={"prepare_threshold": None})


def _snapshot(connection: Connection) -> dict[str, Any]:
    """How a transaction of several reads sees one state; SQLite always does."""
    if connection.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Connection) -> None:
    """A deferred BEGIN can fail at its first write; a writer takes the lock at once."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
