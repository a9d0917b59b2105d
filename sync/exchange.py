"""One exchange over a network, without touching one: a state machine that says what to do next and is told what came.

`step()` gives a `Request` to perform (then tell `heard(reply)`), a `Pause`, an `Arrived`, `Came` or `Load` to act on,
or None at the end. It first takes down what waits, because that says what the county holds; then sends; then collects
the receipts of batches the county took and had not imported yet. It resumes at the byte where a connection broke and
gives up only after several failures without progress.
"""

import random
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sync import container
from sync.errors import SyncError
from sync.receipt import Receipt
from sync.receipt import read as read_receipt

EAGER = 64 * 1024
"""Of a batch that was tried before, one up to this size is sent whole; for a larger one we ask what is there."""
TRIES = 4
"""Failures in a row without progress before we give up."""
LONGEST_PAUSE = 30
PATIENCE = 6
"""How often we ask for the receipts of batches that wait to be imported; then the next exchange asks."""
_HURT = frozenset({"batch.damaged", "batch.truncated", "batch.not-a-batch"})
OTHER_KEY = "exchange.other-key"
"""A receipt under another key than the county's that we know; its announcements may lead there."""
_STRANGER = "down.unknown-device"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One stored batch file. `tried`: bytes of it may be at the county already."""

    digest: str
    size: int
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """How many bytes of this batch does the county hold?"""

    batch: Outgoing


@dataclass(frozen=True, slots=True)
class Send:
    """The bytes of this batch from `offset` to its end."""

    batch: Outgoing
    offset: int


@dataclass(frozen=True, slots=True)
class Collect:
    """The receipt of a batch that the county holds whole."""

    batch: Outgoing


@dataclass(frozen=True, slots=True)
class Fetch:
    """What waits for us behind our cursor."""

    cursor: bytes


Request = Ask | Send | Collect | Fetch


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait this many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Arrived:
    """The county answered for this batch; keep the bytes of the receipt."""

    batch: Outgoing
    receipt: Receipt
    receipt_bytes: bytes


@dataclass(frozen=True, slots=True)
class Came:
    """A whole down file, unread. Apply it, then tell `fetch` when more waits, and `settled` what needs no receipt."""

    file: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """Tell `load` what must be sent. `greet`: the county does not know us yet, so send something in any case."""

    greet: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The county holds this many bytes and wants the rest."""

    offset: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a good answer: a receipt or a down file."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """The county holds the batch whole and has not imported it yet; ask after this many seconds."""

    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Busy:
    """Come back later, after this many seconds if the county said so."""

    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """The connection could not be made (`reached` false) or was cut."""

    reached: bool


@dataclass(frozen=True, slots=True)
class Declined:
    """The county says no, with its code."""

    code: str


Reply = Held | Answer | Waiting | Busy | Broken | Declined
Step = Request | Pause | Arrived | Came | Load


class Exchange:
    """One exchange. `chance` spreads the pauses; tests give one that is always 0."""

    def __init__(
        self, county: str, county_key: bytes, cursor: bytes, chance: Callable[[], float] = random.random
    ) -> None:
        self._county = county
        self._key = county_key
        self._cursor = cursor
        self._chance = chance
        self._queue: deque[Step] = deque([Fetch(cursor), Load(greet=False)])
        self._stranger = False
        self._open: Request | None = None
        self._failures = 0
        self._furthest = 0
        self._polls = 0
        self._stalled = False
        self._looked = False
        self._pause = 0.0
        self.waiting: list[Outgoing] = []
        """Batches the county holds whole and has not answered for."""
        self.declined: list[tuple[Outgoing, str]] = []
        """Batches the county would not take, with its code; their bytes stay in the outbox."""

    def step(self) -> Step | None:
        """What to do next; None when the exchange is over."""
        if self._open is not None:
            raise RuntimeError("the last request has not been answered")
        if not self._queue:
            self._finish()
        if not self._queue:
            return None
        step = self._queue.popleft()
        if isinstance(step, Ask | Send | Collect | Fetch):
            self._open = step
        return step

    def load(self, batches: Iterable[Outgoing]) -> None:
        """The batches to send, oldest first: the answer to `Load`."""
        for batch in batches:
            self._queue.append(Ask(batch) if batch.tried and batch.size > EAGER else Send(batch, 0))

    def fetch(self, cursor: bytes) -> None:
        """More waits behind this cursor."""
        self._cursor = cursor
        self._queue.appendleft(Fetch(cursor))

    def settled(self, digests: Iterable[str]) -> None:
        """These need no receipt any more: the county has said that it holds what they carried."""
        gone = set(digests)
        self.waiting = [batch for batch in self.waiting if batch.digest not in gone]

    def heard(self, reply: Reply) -> None:
        """What came back for the last request.

        Raises:
            SyncError: `exchange.server-unreachable`, `exchange.interrupted`, `exchange.server-busy`,
                `exchange.not-a-county`, `exchange.other-key` (all environment); the batch files stay as they are.
        """
        request, self._open = self._open, None
        if request is None:
            raise RuntimeError("nothing was asked")
        match reply:
            case Answer(body):
                self._answered(request, body)
            case Waiting(seconds) if not isinstance(request, Fetch):
                self._wait(request.batch, seconds)
            case Held(offset) if not isinstance(request, Fetch):
                self._resume(request, offset)
            case Declined(code):
                self._declined(request, code)
            case Busy(seconds):
                self._again(request, seconds, "exchange.server-busy")
            case Broken(reached):
                code = "exchange.interrupted" if reached else "exchange.server-unreachable"
                self._again(Ask(request.batch) if isinstance(request, Send) and reached else request, 0, code)
            case _:
                raise SyncError("exchange.not-a-county", environment=True)

    def _answered(self, request: Request, body: bytes) -> None:
        if isinstance(request, Fetch):
            self._came(request, body)
            return
        try:
            receipt = read_receipt(body, self._key)
        except SyncError as error:
            other = error.code == "receipt.signature"
            raise SyncError(OTHER_KEY if other else "exchange.not-a-county", environment=True) from error
        if receipt.county != self._county or receipt.batch != request.batch.digest:
            raise SyncError("exchange.not-a-county", environment=True)
        self._failures = self._furthest = 0
        self._stalled = False
        self.settled([request.batch.digest])
        self._queue.appendleft(Arrived(request.batch, receipt, body))

    def _came(self, request: Fetch, body: bytes) -> None:
        try:
            container.parse(body)
        except SyncError as error:
            if error.code == "batch.not-a-batch":
                raise SyncError("exchange.not-a-county", environment=True) from error
            self._again(request, 0, "exchange.interrupted")
            return
        self._failures = 0
        self._queue.appendleft(Came(body))

    def _wait(self, batch: Outgoing, seconds: int) -> None:
        self._failures = self._furthest = 0
        self._stalled = True
        self._pause = float(min(seconds, LONGEST_PAUSE) or 2)
        if batch not in self.waiting:
            self.waiting.append(batch)

    def _resume(self, request: Ask | Send | Collect, offset: int) -> None:
        batch = request.batch
        if not 0 <= offset <= batch.size:
            raise SyncError("exchange.not-a-county", environment=True)
        if offset == batch.size and not isinstance(request, Collect):
            self._queue.appendleft(Collect(batch))
            return
        if offset > self._furthest:
            self._failures, self._furthest = 0, offset
        elif not isinstance(request, Ask):
            self._failures += 1
            if self._failures >= TRIES:
                raise SyncError("exchange.interrupted", environment=True)
        self.settled([batch.digest])
        self._queue.appendleft(Send(batch, offset))

    def _declined(self, request: Request, code: str) -> None:
        if code == "exchange.not-a-county":
            raise SyncError(code, environment=True)
        if isinstance(request, Fetch):
            self._stranger = code == _STRANGER and not self._looked
            if self._stranger:
                self._queue = deque([Load(greet=True)])
            else:
                self.declined.append((Outgoing("", 0), code))
            return
        self.settled([request.batch.digest])
        if code in _HURT:  # on the way; the county forgot them, send them anew
            self._again(Send(request.batch, 0), 0, "exchange.interrupted")
            return
        self.declined.append((request.batch, code))
        self._furthest = 0

    def _again(self, request: Request, seconds: int, code: str) -> None:
        self._failures += 1
        if self._failures >= TRIES or seconds > LONGEST_PAUSE:
            raise SyncError(code, environment=True)
        self._queue.appendleft(request)
        self._queue.appendleft(self._spread(seconds or 2 ** (self._failures - 1)))

    def _spread(self, seconds: float) -> Pause:
        """Never shorter than asked, and never the same for a hundred laptops that were cut off together."""
        return Pause(seconds * (1 + self._chance() / 2))

    def _finish(self) -> None:
        """Everything was sent: collect what waits to be imported, and take down what a stranger could not.

        The receipt of the last batch says that the county is through; what it holds then spares the other receipts.
        """
        if self.waiting and self._stalled and self._polls < PATIENCE:
            self._queue += [self._spread(min(self._pause * 2**self._polls, LONGEST_PAUSE)), Collect(self.waiting[-1])]
            self._polls += 1
        elif self.waiting and not self._stalled and self._looked:
            self._queue.append(Collect(self.waiting[-1]))
        elif not self._looked and (self._stranger or (self.waiting and not self._stalled)):
            self._looked = True
            self._queue.append(Fetch(self._cursor))
