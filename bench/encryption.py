"""What trust costs: encryption against the same driver without a key in the same run, PINs, signing, the lock window.

The limits of issue 5: signing ≤ 1 s a person, opening after unlock ≤ 50 ms, bulk import ≤ 1.5 × plain. Those of the
team's day hold with encryption on: search ≤ 30 ms, scrolling p99 ≤ 16 ms over 400,000 households.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from bench import data, scroll, search, startup
from bench.roster_import import HOUSEHOLDS, PERSONS
from tests.services.f01 import begin, fill
from tests.services.town import COUNTY, PEOPLE, PINS, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import form_shelf, households, roster, sealing, setup, signoff, visit_freeze
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import areas, audit, driver
from villagevisit.store.driver import sqlite

ROUNDS = 3
COMMITS = 1000
PHOTO = bytes(300_000)


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        return [
            *_imports(home), *_commits(home), *_signing(home / "visit"), *_photo(), *_big(home / "big"), *startup.rows()
        ]  # fmt: skip


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


def _signing(home: Path) -> Iterator[dict[str, object]]:
    """Both people under a real visit: PIN, key, signature, row; then what a PIN alone costs."""
    clock = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))
    with Workspace.open(home, clock) as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        form_shelf.install_shipped(ws)
        town = Town(ws, clock).with_pins()
        form = begin(town, town.family())
        fill(town, form)
        visit = visit_freeze.freeze(ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id
        for place, staff_no in enumerate(("001", "002"), start=1):
            one = town.officer(staff_no).id
            wall, cpu = _both(lambda one=one, pin=PINS[staff_no], place=place: signoff.sign(ws, visit, one, pin, place))
            yield _row(f"signing, person {place}, limit 1", "wall", "s", wall)
            yield _row(f"signing, person {place}, limit 1", "cpu of both lanes", "s", cpu)
        ws.ring.put_person(ws.key, "bench", "bench", "1", "314159")
        unlock = min(_cpu(lambda: ws.ring.by_person("bench", "314159")) for _ in range(ROUNDS))
        yield _row("a PIN", "cpu", "ms", unlock * 1000)


def _big(home: Path) -> Iterator[dict[str, object]]:
    """Opening, searching and scrolling over 400,000 households: the benches of the list as they are, with limits."""
    with Workspace.open(home) as ws:
        data.big_store(ws, search.HOUSEHOLDS)
    yield from _opening(home)
    with Workspace.open(home) as ws:
        for row in search.measured(ws):
            if row["bench"] == "search" and row["metric"] == "cpu worst":
                yield _row(f"search, {row['case']}, limit 30", "cpu worst", "ms", float(str(row["ours"])))
        for row in scroll.measured(ws):
            case = f"scroll over {scroll.HOUSEHOLDS} households, {row['case']}, limit 16"
            yield _row(case, str(row["metric"]), "ms", float(str(row["ours"])))


def _opening(home: Path) -> Iterator[dict[str, object]]:
    """The key is known; the first question is asked and answered."""
    key = Keeper(home, None).by_computer()
    assert key is not None
    taken, walls = [], []
    for _ in range(20):
        wall, cpu = time.perf_counter(), time.process_time()
        ws = Workspace.open(home, key=key)
        households.count(ws)
        taken.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
        ws.close()
    case = f"opening {search.HOUSEHOLDS} households after unlock, limit 50"
    yield _row(case, "cpu worst", "ms", max(taken))
    yield _row(case, "wall median", "ms", sorted(walls)[len(walls) // 2])


def _photo() -> Iterator[dict[str, object]]:
    key = bytes(32)
    sealed = sealing.seal(key, PHOTO, "a")
    each = min(_cpu(lambda: sealing.unseal(key, sealed, "a")) for _ in range(20))
    yield _row("a photo of 300 kB", "unseal, cpu", "ms", each * 1000)


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


def _both(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _row(case: str, metric: str, unit: str, ours: float, plain: float | None = None) -> dict[str, object]:
    return {
        "bench": "encryption", "case": case, "metric": metric, "unit": unit, "ours": round(ours, 3),
        "peer": None if plain is None else round(plain, 3), "peer_name": "" if plain is None else "no key",
    }  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
