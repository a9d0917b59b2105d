"""`kill -9` of all of PostgreSQL while laptops and a phone send: what was acknowledged is there; the server recovers.

`VILLAGEVISIT_POSTGRES_KILLS=N` for more.
"""

import os
import random
import threading
import time
from collections.abc import Iterator, Sized
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import requests
from lxml import etree
from sqlalchemy import create_engine, text

from sync.server import openrosa_phones as phones
from tests import peek
from tests.county.phone import FORM, RESPONSE, VERSION, filled, form_xml, new_instance
from tests.kill import children
from tests.kill.side import laptop_of, rest_of, started
from tests.sim import ground
from tests.sync.server import postgres
from tests.sync.server.postgres import Cluster
from villagevisit.county.home import Identity, init, open_county
from villagevisit.domain.clock import SystemClock
from villagevisit.wording import t

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9, and a PostgreSQL of our own")
KILLS = int(os.environ.get("VILLAGEVISIT_POSTGRES_KILLS") or 3)
LAPTOPS = 4


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with postgres.cluster(fsync=True) as one:
        yield one


@dataclass
class Poster:
    """A phone that sends one form after the other."""

    url: str
    accepted: list[str] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """Status, `Retry-After` and sentence."""
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        with requests.Session() as session:
            while not self.stopping.wait(0.05):
                instance = new_instance()
                answer = session.post(
                    f"{self.url}/submission",
                    files={"xml_submission_file": ("s.xml", filled(instance), "text/xml")},
                    headers=VERSION,
                    timeout=60,
                )
                if answer.status_code == 201:
                    self.accepted.append(instance)
                else:
                    said = etree.fromstring(answer.content).findtext(f"{RESPONSE}message")
                    self.refused.append((answer.status_code, answer.headers.get("Retry-After", ""), str(said)))


def county_of(folder: Path, database: str, url: str) -> str:
    """A county on PostgreSQL; the address of its phone."""
    home = folder / "county-home"
    init(home, Identity(ground.COUNTY.code, ground.COUNTY.name, url, database))
    (home / "code").write_text("code", "utf-8")
    (home / "county" / "forms").mkdir()
    (home / "county" / "forms" / f"{FORM}.xml").write_text(form_xml(), "utf-8")
    with open_county(home, SystemClock()) as county, county.log.writing() as s:
        return f"{url}/key/{phones.enrol(s, '手机', '', (), '2026-11-22')[1]}"


def sender(processes: ForkServerContext, folder: Path, url: str) -> tuple[BaseProcess, Connection]:
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=children.send_and_tell, args=[folder, url, theirs])
    process.start()
    theirs.close()
    return process, ours


def rows(cluster: Cluster, column: str, table: str) -> set[str]:
    engine = create_engine(cluster.url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.connect() as connection:
            query = f"SELECT {column} FROM {table} WHERE county = :county"
            return {str(one) for (one,) in connection.execute(text(query), {"county": ground.COUNTY.code})}
    finally:
        engine.dispose()


def believed(folder: Path) -> set[str]:
    """What a laptop believes to be received."""
    with closing(peek.data_file(folder / "home", timeout=30)) as db:
        return {row[0] for row in db.execute("SELECT digest FROM record WHERE state = 'received'")}


def health(url: str) -> tuple[int, str]:
    answer = requests.get(f"{url}/healthz", timeout=60)
    return answer.status_code, answer.headers.get("VillageVisit-Code", "")


def grows(said: Sized) -> None:
    """Waits for one more."""
    before = len(said)
    children.wait_for(lambda: len(said) > before, 120)


def deliver_all(folder: Path, url: str) -> None:
    laptop = children.laptop_at(folder)

    def done() -> bool:
        return children.exchange_once(laptop.ws, url) == "" and set(laptop.states()) == {"received"}

    children.wait_for(done, 120)
    laptop.close()


@pytest.mark.timeout(0)
def test_the_database_dies_while_laptops_and_a_phone_send(
    processes: ForkServerContext, folder: Path, port: int, cluster: Cluster
) -> None:
    rng, url = random.Random(7), f"http://127.0.0.1:{port}"
    poster = Poster(county_of(folder, cluster.url, url))
    names = [f"laptop-{number}" for number in range(LAPTOPS)]
    for name in names:
        laptop_of(folder, name, url).close()
    server = started(processes, folder, port)
    phone = threading.Thread(target=poster.run)
    phone.start()
    senders = [sender(processes, folder / name, url) for name in names]
    said: list[str] = []
    try:
        for _ in range(KILLS):
            children.wait_for(lambda: health(url)[0] == 200, 120)
            grows(poster.accepted)
            time.sleep(rng.random() * 0.5)
            cluster.kill()
            assert health(url) == (503, "county.database")
            grows(poster.refused)
            acknowledged = set().union(*(believed(folder / name) for name in names))
            cluster.start()
            assert acknowledged <= rows(cluster, "digest", "record")
            for _, pipe in senders:
                while pipe.poll():
                    said.append(pipe.recv())
        children.wait_for(lambda: health(url)[0] == 200, 120)
        assert server.is_alive()
    finally:
        poster.stopping.set()
        phone.join()
        for process, _ in senders:
            process.kill()
            process.join()
    said += [line for _, pipe in senders for line in rest_of(pipe)]
    for name in names:
        deliver_all(folder / name, url)
    server.kill()
    server.join()
    subjects = rows(cluster, "subject", "record")
    assert {line for line in said if not line.startswith("=")} <= subjects
    assert set(poster.accepted) <= rows(cluster, "instance", "openrosa_submission") & subjects
    assert {line for line in said if line.startswith("=")} <= {"=", "=exchange.server-busy", "=exchange.interrupted"}
    assert set(poster.refused) == {(503, "60", t("openrosa.out-of-order"))}
    print(f"kills {KILLS}, forms {len(poster.accepted)}, visits {len(subjects) - len(poster.accepted)}")
