"""Numbered schema steps, all that a file lacks in one transaction; `PRAGMA user_version` says how far it has come.

Append steps, never edit one that has shipped. An older program refuses a newer file with a sentence.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from sqlite3 import complete_statement

from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.store.driver import sqlite

STEPS = (
    "001_start.sql",
    "002_sync.sql",
    "003_replica.sql",
    "004_conflict.sql",
    "005_openrosa.sql",
    "006_attachments.sql",
    "007_people.sql",
    "008_suspicion.sql",
    "009_roots.sql",
    "010_trust.sql",
    "011_bodies.sql",
    "012_override.sql",
    "013_privacy.sql",
    "014_events.sql",
    "015_cases.sql",
    "016_two_lists.sql",
    "019_change_applied.sql",
    "018_health_kinds.sql",
    "020_health.sql",
    "021_find_by_town.sql",
    "022_vaccination_lines.sql",
    "023_stands_at.sql",
    "024_county_line.sql",
)

_OFTEN = 100_000
"""Steps of SQLite's machine; some milliseconds."""


def migrate(connection: sqlite.Connection, told: Callable[[int, int], None]) -> int:
    """Brings the file to the newest schema and returns its number.

    A file that holds something may take long: `told` (statements done, of all) is called ten times a second and more,
    also while one of them runs. Whoever ends the program meanwhile loses nothing: the next opening begins anew.

    Raises:
        EnvironmentFailed: `store.newer` when a newer program made this file.
    """
    found = _version(connection)
    if found > len(STEPS):
        raise EnvironmentFailed("store.newer", found=found, known=len(STEPS))
    if found == len(STEPS):
        return found
    connection.execute("BEGIN IMMEDIATE")
    try:
        folder = resources.files("villagevisit.store").joinpath("schema")
        steps = STEPS[_version(connection) :]  # another program may have been faster
        every = [one for name in steps for one in _statements(folder.joinpath(name).read_text("utf-8"))]
        for done, statement in enumerate(every):
            if found:
                told(done, len(every))
                connection.set_progress_handler(partial(told, done, len(every)), _OFTEN)
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(STEPS):d}")
        connection.execute("COMMIT")
    finally:
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return len(STEPS)


def _version(connection: sqlite.Connection) -> int:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def _statements(script: str) -> Iterator[str]:
    """One after another; those of a trigger end with it."""
    begun = ""
    for line in script.splitlines():
        begun += line + "\n"
        if complete_statement(begun):
            yield begun
            begun = ""
