"""Sync (issue 4): 10,000 records of 3 KB with two signatures each to the county and back, beside PouchDB.

Client and server are processes of their own on this machine; a counting wire stands between them, and its processor
time is nobody's. Targets: ≥ 3 × PouchDB's records per CPU second of both ends, ≤ 1/5 of its bytes, ≤ 12 requests; no
change 1 request; a lost checkpoint ≤ 5. Ours checks every signature; PouchDB checks none.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import node
from bench.sync_data import document, samples
from bench.wire import Wire
from sync import eight

RECORDS = 10_000
LAPTOPS = 16
_ROOT = Path(__file__).parents[1]
_TICK = os.sysconf("SC_CLK_TCK")
_CENTRAL = 200.0
"""Submissions per CPU second of ODK Central at its best, measured on this kind of machine beforehand."""
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Run:
    """What one exchange took. Times are processor and wall seconds."""

    client: float
    server: float
    wall: float
    bytes: int
    requests: int


@dataclass(frozen=True, slots=True)
class Side:
    """One contestant's three exchanges, and the most memory its ends held, MB."""

    first: Run
    again: Run
    forgotten: Run
    client_mb: float
    server_mb: float
    pages: float = 0.0
    """What the server spends besides, once it is quiet, until its pages show what came; the peer has none."""


def rows() -> list[Row]:
    peer = node.install(Path(__file__).parent / "peers_sync", "pouchdb")
    ours = _ours()
    theirs = _theirs(peer.folder) if peer.folder else None
    return [*_table(ours, theirs, peer.name), *_crowd()]


def _table(ours: Side, theirs: Side | None, name: str) -> Iterator[Row]:
    def one(case: str, metric: str, unit: str, pick: Any) -> Row:
        return _row(case, metric, unit, pick(ours), pick(theirs) if theirs else None, name)

    case = f"{RECORDS:,} records"
    yield one(case, "records per CPU second, both ends", "1/s", lambda s: RECORDS / (s.first.client + s.first.server))
    yield _row(case, "signatures checked at once", "", eight.LANES if eight.ready() else 1)
    yield one(case, "client, CPU", "s", lambda s: s.first.client)
    yield one(case, "server, CPU", "s", lambda s: s.first.server)
    yield _row(case, "server later, CPU, for its pages", "s", ours.pages)
    yield one(case, "wall", "s", lambda s: s.first.wall)
    yield one(case, "bytes per record, both ways", "B", lambda s: s.first.bytes / RECORDS)
    yield one(case, "requests", "", lambda s: s.first.requests)
    yield one("nothing changed", "requests", "", lambda s: s.again.requests)
    yield one("nothing changed", "bytes", "B", lambda s: s.again.bytes)
    yield one("checkpoint lost", "requests", "", lambda s: s.forgotten.requests)
    yield one("checkpoint lost", "bytes per record, both ways", "B", lambda s: s.forgotten.bytes / RECORDS)
    yield one(case, "memory of the client", "MB", lambda s: s.client_mb)
    yield one(case, "memory of the server", "MB", lambda s: s.server_mb)


def _crowd() -> Iterator[Row]:
    """Laptops that all send at once: what the server alone spends."""
    each = RECORDS // LAPTOPS
    with tempfile.TemporaryDirectory() as folder, _county(Path(folder), LAPTOPS) as (server, port, county_file):
        laptops = [_laptop(Path(folder) / f"laptop-{n}", county_file, each, n * each) for n in range(LAPTOPS)]
        for one in laptops:
            _line(one)
        before = _cpu(server)
        for one in laptops:
            _say(one, f"http://127.0.0.1:{port}")
        for one in laptops:
            _line(one)
        rate = each * LAPTOPS / (_cpu(server) - before)
        for one in laptops:
            _end(one)
        memory = _memory(server)
    yield _row(
        f"{LAPTOPS} laptops at once", "records per CPU second, server", "1/s", rate, _CENTRAL, "ODK Central, quoted"
    )
    yield _row(f"{LAPTOPS} laptops at once", "memory of the server", "MB", memory)


