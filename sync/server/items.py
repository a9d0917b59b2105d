"""The county's own things as they wait in its log, for whoever projects them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from sync.server.log import RecordLog, Session
from sync.server.tables import item


@dataclass(frozen=True, slots=True)
class Waiting:
    number: int
    id: str
    kind: str
    body: bytes


class Addressed(NamedTuple):
    """An item with the device that it waits for; empty: for all."""

    device: str
    title: str
    body: bytes


def last(s: Session) -> int:
    """Number of the newest item of any kind; 0 before the first."""
    return int(s.db.execute(select(func.max(item.c.number)).where(item.c.county == s.county)).scalar() or 0)


def of_kind(s: Session, kind: str) -> list[Addressed]:
    """All of a kind, by number."""
    wanted = (item.c.county == s.county, item.c.kind == kind)
    query = select(item.c.device, item.c.title, item.c.body).where(*wanted).order_by(item.c.number)
    return [Addressed(*row) for row in s.db.execute(query)]


def newest(log: RecordLog, kinds: Iterable[str]) -> int:
    """Number of the newest item of these kinds; 0 when there is none."""
    with log.reading() as s:
        wanted = (item.c.county == s.county, item.c.kind.in_(list(kinds)))
        return int(s.db.execute(select(func.max(item.c.number)).where(*wanted)).scalar() or 0)


def every(log: RecordLog, kinds: Iterable[str]) -> list[Waiting]:
    """All items of these kinds, by number."""
    with log.reading() as s:
        wanted = (item.c.county == s.county, item.c.kind.in_(list(kinds)))
        query = select(item.c.number, item.c.id, item.c.kind, item.c.body).where(*wanted).order_by(item.c.number)
        return [Waiting(*row) for row in s.db.execute(query)]
