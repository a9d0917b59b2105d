"""The county's daily root: one signed sentence that fixes all the county holds, and the root before it.

Laptops and paper keep roots. A county whose history was exchanged for another one cannot say again what it said
before: some root that somebody kept is missing from its row of roots.
"""

import hashlib
from dataclasses import dataclass

import base45

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs
from sync.succession import Trust

FIRST = "0" * 64
"""What the first root names as the one before it."""
DAMAGED = "root.damaged"
RESTORED = "restored"
"""How a lineage began: with `county restore`."""
COPIED = "copied"
"""How a lineage began: the database had been copied back by hand, which the county noticed."""
_DOMAIN = b"vv/root/1\0"
_PREFIX = "VVR1:"
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Root:
    county: str
    place: int
    """1, 2, 3 … without gaps; after a restore it goes on behind the last root of the backup."""
    day: str
    lineage: str
    why: str
    """How this lineage of the county began: empty for its first, RESTORED or COPIED."""
    records: int
    """Number of the newest record of the log."""
    heads: str
    """Digest over the heads of all chains at that record (hex)."""
    deeds: int
    """Number of the newest row of the county's audit log."""
    audit: str
    """Digest over that log, folded row by row from the root before."""
    prev: str
    """Digest of the root before."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(_DOMAIN + self._content()).hexdigest()

    def seal(self, keys: KeyPairs) -> bytes:
        """The county's signature and the canonical bytes behind it, about 240."""
        content = self._content()
        return keys.signing.sign(_DOMAIN + content) + content

    def _content(self) -> bytes:
        cells: list[Plain] = [
            self.county, self.place, self.day, self.lineage, self.why, self.records, bytes.fromhex(self.heads),
            self.deeds, bytes.fromhex(self.audit), bytes.fromhex(self.prev),
        ]  # fmt: skip
        return encode(cells)


def read(signed: bytes, trust: Trust) -> Root:
    """A root that this county really signed, with the key it had then. Raises SyncError `root.damaged`."""
    signature, content = signed[:_SIGNATURE], signed[_SIGNATURE:]
    row = decoded(content, DAMAGED)
    if not isinstance(row, list) or len(row) != 10:
        raise SyncError(DAMAGED)
    cells = Fields({str(place): value for place, value in enumerate(row)}, DAMAGED)
    one = Root(
        county=cells.text("0", 12),
        place=cells.count("1"),
        day=cells.text("2", 10),
        lineage=cells.text("3", 12),
        why=cells.text("4", 12),
        records=cells.count("5"),
        heads=cells.raw("6", 32).hex(),
        deeds=cells.count("7"),
        audit=cells.raw("8", 32).hex(),
        prev=cells.raw("9", 32).hex(),
    )
    if not trust.genuine(signature, _DOMAIN + content, lambda end: one.place <= end.root):
        raise SyncError(DAMAGED)
    return one


def to_text(signed: bytes) -> str:
    """For a QR code on the wall."""
    coded: bytes = base45.b45encode(signed)
    return _PREFIX + coded.decode("ascii")


def from_text(text: str) -> bytes:
    """Raises SyncError `root.damaged`."""
    try:
        if not text.startswith(_PREFIX):
            raise SyncError(DAMAGED)
        return bytes(base45.b45decode(text.removeprefix(_PREFIX)))
    except ValueError as error:
        raise SyncError(DAMAGED) from error
