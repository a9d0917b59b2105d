"""Sending to the county and taking what waits, over the network or by stick: one file format, nothing ever lost."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync import down
from sync.errors import SyncError
from sync.exchange import Arrived, Came, Exchange, Outgoing, Pause
from sync.files import failure
from sync.receipt import Receipt
from sync.receipt import read as read_receipt
from sync.transport.folder import Stick
from sync.transport.http import Link
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.services import exchange_outbox as box
from villagevisit.services.enrolment import CountyFile, coded, county_file, device_keys, device_name
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, outbox, settings
from villagevisit.store.outbox import BatchRow
from villagevisit.wording import t

_CURSOR = "exchange.cursor"
NOTICE = "notice"
"""Kind of a down item: a message from the county, UTF-8 text."""


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What one exchange did. Counts are records; `refused` pairs a subject id with a code (`refusal.…` wording)."""

    batch_file: Path | None
    """The last batch: on the stick for a folder, in the outbox while a server has not confirmed it; else None."""
    batch_bytes: int
    """Of all batches that were sent."""
    sent: int
    accepted: int
    duplicate: int
    refused: tuple[tuple[str, str], ...]
    taken: tuple[str, ...]
    """Titles of what came down from the county."""
    receipt_path: Path | None
    """The last signed receipt, kept in this home; None when none came."""
    batches: int = 0


@dataclass
class _Tally:
    sent: list[BatchRow] = field(default_factory=list)
    accepted: int = 0
    duplicate: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    receipt_path: Path | None = None

    def add(self, applied: box.Applied | None) -> None:
        if applied is not None:
            self.accepted += applied.accepted
            self.duplicate += applied.duplicate
            self.refused += applied.refused
            self.receipt_path = applied.path

    def result(self, batch_file: Path | None) -> ExchangeResult:
        return ExchangeResult(
            batch_file=batch_file,
            batch_bytes=sum(row.size for row in self.sent),
            sent=sum(row.records for row in self.sent),
            accepted=self.accepted,
            duplicate=self.duplicate,
            refused=tuple(self.refused),
            taken=tuple(self.taken),
            receipt_path=self.receipt_path,
            batches=len(self.sent),
        )


