"""Bodies in the county's log: which are there, and erasing those that an order names (`sync.erasure`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from sync.server.log import Session
from sync.server.tables import record


@dataclass(frozen=True, slots=True)
class Whole:
    """A record whose body is there; what stands around the body."""

    number: int
    kind: str
    subject: str
    digest: str
    area: str
    made_at: str


def whole(s: Session, kinds: Sequence[str], area: str = "") -> list[Whole]:
    """Accepted records of these kinds that have a body, in areas that begin so, by number."""
    columns = (record.c.number, record.c.kind, record.c.subject, record.c.digest, record.c.area, record.c.made_at)
    query = select(*columns).where(
        record.c.county == s.county, record.c.kind.in_(list(kinds)), record.c.refusal == "",
        func.length(record.c.body) > 0, record.c.area.startswith(area, autoescape=True),
    )  # fmt: skip
    return [Whole(*row) for row in s.db.execute(query.order_by(record.c.number))]
