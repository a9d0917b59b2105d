"""The county's word that it once held a record, on each original that it sends down.

After a disaster a laptop can give the originals back, and the county takes what it vouched for itself: whoever carries
them can have changed nothing. 16 bytes that mean something to the county alone.
"""

import hmac
from dataclasses import dataclass

from sync.keys import KeyPairs
from sync.record import Record

VOUCHER_BYTES = 16


@dataclass(frozen=True, slots=True)
class Vouched:
    """An original record and the county's word for it."""

    record: Record
    voucher: bytes


def vouch(keys: KeyPairs, county: str, digest: str) -> bytes:
    """The county's word for the record with this digest (hex)."""
    message = b"vv/vouch/1\0" + county.encode() + bytes.fromhex(digest)
    return hmac.digest(keys.vouching, message, "sha256")[:VOUCHER_BYTES]


def genuine(one: Vouched, keys: KeyPairs, county: str) -> bool:
    """Whether this county gave that word for that record."""
    return hmac.compare_digest(vouch(keys, county, one.record.digest), one.voucher)
