"""A record: what travels. Opaque bytes with a kind, a subject and a place in the chain of the device that made it.

The digest is the identity. It covers the previous digest, so a record that was taken out, changed or inserted shows.
The body hangs off a salted commitment, so that a body may be erased (PIPL 47) while the chain still verifies: of an
erased record the commitment stands in the place of the salt, twice as long, and the body is empty.
"""

import hashlib
from typing import NamedTuple

from sync.canonical import Plain, decode, encode, encode_plain

__all__ = [
    "CHAIN_START", "COUNTY_CHAIN", "SALT_BYTES", "Plain", "Record", "commit", "decode", "digest_of", "encode",
    "erased", "is_erased", "make",
]  # fmt: skip

CHAIN_START = "0" * 64
"""`prev` of the first record of a device."""
COUNTY_CHAIN = "CO-"
"""How the names of chains begin that a county writes itself; a laptop that calls itself so is none."""
SALT_BYTES = 16
COMMITMENT_BYTES = 32
_DOMAIN = b"vv/record/1\0"


class Record(NamedTuple):
    """One record. Digests are SHA-256 in lower-case hex; `seq` counts from 1 without gaps per device."""

    kind: str
    digest: str
    device: str
    seq: int
    prev: str
    body: bytes
    """Canonical CBOR made by the caller."""
    subject: str
    """Id of what it is about (for a sign-off, the submission's)."""
    at: str
    """When the device says it was made; a hint, never an order."""
    salt: bytes

    def holds(self) -> bool:
        """Whether the digest follows from the rest."""
        return self.digest == digest_of(
            self.device, self.seq, self.kind, self.subject, self.at, self.prev, commit(self.salt, self.body)
        )


def commit(salt: bytes, body: bytes) -> bytes:
    """The salted commitment to a body (32 bytes); of an erased one it is all that is left."""
    if len(salt) == COMMITMENT_BYTES and not body:
        return salt
    return hashlib.sha256(salt + body).digest()


def digest_of(device: str, seq: int, kind: str, subject: str, at: str, prev: str, commitment: bytes) -> str:
    """The identity of a record, hex."""
    head = encode_plain([device, seq, kind, subject, at, bytes.fromhex(prev), commitment])
    return hashlib.sha256(_DOMAIN + head).hexdigest()


def make(device: str, seq: int, kind: str, subject: str, at: str, prev: str, salt: bytes, body: bytes) -> Record:
    """The record whose digest follows from its content."""
    digest = digest_of(device, seq, kind, subject, at, prev, commit(salt, body))
    return Record(kind, digest, device, seq, prev, body, subject, at, salt)


def erased(one: Record) -> Record:
    """The record without its body: digest and place in the chain still hold."""
    return one._replace(body=b"", salt=commit(one.salt, one.body))


def is_erased(one: Record) -> bool:
    return len(one.salt) == COMMITMENT_BYTES
