"""A data file as an older program left it."""

from importlib import resources
from pathlib import Path

from bench import data
from villagevisit.services.workspace import Workspace
from villagevisit.store import driver
from villagevisit.store.migrations import STEPS

TABLES = ("area", "household", "person")


def file_before(path: Path, key: bytes, step: str) -> driver.sqlite.Connection:
    """An empty one that went through all steps before this one."""
    before = STEPS.index(step)
    folder = resources.files("villagevisit.store").joinpath("schema")
    old = driver.connect(path, key, isolation_level=None)
    old.executescript("\n".join(folder.joinpath(name).read_text("utf-8") for name in STEPS[:before]))
    old.execute(f"PRAGMA user_version={before:d}")
    return old


def before_the_towns(path: Path, key: bytes, ws: Workspace, households: int) -> list[tuple[object, ...]]:
    """A file of the step before 021 with so many households, and what should be found in it then. `ws` is empty."""
    data.big_store(ws, households)
    db = ws.store.reader()
    meant = db.execute("SELECT * FROM find ORDER BY 1, 2, 3, 4, 5").fetchall()
    old = file_before(path, key, "021_find_by_town.sql")
    old.execute("BEGIN")
    for name in TABLES:
        rows = db.execute(f"SELECT * FROM {name}").fetchall()
        old.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)
    old.executemany("INSERT INTO find VALUES (?, ?, ?)", [(kind, term, row) for kind, _, term, _, row in meant])
    old.execute("COMMIT")
    old.close()
    return meant
