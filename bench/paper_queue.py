"""A village of 500 visits whose forms two people signed, printed through the queue (issue 6: memory ≤ 200 MB).

The forms are opened, answered, frozen and signed by the very services that the program uses; only the stretching of the
PINs is done once. Each way out of the queue is measured in a process of its own, which opens the home as it was left.
"""

import functools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from villagevisit.domain.clock import FixedClock
from villagevisit.services import print_queue
from villagevisit.services.workspace import Actor, Workspace, silent

FORMS = 500
WAYS = ("one PDF", "a file each")
_AT = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


def rows() -> Iterator[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _run("fill", home)
        for way in WAYS:
            found = _run(way, home)
            for metric, unit in (("CPU each", "s"), ("bytes each", "kB"), ("memory", "MB")):
                yield {
                    "bench": "paper", "case": f"{FORMS} signed forms through the queue, {way}", "metric": metric,
                    "unit": unit, "ours": round(found[metric], 3), "peer": None, "peer_name": "",
                }  # fmt: skip


def _run(what: str, home: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.paper_queue", what, str(home)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _fill(home: Path) -> dict[str, float]:
    from tests.services.filled_forms import fill_forms
    from tests.services.town import COUNTY, PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
    from villagevisit.services import form_shelf, pins, setup

    clock = FixedClock(_AT)
    with Workspace.open(home, clock) as ws, patch.object(pins, "_cipher", functools.cache(pins._cipher)):
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
        form_shelf.install_shipped(ws)
        fill_forms(Town(ws, clock), *(f"{number:04d}" for number in range(1, FORMS + 1)))
    return {}


def _measure(way: str, home: Path) -> dict[str, float]:
    with Workspace.open(home, FixedClock(_AT)) as ws, tempfile.TemporaryDirectory(dir=home.parent) as out:
        from villagevisit.services import people

        clerk = Actor(tuple(one for one in people.officers(ws) if one.staff_no == "005"))
        folder = Path(out)
        began = time.process_time()
        (village,) = print_queue.villages(ws, clerk)
        queue = print_queue.forms(ws, village)
        if way == "one PDF":
            ran = print_queue.to_one_file(ws, clerk, queue, folder / "all.pdf", silent).value
        else:
            ran = print_queue.to_folder(ws, clerk, queue, folder, silent).value
        spent = time.process_time() - began
        assert len(ran.finished) == FORMS, ran
        size = sum(path.stat().st_size for path in folder.iterdir())
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return {"CPU each": spent / FORMS, "bytes each": size / 1000 / FORMS, "memory": peak}


if __name__ == "__main__":
    _what, _home = sys.argv[1], Path(sys.argv[2])
    sys.stdout.write(json.dumps(_fill(_home) if _what == "fill" else _measure(_what, _home)))
