"""How far the county had come, in a small file beside its keys, outside the database.

A database behind it was copied back by hand, past `county restore`: what it says from now on is of a new lineage, as
after a restore (decision 17). The file is written after the fact, so it may lag behind the database, never the reverse.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from sync.files import write_whole
from sync.receipt import Word
from sync.root import COPIED
from sync.server.log import RecordLog

FILE = "keys/word.json"


@dataclass(frozen=True, slots=True)
class _Mark:
    lineage: str
    number: int
    passed: tuple[str, ...]
    """Lineages that are over."""

    def is_ahead_of(self, word: Word) -> bool:
        return word.lineage in self.passed or (word.lineage == self.lineage and word.number < self.number)


def check(folder: Path, log: RecordLog) -> None:
    """Begins a new lineage where the database went back in time. Called before the county says anything.

    Raises:
        SyncError: `county.database`, disk codes (environment).
    """
    known = _read(folder)
    with log.reading() as s:
        word = s.word()
    if known is not None and known.is_ahead_of(word):
        with log.writing() as s:
            s.begin_lineage(s.word().number, COPIED)
    mark(folder, log)


def mark(folder: Path, log: RecordLog) -> None:
    """Notes how far the county has come. Raises like `check`."""
    with log.reading() as s:
        word = s.word()
    known = _read(folder)
    made = _Mark(word.lineage, word.number, ()) if known is None else _moved(known, word)
    if made != known:
        text = json.dumps({"lineage": made.lineage, "number": made.number, "passed": made.passed})
        write_whole(folder / FILE, text.encode())


def _moved(known: _Mark, word: Word) -> _Mark:
    if word.lineage == known.lineage:
        return replace(known, number=max(known.number, word.number))
    return _Mark(word.lineage, word.number, (*known.passed, known.lineage))


def _read(folder: Path) -> _Mark | None:
    """None before the first, or where the file is damaged: then nothing can be compared."""
    try:
        document = json.loads((folder / FILE).read_text("ascii"))
        return _Mark(str(document["lineage"]), int(document["number"]), tuple(map(str, document["passed"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
