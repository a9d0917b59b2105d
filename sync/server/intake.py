"""Taking a batch in: from cheap checks to dear ones, then one transaction that imports all of it or none.

Work of a device that is not (or no longer) allowed to speak is quarantined, never thrown away; what cannot even be
attributed (damaged bytes, a wrong signature) is refused, and the sender still has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete, func, insert, select

from sync import batch as batches
from sync import container, receipt
from sync.batch import Content, Header
from sync.container import Container
from sync.erasure import is_order
from sync.errors import SyncError
from sync.files import write_whole
from sync.keys import KeyPairs
from sync.receipt import Refusal
from sync.record import Record
from sync.server import devices, downlink, erasing, records, relay, successions
from sync.server.blobs import Blobs, Laid, open_blobs
from sync.server.handout import Named
from sync.server.log import RecordLog, Session
from sync.server.records import Held, Verdict
from sync.server.tables import alarm, batch, inbox, item

__all__ = ["Intake", "Judge", "Taken", "Verdict", "put_item", "raise_alarm"]

MOST_QUARANTINED = 2_000
MOST_OF_STRANGERS = 1_000
MOST_OF_ONE = 50
"""Batches that are kept of one device, so that nobody can fill the quarantine for the others."""
OUT_OF_SCOPE = "record.out-of-scope"
Judge = Callable[[Sequence[Record]], list[Verdict]]
"""Whether the county can accept each record's content, and which village it belongs to. It must not raise."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch the county could attribute."""

    digest: str
    device: str
    receipt: bytes
    size: int
    repeated: bool
    accepted: int
    duplicate: int
    refused: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """The content of a batch and the verdict on each record that was not here; or the code why it cannot be read."""

    code: str
    content: Content
    verdicts: dict[str, Verdict]
    laid: list[Laid]
    """Its attachments, in the store already."""


