"""Signing the daily root of a county, and holding the whole history against the roots that were signed."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from sync import root as roots
from sync.keys import KeyPairs
from sync.root import FIRST, Root
from sync.server import dump, records
from sync.server.examining import Examination, digest_of_heads, fold
from sync.server.log import Session
from sync.server.records import Gap
from sync.server.tables import alarm
from sync.server.tables_roots import lineage
from sync.server.tables_roots import root as table
from sync.succession import Trust

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class History:
    """What a look at everything found; all is well when only the counts are not empty."""

    records: int
    of: int
    """So many there are; more than `records` as long as the look goes on."""
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
    deeds, folded = fold(s, before.deeds if before else 0, before.audit if before else FIRST)
    made = Root(
        county=s.county,
        place=before.place + 1 if before else 1,
        day=day,
        lineage=name,
        why=str(s.db.execute(why).scalar() or ""),
        records=dump.last_number(s),
        heads=digest_of_heads({one.device: (one.whole, one.digest) for one in records.heads(s)}),
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
    seen = Examination()
    while not seen.whole:
        seen.go_on(s, trust, _AT_ONCE)
    return found(s, seen)


def found(s: Session, seen: Examination) -> History:
    """What a look has found so far."""
    forked = select(alarm.c.device).where(alarm.c.county == s.county, alarm.c.code == records.FORK).distinct()
    return History(
        records=seen.records,
        of=seen.records if seen.whole else dump.last_number(s),
        roots=last_place(s),
        newest=newest(s),
        chain_broken=seen.broken,
        bad_roots=tuple(seen.bad),
        gaps=tuple(records.gaps(s)),
        forks=tuple(sorted(str(name) for (name,) in s.db.execute(forked))),
    )
