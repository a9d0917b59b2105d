"""Keeps the draft on disk: at most 300 ms behind the keyboard, in order, and at once when asked."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from villagevisit.domain.changes import Done
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.kit.shell import Shell

DELAY_MS = 150


class DraftSaver(QObject):
    """One draft. `touch()` after every change; `flush()` before leaving, printing, freezing, closing.

    Saves run on the worker; each carries a number, so that an older one never lands on a newer one.
    """

    saved = Signal(str)
    """The moment (ISO 8601) the draft was written."""
    failed = Signal(object)

    def __init__(
        self, shell: Shell, draft_id: str, body: Callable[[], bytes],
        keep: Callable[[Workspace, str, bytes], Done[str]],
    ) -> None:  # fmt: skip
        """`keep` writes the draft."""
        super().__init__()
        self._keep = keep
        self._shell = shell
        self._draft_id = draft_id
        self._body = body
        self._lock = threading.Lock()
        self._asked = 0
        self._written = 0
        self._under_way = False
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._save)

    def touch(self) -> None:
        """Something changed; it will be on disk soon."""
        if not self._timer.isActive():
            self._timer.start()

    @property
    def behind(self) -> bool:
        """Whether something is not on disk yet."""
        return self._timer.isActive() or self._under_way or self._again

    def flush(self) -> None:
        """Writes now, on this thread. Raises what the store raises; the draft in memory is untouched."""
        if not self.behind:
            return
        self._timer.stop()
        self._again = False
        self._asked += 1
        done = self._write(self._asked, self._body())
        if done is not None:
            self.saved.emit(self._shell.apply(done))

    def stop(self) -> None:
        """Nothing is to be written any more: the draft became a record."""
        self._timer.stop()
        self._again = False
        with self._lock:
            self._written = self._asked + 1

    def _write(self, number: int, body: bytes) -> Done[str] | None:
        with self._lock:
            if number <= self._written:
                return None
            done = self._keep(self._shell.ws, self._draft_id, body)
            self._written = number
            return done

    def _save(self) -> None:
        if self._under_way:
            self._again = True
            return
        self._asked += 1
        self._under_way = True
        number, body = self._asked, self._body()

        def work(_progress: Progress) -> Done[str] | None:
            return self._write(number, body)

        self._shell.tasks.run(work, self._home, failed=self._lost, quiet=True)

    def _home(self, done: Done[str] | None) -> None:
        self._under_way = False
        if done is not None:
            self.saved.emit(self._shell.apply(done))
        if self._again:
            self._again = False
            self._save()

    def _lost(self, error: BaseException) -> None:
        self._under_way = False
        self._again = False
        self.failed.emit(error)
