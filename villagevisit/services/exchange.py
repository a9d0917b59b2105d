"""Sending to the county and taking what waits, over the network or by stick: one file format, nothing ever lost."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync import down, handout
from sync.errors import SyncError
from sync.exchange import Answer, Arrived, Came, Declined, Exchange, Load, Outgoing, Pause, Request, Send
from sync.files import failure
from sync.handout import Want
from sync.receipt import Receipt, read_refused
from sync.receipt import read as read_receipt
from sync.transport.folder import Stick
from sync.transport.http import Link, Question, Take
from villagevisit.domain.changes import NOTHING, Changes, Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.services import county_keys, exchange_blobs, exchange_down, lineage
from villagevisit.services import exchange_outbox as box
from villagevisit.services.enrolment import CountyFile, coded, county_file, device_keys, device_name
from villagevisit.services.exchange_meter import Meter
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, coming, outbox, records
from villagevisit.store.outbox import BatchRow
from villagevisit.wording import t

_TAKEN_NAME = frozenset({"down.signature", "device.other-key"})
"""The county knows our name with another key: a copy of this laptop was enrolled first, or our keys were lost."""
_NOT_THERE = "blob.unknown"
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
    waiting: int = 0
    """Batches the county holds and has not imported yet; the next exchange brings their receipts."""
    brought: int = 0
    """Originals of other laptops, and lost ones of our own, that came down."""
    photos: int = 0
    """Photos and drawn signatures of other laptops' records that came down."""
    new_name: str = ""
    """Why this laptop writes under a new name now (`lineage.…` wording); told once, mostly empty."""


