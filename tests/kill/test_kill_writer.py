"""`kill -9` of a process that saves visits: whatever it had said was saved is there, whole, and the next one starts."""

import os
import random
import shutil
import time
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from sync.record import CHAIN_START, commit, digest_of
from tests import peek
from tests.kill import children
from tests.kill.side import rest_of
from tests.sim import ground
from villagevisit.store import audit
from villagevisit.store.connection import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9; Windows has its own run before a release")
KILLS = 200


def test_nothing_that_was_saved_is_lost(processes: ForkServerContext, folder: Path) -> None:
    rng = random.Random(4)
    shutil.copytree(ground.template((0,)), folder / "home")
    told: set[str] = set()
    in_the_middle = 0
    for _ in range(KILLS):
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=children.write, args=[folder, theirs])
        process.start()
        theirs.close()
        told.add(ours.recv())
        time.sleep(rng.random() * 0.03)
        process.kill()
        process.join()
        told |= set(rest_of(ours))
        in_the_middle += _held(folder) > len(told)
        assert told <= _submissions(folder)
    _sound(folder)
    assert len(told) >= KILLS
    assert in_the_middle > 0, "no kill fell between a commit and its word; the test proves less than it says"


def _held(folder: Path) -> int:
    return len(_submissions(folder))


def _submissions(folder: Path) -> set[str]:
    """Visits with both signatures and the record that travels, all in the one transaction."""
    with closing(peek.data_file(folder / "home")) as db:
        query = (
            "SELECT s.id, (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id), "
            "(SELECT count(*) FROM record r WHERE r.subject_id = s.id) FROM submission s"
        )
        rows = db.execute(query).fetchall()
    assert all((signed, records) == (2, 1) for _, signed, records in rows), "half a visit"
    return {subject for subject, _, _ in rows}


def _sound(folder: Path) -> None:
    path = folder / "home" / "villagevisit.db"
    with closing(Store(path, peek.store_key(folder / "home"))) as store:
        assert audit.first_broken(store.reader()) is None
    with closing(peek.data_file(folder / "home")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (device,) = db.execute("SELECT value FROM setting WHERE key = 'device.id'").fetchone()
        before = CHAIN_START
        query = "SELECT seq, kind, subject_id, made_at, prev, salt, body, digest FROM record_whole ORDER BY seq"
        for place, (seq, kind, subject, at, prev, salt, body, digest) in enumerate(db.execute(query), start=1):
            assert (seq, prev) == (place, before)
            assert digest == digest_of(device, seq, kind, subject, at, prev, commit(salt, body))
            before = digest
        digests = [row[0] for row in db.execute("SELECT DISTINCT digest FROM attachment")]
    for digest in digests:
        assert (folder / "home" / "attachments" / digest[:2] / digest).is_file()
