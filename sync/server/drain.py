"""The drainer: imports what waits in an inbox, in order of arrival, until it is told to stop."""

import asyncio
import logging
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager

from sync.errors import SyncError
from sync.server.inbox import Inbox, Settled
from sync.server.intake import Taken

_IDLE = 2.0
"""Seconds after which it looks for what another process took in, or left when it died."""
_QUIET = 6.0
"""Seconds without a new batch after which what follows from the last ones is done: longer than a sender is told to wait
for his receipt, which comes first. Whoever opens a page meanwhile has it brought up to date by that."""
_TROUBLE = 5.0
"""Seconds to wait when disk or database fail."""
_HANDS = 3
"""Threads of a server: while one waits for a slow attachment store, batches of other laptops go through."""
_log = logging.getLogger("sync.server.drain")


class Drain:
    """One drainer. `taken` is told of the last of some imported batches (to project them all) as soon as no more come,
    `spent` of the seconds each took."""

    def __init__(
        self,
        inbox: Inbox,
        taken: Callable[[Taken], None] = lambda _taken: None,
        spent: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._inbox = inbox
        self._taken = taken
        self._spent = spent
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._last: Taken | None = None
        self._waiters: dict[str, list[Future[None]]] = defaultdict(list)

    def stop(self) -> None:
        """Lets `run` return after the batch it has in hand."""
        self._stopping.set()
        self._wake.set()

    def run(self, *, until_empty: bool = False) -> int:
        """Drains until `stop`, or until nothing waits. Returns how many batches were settled."""
        count = 0
        while not self._stopping.is_set():
            self._wake.clear()
            begun = time.perf_counter()
            try:
                settled = self._inbox.step()
            except SyncError as error:
                _log.warning("the inbox cannot be drained: %s", error.code)
                if until_empty:
                    raise
                self._stopping.wait(_TROUBLE)
                continue
            if settled is None:
                if until_empty:
                    break
                if self._last is None:
                    self._wake.wait(_IDLE)
                elif not self._wake.wait(_QUIET):
                    self._follow()
            elif not settled.again:
                count += 1
                self._spent(time.perf_counter() - begun)
                self._tell(settled)
                self._last = settled.taken or self._last
        self._follow()
        return count

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Drains in threads while the context is open; leaving it waits for the batches in hand."""
        threads = [threading.Thread(target=self.run, name=f"county-drain-{place}") for place in range(_HANDS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop()
            for thread in threads:
                await asyncio.to_thread(thread.join)

    async def patience(self, digest: str, admit: Callable[[], str], seconds: float) -> str:
        """Admits a batch and waits so long for it to be settled here. Returns what `admit` did; raises as it does."""
        waiter: Future[None] = Future()
        with self._lock:
            self._waiters[digest].append(waiter)
        try:
            admitted = await asyncio.to_thread(admit)
            self._wake.set()
            await asyncio.wait([asyncio.wrap_future(waiter)], timeout=seconds)
        finally:
            with self._lock:
                self._waiters[digest].remove(waiter)
                if not self._waiters[digest]:
                    del self._waiters[digest]
        return admitted

    def _tell(self, settled: Settled) -> None:
        with self._lock:
            for waiter in self._waiters.get(settled.digest, []):
                if not waiter.done():
                    waiter.set_result(None)

    def _follow(self) -> None:
        taken, self._last = self._last, None
        if taken is not None:
            try:
                self._taken(taken)
            except Exception as error:  # noqa: BLE001 - the batches are safe; what follows from them can be made again
                _log.warning("after batch %s: %s", taken.digest, type(error).__name__)
