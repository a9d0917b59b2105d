"""Keys that are renewed while the county's processes run: server and drainer notice by themselves."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.county.side import COUNTY, Laptop
from villagevisit.county import rotation
from villagevisit.county.home import Identity, init, open_county
from villagevisit.domain.clock import SystemClock
from villagevisit.services import enrolment

CODE = """
import sys
from villagevisit.county import server
server._LOOK_SECONDS = 0.2
from villagevisit.__main__ import main
sys.exit(main())
"""
"""The program, which looks oftener, so that nobody waits for it."""


@contextmanager
def begun(home: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-u", "-c", CODE, "--home", str(home), "--json", "county", *arguments]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.terminate()


def served(process: "subprocess.Popen[str]") -> int:
    """The port that it says it listens on."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("}"):
            break
    return int(json.loads(text)["url"].rpartition(":")[2])


@pytest.mark.skipif(os.name == "nt", reason="ends processes with SIGTERM")
def test_running_processes_go_on_with_renewed_keys(tmp_path: Path) -> None:
    clock = SystemClock()
    home = tmp_path / "county"
    init(home, Identity(COUNTY, "云溪县", ""))
    with open_county(home, clock) as county:
        made = Laptop.make(tmp_path / "laptop", county, clock)
    with made as laptop, begun(home, "serve", "--port", "0") as server, begun(home, "drain") as drainer:
        laptop.visit(1)
        port = served(server)
        laptop.send(port)
        known = enrolment.county_file(laptop.ws)
        assert known is not None
        assert (laptop.states(), known.trust.number) == ({"received": 1}, 0)
        with open_county(home, clock) as county:
            renewed = rotation.rotate(county, by="王县长")
        assert served(server) == port  # says anew where it listens
        laptop.visit(2)
        laptop.send(port)
        known = enrolment.county_file(laptop.ws)
        assert known is not None
        assert (laptop.states(), known.trust.number) == ({"received": 2}, 1)
        assert (known.fingerprint, server.poll()) == (renewed.fingerprint, None)
        _, told = drainer.communicate(timeout=60)
        assert drainer.returncode != 0
        assert "county.keys-renewed" in told
