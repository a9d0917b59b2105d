"""Rows of the record log: appended, never changed. A replica is a function of the set, so order does not matter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.engine import RowMapping

from sync.record import CHAIN_START, Record
from sync.server.log import Session
from sync.server.tables import record

FORK = "record.fork"


@dataclass(frozen=True, slots=True)
class Logged:
    """A record and how the county took it; `refusal` is empty when it was accepted."""

    number: int
    record: Record
    refusal: str
    received_at: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Records of a device that the county has not seen, though it has seen later ones."""

    device: str
    first: int
    last: int


def known(s: Session, digests: Sequence[str]) -> dict[str, str]:
    """Digests that the log holds already, each with its refusal (empty when accepted)."""
    query = select(record.c.digest, record.c.refusal).where(record.c.county == s.county, record.c.digest.in_(digests))
    return {str(digest): str(refusal) for digest, refusal in s.db.execute(query)}


def neighbours(s: Session, device: str, first: int, last: int) -> dict[int, tuple[str, str]]:
    """Digest and previous digest of the records held around a run, by place in the chain."""
    query = select(record.c.seq, record.c.digest, record.c.prev).where(
        record.c.county == s.county, record.c.device == device, record.c.seq.between(first - 1, last + 1)
    )
    return {int(seq): (str(digest), str(prev)) for seq, digest, prev in s.db.execute(query)}


def fits(chain: Mapping[int, tuple[str, str]], one: Record) -> bool:
    """Whether a record agrees with its neighbours in the chain, as far as they are here.

    Same place with other bytes, or a neighbour that names another digest, is a fork: a cloned or restored laptop.
    """
    before, after = chain.get(one.seq - 1), chain.get(one.seq + 1)
    if one.seq in chain or (before is not None and before[0] != one.prev):
        return False
    return (after is None or after[1] == one.digest) and (one.seq > 1 or one.prev == CHAIN_START)


def add(s: Session, records: Sequence[tuple[Record, str]], batch: str, at: str) -> None:
    """Appends records with their refusal codes (empty: accepted)."""
    if not records:
        return
    first = s.next_number(record)
    s.db.execute(
        insert(record),
        [
            {
                "county": s.county,
                "number": number,
                "device": one.device,
                "seq": one.seq,
                "digest": one.digest,
                "prev": one.prev,
                "kind": one.kind,
                "subject": one.subject,
                "made_at": one.at,
                "salt": one.salt,
                "body": one.body,
                "refusal": refusal,
                "batch": batch,
                "received_at": at,
            }
            for number, (one, refusal) in enumerate(records, start=first)
        ],
    )


def after(s: Session, number: int, limit: int) -> list[Logged]:
    """The records that arrived after one, in order of arrival."""
    query = select(record).where(record.c.county == s.county, record.c.number > number)
    rows = s.db.execute(query.order_by(record.c.number).limit(limit)).mappings()
    return [Logged(row["number"], _record(row), row["refusal"], row["received_at"]) for row in rows]


def counts(s: Session) -> dict[str, tuple[int, int]]:
    """Per device: how many records, and the highest place in its chain."""
    query = (
        select(record.c.device, func.count(), func.max(record.c.seq))
        .where(record.c.county == s.county)
        .group_by(record.c.device)
    )
    return {name: (int(count), int(highest)) for name, count, highest in s.db.execute(query)}


def gaps(s: Session) -> Iterator[Gap]:
    """Where a person must look for a lost stick."""
    query = select(record.c.device, record.c.seq).where(record.c.county == s.county)
    held = {name for name, (count, highest) in counts(s).items() if count < highest}
    if not held:
        return
    last_device, last_seq = "", 0
    for name, seq in s.db.execute(query.where(record.c.device.in_(held)).order_by(record.c.device, record.c.seq)):
        if name != last_device:
            last_device, last_seq = name, 0
        if seq > last_seq + 1:
            yield Gap(name, last_seq + 1, seq - 1)
        last_seq = seq


def _record(row: RowMapping) -> Record:
    return Record(
        kind=row["kind"],
        digest=row["digest"],
        device=row["device"],
        seq=row["seq"],
        prev=row["prev"],
        body=row["body"],
        subject=row["subject"],
        at=row["made_at"],
        salt=row["salt"],
    )
