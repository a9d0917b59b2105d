"""Rows of the record log: appended, never changed. A replica is a function of the set, so order does not matter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping

from sync.errors import SyncError
from sync.record import CHAIN_START, Record
from sync.server.copying import insert_new
from sync.server.log import Session
from sync.server.tables import chain, record

FORK = "record.fork"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the county's judge says of a record's content."""

    refusal: str = ""
    """A stable code why the county cannot accept it; empty when it can."""
    area: str = ""
    """The village it belongs to (12-digit code): the boundary of who may see it. Empty: no village."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A record and how the county took it; `refusal` is empty when it was accepted."""

    number: int
    record: Record
    refusal: str
    area: str
    """Village code, or empty when it belongs to none."""
    received_at: str


class Held(NamedTuple):
    """A record that is here, as far as its neighbours need to know it."""

    digest: str
    prev: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain has come: nothing is missing up to place `whole`, where the record has this digest."""

    device: str
    whole: int
    digest: str
    highest: int
    records: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Records of a device that the county has not seen, though it has seen later ones."""

    device: str
    first: int
    last: int


def held(s: Session, device: str, first: int, last: int) -> dict[int, Held]:
    """The records of a chain from the place before `first` to the one after `last`, by place."""
    query = select(record.c.seq, record.c.digest, record.c.prev, record.c.refusal).where(
        record.c.county == s.county, record.c.device == device, record.c.seq.between(first - 1, last + 1)
    )
    return {int(seq): Held(digest, prev, refusal) for seq, digest, prev, refusal in s.db.execute(query)}


def fits(chain: Mapping[int, Held], one: Record) -> bool:
    """Whether a record agrees with its neighbours in the chain, as far as they are here.

    Same place with other bytes, or a neighbour that names another digest, is a fork: a cloned or restored laptop.
    """
    before, after = chain.get(one.seq - 1), chain.get(one.seq + 1)
    if one.seq in chain or (before is not None and before.digest != one.prev):
        return False
    return (after is None or after.prev == one.digest) and (one.seq > 1 or one.prev == CHAIN_START)


def add(s: Session, judged: Sequence[tuple[Record, Verdict]], batch: str, at: str) -> None:
    """Appends records as they were judged; none of them may be here yet.

    Raises:
        SyncError: `county.database` when one was here.
    """
    if not judged:
        return
    rows = [
        {
            "county": s.county,
            "number": number,
            "device": one.device,
            "seq": one.seq,
            "digest": one.digest,
            "prev": one.prev,
            "kind": one.kind,
            "subject": one.subject,
            "area": verdict.area,
            "made_at": one.at,
            "salt": one.salt,
            "body": one.body,
            "refusal": verdict.refusal,
            "batch": batch,
            "received_at": at,
        }
        for number, (one, verdict) in enumerate(judged, start=s.next_number(record))
    ]
    if insert_new(s.db, record, rows, ("county", "device", "seq")) != len(rows):
        raise SyncError("county.database")
    by_device: dict[str, list[Record]] = {}
    for one, _ in judged:
        by_device.setdefault(one.device, []).append(one)
    for device, added in by_device.items():
        _advance(s, device, added)


def head(s: Session, device: str) -> Head:
    """How far a device's chain has come; place 0 when nothing of it is here."""
    query = select(chain).where(chain.c.county == s.county, chain.c.device == device)
    row = s.db.execute(query).mappings().first()
    return _head(row) if row else Head(device, 0, CHAIN_START, 0, 0)


def heads(s: Session) -> list[Head]:
    """All chains, by device."""
    query = select(chain).where(chain.c.county == s.county).order_by(chain.c.device)
    return [_head(row) for row in s.db.execute(query).mappings()]


def after(s: Session, number: int, limit: int) -> list[Logged]:
    """The records that arrived after one, in order of arrival."""
    query = select(record).where(record.c.county == s.county, record.c.number > number)
    rows = s.db.execute(query.order_by(record.c.number).limit(limit)).mappings()
    return [Logged(row["number"], record_of(row), row["refusal"], row["area"], row["received_at"]) for row in rows]


def gaps(s: Session) -> Iterator[Gap]:
    """Where a person must look for a lost stick."""
    for one in heads(s):
        if one.whole == one.highest:
            continue
        last = one.whole
        query = select(record.c.seq).where(
            record.c.county == s.county, record.c.device == one.device, record.c.seq > one.whole
        )
        for (seq,) in s.db.execute(query.order_by(record.c.seq)):
            if seq > last + 1:
                yield Gap(one.device, last + 1, seq - 1)
            last = seq


def _advance(s: Session, device: str, added: Sequence[Record]) -> None:
    """Moves the head of a chain over records that were just added."""
    before = head(s, device)
    whole, digest = before.whole, before.digest
    for one in sorted(added, key=lambda one: one.seq):
        if one.seq == whole + 1:
            whole, digest = one.seq, one.digest
    highest = max([before.highest, *(one.seq for one in added)])
    if before.whole < whole < highest:  # a gap may have been filled: go on over what came earlier
        query = select(record.c.seq, record.c.digest).where(
            record.c.county == s.county, record.c.device == device, record.c.seq > whole
        )
        for seq, reached in s.db.execute(query.order_by(record.c.seq)):
            if seq != whole + 1:
                break
            whole, digest = seq, reached
    values = {"whole": whole, "digest": digest, "highest": highest, "records": before.records + len(added)}
    here = (chain.c.county == s.county, chain.c.device == device)
    if s.db.execute(update(chain).where(*here).values(**values)).rowcount == 0:
        s.db.execute(insert(chain).values(county=s.county, device=device, **values))


def _head(row: RowMapping) -> Head:
    return Head(row["device"], row["whole"], row["digest"], row["highest"], row["records"])


def record_of(row: RowMapping) -> Record:
    """The record behind a row of the log."""
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
