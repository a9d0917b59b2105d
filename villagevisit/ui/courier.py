"""Sends by itself whenever the county can be reached, and is silent when it cannot: nobody has to think of it.

It has a worker of its own, so that a slow line never holds up a page or a paper. A line that is down is tried again
after longer and longer pauses; whatever becomes due is sent half a minute later.
"""

from PySide6.QtCore import QObject, QRandomGenerator, QTimer

from villagevisit.domain.changes import Changes, Done, Topic
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import outstanding, post
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.wording import t

FIRST_S = 20
AFTER_CHANGE_S = 30
EVERY_S = 600
PAUSES_S = (120, 300, 600, 1200)
"""After the first, second … failure in a row."""
_BUSY_PAGES = frozenset({"visit", "sign_off"})
"""Where two people and an elderly villager sit: nothing is said there that can wait."""


class Courier(QObject):
    """`waits` is when it will try next, seconds from the moment it was decided."""

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._line = TaskRunner(self)
        self._failed_in_a_row = 0
        self._own = False
        self._about_us = ""
        self.waits = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go)
        shell.changed.connect(self._changed)
        shell.leaving.connect(self.close)
        self._wait(FIRST_S)

    def go(self) -> None:
        """Tries now, if it is wanted here and there is a server."""
        ws, asks = self._shell.ws, self._asks
        self._timer.stop()
        self._line.run(lambda progress: _work(ws, progress, asks), self._sent, failed=self._not_sent, quiet=True)

    def close(self) -> None:
        """Stops at the next report; what was sent stays sent."""
        self._timer.stop()
        self._line.close()

    def _sent(self, done: Done[ExchangeResult] | None) -> None:
        self._failed_in_a_row = 0
        self._wait(EVERY_S)
        if done is None:
            return
        self._own = True
        result = self._shell.apply(done)
        self._own = False
        self._about_us = result.new_name or self._about_us
        if self._shell.place[0] not in _BUSY_PAGES:
            self._say(result)

    def _say(self, result: ExchangeResult) -> None:
        """The most important thing only. What this computer must tell of itself waits until somebody can hear it."""
        if self._about_us:
            self._shell.notify(t("lineage.restored") if self._about_us == "restored" else t("lineage.copied"), "wait")
            self._about_us = ""
        elif result.refused:
            self._shell.notify(t("post.refused", count=len(result.refused)), "refused")
        elif result.taken:
            self._shell.notify(t("post.came", titles="、".join(result.taken[:3])), "info")

    def _not_sent(self, error: BaseException) -> None:
        pause = PAUSES_S[min(self._failed_in_a_row, len(PAUSES_S) - 1)]
        self._failed_in_a_row += 1
        self._wait(pause)
        if not isinstance(error, EnvironmentFailed) and self._shell.place[0] not in _BUSY_PAGES:
            self._shell.fail(error)

    def _changed(self, changed: Changes) -> None:
        """Something may have become due. After a failure the pause stands: the line is down anyway."""
        if self._own or self._failed_in_a_row or not changed & {Topic.VISITS, Topic.EXCHANGE, Topic.PAPER}:
            return
        if self.waits > AFTER_CHANGE_S and not self._line.busy:
            self._wait(AFTER_CHANGE_S, asks=False)

    def _wait(self, seconds: int, *, asks: bool = True) -> None:
        """A fifth more or less, so that not all laptops of a county come in the same second."""
        self.waits, self._asks = seconds, asks
        self._timer.start(seconds * QRandomGenerator.global_().bounded(800, 1200))


def _work(ws: Workspace, progress: Progress, asks: bool) -> Done[ExchangeResult] | None:
    """Runs on the worker. After a change it only sends; now and then it also `asks` what waits at the county."""
    state = post.state(ws)
    if not (state.possible and state.wanted) or not (asks or outstanding.waiting(ws).records):
        return None
    return post.send(ws, progress)
