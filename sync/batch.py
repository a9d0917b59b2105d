"""What a device sends up: a run of its records, pieces of the attachments they name, and others' records it gives back.

A record of another chain counts only with the county's own voucher on it (see `sync.voucher`).
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import container
from sync.canonical import Plain, encode, encode_plain
from sync.container import Container
from sync.errors import SyncError
from sync.fields import Fields, decoded_rows
from sync.keys import KeyPairs, key_id, opening_key, signing_key
from sync.record import CHAIN_START, Record, make
from sync.rows import RECORD_CELLS, checked, read_record, record_row
from sync.voucher import VOUCHER_BYTES, Vouched

MAX_RECORDS = 4096
MAX_CONTENT = 8 * 1024 * 1024
"""Bytes of bodies and pieces in one batch."""
MAX_PIECE = 1024 * 1024
MAX_BLOB = 64 * 1024 * 1024
"""Largest attachment."""
MAX_CURSOR = 64
LONGEST_NAME = 40
"""Characters of a device's name."""
_HEADER_KEYS = (
    "v", "suite", "kind", "county", "device", "key", "reply", "to", "enrol", "proof", "lo", "hi", "prev", "n", "parts",
    "others", "cursor", "at",
)  # fmt: skip
OVERHEAD = 256
"""Bytes that a record or piece is counted with besides its body."""
_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
"""A device's name is part of file names on sticks, so nothing else may be in it."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The county's invitation to this device; the secret proves it without another trip."""

    id: str
    secret: bytes

    def proof(self, county: str, device: str, key: bytes, reply: bytes) -> bytes:
        message = b"vv/enrol/1\0" + encode([county, device, key, reply])
        return hmac.new(self.secret, message, hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a batch is for."""

    county: str
    import_key: bytes
    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes `offset … offset+len(data)` of the attachment with this SHA-256 (hex) and size."""

    digest: str
    size: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What anybody can read on the outside of a batch: no personal data."""

    county: str
    device: str
    key: bytes
    reply: bytes
    to: bytes
    enrolment: str
    proof: bytes
    first: int
    last: int
    prev: str
    records: int
    pieces: int
    others: int
    cursor: bytes
    """What the device took down last, in the county's own words; empty when nothing yet."""
    at: str


@dataclass(frozen=True, slots=True)
class Content:
    records: tuple[Record, ...]
    pieces: tuple[Piece, ...]
    others: tuple[Vouched, ...] = ()
    """Originals of other chains that the county lost."""


def is_name(text: str) -> bool:
    """Whether this can be a device's name: two letters, a hyphen, and letters, digits and hyphens. No file is `CON`."""
    return 3 < len(text) <= LONGEST_NAME and text[2] == "-" and _NAME.issuperset(text)


def seal(
    content: Content, address: Address, device: str, keys: KeyPairs, at: str, cursor: bytes = b""
) -> bytes:
    """The batch file. Records must be one run without gaps of one device; a batch may be empty (a greeting).

    Raises:
        SyncError: `batch.too-large`, `batch.gap`.
    """
    _check_run(content.records, device)
    if len(content.records) > MAX_RECORDS or len(cursor) > MAX_CURSOR:
        raise SyncError("batch.too-large")
    key, reply = keys.public_signing, keys.public_opening
    header: dict[str, Plain] = {
        "kind": "up",
        "county": address.county,
        "device": device,
        "key": key,
        "reply": reply,
        "to": key_id(address.import_key),
        "enrol": address.enrolment.id,
        "proof": address.enrolment.proof(address.county, device, key, reply),
        "lo": content.records[0].seq if content.records else 0,
        "hi": content.records[-1].seq if content.records else 0,
        "prev": bytes.fromhex(content.records[0].prev if content.records else CHAIN_START),
        "n": len(content.records),
        "parts": len(content.pieces),
        "others": len(content.others),
        "cursor": cursor,
        "at": at,
    }
    plain = encode_plain(
        [
            [[one.kind, one.subject, one.at, one.salt, one.body] for one in content.records],
            [piece_row(one) for one in content.pieces],
            [[*record_row(one.record), one.voucher] for one in content.others],
        ]
    )
    return container.seal(header, plain, keys.signing, opening_key(address.import_key))


def read_header(file: Container) -> Header:
    """Raises SyncError `batch.header`."""
    fields = Fields(file.header, "batch.header")
    fields.only(*_HEADER_KEYS)
    header = Header(
        county=fields.text("county", 12),
        device=fields.text("device", LONGEST_NAME),
        key=fields.raw("key", 32),
        reply=fields.raw("reply", 32),
        to=fields.raw("to", 8),
        enrolment=fields.text("enrol", 40),
        proof=fields.raw("proof", 32),
        first=fields.count("lo"),
        last=fields.count("hi"),
        prev=fields.raw("prev", 32).hex(),
        records=fields.count("n"),
        pieces=fields.count("parts"),
        others=fields.count("others"),
        cursor=fields.raw("cursor"),
        at=fields.text("at", 40),
    )
    expected = header.last - header.first + 1 if header.first else 0
    ends_together = bool(header.first) == bool(header.last)
    counted = header.records == expected and header.records <= MAX_RECORDS and ends_together
    counted = counted and len(header.cursor) <= MAX_CURSOR
    if fields.text("kind", 8) != "up" or not counted or not is_name(header.device):
        raise SyncError("batch.header")
    return header


def verify(file: Container, header: Header) -> None:
    """That the key named in the header signed it. Whether that key may is for the county to say.

    Raises:
        SyncError: `batch.signature`.
    """
    try:
        key = signing_key(header.key)
    except SyncError as error:
        raise SyncError("batch.signature") from error
    file.verify(key)


def read_content(file: Container, header: Header, key: X25519PrivateKey) -> Content:
    """Opens a verified batch; the digests of its records follow from its bytes.

    Raises:
        SyncError: `batch.not-for-us`, `batch.zstd`, `batch.too-large`, `batch.content`.
    """
    value = decoded_rows(file.unseal(key), "batch.content")
    if not isinstance(value, list) or len(value) != 3:
        raise SyncError("batch.content")
    fields = Fields({"records": value[0], "pieces": value[1], "others": value[2]}, "batch.content")
    records = tuple(_records(header, fields.rows("records", 5)))
    pieces = tuple(map(read_piece, fields.rows("pieces", 4)))
    others = tuple(_vouched(fields.cells(row)) for row in fields.rows("others", RECORD_CELLS + 1))
    if (len(records), len(pieces), len(others)) != (header.records, header.pieces, header.others):
        raise SyncError("batch.content")
    return Content(records, pieces, others)


def run_of(records: Iterable[Record]) -> tuple[Record, ...]:
    """As many records of one chain, in order, as one batch takes; reads no further than it must."""
    run: list[Record] = []
    room = MAX_CONTENT
    for record in records:
        room -= len(record.body) + OVERHEAD
        apart = run and (record.device, record.seq) != (run[-1].device, run[-1].seq + 1)
        if run and (len(run) == MAX_RECORDS or room < 0 or apart):
            break
        run.append(record)
    return tuple(run)


def room_left(records: Sequence[Record]) -> int:
    """How many bytes of pieces a batch with these records still takes."""
    return MAX_CONTENT - sum(len(one.body) + OVERHEAD for one in records)


class Load:
    """Pieces on their way into batches, handed out in portions that fit."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._rest = iter(pieces)
        self._next = next(self._rest, None)

    def portion(self, room: int) -> tuple[Piece, ...]:
        """The next pieces that fit into so many bytes; nothing when there are none, or no room."""
        taken: list[Piece] = []
        while self._next is not None and (cost := len(self._next.data) + OVERHEAD) <= room:
            taken.append(self._next)
            room -= cost
            self._next = next(self._rest, None)
        return tuple(taken)


def cut(digest: str, data: bytes) -> Iterator[Piece]:
    """An attachment as pieces; small ones are one piece."""
    for offset in range(0, len(data), MAX_PIECE):
        yield Piece(digest, len(data), offset, data[offset : offset + MAX_PIECE])


def _records(header: Header, rows: list[list[Plain]]) -> Iterator[Record]:
    prev = header.prev
    for seq, row in enumerate(rows, start=header.first):
        kind, subject, at, salt, body = checked(row, "batch.content")
        record = make(header.device, seq, kind, subject, at, prev, salt, body)
        prev = record.digest
        yield record


def _vouched(cells: Fields) -> Vouched:
    voucher = cells.raw(str(RECORD_CELLS), VOUCHER_BYTES)
    return Vouched(read_record(cells, "batch.content"), voucher)


def piece_row(one: Piece) -> list[Plain]:
    """A piece as a row of CBOR."""
    return [bytes.fromhex(one.digest), one.size, one.offset, one.data]


def read_piece(row: list[Plain]) -> Piece:
    """The piece of such a row. Raises SyncError `batch.content`."""
    digest, size, offset, data = row
    if not (isinstance(digest, bytes) and len(digest) == 32 and isinstance(data, bytes)):
        raise SyncError("batch.content")
    if not (isinstance(size, int) and isinstance(offset, int)) or isinstance(size, bool) or isinstance(offset, bool):
        raise SyncError("batch.content")
    if not (0 < size <= MAX_BLOB and offset >= 0 and 0 < len(data) <= MAX_PIECE and offset + len(data) <= size):
        raise SyncError("batch.content")
    return Piece(digest.hex(), size, offset, data)


def _check_run(records: Sequence[Record], device: str) -> None:
    for place, record in enumerate(records):
        follows = place == 0 or (record.seq == records[place - 1].seq + 1 and record.prev == records[place - 1].digest)
        if record.device != device or not follows or not record.holds():
            raise SyncError("batch.gap")
