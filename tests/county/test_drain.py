"""Drainers beside the server, what the server writes to its log, and senders who do not get round to asking."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync import container
from sync.server import overview
from tests.county.side import Laptop
from villagevisit.county import patience, server
from villagevisit.county.home import CountyHome
from villagevisit.county.signin import SignIn


def wait(county: CountyHome, laptop: Laptop, number: int, folder: Path) -> None:
    """Lets a visit of the laptop wait in the county's inbox."""
    folder.mkdir()
    laptop.visit(number)
    laptop.write(folder)
    for path in sorted(folder.glob("VILLAGEVISIT/up/*/*.vvb")):
        digest = container.parse(path.read_bytes()).digest
        if county.intake.repeated(digest) is None:
            server.inbox(county).admit(path, digest)


@contextmanager
def program(county: CountyHome, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "villagevisit", "--home", str(county.folder.parent), "--json", "county"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, *arguments], stdout=pipe, stderr=pipe, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_drain_command_works_off_what_waits(county: CountyHome, laptop: Laptop, tmp_path: Path) -> None:
    wait(county, laptop, 1, tmp_path / "stick")
    with program(county, "drain", "--until-empty") as process:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
    assert json.loads(out) == {"batches": 1}
    assert len(overview.records_after(county.log, 0, 10)) == 1
    assert server.inbox(county).load().batches == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to be gentle with")
def test_a_drainer_goes_on_until_it_is_told_to_stop(county: CountyHome, laptop: Laptop, tmp_path: Path) -> None:
    with program(county, "drain") as process:
        wait(county, laptop, 1, tmp_path / "stick")
        while len(overview.records_after(county.log, 0, 10)) < 1:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
    assert json.loads(out) == {"batches": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to be gentle with")
def test_the_server_logs_one_object_a_request_and_stops_gently(county: CountyHome, laptop: Laptop) -> None:
    laptop.visit(1)
    with program(county, "serve", "--port", "0") as process:
        assert process.stdout is not None
        told = b"".join(process.stdout.readline() for _ in range(5)).decode()
        laptop.send(int(told.split("127.0.0.1:")[1].split('"')[0]))
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0
    lines = [json.loads(line) for line in errors.decode().splitlines()]
    posts = [one for one in lines if one.get("method") == "POST"]
    assert [(one["route"], one["status"]) for one in posts] == [("/v1/batches", 200)]
    assert posts[0]["logger"] == "sync.server.access"
    for personal in ("张三丰", "0001", "999999100201", "household-1"):
        assert personal not in errors.decode()


@pytest.mark.parametrize("said", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n"])
def test_who_does_not_finish_his_head_is_hung_up_on(
    county: CountyHome, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.2)
    app = server.application(county, SignIn("code", county.clock))
    with server.running(app) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(said)
        assert slow.recv(100) == b""


def test_who_asks_in_time_is_answered_again_and_again(county: CountyHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    app = server.application(county, SignIn("code", county.clock))
    with server.running(app) as port:
        guest = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        guest.connect()
        first = guest.sock
        for _ in range(4):
            guest.request("GET", "/healthz")
            assert guest.getresponse().read() == b"ok\n"
            time.sleep(0.3)
        assert guest.sock is first
        guest.close()
