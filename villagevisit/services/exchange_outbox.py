"""The outbox: due records sealed into batch files that wait in HOME/outbox, byte for byte, until their receipt came."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync import batch as batches
from sync import container, handout
from sync.batch import Content, Load, Piece
from sync.errors import SyncError
from sync.files import read_bounded, write_whole
from sync.keys import key_id
from sync.receipt import Receipt, Refusal
from sync.record import Record
from sync.voucher import Vouched
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services import attachments, exchange_blobs, lineage, snapshot
from villagevisit.services.enrolment import CountyFile, device_keys, device_name
from villagevisit.services.exchange_down import RELAY, ROUND, cursor, heard, mark, same_lineage
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, outbox, records, settings
from villagevisit.store.households import Db
from villagevisit.store.outbox import BatchRow, DueBlob

FORK = "record.fork"
_GREETED = "exchange.greeted"


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


def fill(ws: Workspace, county: CountyFile, *, greet: bool = False, asked: bool = True) -> list[BatchRow]:
    """Makes sure that all that is due lies in stored batches, and returns the unconfirmed ones, oldest first.

    A stored batch that is damaged, or sealed for another key of the county, is made anew from its records. Where there
    is nothing at all to send, `greet` makes a batch that carries only our keys and how far we have come. Where nobody
    can be `asked` (a stick), attachments of a laptop that went back in time wait until the county said which it has.
    """
    snapshot.append_changes(ws)
    unsure = bool(settings.get(ws.store.reader(), lineage.UNSURE)) and not asked
    _mend(ws, county, unsure=unsure)
    with ws.store.transaction() as db:
        load = Load(_pieces(ws, [] if unsure else outbox.due_blobs(db)))
    while (run := _due(ws)) or (pieces := load.portion(batches.MAX_CONTENT)):
        pieces = load.portion(batches.room_left(run)) if run else pieces
        _seal(ws, county, Content(run, pieces))
    while others := _given_back(ws):
        _seal(ws, county, Content((), (), others))
    with ws.store.transaction() as db:
        settings.put(db, RELAY, "")
        rows = outbox.open_batches(db)
    if not rows and greet:
        _seal(ws, county, Content((), ()))
        return outbox.open_batches(ws.store.reader())
    return rows


def greeting(ws: Workspace, county: CountyFile) -> bytes:
    """A batch that carries nothing but our keys and how far we have come; it waits for no receipt."""
    content = Content((), ())
    data = batches.seal(content, county.address, device_name(ws), device_keys(ws), stamp(ws.clock), cursor(ws))
    with ws.store.transaction() as db:
        settings.put(db, _GREETED, container.parse(data).digest)
    return data


def wants(ws: Workspace, county: CountyFile) -> bytes | None:
    """The list of attachments that are to come down, for a stick; None when there are none."""
    wanted = exchange_blobs.wanted(ws)
    if not wanted:
        return None
    return handout.seal_wants(wanted, county.address, device_name(ws), device_keys(ws), stamp(ws.clock))


def sent_here(ws: Workspace, digest: str) -> bool:
    """Whether this laptop sent that batch and waits for its answer; also its last greeting."""
    db = ws.store.reader()
    return outbox.is_open(db, digest) or settings.get(db, _GREETED) == digest


def _due(ws: Workspace) -> tuple[Record, ...]:
    with ws.store.transaction() as db:
        return batches.run_of(records.due(db))


def _given_back(ws: Workspace) -> tuple[Vouched, ...]:
    """Others' originals that the county seems to have lost, as many as one batch takes."""
    found: list[Vouched] = []
    room = batches.MAX_CONTENT
    with ws.store.transaction() as db:
        for one in records.unseen(db, _round(ws)) if settings.get(db, RELAY) else ():
            room -= len(one.record.body) + batches.OVERHEAD
            if found and (room < 0 or len(found) == batches.MAX_RECORDS):
                break
            found.append(one)
    return tuple(found)


def _round(ws: Workspace) -> int:
    return int(settings.get(ws.store.reader(), ROUND, "0"))


def mark_sent(ws: Workspace, digest: str) -> None:
    """The batch left this computer whole; its receipt is still to come."""
    with ws.store.transaction() as db:
        subjects = records.sent(db, digest)
        outbox.sent(db, digest)
        records.follow(db, subjects)


