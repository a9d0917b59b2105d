"""The county's answer for one batch: what became of each record, signed, the same bytes for the same batch for ever."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs, signing_key
from sync.record import Record
from sync.signatures import genuine

MAGIC = b"\x89VVR1\r\n\x1a\n"
MAX_RECEIPT = 1024 * 1024
_DOMAIN = b"vv/receipt/1\0"
_REFUSED = b"vv/refused/1\0"
_SIGNATURE = 64
_CODE = "receipt.damaged"


class Word(NamedTuple):
    """When the county said something, by its own count: clocks are set back, this is not."""

    lineage: str
    """Of the county: a new one begins when it comes back from a backup. Empty for its first."""
    number: int
    """Grows within a lineage with every change."""


@dataclass(frozen=True, slots=True)
class Run:
    """Records of a chain without gaps. The digest of the last stands for all, because each names the one before."""

    first: int
    last: int
    digest: str

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record the county does not accept, and the stable code why."""

    seq: int
    digest: str
    code: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The fate of every record of one batch. Digests are hex."""

    county: str
    device: str
    batch: str
    at: str
    """County time."""
    word: Word
    accepted: tuple[Run, ...]
    duplicate: tuple[Run, ...]
    refused: tuple[Refusal, ...]
    blobs: tuple[str, ...]
    """Attachments the county now holds whole, of those this batch carried pieces of."""


def runs(records: Iterable[Record]) -> tuple[Run, ...]:
    """Records of one chain, in its order, as runs without gaps."""
    found: list[Run] = []
    for one in records:
        if found and found[-1].last + 1 == one.seq:
            found[-1] = Run(found[-1].first, one.seq, one.digest)
        else:
            found.append(Run(one.seq, one.seq, one.digest))
    return tuple(found)


def seal(receipt: Receipt, key: Ed25519PrivateKey) -> bytes:
    """The receipt file: magic, signature, canonical CBOR."""
    content = encode(
        {
            "county": receipt.county,
            "device": receipt.device,
            "batch": bytes.fromhex(receipt.batch),
            "at": receipt.at,
            "lineage": receipt.word.lineage,
            "word": receipt.word.number,
            "accepted": [[one.first, one.last, bytes.fromhex(one.digest)] for one in receipt.accepted],
            "duplicate": [[one.first, one.last, bytes.fromhex(one.digest)] for one in receipt.duplicate],
            "refused": [[one.seq, bytes.fromhex(one.digest), one.code] for one in receipt.refused],
            "blobs": [bytes.fromhex(one) for one in receipt.blobs],
        }
    )
    return MAGIC + key.sign(_DOMAIN + content) + content


def renewed(data: bytes, keys: KeyPairs) -> bytes:
    """A receipt of this county as it is given today: the same content, signed with the newest key."""
    signature, content = data[len(MAGIC) : len(MAGIC) + _SIGNATURE], data[len(MAGIC) + _SIGNATURE :]
    if genuine(keys.public_signing, signature, _DOMAIN + content):
        return data
    return MAGIC + keys.signing.sign(_DOMAIN + content) + content


def read(data: bytes, county_key: bytes) -> Receipt:
    """A receipt that this county really signed.

    Raises:
        SyncError: `receipt.damaged`, `receipt.signature`.
    """
    fields = _signed(data, county_key, _DOMAIN)
    fields.only("county", "device", "batch", "at", "lineage", "word", "accepted", "duplicate", "refused", "blobs")
    return Receipt(
        county=fields.text("county", 12),
        device=fields.text("device", 40),
        batch=fields.raw("batch", 32).hex(),
        at=fields.text("at", 40),
        word=read_word(fields),
        accepted=read_runs(fields, "accepted"),
        duplicate=read_runs(fields, "duplicate"),
        refused=read_refusals(fields, "refused"),
        blobs=fields.digests("blobs"),
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the county did not take a whole batch in. Where a network would answer at once, a stick brings this."""

    county: str
    device: str
    batch: str
    at: str
    code: str


def seal_refused(refused: Refused, key: Ed25519PrivateKey) -> bytes:
    """The file: built like a receipt, under a name of its own."""
    content = encode(
        {
            "county": refused.county,
            "device": refused.device,
            "batch": bytes.fromhex(refused.batch),
            "at": refused.at,
            "code": refused.code,
        }
    )
    return MAGIC + key.sign(_REFUSED + content) + content


def read_refused(data: bytes, county_key: bytes) -> Refused:
    """Raises like `read`."""
    fields = _signed(data, county_key, _REFUSED)
    fields.only("county", "device", "batch", "at", "code")
    return Refused(
        county=fields.text("county", 12),
        device=fields.text("device", 40),
        batch=fields.raw("batch", 32).hex(),
        at=fields.text("at", 40),
        code=fields.text("code", 60),
    )


def _signed(data: bytes, county_key: bytes, domain: bytes) -> Fields:
    if len(data) > MAX_RECEIPT or data[: len(MAGIC)] != MAGIC:
        raise SyncError(_CODE)
    signature, content = data[len(MAGIC) : len(MAGIC) + _SIGNATURE], data[len(MAGIC) + _SIGNATURE :]
    try:
        signing_key(county_key).verify(signature, domain + content)
    except InvalidSignature as error:
        raise SyncError("receipt.signature") from error
    return Fields(decoded(content, _CODE), _CODE)


def read_word(fields: Fields) -> Word:
    """Raises the error of `fields`."""
    return Word(fields.text("lineage", 12), fields.count("word"))


def read_runs(fields: Fields, key: str) -> tuple[Run, ...]:
    """Rows `[first, last, digest]`. Raises the error of `fields`."""
    found: list[Run] = []
    for row in fields.rows(key, 3):
        cells = fields.cells(row)
        one = Run(cells.count("0"), cells.count("1"), cells.raw("2", 32).hex())
        cells.must(0 < one.first <= one.last)
        found.append(one)
    return tuple(found)


def read_refusals(fields: Fields, key: str) -> tuple[Refusal, ...]:
    """Rows `[seq, digest, code]`. Raises the error of `fields`."""
    found: list[Refusal] = []
    for row in fields.rows(key, 3):
        cells = fields.cells(row)
        found.append(Refusal(cells.count("0"), cells.raw("1", 32).hex(), cells.text("2", 60)))
    return tuple(found)
