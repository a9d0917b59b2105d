"""The form engine (issue 3): four synthetic forms and a shipped one, beside the engine of ODK Web Forms.

Each form and each engine gets a process of its own. `open` is package to session with the answers of a draft in it;
`first` the same in a new process, empty. Targets, CPU: answer p99 0.11 / 0.60 / 0.16 / 0.012 ms for (a) to (d); open
(b) 30 ms, (c) 20 ms; first 50 choices of (d) 0.3 ms; 60 MB above the interpreter.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import form_peers, form_shipped
from bench.figures import Spent, quantile, row, spent
from bench.form_makers import Sample, samples
from bench.form_run import FIRST
from bench.node import Peer
from forms.package import write_package

_ROOT = Path(__file__).parents[1]
_CLOCKS = ("CPU", "wall")
Row = dict[str, object]


def rows() -> list[Row]:
    peer = form_peers.web_forms()
    bare = _ours()["peak"]
    found = [row("this machine, now", "fixed loop, CPU", "ms", _loop()), *form_shipped.rows()]
    for make in samples().values():
        sample = make()
        with tempfile.TemporaryDirectory() as folder:
            _write(sample, Path(folder))
            ours = _ours(folder)
            theirs, name = _theirs(peer, sample, Path(folder), ours["checks"])
        ours["peak"] -= bare
        found += _table(sample, ours, theirs, name)
    return found


def _loop() -> float:
    """A million additions, best of five: tells how fast the machine is while others use it."""
    return min(spent(lambda: sum(n * n % 7 for n in range(1_000_000)))[0][0] for _ in range(5))


def _write(sample: Sample, folder: Path) -> None:
    xform = sample.xform.encode()
    (folder / "form.package").write_bytes(write_package(xform, sample.media))
    (folder / "form.xml").write_bytes(xform)
    (folder / "script.json").write_text(sample.script(), "utf-8")
    for name, content in sample.media.items():
        (folder / name).write_bytes(content)


def _ours(*arguments: str) -> Any:
    command = [sys.executable, "-m", "bench.form_run", *arguments]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _theirs(peer: Peer, sample: Sample, folder: Path, checks: object) -> tuple[Any, str]:
    """What the peer took, and its name with a remark: why there are no figures, or that its values differ."""
    if peer.folder is None:
        return None, peer.name
    try:
        found = form_peers.run(peer, folder, sample.patience)
    except TimeoutError:
        return None, f"{peer.name}: > {sample.patience * 1000:,} ms".replace(",", " ")
    except subprocess.CalledProcessError as error:
        return None, f"{peer.name}: failed, {error.stderr.strip().splitlines()[-1:]}"
    found["peak"] -= peer.bare
    return found, peer.name if found["checks"] == checks else f"{peer.name}, other results"


def _table(sample: Sample, ours: Any, theirs: Any, name: str) -> Iterator[Row]:
    def both(metric: str, pick: Any) -> Iterator[Row]:
        for clock, place in zip(_CLOCKS, (0, 1), strict=True):
            peer = pick(theirs, place) if theirs else None
            yield row(sample.case, f"{metric}, {clock}", "ms", pick(ours, place), peer, name)

    yield from both("first open", lambda found, clock: found["open first"][clock])
    yield from both("open", lambda found, clock: _middle(found["open"], clock))
    if sample.grow is not None:
        yield from both(f"add {sample.grow[1]} instances", lambda found, clock: found["grow"][clock])
    yield from both("answer p50", lambda found, clock: _at(found["answers"], clock, 0.5))
    yield from both("answer p99", lambda found, clock: _at(found["answers"], clock, 0.99))
    if sample.choices:
        yield from both(f"first {FIRST} choices", lambda found, clock: _middle(found["choices"], clock))
    yield row(sample.case, "memory above the interpreter", "MB", ours["peak"], theirs and theirs["peak"], name)


def _at(each: Sequence[Spent], clock: int, share: float) -> float:
    return quantile([one[clock] for one in each], share)


def _middle(each: Sequence[Spent], clock: int) -> float | None:
    return _at(each, clock, 0.5) if each else None


if __name__ == "__main__":
    for line in rows():
        print(json.dumps(line, ensure_ascii=False))
