"""Importing a county's roster: 20,000 households, 66,000 persons; first import, and the same file again."""

import resource
import tempfile
import time
from pathlib import Path

from bench import data
from villagevisit.services import roster
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import areas

HOUSEHOLDS, PERSONS = 20_000, 66_000


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        places = data.roster_file(file, HOUSEHOLDS, PERSONS)
        with Workspace.open(Path(folder) / "home") as ws:
            with ws.store.transaction() as db:
                areas.put(db, places, in_scope=True)
            before = _resident()
            first = _measure(ws, file, "first")
            peak = max(_resident(), before) - before
            again = _measure(ws, file, "unchanged")
    memory = _row("first", "memory", "MB", peak)
    return [*first, memory, *again]


def _measure(ws: Workspace, file: Path, case: str) -> list[dict[str, object]]:
    cpu, wall = time.process_time(), time.perf_counter()
    report = roster.run(ws, NOBODY, file).value
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert report.imported == PERSONS, report
    return [_row(case, "cpu", "s", cpu), _row(case, "wall", "s", wall)]


def _resident() -> float:
    """Peak resident memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(case: str, metric: str, unit: str, ours: float) -> dict[str, object]:
    return {
        "bench": "roster_import", "case": f"{HOUSEHOLDS} households {case}", "metric": metric, "unit": unit,
        "ours": round(ours, 3), "peer": None, "peer_name": "",
    }  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
