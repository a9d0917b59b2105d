"""The disk is full at some byte. RLIMIT_FSIZE stands for it (mounting a small disk needs root): files stop growing.

SQLite sees EFBIG instead of ENOSPC and calls it an I/O error; the rest of the way is the same.
"""

import os
import random
import shutil
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests import peek
from tests.kill import children
from tests.kill.side import believes_no_more_than_is_held, laptop_of, logged, rest_of, started
from tests.sim import ground
from tests.sim.ledger import Ledger

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no RLIMIT_FSIZE on Windows")
ATTEMPTS = 15
FULL_COUNTIES = 4
"""Few, because a full county lets each sender wait for its patience."""


def test_a_full_laptop_says_so_and_keeps_what_it_has(processes: ForkServerContext, folder: Path) -> None:
    rng = random.Random(8)
    shutil.copytree(ground.template((0,)), folder / "home")
    path = folder / "home" / "villagevisit.db"
    told: set[str] = set()
    ended: set[str] = set()
    for _ in range(ATTEMPTS):
        limit = path.stat().st_size + int(rng.random() * 60_000)
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=children.write_until_full, args=[folder, limit, theirs])
        process.start()
        theirs.close()
        *saved, code = rest_of(ours)
        process.join()
        told |= set(saved)
        ended.add(code)
        with closing(peek.data_file(folder / "home")) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            held = {row[0] for row in db.execute("SELECT subject_id FROM record WHERE kind = 'submission'")}
        assert told == held
    assert told
    assert ended <= {"store.io", "store.full", "exchange.folder-full"}, ended
    laptop = children.laptop_at(folder)
    after = laptop.visit(Ledger(), 0, 1, b"there is room again", "")
    assert after.id in laptop.subjects()
    laptop.close()


def test_a_full_county_acknowledges_nothing_it_does_not_keep(
    processes: ForkServerContext, folder: Path, port: int
) -> None:
    rng = random.Random(9)
    url = f"http://127.0.0.1:{port}"
    laptop = laptop_of(folder, "laptop-0", url)
    ledger = Ledger()
    files = folder / "county-home" / "county"
    unconfirmed = 0
    for _ in range(FULL_COUNTIES):
        log = (files / "log.db").stat().st_size
        server = started(processes, folder, port, limit=log + 4_096 + int(rng.random() * 40_000))
        for number in range(2):
            laptop.visit(ledger, 0, 1, rng.randbytes(40_000) if number == 1 else b"", "")
            unconfirmed += children.exchange_once(laptop.ws, url) != ""
            believes_no_more_than_is_held(folder, laptop)
        server.kill()
        server.join()
    assert unconfirmed > 0, "the disk was never full"
    server = started(processes, folder, port)
    assert children.exchange_once(laptop.ws, url) == ""
    assert set(laptop.states()) == {"received"}
    laptop.close()
    server.kill()
    server.join()
    assert {subject for kind, subject in logged(folder) if kind == "submission"} == set(ledger.saves)