def exchange_server(
    ws: Workspace,
    actor: Actor,
    url: str = "",
    progress: Progress = silent,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> Done[ExchangeResult]:
    """One exchange with the county server; `url` empty means the one in the county file. `progress` counts bytes.

    Raises:
        Refused: `exchange.no-county-file`, `exchange.no-server`, `exchange.bad-url`, and the county's own codes about
            this device or a batch (`device.unknown` …); the rest was exchanged, the batch stays in the outbox.
        EnvironmentFailed: `exchange.server-unreachable`, `exchange.interrupted`, `exchange.server-busy`,
            `exchange.not-a-county`. Nothing is lost; the next run sends the same bytes.
    """
    county = _county(ws)
    url = url.strip() or county.server
    if not url:
        raise Refused("exchange.no-server")
    tally = _Tally()
    with _translated():
        rows = box.fill(ws, county)
        outgoing = [Outgoing(row.digest, row.size) for row in rows]
        machine = Exchange(outgoing, county.county, county.receipt_key, _after(ws))
        meter = _Meter(progress, rows)
        with Link(url, device_name(ws), lambda digest: box.load(ws, digest), meter.reached) as link:
            while (step := machine.step()) is not None:
                match step:
                    case Pause(seconds):
                        for _ in range(seconds):
                            meter.tick()
                            pause(1)
                    case Arrived(batch, receipt, data):
                        tally.sent += [row for row in rows if row.digest == batch.digest]
                        tally.add(box.apply(ws, receipt, data, actor.id))
                    case Came(data):
                        tally.taken += _take(ws, county, data, move_cursor=True)
                    case request:
                        machine.heard(link.perform(request))
    unconfirmed = [batch.digest for batch, _ in machine.declined]
    result = tally.result(box.path_of(ws, unconfirmed[-1]) if unconfirmed else None)
    _note(ws, actor, "server", result)
    if machine.declined:
        raise Refused(machine.declined[0][1])
    return Done(result, changes(Topic.EXCHANGE, Topic.VISITS, Topic.CAMPAIGN))


def exchange_folder(ws: Workspace, actor: Actor, folder: Path, progress: Progress = silent) -> Done[ExchangeResult]:
    """One exchange with a stick: takes receipts and messages found there, then writes what is due.

    When it returns, every file was read back and compared: the stick can be pulled.

    Raises:
        Refused: `exchange.no-county-file`.
        EnvironmentFailed: `exchange.folder-missing`, `exchange.folder-full`, `exchange.folder-read-only`,
            `exchange.interrupted`. Nothing is lost; the next run writes the same bytes.
    """
    county = _county(ws)
    tally = _Tally()
    last: Path | None = None
    with _translated():
        stick = Stick(folder)
        device = device_name(ws)
        _take_from_stick(ws, county, stick, device, actor, tally)
        rows = box.fill(ws, county)
        meter = _Meter(progress, rows)
        for row in rows:
            last = stick.put_batch(device, row.first, row.last, row.digest, box.load(ws, row.digest))
            box.mark_sent(ws, row.digest)
            tally.sent.append(row)
            meter.reached(row.digest, row.size)
        if rows:
            stick.put_readme(t("exchange.stick_readme"))
    result = tally.result(last)
    _note(ws, actor, "folder", result)
    return Done(result, changes(Topic.EXCHANGE, Topic.VISITS, Topic.CAMPAIGN))


class _Meter:
    """Turns how far each batch has come into the caller's progress, in bytes."""

    def __init__(self, progress: Progress, rows: list[BatchRow]) -> None:
        self._progress = progress
        self._total = sum(row.size for row in rows)
        self._reached: dict[str, int] = {}

    def reached(self, digest: str, size: int) -> None:
        self._reached[digest] = size
        self.tick()

    def tick(self) -> None:
        """Lets the caller see that we are alive, and cancel."""
        self._progress(sum(self._reached.values()), self._total)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SyncError as error:
        raise coded(error) from error
    except OSError as error:
        raise coded(failure(error)) from error


def _county(ws: Workspace) -> CountyFile:
    county = county_file(ws)
    if county is None:
        raise Refused("exchange.no-county-file")
    return county


def _take_from_stick(
    ws: Workspace, county: CountyFile, stick: Stick, device: str, actor: Actor, tally: _Tally
) -> None:
    """Applies what the county wrote back; anything it did not sign is passed over."""
    for found in stick.receipts(device):
        try:
            receipt: Receipt = read_receipt(found.data, county.receipt_key)
        except SyncError:
            continue
        if receipt.county == county.county and receipt.device == device:
            tally.add(box.apply(ws, receipt, found.data, actor.id))
            for path in stick.batches_named(device, receipt.batch):
                stick.remove(path)
    for found in stick.down(device):
        try:
            tally.taken += _take(ws, county, found.data, move_cursor=False)
        except SyncError:
            continue


def _take(ws: Workspace, county: CountyFile, data: bytes, *, move_cursor: bool) -> list[str]:
    """Keeps the items of a down file; returns the titles of those that are new."""
    if not data:
        return []
    items = down.read(data, county.county, county.receipt_key, device_name(ws), device_keys(ws).opening)
    with ws.store.transaction() as db:
        at = stamp(ws.clock)
        fresh = [item.title for item in items if outbox.take(db, item.id, item.kind, item.title, item.body, at)]
        if items and move_cursor:
            settings.put(db, _CURSOR, str(max(item.number for item in items)))
    return fresh


def _after(ws: Workspace) -> int:
    return int(settings.get(ws.store.reader(), _CURSOR, "0"))


def _note(ws: Workspace, actor: Actor, route: str, result: ExchangeResult) -> None:
    with ws.store.transaction() as db:
        detail: dict[str, Param] = {"route": route, "batches": result.batches, "sent": result.sent}
        audit.append(db, stamp(ws.clock), actor.id, "exchange.done", device_name(ws), detail)