class Intake:
    """The county's door: the same for network and stick. Safe to call from several threads and processes."""

    def __init__(
        self,
        log: RecordLog,
        keys: KeyPairs,
        home: Path,
        now: Callable[[], str],
        judge: Judge,
        blobs: Blobs | None = None,
    ) -> None:
        self.log = log
        self.keys = keys
        self.blobs = blobs or open_blobs(home / "blobs", log.county)
        self._quarantine = home / "quarantine"
        self.now = now
        self._judge = judge

    def receive(self, data: bytes, via: str) -> Taken:
        """Imports a batch file and returns the signed receipt; the same file again gives the same receipt.

        Raises:
            SyncError: codes of `container.parse`, `batch.header`, `batch.other-county`, `batch.signature`: refused.
                `device.unknown`, `device.expired`, `device.no-place`, `device.other-key`, `device.revoked`,
                `batch.not-for-us`, `batch.zstd`, `batch.content`, `batch.too-large`: kept in quarantine.
                `county.database`, `county.quarantine-full` and disk codes (environment): nothing happened.
        """
        file, header = self.check(data)
        earlier, code = self._look(file, header)
        if earlier is not None:
            return earlier
        opened = None if code else self._open(file, header)
        taken = self.log.write(lambda s: self._take(s, file, header, opened, data, via))
        if isinstance(taken, str):
            raise SyncError(taken)
        if opened is not None:
            self.blobs.tidy(opened.laid)
            if any(is_order(one.record) for one in opened.content.others):
                self.blobs.sweep(self.log)
        return taken

    def check(self, data: bytes) -> tuple[Container, Header]:
        """Whether it is a whole batch for this county, signed by the key it names. Raises the refusals of `receive`."""
        file = container.parse(data)
        header = batches.read_header(file)
        if header.county != self.log.county:
            raise SyncError("batch.other-county", have=self.log.county, given=header.county)
        batches.verify(file, header)
        return file, header

    def repeated(self, digest: str) -> Taken | None:
        """The answer that was given for these bytes before."""
        with self.log.reading() as s:
            return self._earlier(s, digest)

    def asked(self, device: str, cursor: bytes, signature: bytes, asked: bytes = b"") -> bytes:
        """The next down file, for a device that proves by its signature that it asks itself.

        Raises:
            SyncError: `down.unknown-device`, `down.signature`, `device.revoked`.
        """
        with self.log.reading() as s:
            known = downlink.request(s, device, cursor, asked, signature)
            return downlink.compose(s, self.keys, known, cursor, self.now(), asked)

    def waiting(self, device: str, cursor: bytes, named: Named = lambda _names: []) -> bytes | None:
        """The next down file, for a stick that carries work of this device; None when it may not speak.

        `named`: SHA of the attachments that records of these chains name.
        """
        with self.log.reading() as s:
            known = devices.find(s, device)
            if known is None or known.state != devices.ENROLLED:
                return None
            return downlink.compose(s, self.keys, known, cursor, self.now(), self._anew(s, known, cursor, named))

    def _anew(self, s: Session, known: devices.Device, cursor: bytes, named: Named) -> bytes:
        """Of which attachments a stick tells this device: of all of its own where it begins from the start."""
        if not downlink.begins_anew(s, known, cursor):
            return b""
        return b"".join(map(bytes.fromhex, named(downlink.lineages(s, known))))

    def _look(self, file: Container, header: Header) -> tuple[Taken | None, str]:
        """The earlier answer, and why the device may not speak: cheap reading before dear arithmetic."""
        with self.log.reading() as s:
            return self._earlier(s, file.digest), devices.refusal(s, header, self.now())

    def _earlier(self, s: Session, digest: str) -> Taken | None:
        query = select(batch.c.device, batch.c.receipt, batch.c.size).where(
            batch.c.county == s.county, batch.c.digest == digest, batch.c.state == "imported"
        )
        row = s.db.execute(query).first()
        if row is None:
            return None
        return Taken(digest, row.device, receipt.renewed(row.receipt, self.keys), row.size, True, 0, 0, 0)

    def opener(self, receiver: bytes) -> X25519PrivateKey:
        """The key that a file for this receiver opens with.

        Raises:
            SyncError: `batch.not-for-us`; `county.keys-renewed` (environment) where this process began before the
                county's keys were renewed.
        """
        key = self.keys.opener(receiver, self.now()[:10])
        if key is not None:
            return key
        with self.log.reading() as s:
            stale = successions.announced(s) > len(self.keys.past.chain)
        raise SyncError("county.keys-renewed" if stale else "batch.not-for-us", environment=stale)

    def _open(self, file: Container, header: Header) -> _Opened:
        """Decrypts a batch, judges its records and lays its attachments, outside any lock.

        What is here already was judged when it came.
        """
        try:
            content = batches.read_content(file, header, self.opener(header.to))
        except SyncError as error:
            if error.environment:
                raise
            return _Opened(error.code, Content((), ()), {}, [])
        with self.log.reading() as s:
            here = _held(s, content)
        fresh = [one for one in content.records if not _same(here[one.device].get(one.seq), one)]
        judged = zip(fresh, self._judge(fresh), strict=True)
        verdicts = {one.digest: verdict for one, verdict in judged}
        return _Opened("", content, verdicts, self.blobs.lay(self.log, content.pieces))

    def _take(
        self, s: Session, file: Container, header: Header, opened: _Opened | None, data: bytes, via: str
    ) -> Taken | str:
        """What became of the batch, or the code with which it was set aside. Harmless when it is done twice."""
        earlier = self._earlier(s, file.digest)
        if earlier is not None:
            return earlier
        code = devices.admit(s, header, self.now())
        if not code and opened is None:  # an invitation came between the look and the lock
            opened = self._open(file, header)
        if opened is None or code or opened.code:
            code = code or (opened.code if opened else "")
            self._hold(s, file, header, data, code, via)
            return code
        return self._import(s, file, header, opened, data, via)

    def _import(self, s: Session, file: Container, header: Header, opened: _Opened, data: bytes, via: str) -> Taken:
        at = self.now()
        fresh, duplicate, refused = _sort(s, opened)
        records.add(s, erasing.blanked(s, fresh), file.digest, at)
        whole = sorted({one.digest for one in opened.laid if self.blobs.count(s, one)})
        forked = any(one.code == records.FORK for one in refused)
        if forked:
            self._aside(s, header, file.digest, data, "")
            raise_alarm(s, at, records.FORK, header.device, file.digest)
        for code in sorted(relay.take(s, self.keys, self._judge, opened.content.others, file.digest, at)):
            raise_alarm(s, at, code, header.device, file.digest)
        self._watch(s, header.device, fresh, at)
        answer = receipt.Receipt(
            county=s.county,
            device=header.device,
            batch=file.digest,
            at=at,
            word=s.word(),
            accepted=receipt.runs(one for one, verdict in fresh if not verdict.refusal),
            duplicate=receipt.runs(duplicate),
            refused=tuple(refused),
            blobs=tuple(whole),
        )
        signed = receipt.seal(answer, self.keys.signing)
        _note(s, file, header, at, state="imported", code=records.FORK if forked else "", via=via, receipt=signed)
        counts = (sum(map(len, answer.accepted)), len(duplicate), len(refused))
        return Taken(file.digest, header.device, signed, file.size, False, *counts)

    def _watch(self, s: Session, name: str, fresh: list[tuple[Record, Verdict]], at: str) -> None:
        """Work for a village outside the device's scope is taken in, and a person is told; a scope must be set."""
        sender = devices.find(s, name)
        if sender is None or not sender.scope:
            return
        for area in sorted({verdict.area for _, verdict in fresh if verdict.area}):
            if not devices.in_scope(sender.scope, area):
                raise_alarm(s, at, OUT_OF_SCOPE, name, area)

    def _hold(self, s: Session, file: Container, header: Header, data: bytes, code: str, via: str) -> None:
        at = self.now()
        self._aside(s, header, file.digest, data, code)
        _note(s, file, header, at, state="quarantined", code=code, via=via, receipt=None)
        if code in ("device.other-key", "device.revoked"):
            raise_alarm(s, at, code, header.device, file.digest)

    def _aside(self, s: Session, header: Header, digest: str, data: bytes, code: str) -> None:
        """Keeps a batch for a person, as long as its sender, or all strangers together, do not take others' room."""
        stranger = code in devices.STRANGERS
        whose = batch.c.code.in_(devices.STRANGERS) if stranger else batch.c.device == header.device
        others = (batch.c.county == s.county, batch.c.code != "", batch.c.digest != digest)
        kept = select(func.count()).where(*others, whose)
        if s.db.execute(kept).scalar_one() >= (MOST_OF_STRANGERS if stranger else MOST_OF_ONE):
            raise SyncError("county.quarantine-full", environment=True)
        self.keep(digest, data)

    def keep(self, digest: str, data: bytes) -> None:
        """Puts the bytes of a batch aside for a person. Raises `county.quarantine-full` or a disk code."""
        path = self._quarantine / f"{digest}.vvb"
        self._quarantine.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            if sum(1 for _ in self._quarantine.iterdir()) >= MOST_QUARANTINED:
                raise SyncError("county.quarantine-full", environment=True)
            write_whole(path, data)


