"""Paper (issue 6): a notice of 1,000 households, a ledger of 20,000 rows, 500 visit forms, beside Typst and WeasyPrint.

Limits: the notice ≤ 0.25 CPU s warm with a rare name in every tenth row, no slower than Typst cold, ≤ 1/5 of its
bytes; the ledger ≤ 6 CPU s; memory ≤ 200 MB; the first page of a preview ≤ 300 ms; 99 of 100 photographed codes are
read. Every contestant is a process of its own: cold is its first paper with its start, warm its second.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import paper_data
from printing.document import Document
from printing.preview import page_png
from printing.render import render

FORMS, PEER_FORMS = 500, 20
_RUNS = 3
_PATIENCE = {"typst": 240.0, "weasyprint": 120.0}
Row = dict[str, object]
Figures = dict[str, float]
_CASES: dict[str, tuple[Callable[[int], Document], int, int]] = {
    "notice of 1,000 households": (lambda n: paper_data.notice(variant=n), 2, 2),
    "ledger of 20,000 rows × 15": (lambda n: paper_data.ledger(variant=n), 1, 1),
    f"{FORMS} visit forms, each": (paper_data.form, FORMS, PEER_FORMS),
}
"""What makes paper n, how many of it we make, and how many the peers do."""


def rows() -> list[Row]:
    from bench import paper_peers, paper_queue  # not at the top: what measures ours loads only what a paper needs

    python = paper_peers.install()
    return [*(row for case in _CASES for row in _rows(case, python)), *paper_queue.rows(), *_codes()]


def _rows(case: str, python: Path | None) -> Iterator[Row]:
    from bench import paper_peers

    ours = [_child(case) for _ in range(_RUNS)]
    best = {key: min(one[key] for one in ours) for key in ours[0]}
    peers = {peer: _peer(case, peer, python) for peer in paper_peers.PEERS}
    shown = ("cold", "warm", "bytes", "memory") if _CASES[case][1] > 1 else ("cold", "bytes", "memory")
    units = {"cold": "s", "warm": "s", "bytes": "kB", "memory": "MB"}
    for metric in shown:
        name = f"CPU, {metric}" if units[metric] == "s" else metric
        scale = 1000 if metric == "bytes" else 1
        for peer, found in peers.items():
            theirs = found[metric] / scale if found else None
            yield _row(case, name, units[metric], best[metric] / scale, theirs, peer if found else f"{peer}: gave up")
    yield _row(case, "first page of a preview, wall", "ms", best["preview"])


def _peer(case: str, peer: str, python: Path | None) -> Figures | None:
    from bench import paper_peers

    if python is None:
        return None
    make, _, count = _CASES[case]
    with tempfile.TemporaryDirectory() as folder:
        return paper_peers.run(python, peer, [make(n) for n in range(count)], Path(folder), _PATIENCE[peer])


def _child(case: str) -> Figures:
    command = [sys.executable, "-m", "bench.paper", case]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    found: Figures = json.loads(done.stdout)
    return found


def _measure(case: str) -> Figures:
    make, count, _ = _CASES[case]
    times, size, apart = [], 0, 0.0
    for number in range(count):
        began = time.process_time()
        document = make(number)
        apart += time.process_time() - began
        size += len(render(document).pdf)
        times.append(time.process_time() - apart - sum(times))
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    previews = [_preview(document) for _ in range(3)]
    rest = times[1:] or times
    return {
        "cold": times[0], "warm": sum(rest) / len(rest), "bytes": size / count, "memory": peak,
        "preview": min(previews),
    }  # fmt: skip


def _preview(document: Document) -> float:
    """Milliseconds until the first page is a picture."""
    began = time.perf_counter()
    page_png(render(document, first=1).pdf, 0, 96)
    return (time.perf_counter() - began) * 1000


def _codes() -> Iterator[Row]:
    from bench import paper_codes

    for case, text in paper_codes.TEXTS.items():
        read = paper_codes.photographed(text, 100)
        yield _row(f"code of {case}, 300 dpi, photographed", "read of 100", "", float(read))


def _row(case: str, metric: str, unit: str, ours: float, peer: float | None = None, name: str = "") -> Row:
    return {
        "bench": "paper", "case": case, "metric": metric, "unit": unit, "ours": round(ours, 3),
        "peer": None if peer is None else round(peer, 3), "peer_name": name,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(sys.argv[1])))
