"""Numbered schema steps, all that a file lacks in one transaction; `PRAGMA user_version` says how far it has come.

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


def migrate(connection: sqlite.Connection) -> int:
    """Brings the file to the newest schema and returns its number.

    Raises:
        EnvironmentFailed: `store.newer` when a newer program made this file.
    """
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > len(STEPS):
        raise EnvironmentFailed("store.newer", found=found, known=len(STEPS))
    if found < len(STEPS):
        folder = resources.files("villagevisit.store").joinpath("schema")
        steps = "\n".join(folder.joinpath(name).read_text("utf-8") for name in STEPS[found:])
        connection.executescript(f"BEGIN IMMEDIATE;\n{steps}\nPRAGMA user_version={len(STEPS):d};\nCOMMIT;")
    return len(STEPS)