@dataclass
class _Tally:
    sent: list[BatchRow] = field(default_factory=list)
    accepted: int = 0
    duplicate: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    receipt_path: Path | None = None
    waiting: int = 0
    brought: int = 0
    photos: int = 0
    changes: Changes = NOTHING

    def add(self, applied: box.Applied | None) -> None:
        if applied is not None:
            self.accepted += applied.accepted
            self.duplicate += applied.duplicate
            self.refused += applied.refused
            self.receipt_path = applied.path

    def came(self, brought: exchange_down.Brought) -> None:
        self.taken += brought.titles
        self.brought += brought.records
        self.changes |= brought.changes

    def done(self, ws: Workspace, batch_file: Path | None) -> Done[ExchangeResult]:
        topics = changes(Topic.EXCHANGE, Topic.VISITS, Topic.CAMPAIGN) | self.changes
        return Done(self._result(batch_file, lineage.notice(ws)), topics)

    def _result(self, batch_file: Path | None, new_name: str) -> ExchangeResult:
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
            waiting=self.waiting,
            brought=self.brought,
            photos=self.photos,
            new_name=new_name,
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
            this device or a batch (`device.unknown` …), `county.key-…`: the batch stays in the outbox.
        EnvironmentFailed: `exchange.server-unreachable`, `exchange.interrupted`, `exchange.server-busy`,
            `exchange.not-a-county`. Nothing is lost; the next run sends the same bytes.
    """
    county = _county(ws)
    url = url.strip() or county.server
    if not url:
        raise Refused("exchange.no-server")
    with _translated():
        session = _gone(ws, actor, url, progress, pause)
        taken = session.taken_names()
        if taken:
            for name in taken:
                lineage.leave(ws, name)
            session = _gone(ws, actor, url, progress, pause)
    unconfirmed = [batch.digest for batch, _ in session.machine.declined if batch.digest]
    done = session.tally.done(ws, box.path_of(ws, unconfirmed[-1]) if unconfirmed else None)
    _note(ws, actor, "server", done.value)
    if session.machine.declined:
        raise Refused(session.machine.declined[0][1])
    lineage.noticed(ws)
    return done


def exchange_folder(ws: Workspace, actor: Actor, folder: Path, progress: Progress = silent) -> Done[ExchangeResult]:
    """One exchange with a stick: takes receipts and messages found there, then writes what is due.

    When it returns, every file was read back and compared: the stick can be pulled.

    Raises:
        Refused: `exchange.no-county-file`; the county's own codes about this device (`device.unknown` …) as the stick
            brought them: the rest was exchanged, and what is due was written all the same.
        EnvironmentFailed: `exchange.folder-missing`, `exchange.folder-full`, `exchange.folder-read-only`,
            `exchange.interrupted`. Nothing is lost; the next run writes the same bytes.
    """
    _county(ws)
    tally = _Tally()
    last: Path | None = None
    with _translated():
        stick = Stick(folder)
        unsettled = county_keys.from_stick(ws, stick)
        county = _county(ws)
        refusals = _refusals(ws, county, stick)
        _take_from_stick(ws, county, stick, actor, tally)
        rows = box.fill(ws, county, asked=False)
        meter = Meter(progress)
        meter.expect(rows)
        for row in rows:
            last = stick.put_batch(row.device, row.first, row.last, row.digest, box.load(ws, row.digest))
            box.mark_sent(ws, row.digest)
            tally.sent.append(row)
            meter.reached(row.digest, row.size)
        if not rows:
            stick.put_greeting(device_name(ws), box.greeting(ws, county))
        stick.put_other("wants", device_name(ws), "wants.vvb", box.wants(ws, county))
        stick.put_readme(t("exchange.stick_readme"))
    done = tally.done(ws, last)
    _note(ws, actor, "folder", done.value)
    if unsettled or refusals:
        raise unsettled or Refused(refusals[0])
    lineage.noticed(ws)
    return done


class _Session:
    """One exchange over a network: does what the machine says."""

    def __init__(self, ws: Workspace, county: CountyFile, actor: Actor, progress: Progress) -> None:
        self.machine = Exchange(county.county, county.receipt_key, exchange_down.cursor(ws))
        self.tally = _Tally()
        self._ws = ws
        self._county = county
        self._actor = actor
        self._meter = Meter(progress)
        self._rows: dict[str, BatchRow] = {}
        self._asking: list[str] = []
        self._asked: set[str] = set()

    def go(self, url: str, pause: Callable[[float], None]) -> None:
        """All of it, over a link of its own: what the link asks the county about, this session must know."""
        with self._link(url) as link:
            self.run(link, pause)
            self.bring(link)

    def _link(self, url: str) -> Link:
        return Link(
            url,
            device=lambda: device_name(self._ws),
            load=lambda digest: box.load(self._ws, digest),
            ask=self._question,
            watch=self._meter.reached,
        )

    def run(self, link: Link, pause: Callable[[float], None]) -> None:
        while (step := self.machine.step()) is not None:
            match step:
                case Pause(seconds):
                    self._wait(seconds, pause)
                case Arrived(batch, receipt, data):
                    self._left(batch.digest)
                    self.tally.add(box.apply(self._ws, receipt, data, self._actor.id))
                case Came(data):
                    self._came(data)
                case Load(greet):
                    self._load(greet=greet)
                case request:
                    self._ask(link, request)
        for batch in self.machine.waiting:
            box.mark_sent(self._ws, batch.digest)
            self._left(batch.digest)
        self.tally.waiting = len(self.machine.waiting)

    def taken_names(self) -> list[str]:
        """Our names, also earlier ones, that the county knows with another key."""
        declined = [batch for batch, code in self.machine.declined if code in _TAKEN_NAME]
        names = {self._rows[one.digest].device if one.digest else device_name(self._ws) for one in declined}
        return sorted(names)

    def bring(self, link: Link) -> None:
        """Photos and signatures of others' records; where that is cut short, the next exchange goes on."""
        name, key = device_name(self._ws), device_keys(self._ws).signing
        for wanted in exchange_blobs.wanted(self._ws):
            want: Want | None = wanted
            while want is not None:
                reply = link.perform(Take(want, handout.sign(self._county.county, name, want, key)))
                if isinstance(reply, Declined) and reply.code == _NOT_THERE:
                    break
                if not isinstance(reply, Answer):
                    return
                self.tally.photos += exchange_blobs.take(self._ws, self._county, reply.body)
                self._meter.tick()
                want = exchange_blobs.rest(self._ws, want)

    def _question(self, cursor: bytes) -> Question:
        self._asking = self._unsure()[: down.MOST_ASKED]
        asked = b"".join(map(bytes.fromhex, self._asking))
        name, key = device_name(self._ws), device_keys(self._ws).signing
        return Question(asked, down.sign_request(self._county.county, name, cursor, asked, key))

    def _load(self, *, greet: bool) -> None:
        rows = box.fill(self._ws, self._county, greet=greet)
        self._rows = {row.digest: row for row in rows}
        self._meter.expect(rows)
        self.machine.load(Outgoing(row.digest, row.size, row.tried) for row in rows)

    def _ask(self, link: Link, request: Request) -> None:
        if isinstance(request, Send):
            box.trying(self._ws, request.batch.digest)
        self.machine.heard(link.perform(request))

    def _came(self, data: bytes) -> None:
        brought = exchange_down.take(self._ws, self._county, data, answered=True)
        self._asked.update(self._asking)
        self.tally.came(brought)
        waiting = {batch.digest for batch in self.machine.waiting}
        done = box.settle(self._ws)
        for digest in waiting.intersection(done):
            self.tally.accepted += self._left(digest).records
        self.machine.settled(done)
        if brought.more or self._unsure():
            self.machine.fetch(exchange_down.cursor(self._ws))

    def _unsure(self) -> list[str]:
        """Photos that the county may have, though no receipt of ours says so: then it is asked before they are sent.
        Also those of others' records, so that these can be called safe."""
        with self._ws.store.transaction() as db:
            known = (*outbox.unsure_blobs(db), *coming.unsure(db, down.MOST_ASKED))
            return [one for one in known if one not in self._asked]

    def _left(self, digest: str) -> BatchRow:
        row = self._rows[digest]
        self.tally.sent.append(row)
        return row

    def _wait(self, seconds: float, pause: Callable[[float], None]) -> None:
        while seconds > 0:
            self._meter.tick()
            pause(min(seconds, 1))
            seconds -= 1


