"""Paper (issue 6): a notice of 1,000 households, a ledger of 20,000 rows, 500 visit forms, beside Typst and WeasyPrint.

Limits: the notice ≤ 0.25 CPU s warm with a rare name in every tenth row, no slower than Typst cold, ≤ 1/5 of its
bytes; the ledger ≤ 6 CPU s; memory ≤ 200 MB; the first page of a preview ≤ 300 ms; 99 of 100 photographed codes are
read. Every contestant is a process of its own: cold is its first paper with its start, warm its second.

WeasyPrint needs minutes for the long papers: it sets the notice once, three of the visit forms, and of the ledger a
piece of 500 rows, which everybody sets as a case of its own. Nothing is multiplied up.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import paper_data
from printing.document import Document
from printing.preview import page_png
from printing.render import render

ROWS, PIECE, FORMS = 20_000, 500, 500
_RUNS = 3
_PATIENCE = 300.0
"""Seconds by the wall; nobody needs a fifth of it on a machine that does nothing else."""
Row = dict[str, object]
Figures = dict[str, float]


@dataclass(frozen=True)
class _Case:
    make: Callable[[int], Document]
    """Makes paper n."""
    ours: int
    """How many of it we make."""
    peers: Mapping[str, int]
    """How many each peer makes; who is not here sits out."""
    rows: int = 0
    """Of a table; then a figure for 1,000 of them is given too."""
    runs: int = _RUNS


_CASES: Mapping[str, _Case] = {
    "notice of 1,000 households": _Case(lambda n: paper_data.notice(variant=n), 2, {"typst": 2, "weasyprint": 1}),
    f"ledger of {ROWS:,} rows × 15": _Case(lambda n: paper_data.ledger(ROWS, n), 1, {"typst": 1}, ROWS),
    f"ledger, only {PIECE} of its {ROWS:,} rows": _Case(
        lambda n: paper_data.ledger(PIECE, n), 1, {"typst": 1, "weasyprint": 1}, PIECE
    ),
    f"{FORMS} visit forms, each": _Case(paper_data.form, FORMS, {"typst": 20, "weasyprint": 3}, runs=1),
}


def rows() -> list[Row]:
    from bench import paper_peers, paper_queue  # not at the top: what measures ours loads only what a paper needs

    python = paper_peers.install()
    return [*(row for case in _CASES for row in _rows(case, python)), *paper_queue.rows(), *_codes()]


def _rows(name: str, python: Path | None) -> Iterator[Row]:
    case = _CASES[name]
    ours = [_child(name) for _ in range(case.runs)]
    best = {key: min(one[key] for one in ours) for key in ours[0]}
    peers = {peer: _peer(case, peer, python) for peer in case.peers}
    yield from _figures(name, "CPU, cold", "s", best, peers, "cold")
    if case.rows:
        yield from _figures(name, "CPU per 1,000 rows, cold", "s", best, peers, "cold", 1000 / case.rows)
    if case.ours > 1:
        again = {peer: found for peer, found in peers.items() if case.peers[peer] > 1}
        yield from _figures(name, "CPU, warm", "s", best, again, "warm")
    yield from _figures(name, "bytes", "kB", best, peers, "bytes", 1 / 1000)
    yield from _figures(name, "memory", "MB", best, peers, "memory")
    yield _row(name, "first page of a preview, wall", "ms", best["preview"])


def _figures(
    name: str, metric: str, unit: str, ours: Figures, peers: Mapping[str, Figures | None], key: str, scale: float = 1
) -> Iterator[Row]:
    for peer, found in peers.items():
        papers = _CASES[name].peers[peer]
        told = peer if _CASES[name].ours == papers else f"{peer}, {papers} only"
        if found is None:
            yield _row(name, metric, unit, ours[key] * scale, None, f"{peer}: gave up")
        else:
            yield _row(name, metric, unit, ours[key] * scale, found[key] * scale, told)


def _peer(case: _Case, peer: str, python: Path | None) -> Figures | None:
    from bench import paper_peers

    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        papers = [case.make(n) for n in range(case.peers[peer])]
        return paper_peers.run(python, peer, papers, Path(folder), _PATIENCE)


def _child(case: str) -> Figures:
    command = [sys.executable, "-m", "bench.paper", case]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    found: Figures = json.loads(done.stdout)
    return found


def _measure(case: str) -> Figures:
    make, count = _CASES[case].make, _CASES[case].ours
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
