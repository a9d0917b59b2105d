"""The county and the laptops that the kill tests send between, and what was held and believed afterwards."""

import shutil
import socket
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests import peek
from tests.kill import children
from tests.sim import ground
from tests.sim.laptop import Laptop
from villagevisit.county.home import Identity, init, open_county
from villagevisit.domain.clock import SystemClock


def laptop_of(folder: Path, name: str, url: str) -> Laptop:
    """A laptop of the county in `folder`, which is made with the first one."""
    home = folder / "county-home"
    if not home.exists():
        init(home, Identity(ground.COUNTY.code, ground.COUNTY.name, url))
        (home / "code").write_text("code", "utf-8")
    (folder / name).mkdir()
    shutil.copytree(ground.template((0,)), folder / name / "home")
    laptop = children.laptop_at(folder / name)
    with open_county(home, SystemClock()) as county:
        invited = county.enrol(name, 1)
        laptop.set_up(invited.to_json(), invited.fingerprint)
    return laptop


def started(processes: ForkServerContext, folder: Path, port: int, limit: int = 0) -> BaseProcess:
    """The county server in a process of its own, answering; no file may grow beyond `limit` bytes (0: as they like)."""
    home = folder / "county-home"
    target, args = (children.serve_until_full, [home, port, limit]) if limit else (children.serve, [home, port])
    server = processes.Process(target=target, args=args, daemon=True)
    server.start()
    children.wait_for(lambda: _listens(port) or not server.is_alive())
    assert limit or server.is_alive(), "the county does not start"
    return server


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def believes_no_more_than_is_held(folder: Path, laptop: Laptop) -> None:
    with closing(peek.county_log(folder / "county-home" / "county")) as db:
        held = {row[0] for row in db.execute("SELECT digest FROM record WHERE refusal = ''")}
    with closing(peek.data_file(laptop.home)) as db:
        believed = {row[0] for row in db.execute("SELECT digest FROM record WHERE state = 'received'")}
    assert believed <= held


def logged(folder: Path) -> list[tuple[str, str]]:
    with closing(peek.county_log(folder / "county-home" / "county")) as db:
        return [(kind, subject) for kind, subject in db.execute("SELECT kind, subject FROM record WHERE refusal = ''")]


def rest_of(pipe: Connection) -> list[str]:
    """What a process said before its death and nobody heard yet."""
    said: list[str] = []
    with closing(pipe):
        try:
            while True:
                said.append(pipe.recv())
        except (EOFError, OSError):
            return said
