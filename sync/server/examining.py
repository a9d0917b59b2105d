"""A look at the county's whole history that goes on where it stopped: so many records at a time, in order of arrival.

What was looked at stays so, and the next look reads only what follows. Whoever wants everything anew begins another.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from sync import root as roots
from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.record import CHAIN_START, Record, is_erased
from sync.root import FIRST
from sync.server import erasing, records
from sync.server.log import Session
from sync.server.records import Held, Logged
from sync.server.tables_people import audit
from sync.server.tables_roots import root as table
from sync.succession import Trust


@dataclass(frozen=True, slots=True)
class _Root:
    """One row of the signed roots."""

    place: int
    signed: bytes


class Examination:
    """Whether records follow from their bytes and neighbours, and roots fit the records and deeds before them."""

    def __init__(self) -> None:
        self.records = 0
        """Looked at so far."""
        self.broken = False
        """A record does not follow, or its content is gone without an order."""
        self.bad: list[int] = []
        """Places of roots that hold no more."""
        self.whole = False
        """Whether the last look reached the end of the log."""
        self.number = 0
        """Of the last record that was looked at."""
        self._heads = _Heads()
        self._root = 0
        self._place, self._prev, self._deeds, self._audit = 0, FIRST, 0, FIRST

    def go_on(self, s: Session, trust: Trust, limit: int) -> None:
        """Looks at the next records, no more than `limit`, and at the roots that were signed over them."""
        found = records.after(s, self.number, limit)
        self.whole = len(found) < limit
        self.broken = self.broken or not _follow(s, found)
        self.records += len(found)
        waiting = iter(found)
        one = next(waiting, None)
        for row in self._roots(s):
            until = _reach(row, trust)
            while one is not None and one.number <= until:
                self._heads.add(one)
                one = next(waiting, None)
            if until > self._heads.last and one is None and not self.whole:
                break  # what it was signed over comes with the next look
            self._judge(s, row, trust)
        while one is not None:
            self._heads.add(one)
            one = next(waiting, None)
        self.number = found[-1].number if found else self.number

    def _roots(self, s: Session) -> list[_Root]:
        query = select(table.c.place, table.c.signed).where(table.c.county == s.county, table.c.place > self._root)
        return [_Root(int(place), bytes(signed)) for place, signed in s.db.execute(query.order_by(table.c.place))]

    def _judge(self, s: Session, row: _Root, trust: Trust) -> None:
        self._root = row.place
        self._place += 1
        try:
            one = roots.read(row.signed, trust)
        except SyncError:
            self.bad.append(self._place)
            return
        deeds, folded = fold(s, self._deeds, self._audit, one.deeds)
        said = (one.county, one.place, one.prev, one.heads, one.deeds, one.audit)
        known = (s.county, row.place, self._prev, self._heads.at(one.records), deeds, folded)
        if said != known or row.place != self._place:
            self.bad.append(row.place)
        self._place, self._prev = row.place, one.digest
        self._deeds, self._audit = one.deeds, one.audit  # the next is judged by its own rows


def _reach(row: _Root, trust: Trust) -> int:
    """Number of the last record that it was signed over; 0 when nobody can read it."""
    try:
        return roots.read(row.signed, trust).records
    except SyncError:
        return 0


def _follow(s: Session, found: Sequence[Logged]) -> bool:
    """Whether each is what its digest says, fits its neighbours, and was erased only where an order says so."""
    gone = {(one.record.kind, one.record.subject) for one in found if is_erased(one.record)}
    if gone and gone - {(it.record.kind, it.record.subject) for order in erasing.orders(s) for it in order.targets}:
        return False
    chains: dict[str, list[Record]] = {}
    for logged in found:
        one = logged.record
        if not one.holds() or one.seq < 1:
            return False
        chains.setdefault(one.device, []).append(one)
    return all(_fit(records.held(s, device, run[0].seq, run[-1].seq), run)
               for device, some in chains.items() for run in _runs(some))  # fmt: skip


def _fit(here: Mapping[int, Held], run: Sequence[Record]) -> bool:
    around = ({place: here[place] for place in (one.seq - 1, one.seq + 1) if place in here} for one in run)
    return all(records.fits(beside, one) for beside, one in zip(around, run, strict=True))


def _runs(some: list[Record]) -> Iterator[list[Record]]:
    """Those that follow one another, so that asking for their neighbours reads nothing else."""
    run: list[Record] = []
    for one in sorted(some, key=lambda one: one.seq):
        if run and one.seq != run[-1].seq + 1:
            yield run
            run = []
        run.append(one)
    yield run


class _Heads:
    """The heads of all chains as they were at a number of the log, moving forward only."""

    def __init__(self) -> None:
        self.last = 0
        self._heads: dict[str, tuple[int, str]] = {}
        self._early: dict[tuple[str, int], str] = {}
        """Records that came before the one before them."""

    def add(self, logged: Logged) -> None:
        one = logged.record
        whole, at = self._heads.get(one.device, (0, CHAIN_START))
        self._early[one.device, one.seq] = one.digest
        while (reached := self._early.pop((one.device, whole + 1), "")) != "":
            whole, at = whole + 1, reached
        self._heads[one.device] = (whole, at)
        self.last = logged.number

    def at(self, number: int) -> str:
        """Digest over the heads at this number; empty when the log has no such record."""
        return digest_of_heads(self._heads) if number == self.last else ""


def digest_of_heads(heads: Mapping[str, tuple[int, str]]) -> str:
    return _digest([[name, whole, bytes.fromhex(at)] for name, (whole, at) in sorted(heads.items())])


def fold(s: Session, number: int, digest: str, until: int | None = None) -> tuple[int, str]:
    """The audit log's digest after the rows behind `number`, and the last number."""
    query = select(audit).where(audit.c.county == s.county, audit.c.number > number).order_by(audit.c.number)
    for row in s.db.execute(query if until is None else query.where(audit.c.number <= until)).mappings():
        cells: list[Plain] = [row[name] for name in ("number", "at", "actor", "action", "object", "area")]
        digest = _digest([bytes.fromhex(digest), *cells])
        number = int(row["number"])
    return number, digest


def _digest(value: Plain) -> str:
    return hashlib.sha256(encode(value)).hexdigest()
