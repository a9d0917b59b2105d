"""Reads a big workbook in a process of its own: the library must hold a whole sheet, the window need not.

The other process opens the file and answers questions over a pipe; nothing touches the disk. It ends with the
workbook, so that its memory goes back to the system, and when it fails over a file the window lives on.
"""

import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.roster_values import Cell
from villagevisit.services.spreadsheet import Merge, Sheet, Workbook, open_workbook

_SMALL: Final = 500_000
"""Bytes; some 8,000 rows. Starting a process costs more than such a file does."""
_BATCH: Final = 500


def open_any(path: Path) -> Workbook:
    """Opens as `spreadsheet.open_workbook` does, with the same errors; big files apart."""
    try:
        small = path.stat().st_size <= _SMALL
    except OSError:
        small = True
    return open_workbook(path) if small else open_apart(path)


def open_apart(path: Path) -> Workbook:
    """As `spreadsheet.open_workbook`, with the same errors."""
    reader = _Reader(path)
    try:
        names = tuple(reader.ask("names"))
    except BaseException:
        reader.close()
        raise
    return Workbook([partial(_sheet, reader, n) for n in range(len(names))], names, reader.close)


class _Reader:
    """This end of the pipe."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(path, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, verb: str, *details: int) -> Any:
        try:
            self._pipe.send((verb, *details))
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise Refused("roster.file-broken", file=self._name) from error
        if isinstance(answer, CodedError):
            raise answer
        return answer

    def close(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _sheet(reader: _Reader, index: int) -> Sheet:
    name, hidden, height = reader.ask("sheet", index)
    return Sheet(name, hidden, partial(reader.ask, "merges", index), partial(_rows, reader, index), height)


def _rows(reader: _Reader, index: int) -> Iterator[list[Cell]]:
    start = 0
    while batch := reader.ask("rows", index, start):
        yield from batch
        start += len(batch)


def _serve(path: Path, pipe: Connection) -> None:
    """What the other process does until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with open_workbook(path) as book:
            desk = _Desk(book)
            while True:
                verb, *details = pipe.recv()
                try:
                    answer = getattr(desk, verb)(*details)
                except CodedError as error:
                    answer = error
                pipe.send(answer)
    except CodedError as error:
        pipe.recv()
        pipe.send(error)
    except (EOFError, OSError):
        return


@dataclass(slots=True)
class _Desk:
    """Answers about one sheet at a time; a line asked for again is read again from the top."""

    book: Workbook
    index: int = -1
    loaded: Sheet | None = None
    at: int = 0
    lines: Iterator[list[Cell]] = field(default_factory=lambda: iter(()))

    def names(self) -> tuple[str, ...]:
        return self.book.names

    def sheet(self, index: int) -> tuple[str, bool, int]:
        sheet = self._load(index)
        return sheet.name, sheet.hidden, sheet.height

    def merges(self, index: int, rows: int) -> list[Merge]:
        return self._load(index).merges(rows)

    def rows(self, index: int, start: int) -> list[list[Cell]]:
        sheet = self._load(index)
        if start == 0 or start != self.at:
            self.lines, self.at = islice(sheet.rows(), start, None), start
        batch = list(islice(self.lines, _BATCH))
        self.at += len(batch)
        return batch

    def _load(self, index: int) -> Sheet:
        if self.loaded is None or index != self.index:
            self.loaded, self.lines, self.at = None, iter(()), 0
            self.loaded, self.index = self.book.sheet(index), index
        return self.loaded
