"""Opening the data file: one writer, query-only readers, tables made only by numbered migrations.

`Store.transaction()` is the only way to write: it takes the writer, begins IMMEDIATE (a deferred BEGIN can fail at
once with "database is locked"), commits or rolls back. `Store.reader()` gives this thread's query-only connection.
The file is encrypted (`driver`).
DDL is denied after migration, because a misspelt table name would otherwise silently make a table.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.store import driver, migrations
from villagevisit.store.driver import sqlite

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)

_READ_CACHE_KIB = 65_536
"""A page that was forgotten must be decrypted again: a search for two words reads thousands of them."""
_COPIED_AT_ONCE = 2048
"""Pages; a caller that waits is told as often."""
_DDL = frozenset(
    {
        sqlite.SQLITE_CREATE_INDEX,
        sqlite.SQLITE_CREATE_TABLE,
        sqlite.SQLITE_CREATE_TRIGGER,
        sqlite.SQLITE_CREATE_VIEW,
        sqlite.SQLITE_DROP_INDEX,
        sqlite.SQLITE_DROP_TABLE,
        sqlite.SQLITE_DROP_TRIGGER,
        sqlite.SQLITE_DROP_VIEW,
        sqlite.SQLITE_ALTER_TABLE,
    }
)


def _deny_ddl(action: int, *_: str | None) -> int:
    return sqlite.SQLITE_DENY if action in _DDL else sqlite.SQLITE_OK


class Store:
    """The data file of one installation.

    Usable from any thread: writes are serialised by a lock, each thread reads through its own connection.
    """

    def __init__(self, path: Path, key: bytes, told: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """`key`: 32 bytes that encrypt the file; a new file is made with it. `told`: how far it is while an older file
        is brought up to date.

        Raises:
            EnvironmentFailed: `store.newer`, `store.plain` (the file is not encrypted), `store.damaged` (also when the
                key is another one), or a code of `transaction`.
        """
        self.path = path
        self._key = key
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[sqlite.Connection] = []
        self.closed = False
        self._watching: sqlite.Connection | None = None
        self._watch_lock = threading.Lock()
        self._writer = self._connect()
        try:
            with blamed():
                migrations.migrate(self._writer, told)
        except BaseException:
            self._writer.close()
            raise
        self._writer.set_authorizer(_deny_ddl)
        self._database = Database(self._writer, execute_plugins=False)

    def _connect(self, factory: type[sqlite.Connection] = sqlite.Connection) -> sqlite.Connection:
        if driver.is_plain(self.path):
            raise EnvironmentFailed("store.plain")
        with blamed():
            connection = driver.connect(
                self.path, self._key, isolation_level=None, check_same_thread=False, factory=factory
            )
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """All or nothing. Nested use joins the outer transaction.

        Raises:
            EnvironmentFailed: `store.locked`, `store.full`, `store.damaged`, `store.io`; nothing was written.
        """
        with self._lock:
            if self._writer.in_transaction:
                yield self._database
                return
            with blamed():
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._database
                    self._writer.execute("COMMIT")
                finally:
                    self._roll_back_if_open()

    def _roll_back_if_open(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")

    def reader(self) -> Database:
        """This thread's query-only connection; it sees every committed change.

        What it is asked raises EnvironmentFailed, as `transaction`, where the file was spoilt while it is open.
        """
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            connection = self._connect(_Reading)
            connection.execute("PRAGMA query_only=ON")
            connection.execute(f"PRAGMA cache_size=-{_READ_CACHE_KIB}")
            database = Database(connection, execute_plugins=False)
            self._local.database = database
            with self._lock:
                self._readers.append(connection)
        return database

    def version(self) -> int:
        """Another number whenever anything was committed, by this program or another one; the same on every thread."""
        with self._watch_lock:
            if self._watching is None:
                self._watching = self._connect(_Reading)
                with self._lock:
                    self._readers.append(self._watching)
            return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def scrub(self) -> None:
        """Lets nothing that was erased linger in the side file. Who is reading just then keeps it until the next time.

        Raises:
            EnvironmentFailed: as `transaction`.
        """
        with self._lock, blamed():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, path: Path, progress: Callable[[int, int], None]) -> None:
        """Writes all that is committed to a new file, encrypted with the same key; others may write meanwhile.

        Raises:
            EnvironmentFailed: as `transaction`; and whatever `progress` (pages done, of all) raises.
        """

        def told(_status: int, left: int, total: int) -> None:
            progress(total - left, total)

        with blamed(), closing(self._connect()) as source, closing(driver.connect(path, self._key)) as target:
            source.backup(target, pages=_COPIED_AT_ONCE, progress=told)

    def close(self) -> None:
        with self._lock:
            self.closed = True
            for connection in (*self._readers, self._writer):
                connection.close()
            self._readers.clear()


_ENVIRONMENT_CODES = {
    sqlite.SQLITE_BUSY: "store.locked",
    sqlite.SQLITE_LOCKED: "store.locked",
    sqlite.SQLITE_FULL: "store.full",
    sqlite.SQLITE_IOERR: "store.io",
    sqlite.SQLITE_READONLY: "store.read-only",
    sqlite.SQLITE_CORRUPT: "store.damaged",
    sqlite.SQLITE_NOTADB: "store.damaged",
    sqlite.SQLITE_CANTOPEN: "store.cannot-open",
}


_OF_READING = {number: code for number, code in _ENVIRONMENT_CODES.items() if number != sqlite.SQLITE_READONLY}
"""Whoever writes while reading made a mistake."""


@contextmanager
def blamed(codes: Mapping[int, str] = _ENVIRONMENT_CODES) -> Iterator[None]:
    """Turns the surroundings' share of SQLite's errors into `EnvironmentFailed`; the rest is our own fault."""
    try:
        yield
    except sqlite.Error as error:
        code = codes.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if code is None:
            raise
        raise EnvironmentFailed(code) from error


class _Rows(sqlite.Cursor):
    """Rows are read from the file one by one, so each step may find it damaged."""

    def execute(self, *asked: Any) -> "_Rows":
        with blamed(_OF_READING):
            super().execute(*asked)
        return self

    def fetchone(self) -> Any:
        with blamed(_OF_READING):
            return super().fetchone()

    def fetchmany(self, size: int | None = None) -> list[Any]:
        with blamed(_OF_READING):
            return super().fetchmany(size if size is not None else self.arraysize)

    def fetchall(self) -> list[Any]:
        with blamed(_OF_READING):
            return super().fetchall()

    def __iter__(self) -> Any:
        with blamed(_OF_READING):
            yield from iter(super().fetchone, None)


class _Reading(sqlite.Connection):
    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Rows)
