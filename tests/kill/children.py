"""What runs in a process of its own and is killed there: each function is the whole life of one process."""

import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from sync.errors import SyncError
from tests.sim import ground
from tests.sim.ground import Post
from tests.sim.laptop import Laptop, LaptopClock
from tests.sim.ledger import Ledger
from tests.sim.power import Power
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import CodedError
from villagevisit.services import exchange
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store.connection import Store


def laptop_at(folder: Path) -> Laptop:
    """The laptop whose data folder is FOLDER/home."""
    return Laptop("laptop", folder, Post("team", (0,)), {0}, LaptopClock(SystemClock().now), Power())


def write(folder: Path, told: Connection) -> None:
    """Finishes visits for ever, and says each one's id once the save returned. Some carry a photo."""
    laptop, ledger = laptop_at(folder), Ledger()
    number = 0
    while True:
        number += 1
        photo = number.to_bytes(4, "big") * 700 if number % 4 == 0 else b""
        told.send(laptop.visit(ledger, 0, 1 + number % ground.HOUSEHOLDS, photo, "").id)


def write_until_full(folder: Path, limit: int, told: Connection) -> None:
    """Finishes visits while no file may grow beyond `limit` bytes; says each id, and at last the code it ended with."""
    _no_file_beyond(limit)
    laptop, ledger = laptop_at(folder), Ledger()
    try:
        for number in range(1, 200):
            told.send(laptop.visit(ledger, 0, 1, number.to_bytes(4, "big") * 1_500, "").id)
        told.send("store.not-full")
    except CodedError as error:
        told.send(error.code)
    except SyncError as error:
        told.send(error.code)


def serve_until_full(home: Path, port: int, limit: int) -> None:
    """The county server on a disk where no file may grow beyond `limit` bytes."""
    _no_file_beyond(limit)
    serve(home, port)


def _no_file_beyond(limit: int) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def send(folder: Path, url: str, told: Connection) -> None:
    """Finishes a visit and exchanges with the county, for ever; says what happened after each."""
    laptop, ledger = laptop_at(folder), Ledger()
    while True:
        told.send(laptop.visit(ledger, 0, 1, b"photo" * 300, "").id)
        exchange_once(laptop.ws, url)


def send_and_tell(folder: Path, url: str, told: Connection) -> None:
    """Like `send`, and says also how each exchange ended (`=` and the code, empty when it went well)."""
    laptop, ledger = laptop_at(folder), Ledger()
    while True:
        told.send(laptop.visit(ledger, 0, 1, b"photo" * 300, "").id)
        told.send(f"={exchange_once(laptop.ws, url)}")


def exchange_once(ws: Workspace, url: str) -> str:
    """One exchange: empty, or the code it ended with."""
    try:
        exchange.exchange_server(ws, NOBODY, url, pause=lambda _seconds: None)
    except CodedError as error:
        return error.code
    except SyncError as error:
        return f"engine: {error.code}"
    return ""


def serve(home: Path, port: int) -> None:
    """`villagevisit county serve` as the command line runs it."""
    from villagevisit.__main__ import main

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    code = home / "code"
    sys.argv = [
        "villagevisit", "--home", str(home), "county", "serve", "--port", str(port), "--code-file", str(code)
    ]  # fmt: skip
    main()


def wait_for(there: Callable[[], bool], seconds: float = 30) -> None:
    """Raises TimeoutError when it does not come true."""
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


def upgrade(path: Path, key: bytes, told: Connection) -> None:
    """Opens a data file of an older program; says how far it is, and waits for an answer each time."""

    def tell(done: int, total: int) -> None:
        told.send((done, total))
        told.recv()

    Store(path, key, tell).close()
    told.send(())
