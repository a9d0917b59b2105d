"""What encryption costs: opening, bulk import against the same driver without a key in the same run, search, commits.

The limits of issue 5: opening after unlock ≤ 50 ms, bulk import ≤ 1.5 × plain. Those of the team's day hold with
encryption on: search ≤ 30 ms, scrolling p99 ≤ 16 ms over 400,000 households.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from bench import data, scroll, search
from bench.roster_import import HOUSEHOLDS, PERSONS
from villagevisit.domain.area import Area
from villagevisit.services import roster, sealing
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import areas, audit, driver
from villagevisit.store.driver import sqlite

ROUNDS = 3
COMMITS = 1000
PHOTO = bytes(300_000)


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_imports(Path(folder)), *_commits(Path(folder)), *_opening(Path(folder)), *_photo(), *_list()]


def _imports(folder: Path) -> Iterator[dict[str, object]]:
    file = folder / "roster.xlsx"
    places = data.roster_file(file, HOUSEHOLDS, PERSONS)
    sealed, plain = [], []
    for number in range(ROUNDS):  # in turns, because the machine's speed swings
        sealed.append(_import(folder / f"sealed-{number}", file, places))
        with without_key():
            plain.append(_import(folder / f"plain-{number}", file, places))
    case = f"import of {HOUSEHOLDS} households"
    yield _row(case, "cpu", "s", min(sealed), min(plain))
    yield _row(case, "ratio, limit 1.5", "×", min(sealed) / min(plain))


def _import(home: Path, file: Path, places: list[Area]) -> float:
    with Workspace.open(home) as ws:
        with ws.store.transaction() as db:
            areas.put(db, places, in_scope=True)
        return _cpu(lambda: roster.run(ws, NOBODY, file))


def _commits(folder: Path) -> Iterator[dict[str, object]]:
    found = {}
    for case, opened in (("sealed", _as_it_is), ("plain", without_key)):
        with opened(), Workspace.open(folder / f"{case}-0") as ws:
            found[case] = min(_cpu(lambda ws=ws: _write(ws)) for _ in range(ROUNDS)) / COMMITS * 1000
    yield _row("one row, one commit", "cpu", "ms", found["sealed"], found["plain"])


def _write(ws: Workspace) -> None:
    for number in range(COMMITS):
        with ws.store.transaction() as db:
            audit.append(db, "2026-11-22T10:00:00.000+08:00", "", "bench", str(number))


def _opening(folder: Path) -> Iterator[dict[str, object]]:
    """Over the store of the import: the key is known; then what a PIN costs."""
    home = folder / "sealed-0"
    ring = Keeper(home, None)
    key = ring.by_computer()
    assert key is not None
    taken, walls = [], []
    for _ in range(20):
        wall, cpu = time.perf_counter(), time.process_time()
        ws = Workspace.open(home, key=key)
        ws.store.reader().execute("SELECT count(*) FROM person").fetchone()
        taken.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
        ws.close()
    yield _row("opening after unlock, limit 50", "cpu worst", "ms", max(taken))
    yield _row("opening after unlock, limit 50", "wall median", "ms", sorted(walls)[len(walls) // 2])
    ring.put_person(key, "bench", "bench", "1", "314159")
    unlock = min(_cpu(lambda: ring.by_person("bench", "314159")) for _ in range(ROUNDS))
    yield _row("a PIN", "cpu", "ms", unlock * 1000)


def _photo() -> Iterator[dict[str, object]]:
    key = bytes(32)
    sealed = sealing.seal(key, PHOTO, "a")
    each = min(_cpu(lambda: sealing.unseal(key, sealed, "a")) for _ in range(20))
    yield _row("a photo of 300 kB", "unseal, cpu", "ms", each * 1000)


def _list() -> Iterator[dict[str, object]]:
    """The benches of the list as they are, with their limits."""
    found = search.rows()
    worst = max(float(str(row["ours"])) for row in found if row["bench"] == "search" and row["metric"] == "cpu worst")
    yield _row(f"search over {search.HOUSEHOLDS} households, limit 30", "cpu worst", "ms", worst)
    for row in scroll.rows():
        case = f"scroll over {scroll.HOUSEHOLDS} households, {row['case']}, limit 16"
        yield _row(case, str(row["metric"]), "ms", float(str(row["ours"])))


@contextmanager
def without_key() -> Iterator[None]:
    """The same driver and settings, no encryption: for comparison, here alone."""

    def connect(path: Path, _key: bytes, **options: Any) -> sqlite.Connection:
        return cast("sqlite.Connection", sqlite.connect(path, **options))

    with patch.object(driver, "connect", connect), patch.object(driver, "is_plain", lambda _path: False):
        yield


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _row(case: str, metric: str, unit: str, ours: float, plain: float | None = None) -> dict[str, object]:
    return {
        "bench": "encryption", "case": case, "metric": metric, "unit": unit, "ours": round(ours, 3),
        "peer": None if plain is None else round(plain, 3), "peer_name": "" if plain is None else "no key",
    }  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
