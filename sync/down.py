"""What the county sends down to one device: its own items, others' records, and what it holds of this device's work.

Sealed to the device and signed by the county, in the same container as a batch. The same down file may be applied any
number of times. A cursor is opaque here: the county's own words for how far the device has come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import container
from sync.batch import MAX_CURSOR
from sync.beacon import BYTES
from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs, key_id, opening_key, signing_key
from sync.receipt import Refusal, Run, Word, read_refusals, read_runs, read_word
from sync.rows import RECORD_CELLS, read_record, record_row
from sync.voucher import VOUCHER_BYTES, Vouched

MOST_RUNS = 500
"""Runs that are told of one chain; where there are more, nothing is said about what lies behind the last."""
MAX_SCOPE = 4_000
MOST_ASKED = 4_096
"""Attachments that one request may ask about."""
_CODE = "down.damaged"
_ASK = b"vv/ask/1\0"


@dataclass(frozen=True, slots=True)
class Item:
    """One of the county's own things. `number` grows with every item of a county."""

    number: int
    id: str
    kind: str
    title: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What the county holds of one chain of this device."""

    device: str
    runs: tuple[Run, ...]
    safe: int
    """A backup that was restored for a trial holds the chain without gaps up to here."""
    refused: tuple[Refusal, ...]
    """Records that it holds and does not accept (at most MOST_RUNS)."""


@dataclass(frozen=True, slots=True)
class Down:
    """The content of one down file."""

    at: str
    """County time."""
    word: Word
    after: bytes
    """The cursor it begins behind; empty for everything from the start."""
    upto: bytes
    """The cursor once it has been applied."""
    more: bool
    """Whether the next file waits already."""
    items: tuple[Item, ...]
    records: tuple[Vouched, ...]
    held: tuple[Held, ...]
    blobs: tuple[str, ...]
    """Of the attachments that were asked about, those the county holds whole (SHA-256, hex)."""
    role: str
    """What the device is to the county: team | clerk | doctor | county."""
    scope: str
    """Where it works: prefixes of area codes, parted by blanks. What it holds of other villages must go."""
    safe_word: int
    """Attachments the county held by this word are in a backup that was restored for a trial; 0: there is none."""
    safe_at: str
    """County time of the newest such backup, for people; empty when there is none."""
    beacon: bytes
    """The county's word of the day: `sync.beacon`."""
    roots: tuple[bytes, ...] = ()
    """Signed daily roots behind those of the cursor, in their order, and always the newest (`sync.root`)."""


def seal(down: Down, county: str, device: str, reply_key: bytes, keys: KeyPairs) -> bytes:
    """The down file for one device. Raises SyncError `batch.too-large`."""
    plain = encode(
        {
            "items": [[one.number, one.id, one.kind, one.title, one.body] for one in down.items],
            "records": [[*record_row(one.record), one.voucher] for one in down.records],
            "held": [_held_row(one) for one in down.held],
            "blobs": [bytes.fromhex(one) for one in down.blobs],
            "role": down.role,
            "scope": down.scope,
            "safe": [[down.safe_word, down.safe_at]],
            "beacon": down.beacon,
            "roots": [[one] for one in down.roots],
        }
    )
    header: dict[str, Plain] = {
        "kind": "down",
        "county": county,
        "device": device,
        "to": key_id(reply_key),
        "after": down.after,
        "upto": down.upto,
        "more": down.more,
        "at": down.at,
        "lineage": down.word.lineage,
        "word": down.word.number,
    }
    return container.seal(header, plain, keys.signing, opening_key(reply_key))


def read(data: bytes, county: str, county_key: bytes, device: str, key: X25519PrivateKey) -> Down:
    """The content, when this county signed it for this device.

    Raises:
        SyncError: the codes of `container.parse` and `Container.unseal`, `batch.signature`, `down.other-device`,
            `down.damaged`.
    """
    file = container.parse(data)
    header = Fields(file.header, _CODE)
    header.only("v", "suite", "kind", "county", "device", "to", "after", "upto", "more", "at", "lineage", "word")
    if header.text("kind") != "down" or header.text("county") != county or header.text("device") != device:
        raise SyncError("down.other-device")
    file.verify(signing_key(county_key))
    content = Fields(decoded(file.unseal(key), _CODE), _CODE)
    content.only("items", "records", "held", "blobs", "role", "scope", "safe", "beacon", "roots")
    after, upto, more = header.raw("after"), header.raw("upto"), header.any("more")
    header.must(max(len(after), len(upto)) <= MAX_CURSOR and isinstance(more, bool))
    (safe,) = map(content.cells, content.rows("safe", 2)[:1] or [[]])
    return Down(
        at=header.text("at", 40),
        word=read_word(header),
        after=after,
        upto=upto,
        more=more is True,
        items=tuple(_item(content.cells(row)) for row in content.rows("items", 5)),
        records=tuple(_vouched(content.cells(row)) for row in content.rows("records", RECORD_CELLS + 1)),
        held=tuple(_held(content.cells(row)) for row in content.rows("held", 4)),
        blobs=content.digests("blobs"),
        role=content.text("role", 20),
        scope=content.text("scope", MAX_SCOPE),
        safe_word=safe.count("0"),
        safe_at=safe.text("1", 40),
        beacon=content.raw("beacon", BYTES),
        roots=tuple(content.cells(row).raw("0") for row in content.rows("roots", 1)),
    )


def sign_request(county: str, device: str, cursor: bytes, asked: bytes, key: Ed25519PrivateKey) -> bytes:
    """The device's signature under a request for what waits; `asked`: digests of attachments, one after the other.

    It covers no moment: whoever repeats a request gets what opens with that device's key alone, and changes nothing.
    """
    return key.sign(_ASK + encode([county, device, cursor, asked]))


def verify_request(
    county: str, device: str, cursor: bytes, asked: bytes, signature: bytes, key: Ed25519PublicKey
) -> bool:
    """Whether the device asked this itself."""
    return container.signed_by(key, signature, _ASK + encode([county, device, cursor, asked]))


def _held_row(one: Held) -> list[Plain]:
    runs: list[Plain] = [[run.first, run.last, bytes.fromhex(run.digest)] for run in one.runs]
    refused: list[Plain] = [[row.seq, bytes.fromhex(row.digest), row.code] for row in one.refused]
    return [one.device, runs, one.safe, refused]


def _held(cells: Fields) -> Held:
    return Held(cells.text("0", 40), read_runs(cells, "1"), cells.count("2"), read_refusals(cells, "3"))


def _item(cells: Fields) -> Item:
    return Item(cells.count("0"), cells.text("1", 40), cells.text("2", 40), cells.text("3"), cells.raw("4"))


def _vouched(cells: Fields) -> Vouched:
    return Vouched(read_record(cells, _CODE, erased=True), cells.raw(str(RECORD_CELLS), VOUCHER_BYTES))


def uncovered(runs: Sequence[Run], until: int) -> list[tuple[int, int]]:
    """The places from 1 to `until` that no run covers, as first and last."""
    found: list[tuple[int, int]] = []
    place = 1
    for run in runs:
        if run.first > place:
            found.append((place, min(run.first - 1, until)))
        place = run.last + 1
    if place <= until and len(runs) < MOST_RUNS:
        found.append((place, until))
    return [(first, last) for first, last in found if first <= last]
