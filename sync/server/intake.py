"""Taking a batch in: from cheap checks to dear ones, then one transaction that imports all of it or none.

Work of a device that is not (or no longer) allowed to speak is quarantined, never thrown away; what cannot even be
attributed (damaged bytes, a wrong signature) is refused, and the sender still has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, insert, select

from sync import batch as batches
from sync import container, down, receipt
from sync.batch import Content, Header
from sync.container import Container
from sync.down import Item
from sync.errors import SyncError
from sync.files import write_whole
from sync.keys import KeyPairs
from sync.record import Record
from sync.server import devices, records
from sync.server.blobs import BlobFolder
from sync.server.log import RecordLog, Session
from sync.server.tables import alarm, batch, item

MOST_QUARANTINED = 2_000
Judge = Callable[[Record], str]
"""Says why the county cannot accept a record's content: a stable code, or nothing when it can. It must not raise."""


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


class Intake:
    """The county's door: the same for network and stick. Safe to call from several threads and processes."""

    def __init__(self, log: RecordLog, keys: KeyPairs, home: Path, now: Callable[[], str], judge: Judge) -> None:
        self.log = log
        self.keys = keys
        self.blobs = BlobFolder(home / "blobs")
        self._quarantine = home / "quarantine"
        self._now = now
        self._judge = judge

    def receive(self, data: bytes, via: str) -> Taken:
        """Imports a batch file and returns the signed receipt; the same file again gives the same receipt.

        Raises:
            SyncError: codes of `container.parse`, `batch.header`, `batch.other-county`, `batch.signature`: refused.
                `device.unknown`, `device.expired`, `device.no-place`, `device.other-key`, `device.revoked`,
                `batch.not-for-us`, `batch.zstd`, `batch.content`, `batch.too-large`: kept in quarantine.
                `county.database`, `county.quarantine-full` and disk codes (environment): nothing happened.
        """
        file = container.parse(data)
        header = batches.read_header(file)
        if header.county != self.log.county:
            raise SyncError("batch.other-county", have=self.log.county, given=header.county)
        earlier = self.repeated(file.digest)
        if earlier is not None:
            return earlier
        batches.verify(file, header)
        with self.log.writing() as s:
            earlier = _earlier(s, file.digest)
            if earlier is not None:
                return earlier
            code = devices.admit(s, header, self._now())
            if not code:
                try:
                    content = batches.read_content(file, header, self.keys.opening)
                except SyncError as error:
                    code = error.code
                else:
                    return self._import(s, file, header, content, data, via)
            self._hold(s, file, header, data, code, via)
        raise SyncError(code)

    def repeated(self, digest: str) -> Taken | None:
        """The answer that was given for these bytes before."""
        with self.log.reading() as s:
            return _earlier(s, digest)

    def waiting(self, device: str, after: int) -> bytes | None:
        """The down file with what waits for a device after an item; None when nothing does.

        Raises:
            SyncError: `down.unknown-device`.
        """
        with self.log.reading() as s:
            known = devices.find(s, device)
            if known is None or known.state != devices.ENROLLED:
                raise SyncError("down.unknown-device")
            found = items(s, device, after)
        if not found:
            return None
        return down.seal(found, self.log.county, device, known.reply, self.keys, self._now())

    def _import(self, s: Session, file: Container, header: Header, content: Content, data: bytes, via: str) -> Taken:
        at = self._now()
        fresh, duplicate, refused = self._sort(s, header, content)
        records.add(s, fresh, file.digest, at)
        whole = sorted({one.digest for one in content.pieces if self.blobs.take(s, one)})
        forked = records.FORK in refused.values()
        if forked:
            self._keep(file.digest, data)
            raise_alarm(s, at, records.FORK, header.device, file.digest)
        answer = receipt.Receipt(
            county=s.county,
            device=header.device,
            batch=file.digest,
            at=at,
            accepted=tuple(one.digest for one, code in fresh if not code),
            duplicate=tuple(duplicate),
            refused=refused,
            blobs=tuple(whole),
        )
        signed = receipt.seal(answer, self.keys.signing)
        _note(s, file, header, at, state="imported", code=records.FORK if forked else "", via=via, receipt=signed)
        counts = (len(answer.accepted), len(duplicate), len(refused))
        return Taken(file.digest, header.device, signed, file.size, False, *counts)

    def _sort(
        self, s: Session, header: Header, content: Content
    ) -> tuple[list[tuple[Record, str]], list[str], dict[str, str]]:
        """The records that are new (with the code if the county refuses them), repeated, refused."""
        known = records.known(s, [one.digest for one in content.records])
        chain = records.neighbours(s, header.device, header.first, header.last)
        fresh: list[tuple[Record, str]] = []
        duplicate: list[str] = []
        refused: dict[str, str] = {}
        for one in content.records:
            if one.digest in known:
                code = known[one.digest]
                if not code:
                    duplicate.append(one.digest)
            elif not records.fits(chain, one):
                code = records.FORK
            else:
                code = self._judge(one)
                fresh.append((one, code))
                chain[one.seq] = (one.digest, one.prev)
            if code:
                refused[one.digest] = code
        return fresh, duplicate, refused

    def _hold(self, s: Session, file: Container, header: Header, data: bytes, code: str, via: str) -> None:
        at = self._now()
        self._keep(file.digest, data)
        _note(s, file, header, at, state="quarantined", code=code, via=via, receipt=None)
        if code in ("device.other-key", "device.revoked"):
            raise_alarm(s, at, code, header.device, file.digest)

    def _keep(self, digest: str, data: bytes) -> None:
        path = self._quarantine / f"{digest}.vvb"
        self._quarantine.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            if sum(1 for _ in self._quarantine.iterdir()) >= MOST_QUARANTINED:
                raise SyncError("county.quarantine-full", environment=True)
            write_whole(path, data)


def items(s: Session, device: str, after: int) -> list[Item]:
    """What waits for a device, in order."""
    query = select(item).where(item.c.county == s.county, item.c.device.in_(["", device]), item.c.number > after)
    return [
        Item(row["number"], row["id"], row["kind"], row["title"], row["body"])
        for row in s.db.execute(query.order_by(item.c.number).limit(down.MAX_ITEMS)).mappings()
    ]


def put_item(s: Session, device: str, item_id: str, kind: str, title: str, body: bytes, at: str) -> int:
    """Lets something wait for a device, or for all (empty name). Returns its number."""
    number = s.next_number(item)
    s.db.execute(
        insert(item).values(
            county=s.county, number=number, device=device, id=item_id, kind=kind, title=title, body=body, made_at=at
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


def _earlier(s: Session, digest: str) -> Taken | None:
    query = select(batch.c.device, batch.c.receipt, batch.c.size).where(
        batch.c.county == s.county, batch.c.digest == digest, batch.c.state == "imported"
    )
    row = s.db.execute(query).first()
    return Taken(digest, row.device, row.receipt, row.size, True, 0, 0, 0) if row else None


def _note(s: Session, file: Container, header: Header, at: str, **values: str | bytes | None) -> None:
    """Writes the row of a batch; one that was quarantined before gets its new state."""
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