def _gone(
    ws: Workspace, actor: Actor, url: str, progress: Progress, pause: Callable[[float], None]
) -> _Session:
    """A session that went through; begun anew where the county turns out to have a new key."""
    session = _Session(ws, _county(ws), actor, progress)
    try:
        session.go(url, pause)
    except SyncError as error:
        if not county_keys.from_server(ws, url, error):
            raise
        session = _Session(ws, _county(ws), actor, progress)
        session.go(url, pause)
    return session


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


def _refusals(ws: Workspace, county: CountyFile, stick: Stick) -> list[str]:
    """Why the county set our batches aside. A name that it knows with another key is left at once."""
    told = []
    for device in _names(ws):
        for found in stick.others("refused", device):
            try:
                refused = read_refused(found.data, county.receipt_key)
            except SyncError:
                continue
            if (refused.county, refused.device) != (county.county, device) or not box.sent_here(ws, refused.batch):
                continue
            for path in (found.path, *stick.batches_named(device, refused.batch)):
                stick.remove(path)
            if refused.code in _TAKEN_NAME:
                stick.drop_greeting(device)
                lineage.leave(ws, device)
            else:
                told.append(refused.code)
    return told


def _take_from_stick(ws: Workspace, county: CountyFile, stick: Stick, actor: Actor, tally: _Tally) -> None:
    """Applies what the county wrote back; anything it did not sign is passed over."""
    for found in stick.down(device_name(ws)):
        try:
            tally.came(exchange_down.take(ws, county, found.data, answered=False))
        except SyncError:
            continue
    for found in stick.others("blobs", device_name(ws)):
        try:
            tally.photos += exchange_blobs.take(ws, county, found.data)
        except SyncError as error:
            if error.environment:
                raise
            continue
        stick.remove(found.path)
    for device in _names(ws):
        for found in stick.receipts(device):
            batch = found.path.stem
            if not box.applied(ws, batch, found.data):
                try:
                    receipt: Receipt = read_receipt(found.data, county.receipt_key)
                except SyncError:
                    continue
                if (receipt.county, receipt.device) != (county.county, device):
                    continue
                tally.add(box.apply(ws, receipt, found.data, actor.id))
                batch = receipt.batch
            for path in stick.batches_named(device, batch):
                stick.remove(path)


def _names(ws: Workspace) -> list[str]:
    device_name(ws)
    return records.lineages(ws.store.reader())


def _note(ws: Workspace, actor: Actor, route: str, result: ExchangeResult) -> None:
    with ws.store.transaction() as db:
        detail: dict[str, Param] = {"route": route, "batches": result.batches, "sent": result.sent}
        audit.append(db, stamp(ws.clock), actor.id, "exchange.done", device_name(ws), detail)
