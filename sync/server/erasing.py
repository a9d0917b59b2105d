"""Bodies in the county's log: which are there, and erasing those that an order names (`sync.erasure`).

Erased stays erased: what comes again (a batch from an old copy, an original that a laptop gives back after a restore)
is kept without its body. `whole` of an attachment is 2 then: senders are told that it is there, and nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_, update

from sync.erasure import ERASURE, Order, is_order, read_order
from sync.record import COMMITMENT_BYTES, COUNTY_CHAIN, Record, erased
from sync.server import records
from sync.server.blobs import ERASED
from sync.server.copying import insert_new
from sync.server.log import RecordLog, Session
from sync.server.records import Verdict
from sync.server.tables import blob, record
from sync.server.tables_erasure import erased as table


@dataclass(frozen=True, slots=True)
class Whole:
    """A record whose body is there; what stands around the body."""

    number: int
    kind: str
    subject: str
    digest: str
    area: str
    made_at: str


def whole(s: Session, kinds: Sequence[str], area: str = "", until: str = "~") -> list[Whole]:
    """Accepted records of these kinds that have a body, in areas that begin so, made by a day (ISO), by number."""
    columns = (record.c.number, record.c.kind, record.c.subject, record.c.digest, record.c.area, record.c.made_at)
    query = select(*columns).where(
        record.c.county == s.county, record.c.kind.in_(list(kinds)), record.c.refusal == "",
        func.length(record.c.body) > 0, record.c.area.startswith(area, autoescape=True), record.c.made_at < f"{until}~",
    )  # fmt: skip
    return [Whole(*row) for row in s.db.execute(query.order_by(record.c.number))]


def about(s: Session, kinds: Sequence[str], subjects: Sequence[str]) -> list[tuple[Record, str]]:
    """Records of these kinds about these subjects, refused ones too, with their area."""
    here = (record.c.county == s.county, record.c.kind.in_(list(kinds)), record.c.subject.in_(list(subjects)))
    rows = s.db.execute(select(record).where(*here).order_by(record.c.number)).mappings()
    return [(records.record_of(row), row["area"]) for row in rows]


def obey(s: Session, order: Order, at: str) -> None:
    """Erases what an order names, in a writing transaction; what was lost gets its place in the chain back.

    Harmless when it is done twice.
    """
    for one in order.targets:
        subject = {"county": s.county, "kind": one.record.kind, "subject": one.record.subject, "number": order.number}
        insert_new(s.db, table, [subject], ("county", "kind", "subject"))
        chain = records.held(s, one.record.device, one.record.seq, one.record.seq)
        if one.record.seq not in chain and records.fits(chain, one.record):
            records.add(s, [(one.record, Verdict(area=one.area))], "", at)
        for digest in one.blobs:
            insert_new(
                s.db, blob, [{"county": s.county, "digest": digest, "size": 0, "whole": ERASED}], ("county", "digest")
            )
            here = (blob.c.county == s.county, blob.c.digest == digest)
            s.db.execute(update(blob).where(*here).values(whole=ERASED))
    named = {(one.record.kind, one.record.subject) for one in order.targets}
    for there, _ in about(s, sorted({kind for kind, _ in named}), sorted({subject for _, subject in named})):
        if (there.kind, there.subject) in named:
            _blank(s, there)


def obey_all(s: Session, arrived: Sequence[Record], at: str) -> bool:
    """Obeys the orders among records that just came back; whether there were any."""
    orders = [one for one in arrived if is_order(one)]
    for one in orders:
        obey(s, read_order(one.body), at)
    return bool(orders)


def blanked(s: Session, judged: Sequence[tuple[Record, Verdict]]) -> list[tuple[Record, Verdict]]:
    """The same, without the bodies that were erased before."""
    ever = select(table.c.number).where(table.c.county == s.county).limit(1)
    if not judged or s.db.execute(ever).first() is None:
        return list(judged)
    keys = [(one.kind, one.subject) for one, _ in judged]
    query = select(table.c.kind, table.c.subject).where(
        table.c.county == s.county, tuple_(table.c.kind, table.c.subject).in_(keys)
    )
    gone = {(kind, subject) for kind, subject in s.db.execute(query)}
    return [(erased(one) if (one.kind, one.subject) in gone else one, verdict) for one, verdict in judged]


def orders(s: Session) -> list[Order]:
    """Every order, oldest first."""
    return [order for _, order in dated(s)]


def dated(s: Session) -> list[tuple[str, Order]]:
    """Every order with the moment at which it came into this log, oldest first."""
    query = select(record.c.received_at, record.c.body).where(*_of_county(s)).order_by(record.c.number)
    return [(str(at), read_order(body)) for at, body in s.db.execute(query)]


def bring_back(s: Session, one: Record) -> None:
    """Obeys an order that this log had lost, because it was restored from an older backup."""
    chain = records.held(s, one.device, one.seq, one.seq)
    if one.seq not in chain and records.fits(chain, one):
        records.add(s, [(one, Verdict())], "", one.at)
    obey_all(s, [one], one.at)


def unordered(s: Session) -> list[str]:
    """Digests of records whose content is gone though no order in the county's own chain names them."""
    named = {(target.record.kind, target.record.subject) for one in orders(s) for target in one.targets}
    query = select(record.c.kind, record.c.subject, record.c.digest).where(
        record.c.county == s.county, func.length(record.c.salt) == COMMITMENT_BYTES
    )
    return [str(digest) for kind, subject, digest in s.db.execute(query) if (kind, subject) not in named]


def count(log: RecordLog) -> int:
    """How many subjects orders have erased; it grows with every order."""
    with log.reading() as s:
        return int(s.db.execute(select(func.count()).select_from(table).where(table.c.county == s.county)).scalar_one())


def _of_county(s: Session) -> tuple[ColumnElement[bool], ...]:
    return (
        record.c.county == s.county, record.c.kind == ERASURE, record.c.device.startswith(COUNTY_CHAIN),
        record.c.refusal == "",
    )  # fmt: skip


def _blank(s: Session, one: Record) -> None:
    if one.body:
        here = (record.c.county == s.county, record.c.device == one.device, record.c.seq == one.seq)
        s.db.execute(update(record).where(*here).values(body=b"", salt=erased(one).salt))
