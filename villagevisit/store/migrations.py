"""Numbered schema steps, each in one transaction; `PRAGMA user_version` says how far a file has come.

Append steps, never edit one that has shipped. An older program refuses a newer file with a sentence.
"""

from importlib import resources

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
    "012_privacy.sql",
)


def migrate(connection: sqlite.Connection) -> int:
    """Brings the file to the newest schema and returns its number.

    Raises:
        EnvironmentFailed: `store.newer` when a newer program made this file.
    """
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > len(STEPS):
        raise EnvironmentFailed("store.newer", found=found, known=len(STEPS))
    for number, name in enumerate(STEPS[found:], start=found + 1):
        script = resources.files("villagevisit.store").joinpath("schema", name).read_text("utf-8")
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version={number:d};\nCOMMIT;")
    return len(STEPS)
