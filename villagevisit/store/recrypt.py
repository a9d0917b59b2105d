"""The data file under another key: a copy, page by page, made while nobody else can write."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from villagevisit.store import driver
from villagevisit.store.connection import blamed
from villagevisit.store.driver import sqlite


@contextmanager
def alone(path: Path, key: bytes) -> Iterator[sqlite.Connection]:
    """The file, held for this caller only; all of it is in the one file meanwhile.

    Raises:
        EnvironmentFailed: `store.locked` while anybody else has it open, `store.damaged` (also for another key), and
            the other codes of the store.
    """
    with blamed(), closing(driver.connect(path, key, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # kept after the transaction: a backup runs in none
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def copy(held: sqlite.Connection, path: Path, key: bytes) -> None:
    """Writes all of it to a new file under this key, durable when this returns.

    Raises:
        EnvironmentFailed: codes of the store.
    """
    with blamed(), closing(driver.connect(path, key, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous=FULL")
        held.backup(target)