def _ours() -> Side:
    with tempfile.TemporaryDirectory() as folder, _county(Path(folder), 1) as (server, port, county_file):
        client = _laptop(Path(folder) / "laptop", county_file, RECORDS)
        _line(client)
        with Wire(port) as wire:
            url = f"http://127.0.0.1:{wire.port}"
            runs = [_run(client, server, wire, order) for order in (url, url, f"forget {url}")]
        before = _cpu(server)
        _shown(port)
        pages = _cpu(server) - before
        side = Side(*(run for run, _ in runs), max(found["rss_mb"] for _, found in runs), _memory(server), pages)
        _end(client)
        return side


def _shown(port: int) -> None:
    """Waits until the server's pages show everything."""
    while True:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            if b"villagevisit_view_lag_records 0\n" in answer.read():
                return
        time.sleep(1)


def _theirs(scripts: Path) -> Side:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docs = folder / "docs.jsonl"
        docs.write_text("".join(document(one) + "\n" for one in samples(RECORDS)), "utf-8")
        (folder / "server").mkdir()
        server = _start(["node", "server.mjs", str(folder / "server")], scripts)
        port = _line(server)["port"]
        client = _start(["node", "client.mjs", str(folder), str(docs)], scripts)
        _line(client)
        with Wire(port) as wire:
            url = f"http://127.0.0.1:{wire.port}/visits"
            runs = [_run(client, server, wire, order) for order in (url, url, f"forget {url}")]
        side = Side(*(run for run, _ in runs), max(found["rss_mb"] for _, found in runs), _memory(server))
        _end(client)
        _end(server)
        return side


def _run(client: subprocess.Popen[str], server: subprocess.Popen[str], wire: Wire, order: str) -> tuple[Run, Any]:
    before = _cpu(server)
    _say(client, order)
    found = _line(client)
    sent, requests = wire.take()
    return Run(found["cpu_ms"] / 1e3, _cpu(server) - before, found["wall_ms"] / 1e3, sent, requests), found


@contextmanager
def _county(folder: Path, laptops: int) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    program = [sys.executable, "-m", "villagevisit", "--home", str(folder / "county"), "--json"]
    file = folder / "county.json"
    for step in (
        ["county", "init", "--code", "999999000000", "--name", "云溪县"],
        ["county", "enrol", "--laptops", str(laptops), "-o", str(file)],
    ):
        subprocess.run([*program, *step], cwd=_ROOT, check=True, capture_output=True)
    server = _start([*program, "county", "serve", "--port", "0"], _ROOT)
    try:
        yield server, int(str(_line(server)["url"]).rpartition(":")[2]), file
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _laptop(home: Path, county_file: Path, count: int, first: int = 0) -> subprocess.Popen[str]:
    order = [str(home), str(county_file), str(count), str(first)]
    return _start([sys.executable, "-m", "bench.sync_laptop", *order], _ROOT)


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _line(process: subprocess.Popen[str]) -> Any:
    """The next JSON document that a process prints: one line, or one indented."""
    assert process.stdout is not None
    text = ""
    while line := process.stdout.readline():
        text += line
        try:
            return json.loads(text)
        except ValueError:
            continue
    raise RuntimeError(f"{process.args} ended early: {text}")


def _say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def _cpu(process: subprocess.Popen[str]) -> float:
    """Processor seconds that a process took so far, with all its threads."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _memory(process: subprocess.Popen[str]) -> float:
    """Most memory that a process held, MB."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def _row(
    case: str, metric: str, unit: str, ours: float, peer: float | None = None, peer_name: str = ""
) -> Row:
    return {
        "bench": "sync", "case": case, "metric": metric, "unit": unit, "ours": round(ours, 3),
        "peer": None if peer is None else round(peer, 3), "peer_name": peer_name,
    }  # fmt: skip
