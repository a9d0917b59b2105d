"""Sudden death at a named point: before or after a commit, between a file write and the commit, in a rename.

The points are what the program does to disk: transactions of both stores, flushes, renames, removals. After the first
`Died` nothing of that process reaches the disk any more, not even its own tidying up.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sync.server.log import RecordLog
from villagevisit.store.connection import Store


class Died(BaseException):
    """The process was killed here: nothing in between catches it."""


class Power:
    """Which process runs, and after how many more points it dies."""

    def __init__(self) -> None:
        self.running = ""
        """Name of the process whose code runs now; empty for the world itself."""
        self.fuses: dict[str, int] = {}
        self.gone: set[Path] = set()
        """Sticks that were pulled: nothing can be done on them."""
        self._dead: set[str] = set()
        self.deaths = 0

    def point(self) -> None:
        """Raises Died when the fuse of the running process has burnt down."""
        name = self.running
        if name in self._dead:
            raise Died
        left = self.fuses.get(name)
        if left is None:
            return
        self.fuses[name] = left - 1
        if left <= 0:
            self._dead.add(name)
            self.deaths += 1
            raise Died

    @contextmanager
    def process(self, name: str) -> Iterator[None]:
        """Runs the body as this process; it starts alive."""
        before, self.running = self.running, name
        self._dead.discard(name)
        try:
            yield
        finally:
            self.running = before
            self._dead.discard(name)
            self.fuses.pop(name, None)

    def is_dead(self, name: str) -> bool:
        return name in self._dead

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Puts the points into the program while it is open."""
        with ExitStack() as stack:
            for name in ("fsync", "replace", "unlink"):
                stack.enter_context(patch.object(os, name, self._around(getattr(os, name))))
            stack.enter_context(patch.object(Store, "transaction", self._transaction(Store.transaction)))
            stack.enter_context(patch.object(RecordLog, "_transaction", self._transaction(RecordLog._transaction)))
            yield

    def _around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def pointed(*args: Any, **settings: Any) -> Any:
            self.point()
            if self.gone and args and not isinstance(args[0], int) and self._on_gone(Path(args[0])):
                raise OSError(5, "the stick is gone")
            return work(*args, **settings)

        return pointed

    def _on_gone(self, path: Path) -> bool:
        return any(path.is_relative_to(stick) for stick in self.gone)

    def _transaction(self, whole: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def transaction(one: Any, *args: Any, **settings: Any) -> Iterator[Any]:
            self.point()
            with whole(one, *args, **settings) as db:
                yield db
                self.point()
            self.point()

        return transaction
