"""One process that opens one sample form, answers it, and prints what that took: `python -m bench.form_run FOLDER`.

FOLDER holds `form.package` and `script.json`. Without FOLDER it only starts, and prints the memory of a bare
interpreter. Output is one JSON object; times are [processor, wall] milliseconds, memory is MB.
"""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from bench.figures import Spent, spent

_OPENINGS = 7
_LISTINGS = 20
_BETWEEN = 3
FIRST = 50


def main(arguments: list[str]) -> None:
    found = run(Path(arguments[0])) if arguments else {"peak": peak()}
    print(json.dumps(found))


def run(folder: Path) -> dict[str, Any]:
    """Opens, grows the repeat, answers, reads choices; then opens the draft of it again and again."""
    from datetime import UTC, datetime

    import forms

    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    package = (folder / "form.package").read_bytes()
    script = json.loads((folder / "script.json").read_text("utf-8"))

    def opening(draft: bytes | None = None) -> forms.FormSession:
        return forms.load(package).session(now=lambda: now, draft=draft)

    def listing(turn: int) -> Spent:
        """Answers a little further first, so that no listing finds what the one before it has read."""
        for ref, value in script["answers"][turn * _BETWEEN : (turn + 1) * _BETWEEN]:
            _answer(session, ref, value)
        return spent(lambda: session.choices(script["choices"], FIRST))[0]

    first, session = spent(opening)
    grown = spent(lambda: _grow(session, *script["grow"]))[0] if script["grow"] else None
    taken = [spent(partial(_answer, session, ref, value)) for ref, value in script["answers"]]
    checks = {ref: session.value(ref) for ref in script["checks"]}
    found = {
        "open first": first,
        "grow": grown,
        "answers": [each for each, _ in taken],
        "choices": [listing(turn) for turn in range(_LISTINGS if script["choices"] else 0)],
        "checks": checks,
        "peak": peak(),
    }
    draft = session.draft()
    return {**found, "open": [spent(lambda: opening(draft))[0] for _ in range(_OPENINGS)]}


def peak() -> float:
    """Most memory that this program held at any time, MB; not that of the program which started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _grow(session: Any, ref: str, wanted: int) -> None:
    while session.node(ref).count < wanted:
        session.add(ref)


def _answer(session: Any, ref: str, value: str) -> None:
    """Answers and reads all that changed, as a window does."""
    answer = session.answer(ref, value)
    assert answer.accepted, ref
    for _ in answer.changed:
        pass


if __name__ == "__main__":
    main(sys.argv[1:])
