"""Small things the sync tests are made of: keys, a chain of records, a sealed batch."""

import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import batch as batches
from sync import container
from sync.batch import Address, Content, Enrolment, Header, Piece
from sync.keys import KeyPairs
from sync.record import CHAIN_START, Record, encode, make

COUNTY = "999999000000"
DEVICE = "DZ-TEST-0001"
AT = "2026-11-22T10:00:00.000+08:00"


def pairs(number: int) -> KeyPairs:
    """Keys that are the same in every run."""
    signing = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    return KeyPairs(signing, X25519PrivateKey.from_private_bytes(bytes([number + 100]) * 32))


LAPTOP = pairs(1)
COUNTY_KEYS = pairs(2)
ENROLMENT = Enrolment("enrolment-1", b"s" * 32)
ADDRESS = Address(COUNTY, COUNTY_KEYS.public_opening, ENROLMENT)


def chain(
    count: int, *, device: str = DEVICE, start: Record | None = None, size: int = 200, salt: bytes = b"\0"
) -> list[Record]:
    """`count` records that follow `start`, each about `size` bytes."""
    prev, seq = (start.digest, start.seq + 1) if start else (CHAIN_START, 1)
    made: list[Record] = []
    for number in range(seq, seq + count):
        body = encode({"n": number, "text": "户" * (size // 3)})
        made.append(make(device, number, "note", f"subject-{number}", AT, prev, salt * 16, body))
        prev = made[-1].digest
    return made


def sealed(content: Content, *, device: str = DEVICE, keys: KeyPairs = LAPTOP, address: Address = ADDRESS) -> bytes:
    return batches.seal(content, address, device, keys, AT)


@cache
def example() -> bytes:
    """A batch of three records and one piece."""
    return sealed(Content(tuple(chain(3)), (photo(b"photo" * 50),)))


def photo(data: bytes) -> Piece:
    return Piece(hashlib.sha256(data).hexdigest(), len(data), 0, data)


@dataclass(frozen=True)
class Opened:
    header: Header
    content: Content


def open_batch(data: bytes, key: KeyPairs = COUNTY_KEYS) -> Opened:
    """All that the county checks before it looks at devices."""
    file = container.parse(data)
    header = batches.read_header(file)
    batches.verify(file, header)
    return Opened(header, batches.read_content(file, header, key.opening))


def with_body(record: Record, body: bytes) -> Record:
    return record._replace(body=body)
