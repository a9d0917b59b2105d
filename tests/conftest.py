"""What every test gets: a workspace with a clock that stands still, and guards against what tests leave behind."""

import gc
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from sync.server import log as server_log
from tests.engines import sharing
from villagevisit import wording
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import pins, ring
from villagevisit.services.workspace import Workspace
from villagevisit.store import driver, migrations

pins._MEMORY_KIB = ring.MEMORY_KIB = 64
pins._PASSES = ring.PASSES = 1
"""A quarter of all the time of these tests went into making PINs dear to guess. What it costs in earnest is held by
tests/services/test_at_rest.py."""
_step_by_step = migrations.migrate


@cache
def _whole() -> driver.sqlite.Connection:
    """A file that went through all the steps, for empty ones: thousands of times, and the steps take three times as
    long as a copy."""
    folder = tempfile.mkdtemp(prefix="vv-steps-")
    made = driver.connect(Path(folder) / "whole.db", bytes(driver.KEY_BYTES), isolation_level=None)
    _step_by_step(made, lambda _done, _total: None)
    shutil.rmtree(folder)  # the open file stays readable
    return made


def _migrate(connection: driver.sqlite.Connection, told: Callable[[int, int], None]) -> int:
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        return _step_by_step(connection, told)
    _whole().backup(connection)
    return len(migrations.STEPS)


migrations.migrate = _migrate
server_log.create_engine = sharing
OUR_LOGGERS = ("villagevisit", "forms", "sync", "printing")


def pytest_collection_finish() -> None:
    """What the tests are made of stays: looking through it again and again took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))


@pytest.fixture
def ws(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "home", clock) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    wording.set_language("zh_CN")
    yield
    wording.set_language("zh_CN")


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon:
            thread.join(timeout=5)
    left = [t.name for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    assert not left, f"threads left behind: {left}"


@pytest.fixture(autouse=True)
def _no_stray_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if "allow_log" in request.keywords:
        return
    ours = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.name.split(".")[0] in OUR_LOGGERS and record.levelno >= logging.WARNING
    ]
    assert not ours, f"log lines nobody expected: {ours}"