def apply(ws: Workspace, receipt: Receipt, data: bytes, actor: str) -> Applied | None:
    """Applies a receipt the county signed, once; None when it was applied before. The batch file is then let go.

    Records that the county has another history for are not refused: they go on under a new name.

    Raises:
        SyncError: a disk code (environment); nothing was applied.
    """
    path = receipt_path(ws, receipt.batch)
    if path.exists() and not _is_open(ws, receipt.batch):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    with ws.store.transaction() as db:
        current = same_lineage(db, receipt.word)
        subjects = outbox.blobs_received(db, receipt.blobs if current else (), mark(receipt.word.number))
        for run in (*receipt.accepted, *receipt.duplicate):
            subjects |= records.received(db, receipt.device, run.first, run.last, run.digest)
        refused = _refused(db, receipt)
        records.given_back(db, receipt.batch, _round(ws))
        outbox.close_batch(db, receipt.batch, data)
        forked = [one.seq for one in receipt.refused if one.code == FORK and _is_ours(db, receipt.device, one)]
        subjects |= {subject for subject, _ in refused} | lineage.reissue(ws, db, receipt.device, forked)
        records.follow(db, subjects)
        if current:
            heard(db, receipt.word, answered=False)
        accepted, duplicate = sum(map(len, receipt.accepted)), sum(map(len, receipt.duplicate))
        counts = {"accepted": accepted, "duplicate": duplicate, "refused": len(refused), "forked": len(forked)}
        audit.append(db, stamp(ws.clock), actor, "exchange.receipt", receipt.batch, dict(counts))
    path_of(ws, receipt.batch).unlink(missing_ok=True)
    return Applied(accepted, duplicate, tuple(sorted(refused)), path)


def applied(ws: Workspace, batch: str, data: bytes) -> bool:
    """Whether these very bytes were applied before: a stick that is used for months carries hundreds of them."""
    try:
        return receipt_path(ws, batch).read_bytes() == data and not _is_open(ws, batch)
    except OSError:
        return False


def settle(ws: Workspace) -> list[str]:
    """Lets go of the batches that need no receipt, because the county said that it holds their records."""
    with ws.store.transaction() as db:
        done = outbox.settled(db)
        for digest in done:
            outbox.drop_batch(db, digest)
    for digest in done:
        path_of(ws, digest).unlink(missing_ok=True)
    return done


def trying(ws: Workspace, digest: str) -> None:
    """Bytes of this batch are about to leave over a network."""
    with ws.store.transaction() as db:
        outbox.tried(db, digest)


def _refused(db: Db, receipt: Receipt) -> list[tuple[str, str]]:
    told = [
        (records.refused(db, receipt.device, one.seq, one.digest, one.code), one.code)
        for one in receipt.refused
        if one.code != FORK
    ]
    return [(subject, code) for subject, code in told if subject]


def _is_ours(db: Db, name: str, one: Refusal) -> bool:
    return records.holds(db, name, one.seq, one.digest)


def _is_open(ws: Workspace, digest: str) -> bool:
    return outbox.is_open(ws.store.reader(), digest)


def _mend(ws: Workspace, county: CountyFile, *, unsure: bool) -> None:
    with ws.store.transaction() as db:
        rows = outbox.open_batches(db)
        idle = {*outbox.settled(db), *(outbox.loaded(db) if unsure else ())}
        useless = [row.digest for row in rows if row.digest in idle or not _usable(ws, row.digest, county)]
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
    return address == (county.county, key_id(county.import_key), county.enrolment)


def _pieces(ws: Workspace, blobs: list[DueBlob]) -> Iterator[Piece]:
    """The attachments' bytes; one that is missing or altered stays due and does not hold up the others."""
    for blob in blobs:
        try:
            data = attachments.read(ws, blob.digest)
        except Refused:
            continue
        if len(data) <= batches.MAX_BLOB:
            yield from batches.cut(blob.digest, data)


def _seal(ws: Workspace, county: CountyFile, content: Content) -> None:
    """Stores a batch. The marks outside the database are written first: from here on its records may leave."""
    at = stamp(ws.clock)
    name = content.records[0].device if content.records else device_name(ws)
    data = batches.seal(content, county.address, name, device_keys(ws), at, cursor(ws))
    digest = container.parse(data).digest
    first = content.records[0].seq if content.records else 0
    last = content.records[-1].seq if content.records else 0
    lineage.mark(ws, name, last)
    path = path_of(ws, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    with ws.store.transaction() as db:
        records.put_in_batch(db, name, first, last, digest)
        records.give_back(db, (one.record.digest for one in content.others), digest)
        row = BatchRow(digest, name, first, last, len(content.records), len(data))
        outbox.add_batch(db, row, (piece.digest for piece in content.pieces), at)