def _held(s: Session, content: Content) -> dict[str, dict[int, Held]]:
    """What is here of the chains a batch carries, around the places it carries."""
    places: dict[str, list[int]] = {}
    for one in content.records:
        places.setdefault(one.device, []).append(one.seq)
    return {device: records.held(s, device, min(seqs), max(seqs)) for device, seqs in places.items()}


def _same(here: Held | None, one: Record) -> bool:
    return here is not None and here.digest == one.digest


def _sort(s: Session, opened: _Opened) -> tuple[list[tuple[Record, Verdict]], list[Record], list[Refusal]]:
    """The records that are new (as they were judged), repeated, refused."""
    chains = _held(s, opened.content)
    fresh: list[tuple[Record, Verdict]] = []
    duplicate: list[Record] = []
    refused: list[Refusal] = []
    for one in opened.content.records:
        chain = chains[one.device]
        here = chain.get(one.seq)
        if here is not None and here.digest == one.digest:
            code = here.refusal
            if not code:
                duplicate.append(one)
        elif not records.fits(chain, one):
            code = records.FORK
            chain.setdefault(one.seq, Held("", "", code))  # what hangs under it is of the same branch
        else:
            verdict = opened.verdicts[one.digest]
            code = verdict.refusal
            fresh.append((one, verdict))
            chain[one.seq] = Held(one.digest, one.prev, code)
        if code:
            refused.append(Refusal(one.seq, one.digest, code))
    return fresh, duplicate, refused


def put_item(s: Session, device: str, item_id: str, kind: str, title: str, body: bytes, at: str, role: str = "") -> int:
    """Lets something wait for a device (empty: all) of a role (empty: every role). Returns its number."""
    number = s.next_number(item)
    s.db.execute(
        insert(item).values(
            county=s.county,
            number=number,
            device=device,
            role=role,
            id=item_id,
            kind=kind,
            title=title,
            body=body,
            made_at=at,
        )
    )
    return number


def raise_alarm(s: Session, at: str, code: str, device: str, detail: str) -> None:
    """Something a person must look at; once per code, device and detail."""
    same = select(alarm.c.number).where(
        alarm.c.county == s.county, alarm.c.code == code, alarm.c.device == device, alarm.c.detail == detail
    )
    if s.db.execute(same).first() is None:
        s.db.execute(
            insert(alarm).values(
                county=s.county, number=s.next_number(alarm), at=at, code=code, device=device, detail=detail
            )
        )


def _note(s: Session, file: Container, header: Header, at: str, **values: str | bytes | None) -> None:
    """Writes the row of a batch; one that was quarantined before gets its new state, and it waits no longer."""
    s.db.execute(delete(inbox).where(inbox.c.county == s.county, inbox.c.digest == file.digest))
    s.db.execute(delete(batch).where(batch.c.county == s.county, batch.c.digest == file.digest))
    s.db.execute(
        insert(batch).values(
            county=s.county,
            digest=file.digest,
            device=header.device,
            size=file.size,
            records=header.records,
            pieces=header.pieces,
            received_at=at,
            **values,
        )
    )
