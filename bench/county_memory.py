"""How much memory the county's side holds as its log grows: `python -m bench.county_memory [--thin] RECORDS…`.

One process plays a laptop that sends without end and the county that takes in, projects and answers: the inbox, the
drainer, the intake, the view and what goes down, as the server has them, without HTTP. Records are visits of 3 KB with
two signatures; `--thin`: 200 bytes of a kind that is kept and not looked into, for more records than there is time for.
Prints the resident memory at each of the numbers.
"""

import argparse
import secrets
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.sync_data import samples
from bench.sync_laptop import submission
from sync import batch as batches
from sync import record as travelling
from sync.batch import Content
from sync.container import parse
from sync.record import CHAIN_START, Record
from sync.server.drain import Drain
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.server import inbox
from villagevisit.domain.clock import SystemClock, stamp
from villagevisit.services import enrolment, exchange
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.enrolment import device_keys, device_name
from villagevisit.services.workspace import Workspace

COUNTY, BATCH = "999999000000", 2_000
_THIN = 200


def main(marks: list[int], thin: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        init(folder / "county", Identity(COUNTY, "bench", "http://county"))
        with open_county(folder / "county", SystemClock()) as county, Workspace.open(folder / "laptop") as ws:
            (folder / "county.json").write_text(county.enrol("bench", 1).to_json(), "utf-8")
            enrolment.read_county_file(ws, folder / "county.json")
            _grow(county, ws, folder / "upload", marks, thin)


def _grow(county: CountyHome, ws: Workspace, upload: Path, marks: list[int], thin: bool) -> None:
    address, name, keys = exchange._county(ws).address, device_name(ws), device_keys(ws)
    waiting = inbox(county)
    drain = Drain(waiting)
    made = _records(name, max(marks), thin)
    held = 0
    while run := tuple(islice(made, BATCH)):
        data = batches.seal(Content(run, ()), address, name, keys, stamp(ws.clock), b"")
        upload.write_bytes(data)
        waiting.admit(upload, parse(data).digest)
        drain.run(until_empty=True)
        county.view.catch_up()
        held += len(run)
        if held in marks:
            county.intake.waiting(name, b"")
            print(f"{held:>9,} records: {_resident():6.1f} MB, {time.process_time():7.1f} s CPU", flush=True)


def _records(device: str, count: int, thin: bool) -> Iterator[Record]:
    at, before = "2026-11-22T10:00:00.000+08:00", CHAIN_START
    for seq, sample in enumerate(samples(count) if not thin else (None for _ in range(count)), start=1):
        if sample is None:
            kind, subject, body = "bench", f"{seq:032x}", secrets.token_bytes(_THIN)
        else:
            kind, subject, body = bodies.SUBMISSION, sample.id, bodies.submission_body(submission(sample, at))
        one = travelling.make(device, seq, kind, subject, at, before, secrets.token_bytes(16), body)
        before = one.digest
        yield one


def _resident() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.county_memory", description=__doc__)
    parser.add_argument("records", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--thin", action="store_true")
    given = parser.parse_args()
    main(given.records, given.thin)
