"""Signing the daily root of a county, and holding the whole history against the roots that were signed."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from sync import root as roots
from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.keys import KeyPairs
from sync.record import CHAIN_START
from sync.root import FIRST, Root
from sync.server import dump, erasing, records
from sync.server.log import Session
from sync.server.records import Gap
from sync.server.tables import alarm, record
from sync.server.tables_people import audit
from sync.server.tables_roots import lineage
from sync.server.tables_roots import root as table
from sync.succession import Trust

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class History:
    """What a look at everything found; all is well when only the counts are not empty."""

    records: int
    roots: int
    newest: bytes
    """The newest root as it was signed; empty when there is none."""
    chain_broken: bool
    """A record does not follow from its bytes or from the one before, or its content is gone without an order."""
    bad_roots: tuple[int, ...]
    """Places of roots that this county did not sign, that are not linked, or that fit the records or deeds no more."""
    gaps: tuple[Gap, ...]
    """Records that laptops made and that never came. No fault of the county."""
    forks: tuple[str, ...]
    """Laptops that showed two histories of one chain."""

    @property
    def good(self) -> bool:
        return not self.chain_broken and not self.bad_roots


def newest(s: Session) -> bytes:
    """The newest root as it was signed; empty before the first."""
    query = select(table.c.signed).where(table.c.county == s.county).order_by(table.c.place.desc())
    return bytes(s.db.execute(query.limit(1)).scalar() or b"")


def after(s: Session, place: int) -> tuple[bytes, ...]:
    """The roots behind a place in their order, and always the newest."""
    query = select(table.c.signed).where(table.c.county == s.county, table.c.place > place).order_by(table.c.place)
    return tuple(bytes(signed) for (signed,) in s.db.execute(query)) or tuple(filter(None, [newest(s)]))


def digest_at(s: Session, place: int) -> str:
    """Digest of the root at a place; empty when there is none."""
    query = select(table.c.digest).where(table.c.county == s.county, table.c.place == place)
    return str(s.db.execute(query).scalar() or "")


def last_place(s: Session) -> int:
    query = select(func.max(table.c.place)).where(table.c.county == s.county)
    return int(s.db.execute(query).scalar() or 0)


def is_due(s: Session, keys: KeyPairs, day: str) -> bool:
    """Whether nothing was signed on this day, or since the county came back from a backup."""
    last = newest(s)
    if not last:
        return True
    one = roots.read(last, keys.trust.within())
    return one.day != day or one.lineage != s.word().lineage


def sign(s: Session, keys: KeyPairs, day: str) -> bytes:
    """Signs all that the county holds now and keeps it, inside a writing transaction."""
    last = newest(s)
    before = roots.read(last, keys.trust.within()) if last else None
    name = s.word().lineage
    why = select(lineage.c.why).where(lineage.c.county == s.county, lineage.c.name == name)
    deeds, folded = _fold(s, before.deeds if before else 0, before.audit if before else FIRST)
    made = Root(
        county=s.county,
        place=before.place + 1 if before else 1,
        day=day,
        lineage=name,
        why=str(s.db.execute(why).scalar() or ""),
        records=dump.last_number(s),
        heads=_heads({one.device: (one.whole, one.digest) for one in records.heads(s)}),
        deeds=deeds,
        audit=folded,
        prev=before.digest if before else FIRST,
    )
    signed = made.seal(keys)
    values = {"place": made.place, "day": day, "digest": made.digest, "signed": signed}
    s.db.execute(insert(table).values(county=s.county, **values))
    return signed


def examine(s: Session, trust: Trust) -> History:
    """Looks at every record, every root and every row of the audit log, once."""
    broken = False
    count = 0
    try:
        count = dump.chains(s)
    except SyncError as error:
        if error.environment:
            raise
        broken = True
    broken = broken or bool(erasing.unordered(s))
    forked = select(alarm.c.device).where(alarm.c.county == s.county, alarm.c.code == records.FORK).distinct()
    return History(
        records=count,
        roots=last_place(s),
        newest=newest(s),
        chain_broken=broken,
        bad_roots=tuple(_bad(s, trust)),
        gaps=tuple(records.gaps(s)),
        forks=tuple(sorted(str(name) for (name,) in s.db.execute(forked))),
    )


def _bad(s: Session, trust: Trust) -> Iterator[int]:
    """Places of the roots that hold no more; each is compared with what the log has up to its numbers."""
    heads = _Heads(s)
    deeds, folded, prev, place = 0, FIRST, FIRST, 0
    rows = s.db.execute(select(table.c.place, table.c.signed).where(table.c.county == s.county).order_by(table.c.place))
    for found, signed in rows.all():
        place += 1
        try:
            one = roots.read(bytes(signed), trust)
        except SyncError:
            yield place
            continue
        deeds, folded = _fold(s, deeds, folded, one.deeds)
        said = (one.county, one.place, one.prev, one.heads, one.deeds, one.audit)
        if said != (s.county, found, prev, heads.until(one.records), deeds, folded) or found != place:
            yield found
        place, prev = found, one.digest
        deeds, folded = one.deeds, one.audit  # the next is judged by its own rows


class _Heads:
    """The heads of all chains as they were at a number of the log, moving forward only."""

    def __init__(self, s: Session) -> None:
        query = select(record.c.number, record.c.device, record.c.seq, record.c.digest)
        query = query.where(record.c.county == s.county).order_by(record.c.number)
        self._rows = iter(s.db.execute(query.execution_options(stream_results=True, yield_per=_AT_ONCE)))
        self._next = next(self._rows, None)
        self._heads: dict[str, tuple[int, str]] = {}
        self._early: dict[tuple[str, int], str] = {}
        """Records that came before the one before them."""
        self._last = 0

    def until(self, number: int) -> str:
        """Digest over the heads at this number; empty when the log does not reach it."""
        while self._next is not None and self._next[0] <= number:
            self._last, device, seq, digest = self._next
            self._add(str(device), int(seq), str(digest))
            self._next = next(self._rows, None)
        if self._last != number:
            return ""
        return _heads(self._heads)

    def _add(self, device: str, seq: int, digest: str) -> None:
        whole, at = self._heads.get(device, (0, CHAIN_START))
        self._early[device, seq] = digest
        while (reached := self._early.pop((device, whole + 1), "")) != "":
            whole, at = whole + 1, reached
        self._heads[device] = (whole, at)


def _heads(heads: Mapping[str, tuple[int, str]]) -> str:
    return _digest([[name, whole, bytes.fromhex(at)] for name, (whole, at) in sorted(heads.items())])


def _fold(s: Session, number: int, digest: str, until: int | None = None) -> tuple[int, str]:
    """The audit log's digest after the rows behind `number`, and the last number."""
    query = select(audit).where(audit.c.county == s.county, audit.c.number > number).order_by(audit.c.number)
    for row in s.db.execute(query if until is None else query.where(audit.c.number <= until)).mappings():
        cells: list[Plain] = [row[name] for name in ("number", "at", "actor", "action", "object", "area")]
        digest = _digest([bytes.fromhex(digest), *cells])
        number = int(row["number"])
    return number, digest


def _digest(value: Plain) -> str:
    return hashlib.sha256(encode(value)).hexdigest()
