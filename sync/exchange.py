"""One exchange over a network, without touching one: a state machine that says what to do next and is told what came.

`step()` gives a `Request` to perform (then tell `heard(reply)`), a `Pause`, an `Arrived` or `Came` to act on, or None
at the end. It resumes at the byte where a connection broke and gives up only after several failures without progress.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from sync.errors import SyncError
from sync.receipt import Receipt
from sync.receipt import read as read_receipt

EAGER = 64 * 1024
"""A batch up to this size is sent at once; for a larger one we ask first how much the county has."""
TRIES = 4
"""Failures in a row without progress before we give up."""
LONGEST_PAUSE = 30
_HURT = frozenset({"batch.damaged", "batch.truncated", "batch.not-a-batch"})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One stored batch file."""

    digest: str
    size: int


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
class Fetch:
    """What waits for us after item number `after`."""

    after: int


Request = Ask | Send | Fetch


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait this many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """The county answered for this batch; keep the bytes of the receipt."""

    batch: Outgoing
    receipt: Receipt
    receipt_bytes: bytes


@dataclass(frozen=True, slots=True)
class Came:
    """A down file, unread; empty when nothing waits."""

    file: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """The county holds this many bytes and wants the rest."""

    offset: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a good answer: a receipt or a down file."""

    body: bytes


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


Reply = Held | Answer | Busy | Broken | Declined
Step = Request | Pause | Arrived | Came


class Exchange:
    """Sends the batches in order, then asks for what waits."""

    def __init__(self, batches: Sequence[Outgoing], county: str, county_key: bytes, after: int) -> None:
        self._county = county
        self._key = county_key
        self._queue: deque[Step] = deque()
        for batch in batches:
            self._queue.append(Send(batch, 0) if batch.size <= EAGER else Ask(batch))
        self._queue.append(Fetch(after))
        self._open: Request | None = None
        self._failures = 0
        self._furthest = 0
        self.declined: list[tuple[Outgoing, str]] = []
        """Batches the county would not take, with its code; their bytes stay in the outbox."""

    def step(self) -> Step | None:
        """What to do next; None when the exchange is over."""
        if self._open is not None:
            raise RuntimeError("the last request has not been answered")
        if not self._queue:
            return None
        step = self._queue.popleft()
        if isinstance(step, Ask | Send | Fetch):
            self._open = step
        return step

    def heard(self, reply: Reply) -> None:
        """What came back for the last request.

        Raises:
            SyncError: `exchange.server-unreachable`, `exchange.interrupted`, `exchange.server-busy`,
                `exchange.not-a-county` (all environment); the batch files stay as they are.
        """
        request, self._open = self._open, None
        if request is None:
            raise RuntimeError("nothing was asked")
        match reply:
            case Answer(body):
                self._answered(request, body)
            case Held(offset) if not isinstance(request, Fetch):
                self._resume(request.batch, offset)
            case Declined(code):
                self._declined(request, code)
            case Busy(seconds):
                self._again(request, seconds, "exchange.server-busy")
            case Broken(reached):
                code = "exchange.interrupted" if reached else "exchange.server-unreachable"
                again = Ask(request.batch) if isinstance(request, Send) and reached else request
                self._again(again, 0, code)
            case _:
                raise SyncError("exchange.not-a-county", environment=True)

    def _answered(self, request: Request, body: bytes) -> None:
        self._failures = 0
        if isinstance(request, Fetch):
            self._queue.appendleft(Came(body))
            return
        try:
            receipt = read_receipt(body, self._key)
        except SyncError as error:
            raise SyncError("exchange.not-a-county", environment=True) from error
        if receipt.county != self._county or receipt.batch != request.batch.digest:
            raise SyncError("exchange.not-a-county", environment=True)
        self._furthest = 0
        self._queue.appendleft(Arrived(request.batch, receipt, body))

    def _resume(self, batch: Outgoing, offset: int) -> None:
        if not 0 <= offset <= batch.size:
            raise SyncError("exchange.not-a-county", environment=True)
        if offset > self._furthest:
            self._failures, self._furthest = 0, offset
        self._queue.appendleft(Send(batch, offset))

    def _declined(self, request: Request, code: str) -> None:
        if code == "exchange.not-a-county":
            raise SyncError(code, environment=True)
        if isinstance(request, Fetch):
            return  # a county that does not know us yet has nothing for us
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
        self._queue.appendleft(Pause(seconds or 2 ** (self._failures - 1)))
