"""Conflicts at the county: merged household by household as records arrive, decided by a person.

The tables are a function of the set of records. Only households that an arriving record touches are merged again, and
of those only the ones of which more than one operation is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sync.server.records import Logged
from villagevisit.domain.merge import Merged
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.services.merge_ops import ops_of
from villagevisit.services.merging import Known, merged
from villagevisit.store import county_conflicts as rows
from villagevisit.store.county_conflicts import Case, KnownPlace, StoredOp
from villagevisit.store.households import Db

_AT_ONCE = 5_000


class Arrivals:
    """Takes records inside the view's transaction; `finish` brings conflicts up to date."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._ops: list[StoredOp] = []
        self._touched: set[str] = set()

    def add(self, logged: Logged, submission: SubmissionBody | None) -> None:
        """One accepted record; of a submission, what it says."""
        for op in ops_of(logged.record, logged.received_at, submission):
            self._ops.append(op)
            self._touched.add(op.household_id)
        if len(self._ops) >= _AT_ONCE:
            self._write()

    def finish(self) -> None:
        self._write()
        for household_id in sorted(rows.many(self._db, self._touched)):
            self._settle(household_id)

    def _write(self) -> None:
        rows.add(self._db, self._ops)
        self._ops.clear()

    def _settle(self, household_id: str) -> None:
        known = rows.ops(self._db, household_id)
        found = merged(known, rows.signed(self._db, household_id))
        waiting = [one for one in found.values() if one.conflict]
        case = _case(self._db, household_id, known, found, waiting) if waiting else None
        rows.set_case(self._db, household_id, case, (one.register for one in waiting))


def look(db: Db, household_id: str) -> Known:
    """Everything about one household; without operations when nothing is known."""
    found = rows.ops(db, household_id)
    by_id = {op.op_id: op for op in found} | {op.subject: op for op in found if op.subject}
    names = {op.subject: tuple(rows.signers(db, op.subject)) for op in found if op.subject}
    registers = merged(found, rows.signed(db, household_id))
    return Known(household_id, by_id, registers, names, _place(db, household_id, registers))


def _case(
    db: Db, household_id: str, known: list[StoredOp], found: Mapping[str, Merged], waiting: Iterable[Merged]
) -> Case:
    by_id = {op.op_id: op for op in known} | {op.subject: op for op in known if op.subject}
    sides = [sorted({by_id[head.op].received_at for head in one.heads}) for one in waiting]
    devices = {by_id[head.op].device for one in waiting for head in one.heads}
    place = _place(db, household_id, found)
    return Case(
        household_id=household_id,
        village_code=max((op.received_at, op.village_code) for op in known)[1],
        village_name=place.village_name,
        household_no=place.household_no,
        village_group=place.village_group,
        head_name=place.head_name,
        since=min(moments[min(1, len(moments) - 1)] for moments in sides),
        devices=" ".join(sorted(devices)),
    )


def _place(db: Db, household_id: str, found: Mapping[str, Merged]) -> KnownPlace:
    """As the list calls it; where no list came, as its visits do."""
    visited = rows.place(db, household_id)
    values = {name: found[name].value for name in KnownPlace.__slots__ if name in found and found[name].value}
    return replace(visited, **values)
