"""Importing a county's roster: 20,000 households, 66,000 persons; first import, and the same file again.

Memory must not grow with the file: that of the window's process is measured over three sizes, each in a process of
its own, and that of the reader, which ends with the import, stands beside it.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from bench import data
from villagevisit.domain.area import Area
from villagevisit.services import roster
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import areas

P = ParamSpec("P")
T = TypeVar("T")
HOUSEHOLDS, PERSONS = 20_000, 66_000
SIZES = (5_000, 20_000, 60_000)


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        places = data.roster_file(file, HOUSEHOLDS, PERSONS)
        with Workspace.open(Path(folder) / "home") as ws:
            with ws.store.transaction() as db:
                areas.put(db, places, in_scope=True)
            first = _measure(ws, file, "first")
            again = _measure(ws, file, "unchanged")
    return [*first, *again, *(row for households in SIZES for row in _memory(households))]


def _memory(households: int) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        places = _apart(data.roster_file, file, households, households * 33 // 10)
        window, reader = _apart(_peaks, file, places)
    case = f"{households} households"
    return [_row(case, "peak memory", "MB", window), _row(case, "peak memory of the reader", "MB", reader)]


def _apart(call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """In a process of its own, so that nothing else counts."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(call, *arguments, **named).result()


def _peaks(file: Path, places: list[Area]) -> tuple[float, float]:
    """Peak resident memory of this process and of its reader, MB."""
    with Workspace.open(file.parent / "home") as ws:
        with ws.store.transaction() as db:
            areas.put(db, places, in_scope=True)
        roster.run(ws, NOBODY, file)
    return _resident(resource.RUSAGE_SELF), _resident(resource.RUSAGE_CHILDREN)


def _measure(ws: Workspace, file: Path, case: str) -> list[dict[str, object]]:
    cpu, wall = time.process_time(), time.perf_counter()
    report = roster.run(ws, NOBODY, file).value
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert report.imported == PERSONS, report
    case = f"{HOUSEHOLDS} households {case}"
    return [_row(case, "cpu", "s", cpu), _row(case, "wall", "s", wall)]


def _resident(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def _row(case: str, metric: str, unit: str, ours: float) -> dict[str, object]:
    return {
        "bench": "roster_import", "case": case, "metric": metric, "unit": unit,
        "ours": round(ours, 3), "peer": None, "peer_name": "",
    }  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
