"""A county's keys in their order: each new one is announced under the signature of the one before.

Whoever trusts a key follows the announcements from there to the newest, over any number of them, and no other way.
What an earlier key said counts up to the places that the announcement names, by the county's own counting and no clock.
An announcement that calls the earlier key stolen is not signed with it: a person takes it over, by words read aloud.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.signatures import genuine

FIRST = "0" * 64
"""What the first announcement names as the one before it."""
DAMAGED = "succession.damaged"
FORGED = "succession.forged"
FORKED = "succession.forked"
STOLEN = "succession.stolen"
MOST = 64
"""Announcements that are read of one county."""
MAX_FILE = 64 * 1024
_DOMAIN = b"vv/county-key/1\0"
_SIGNATURE = 64
_NO_SIGNATURE = bytes(_SIGNATURE)
_CELLS = 11


@dataclass(frozen=True, slots=True)
class Succession:
    """One announcement."""

    county: str
    number: int
    """1, 2, 3 … without gaps."""
    day: str
    stolen: bool
    """The earlier key is in wrong hands: nothing it signed counts by itself any more."""
    old: bytes
    """Ed25519 public key that spoke for the county before."""
    signing: bytes
    """Ed25519 public key that speaks for it from now on."""
    opening: bytes
    """X25519 public key that batches are encrypted to from now on."""
    recovery: bytes
    """X25519 public key of the paper in the safe and the new key's signature of it; empty when there is none."""
    root: int
    """Place of the last daily root that the earlier key signed."""
    item: int
    """Number of the county's newest item then: certificates with a greater serial are none of the earlier key."""
    prev: str
    """Digest of the announcement before."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(_DOMAIN + self.content()).hexdigest()

    def content(self) -> bytes:
        cells: list[Plain] = [
            self.county, self.number, self.day, self.stolen, self.old, self.signing, self.opening, self.recovery,
            self.root, self.item, bytes.fromhex(self.prev),
        ]  # fmt: skip
        return encode(cells)


def seal(one: Succession, old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> bytes:
    """Both signatures and the canonical bytes behind them, The earlier key signs none that calls it stolen."""
    message = _DOMAIN + one.content()
    return (_NO_SIGNATURE if one.stolen else old.sign(message)) + new.sign(message) + one.content()


@lru_cache(maxsize=256)
def read(signed: bytes) -> Succession:
    """An announcement that both keys signed (a stolen one: the new one alone); whether they are a county's is not said.

    Raises:
        SyncError: `succession.damaged`, `succession.forged`.
    """
    first, second, content = signed[:_SIGNATURE], signed[_SIGNATURE : 2 * _SIGNATURE], signed[2 * _SIGNATURE :]
    row = decoded(content, DAMAGED)
    if not isinstance(row, list) or len(row) != _CELLS:
        raise SyncError(DAMAGED)
    cells = Fields({str(place): value for place, value in enumerate(row)}, DAMAGED)
    stolen, recovery = cells.any("3"), cells.raw("7")
    cells.must(isinstance(stolen, bool) and len(recovery) in (0, 32 + _SIGNATURE))
    one = Succession(
        county=cells.text("0", 12),
        number=cells.count("1"),
        day=cells.text("2", 10),
        stolen=stolen is True,
        old=cells.raw("4", 32),
        signing=cells.raw("5", 32),
        opening=cells.raw("6", 32),
        recovery=recovery,
        root=cells.count("8"),
        item=cells.count("9"),
        prev=cells.raw("10", 32).hex(),
    )
    message = _DOMAIN + content
    agreed = first == _NO_SIGNATURE if one.stolen else genuine(one.old, first, message)
    if not agreed or not genuine(one.signing, second, message):
        raise SyncError(FORGED)
    return one


def pack(announcements: Sequence[bytes]) -> bytes:
    """What a server answers and a stick carries."""
    return encode([*announcements])


def unpack(data: bytes) -> tuple[bytes, ...]:
    """Raises SyncError `succession.damaged`."""
    rows = decoded(data, DAMAGED) if len(data) <= MAX_FILE else None
    if not isinstance(rows, list) or len(rows) > MOST:
        raise SyncError(DAMAGED)
    found = tuple(one for one in rows if isinstance(one, bytes))
    if len(found) != len(rows):
        raise SyncError(DAMAGED)
    return found


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom one believes to speak for a county: its newest key, and each earlier one for what it said in its time."""

    key: bytes
    """Ed25519."""
    chain: tuple[Succession, ...] = ()
    """Announcements that lead to it, oldest first; empty while the county has its first key."""

    @property
    def number(self) -> int:
        return self.chain[-1].number if self.chain else 0

    def genuine(self, signature: bytes, message: bytes, in_time: Callable[[Succession], bool]) -> bool:
        """Whether the county signed this. `in_time`: whether it was said before this announcement."""
        return genuine(self.key, signature, message) or any(
            genuine(end.old, signature, message) for end in self.chain if not end.stolen and in_time(end)
        )

    def stolen(self, signature: bytes, message: bytes) -> Succession | None:
        """The announcement that called the key of this signature stolen."""
        return next((end for end in self.chain if end.stolen and genuine(end.old, signature, message)), None)

    def within(self) -> "Trust":
        """The same for what reached us in good hands: in the county's own log, or sealed under its newest key."""
        return Trust(self.key, tuple(replace(one, stolen=False) for one in self.chain))


def linked(county: str, chain: Sequence[Succession]) -> bool:
    """Whether each announcement follows from the one before."""
    return all(one.county == county for one in chain) and all(
        (later.number, later.prev, later.old) == (one.number + 1, one.digest, one.signing)
        for one, later in pairwise(chain)
    )


def leading(trust: Trust, announcements: Sequence[bytes]) -> tuple[bytes, ...]:
    """Those announcements that lead to the key of this trust, oldest first: each names the one before by its digest, so
    that none can be slipped in behind one that is believed.
    """
    every = {read(one).digest: one for one in announcements}
    found: list[bytes] = []
    digest = trust.chain[-1].digest if trust.chain else FIRST
    while digest in every:
        found.append(every[digest])
        digest = read(every[digest]).prev
    return tuple(reversed(found))


def follow(trust: Trust, county: str, announcements: Sequence[bytes]) -> Trust:
    """Whom to believe after these announcements, in whatever order they came; those that are known change nothing.

    Raises:
        SyncError: `succession.damaged`, `succession.forged`; `succession.forked`: another announcement stands in the
            place of one that is known, or another key is replaced; `succession.stolen`: a person must decide.
    """
    for one in sorted(map(read, announcements), key=lambda one: one.number):
        known = {end.number: end.digest for end in trust.chain}
        if one.county != county:
            raise SyncError(FORGED)
        if one.number < trust.number + 1:
            if known.get(one.number, one.digest) != one.digest:
                raise SyncError(FORKED)
            continue
        before = trust.chain[-1].digest if trust.chain else FIRST
        if (one.number, one.prev) != (trust.number + 1, before) or one.old != trust.key:
            raise SyncError(FORKED)
        if one.stolen:
            raise SyncError(STOLEN)
        trust = Trust(one.signing, (*trust.chain, one))
    return trust
