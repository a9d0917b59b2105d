"""Many laptops in one evening, the same batch from two sides at once, and a server that is killed."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync.server import overview
from tests.county.side import Laptop
from villagevisit.county import server
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import outstanding
from villagevisit.services.outstanding import Waiting


def test_six_laptops_at_once(county: CountyHome, clock: FixedClock, tmp_path: Path) -> None:
    def evening(number: int) -> Waiting:
        with Laptop.make(tmp_path / f"laptop-{number}", county, clock) as laptop:
            for visit in range(4):
                laptop.visit(100 * number + visit, (random.Random(number * 10 + visit).randbytes(50_000),))
            laptop.send(port)
            return outstanding.waiting(laptop.ws)

    with server.running(server.application(county, SignIn("code", clock))) as port, ThreadPoolExecutor(6) as pool:
        left = list(pool.map(evening, range(6)))
    assert left == [Waiting(0, 0, 0, 0)] * 6
    assert len(overview.records_after(county.log, 0, 1_000)) == 6 * 4
    county.view.catch_up()
    assert [(one.households, one.signed) for one in county.view.villages()] == [(24, 24)]
    assert county.view.lag() == 0
    assert overview.look(county.log).gaps == ()


def test_network_and_stick_at_the_same_moment(county: CountyHome, laptop: Laptop, tmp_path: Path) -> None:
    for number in range(5):
        laptop.visit(number, (random.Random(number).randbytes(50_000),))
    laptop.write(tmp_path)
    app = server.application(county, SignIn("code", county.clock))
    with server.running(app) as port, ThreadPoolExecutor(2) as pool:
        by_stick = pool.submit(receive, county, tmp_path)
        by_network = pool.submit(laptop.send, port)
        by_stick.result()
        by_network.result()
    assert len(overview.records_after(county.log, 0, 1_000)) == 5
    assert len(overview.look(county.log).batches) == 1
    assert laptop.states() == {"received": 5}


def test_what_a_killed_server_acknowledged_it_still_has(county: CountyHome, laptop: Laptop, clock: FixedClock) -> None:
    """Real processes, SIGKILL at a random moment while batches pour in; then a look at what is left."""
    rng = random.Random(20261122)
    home = county.folder.parent
    for round_ in range(3):
        program = [sys.executable, "-m", "villagevisit", "--home", str(home), "--json"]
        program += ["county", "serve", "--port", "0"]
        unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(program, stdout=subprocess.PIPE, env=unbuffered) as process:
            assert process.stdout is not None
            told = b"".join(process.stdout.readline() for _ in range(5)).decode()
            port = int(told.split("127.0.0.1:")[1].split('"')[0])
            stop = time.monotonic() + rng.uniform(0.1, 1.0)
            number = 0
            with contextlib.suppress(EnvironmentFailed):
                while True:
                    number += 1
                    laptop.visit(1_000 * round_ + number)
                    if time.monotonic() > stop:
                        os.kill(process.pid, signal.SIGKILL)
                    laptop.send(port)
    acknowledged = {
        digest for (digest,) in laptop.ws.store.reader().execute("SELECT digest FROM record WHERE state = 'received'")
    }
    with open_county(home, clock) as again:
        held = {one.record.digest for one in overview.records_after(again.log, 0, 100_000)}
        assert acknowledged <= held
        with server.running(server.application(again, SignIn("code", clock))) as port:
            laptop.send(port)
        logged = overview.records_after(again.log, 0, 100_000)
        assert [one.record.seq for one in logged] == list(range(1, len(logged) + 1))
        assert laptop.states() == {"received": len(logged)}
