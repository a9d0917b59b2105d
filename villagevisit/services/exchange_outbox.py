"""The outbox: due records sealed into batch files that wait in HOME/outbox, byte for byte, until their receipt came."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync import batch as batches
from sync import container
from sync.batch import Content, Piece
from sync.errors import SyncError
from sync.files import read_bounded, write_whole
from sync.keys import KeyPairs
from sync.receipt import Receipt
from villagevisit.domain.clock import stamp
from villagevisit.services import attachments
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, outbox, records
from villagevisit.store.outbox import BatchRow, DueBlob


@dataclass(frozen=True, slots=True)
class Applied:
    """What one receipt changed here. `refused` pairs a subject with a code."""

    accepted: int
    duplicate: int
    refused: tuple[tuple[str, str], ...]
    path: Path


def path_of(ws: Workspace, digest: str) -> Path:
    return ws.home / "outbox" / f"{digest}.vvb"


def receipt_path(ws: Workspace, digest: str) -> Path:
    return ws.home / "receipts" / f"{digest}.vvr"


def load(ws: Workspace, digest: str) -> bytes:
    """The bytes of a stored batch. Raises SyncError when they are gone or damaged (`fill` mends that)."""
    data = read_bounded(path_of(ws, digest), container.MAX_FILE)
    if container.parse(data).digest != digest:
        raise SyncError("batch.damaged")
    return data


def fill(ws: Workspace, county: CountyFile) -> list[BatchRow]:
    """Makes sure that all that is due lies in stored batches, and returns the unconfirmed ones, oldest first.

    A stored batch that is damaged, or sealed for another key of the county, is made anew from its records.
    """
    _mend(ws, county)
    keys, device = device_keys(ws), device_name(ws)
    with ws.store.transaction() as db:
        due, blobs = records.due(db), outbox.due_blobs(db)
    for content in batches.split(due, _pieces(ws, blobs)):
        _seal(ws, county, content, device, keys)
    with ws.store.transaction() as db:
        return outbox.open_batches(db)


def mark_sent(ws: Workspace, digest: str) -> None:
    """The batch left this computer whole; its receipt is still to come."""
    with ws.store.transaction() as db:
        subjects = records.sent(db, digest)
        outbox.sent(db, digest)
        records.follow(db, subjects)


def apply(ws: Workspace, receipt: Receipt, data: bytes, actor: str) -> Applied | None:
    """Applies a receipt the county signed, once; None when it was applied before. The batch file is then let go.

    Raises:
        SyncError: a disk code (environment); nothing was applied.
    """
    at = stamp(ws.clock)
    path = receipt_path(ws, receipt.batch)
    if path.exists() and not _is_open(ws, receipt.batch):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    with ws.store.transaction() as db:
        subjects = records.received(db, (*receipt.accepted, *receipt.duplicate))
        refused: list[tuple[str, str]] = []
        for digest, code in receipt.refused.items():
            subject = records.refused(db, digest, code)
            if subject:
                refused.append((subject, code))
        subjects |= {subject for subject, _ in refused} | outbox.blobs_received(db, receipt.blobs)
        outbox.close_batch(db, receipt.batch, data)
        records.follow(db, subjects)
        counts = {"accepted": len(receipt.accepted), "duplicate": len(receipt.duplicate), "refused": len(refused)}
        audit.append(db, at, actor, "exchange.receipt", receipt.batch, dict(counts))
    path_of(ws, receipt.batch).unlink(missing_ok=True)
    return Applied(len(receipt.accepted), len(receipt.duplicate), tuple(sorted(refused)), path)


def _is_open(ws: Workspace, digest: str) -> bool:
    return outbox.is_open(ws.store.reader(), digest)


def _mend(ws: Workspace, county: CountyFile) -> None:
    with ws.store.transaction() as db:
        rows = outbox.open_batches(db)
        useless = [row.digest for row in rows if not _usable(ws, row.digest, county)]
        for digest in useless:
            records.back(db, digest)
            outbox.drop_batch(db, digest)
    kept = {row.digest for row in rows} - set(useless)
    folder = ws.home / "outbox"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stem not in kept:
            path.unlink()


def _usable(ws: Workspace, digest: str, county: CountyFile) -> bool:
    try:
        header = batches.read_header(container.parse(load(ws, digest)))
    except SyncError:
        return False
    address = (header.county, header.to, header.enrolment)
    return address == (county.county, batches.key_id(county.import_key), county.enrolment)


def _pieces(ws: Workspace, blobs: list[DueBlob]) -> Iterator[Piece]:
    """The attachments' bytes; one that is missing or altered stays due and does not hold up the others."""
    for blob in blobs:
        try:
            data = attachments.path_of(ws, blob.digest).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == blob.digest and len(data) <= batches.MAX_BLOB:
            yield from batches.cut(blob.digest, data)


def _seal(ws: Workspace, county: CountyFile, content: Content, device: str, keys: KeyPairs) -> None:
    at = stamp(ws.clock)
    data = batches.seal(content, county.address, device, keys, at)
    digest = container.parse(data).digest
    first = content.records[0].seq if content.records else 0
    last = content.records[-1].seq if content.records else 0
    path = path_of(ws, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    with ws.store.transaction() as db:
        records.put_in_batch(db, (one.digest for one in content.records), digest)
        row = BatchRow(digest, first, last, len(content.records), len(data))
        outbox.add_batch(db, row, (piece.digest for piece in content.pieces), at)
