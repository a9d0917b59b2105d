"""How long a backup with its restore check takes: `python -m bench.county_backup [records] [attachments]`."""

import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sync import record as travelling
from sync.batch import Piece
from sync.server import records
from sync.server.log import RecordLog
from sync.server.records import Verdict
from villagevisit.county.backup import Backup, back_up
from villagevisit.county.home import Identity, init, open_county
from villagevisit.county.restore import Revived, restore
from villagevisit.domain.clock import SystemClock

COUNTY, AT, DEVICES = "999999000000", "2026-11-22T10:00:00.000+08:00", 150


def main(count: int, photos: int) -> None:
    """Fills a county with 3 KB records of 150 laptops and 250 KB attachments, backs it up, brings it back."""
    folder = Path(tempfile.mkdtemp())
    (folder / "disk").mkdir()
    (folder / "paper").write_text(init(folder / "home", Identity(COUNTY, "bench", "")), "utf-8")
    with open_county(folder / "home", SystemClock()) as county:
        _fill(county.log, count)
        for number in range(photos):
            data = random.Random(number).randbytes(250_000)
            piece = Piece(hashlib.sha256(data).hexdigest(), len(data), 0, data)
            (laid,) = county.intake.blobs.lay(county.log, [piece])
            with county.log.writing() as s:
                county.intake.blobs.count(s, laid)
        for name in ("first backup", "next backup"):
            _timed(name, lambda: back_up(county, folder / "disk"))
    _timed("restore", lambda: restore(folder / "new", folder / "disk", folder / "paper"))
    for path in sorted((folder / "disk").glob("*.vvk")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    print(f"log: {(folder / 'home/county/log.db').stat().st_size / 1e6:.1f} MB")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _fill(log: RecordLog, count: int) -> None:
    each = max(1, count // DEVICES)
    for number in range(count // each):
        rng, prev, made = random.Random(number), travelling.CHAIN_START, []
        for seq in range(1, each + 1):
            body = rng.randbytes(1500).hex().encode()
            one = travelling.make(f"DZ-{number:04d}", seq, "submission", f"s{seq}", AT, prev, rng.randbytes(16), body)
            made.append((one, Verdict()))
            prev = one.digest
        with log.writing() as s:
            records.add(s, made, "0" * 64, AT)


def _timed(name: str, work: Callable[[], Backup | Revived]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    print(f"{name}: {time.perf_counter() - wall:.1f} s, cpu {time.process_time() - cpu:.1f} s, {done.records} records")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 400)
