"""A power cut while a data file of an older program is brought up to date: nothing is lost, the next start does it."""

from multiprocessing.context import ForkServerContext
from pathlib import Path

from tests.kill import children
from tests.store.older import before_the_towns
from villagevisit.services.workspace import Workspace
from villagevisit.store.connection import Store

_KEY = bytes(range(32))


def _until(processes: ForkServerContext, path: Path, stop: int) -> list[tuple[int, int]]:
    """What a start said up to the moment in which it was killed; all of it when it came to its end before."""
    ours, its = processes.Pipe()
    child = processes.Process(target=children.upgrade, args=(path, _KEY, its))
    child.start()
    its.close()
    said: list[tuple[int, int]] = []
    while len(said) < stop and (word := ours.recv()):
        said.append(word)
        ours.send(())
    child.kill()
    child.join()
    return said


def test_killed_at_any_moment_the_next_start_finds_everything(
    processes: ForkServerContext, ws: Workspace, folder: Path
) -> None:
    path = folder / "villagevisit.db"
    meant = before_the_towns(path, _KEY, ws, 500)
    for stop in (6, 9, 20):
        said = _until(processes, path, stop)
        assert len(said) >= stop, "it said too seldom how far it was"
        assert said == sorted(said)
    opened = Store(path, _KEY)
    for name in ("area", "household", "person"):
        rows = f"SELECT * FROM {name} ORDER BY 1"
        assert opened.reader().execute(rows).fetchall() == ws.store.reader().execute(rows).fetchall()
    assert opened.reader().execute("SELECT * FROM find ORDER BY 1, 2, 3, 4, 5").fetchall() == meant
    opened.close()
