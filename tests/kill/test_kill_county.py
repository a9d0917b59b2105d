"""`kill -9` of the real county server while laptops send, and of laptops while they send: nothing received is lost."""

import os
import random
import threading
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.kill import children
from tests.kill.side import believes_no_more_than_is_held, laptop_of, logged, rest_of, started
from tests.sim.ledger import Ledger

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9; Windows has its own run before a release")
SERVER_KILLS = 60
LAPTOP_KILLS = 50
ROUNDS = 30
"""Of exchanges after the last kill, until everything must have arrived; a busy county answers later."""


def test_the_server_dies_while_laptops_send(processes: ForkServerContext, folder: Path, port: int) -> None:
    rng = random.Random(5)
    url = f"http://127.0.0.1:{port}"
    laptops = [laptop_of(folder, f"laptop-{number}", url) for number in range(3)]
    ledger = Ledger()
    for _ in range(SERVER_KILLS):
        server = started(processes, folder, port)
        for laptop in laptops:
            laptop.visit(ledger, 0, 1, rng.randbytes(3_000) if rng.random() < 0.3 else b"", "")
        killer = threading.Timer(rng.random() * 0.08, server.kill)
        killer.start()
        for laptop in laptops:
            children.exchange_once(laptop.ws, url)
            believes_no_more_than_is_held(folder, laptop)
        killer.join()
        server.join()
    server = started(processes, folder, port)
    for laptop in laptops:
        for _ in range(ROUNDS):
            if children.exchange_once(laptop.ws, url) == "" and set(laptop.states()) == {"received"}:
                break
            time.sleep(0.2)
        assert set(laptop.states()) == {"received"}
        laptop.close()
    server.kill()
    server.join()
    assert sorted(subject for kind, subject in logged(folder) if kind == "submission") == sorted(ledger.saves)


def test_a_laptop_dies_while_it_sends(processes: ForkServerContext, folder: Path, port: int) -> None:
    rng = random.Random(6)
    url = f"http://127.0.0.1:{port}"
    laptop = laptop_of(folder, "laptop-0", url)
    laptop.close()
    server = started(processes, folder, port)
    told: set[str] = set()
    for _ in range(LAPTOP_KILLS):
        ours, theirs = processes.Pipe(duplex=False)
        process = processes.Process(target=children.send, args=[laptop.folder, url, theirs])
        process.start()
        theirs.close()
        told.add(ours.recv())
        time.sleep(rng.random() * 0.08)
        process.kill()
        process.join()
        told |= set(rest_of(ours))
        believes_no_more_than_is_held(folder, laptop)
    assert children.exchange_once(laptop.ws, url) == ""
    assert set(laptop.states()) == {"received"}
    assert told <= laptop.subjects()
    laptop.close()
    server.kill()
    server.join()
    assert {subject for kind, subject in logged(folder) if kind == "submission"} >= told
