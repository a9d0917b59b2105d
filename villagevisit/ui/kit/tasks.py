"""Long work away from the window: one worker thread, in order, results brought home by one queued signal."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from villagevisit.services.workspace import Cancelled, Progress

T = TypeVar("T")
PANEL_AFTER_MS = 300
_TELL_EVERY_S = 0.05


@dataclass(eq=False)
class _Task:
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    title: str
    quiet: bool
    cancelled: bool = field(default=False)


class TaskRunner(QObject):
    """Runs one piece of work at a time on one worker thread.

    `panel(title, done, total)` is emitted once work has lasted 300 ms and then with every report, `total` 0 when it
    is not known; `over()` when nothing is left that a panel should show. `close()` joins the thread.
    """

    panel = Signal(str, int, int)
    over = Signal()
    went_wrong = Signal(object)
    stopped = Signal()
    """The user pressed Cancel and the work rolled back."""
    _home = Signal(object, object, object)
    _told = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False
        self._waiting: list[_Task] = []
        self._reported = (0, 0)
        self._showing = False
        self._timer = QTimer(self, singleShot=True, interval=PANEL_AFTER_MS)
        self._timer.timeout.connect(self._show)
        self._home.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[BaseException], None] | None = None,
        title: str = "",
        quiet: bool = False,
    ) -> None:
        """Starts `work(progress)` on the worker; `done(result)` runs on this thread.

        `failed(error)` also receives `Cancelled`; without it errors go to `went_wrong` and a cancel to `stopped`.
        `quiet` work (a search, a preview) never shows the panel.
        """
        if self._closed:
            return
        task = _Task(work, done, failed, title, quiet)
        self._waiting.append(task)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="villagevisit-work")
        self._pool.submit(self._work, task)
        if not quiet and not self._timer.isActive() and not self._showing:
            self._timer.start()

    def cancel(self) -> None:
        """Asks the running work to stop; it stops at its next report, and what waits is not started."""
        for task in self._waiting:
            task.cancelled = True

    def close(self) -> None:
        """Cancels, waits for the thread to end. Results still under way are dropped, later work is not begun."""
        self._closed = True
        self.cancel()
        self._timer.stop()
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _work(self, task: _Task) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if task.cancelled:
                raise Cancelled
            if time.monotonic() - last >= _TELL_EVERY_S:
                last = time.monotonic()
                self._told.emit(task, done, total)

        try:
            if task.cancelled:
                raise Cancelled
            self._home.emit(task, task.work(progress), None)
        except BaseException as error:  # noqa: BLE001 - carried home, shown there
            self._home.emit(task, None, error)

    def _finish(self, task: _Task, result: object, error: BaseException | None) -> None:
        if task not in self._waiting:
            return
        self._waiting.remove(task)
        self._reported = (0, 0)
        if all(other.quiet for other in self._waiting):
            self._timer.stop()
            if self._showing:
                self._showing = False
                self.over.emit()
        if error is None:
            task.done(result)
        elif task.failed is not None:
            task.failed(error)
        elif isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            self.went_wrong.emit(error)

    def _report(self, task: _Task, done: int, total: int) -> None:
        if task in self._waiting and not task.quiet:
            self._reported = (done, total)
            if self._showing:
                self._show()

    def _show(self) -> None:
        loud = [task for task in self._waiting if not task.quiet]
        if loud:
            self._showing = True
            self.panel.emit(loud[0].title, *self._reported)
