"""Conflicts at the county: merged household by household as records arrive, decided by a person.

The tables are a function of the set of records. Only households that an arriving record touches are merged again, and
of those only the ones of which more than one operation is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sync.server.records import Logged
from villagevisit.county.conflict_ops import as_op, ops_of
from villagevisit.domain.merge import Household, Merged, Op
from villagevisit.services.exchange_bodies import SubmissionBody
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
        for op in ops_of(logged, submission):
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


@dataclass(frozen=True, slots=True)
class Known:
    """A household as the county knows it now."""

    household_id: str
    ops: Mapping[str, StoredOp]
    """By the id of heads: digests of records, and ids of submissions."""
    registers: Mapping[str, Merged]
    signers: Mapping[str, tuple[str, ...]]
    """Submission → who signed it."""
    place: KnownPlace

    @property
    def conflicts(self) -> list[Merged]:
        return [one for _, one in sorted(self.registers.items()) if one.conflict]

    @property
    def village_code(self) -> str:
        return max((op.received_at, op.village_code) for op in self.ops.values())[1] if self.ops else ""

    def decisions(self) -> list[StoredOp]:
        """What persons decided, newest first."""
        made = {op.op_id: op for op in self.ops.values() if op.settles and op.fields()}
        return sorted(made.values(), key=lambda op: (op.made_at, op.seq), reverse=True)


def look(db: Db, household_id: str) -> Known:
    """Everything about one household; without operations when nothing is known."""
    found = rows.ops(db, household_id)
    by_id = {op.op_id: op for op in found} | {op.subject: op for op in found if op.subject}
    names = {op.subject: tuple(rows.signers(db, op.subject)) for op in found if op.subject}
    registers = merged(found, rows.signed(db, household_id))
    return Known(household_id, by_id, registers, names, _place(db, household_id, registers))


def merged(known: list[StoredOp], signed: set[str]) -> dict[str, Merged]:
    """All registers of a household: what records say of it, and which visit of a round counts."""
    received = {op.op_id: op.received_at for op in known}
    visits = {op.subject: op.op_id for op in known if op.subject}
    said = []
    for op in known:
        base = {*op.base.split(), visits.get(op.replaces, "")}
        said.append(replace(as_op(op, max((received.get(one, "") for one in base), default="")), base=frozenset(base)))
    facts = Household([_without_visits(op) for op in said]).registers
    return facts | Household(_visits(known, said, signed)).registers


def _without_visits(op: Op) -> Op:
    fields = {name: value for name, value in op.fields.items() if not name.startswith("visit/")}
    return replace(op, fields=fields)


def _visits(known: list[StoredOp], said: list[Op], signed: set[str]) -> list[Op]:
    """Visits as operations of their own: each follows the one it replaces, and a decision for that one.

    A correction whose signatures are missing says nothing yet, but the next one may follow it.
    """
    decisions = [
        replace(op, fields={name: op.fields[name] for name in named}, sets={})
        for op in said
        if (named := [name for name in op.fields if name.startswith("visit/")])
    ]
    found = list(decisions)
    for stored, op in zip(known, said, strict=True):
        if stored.visit:
            chosen = (one for one in decisions if one.fields.get(stored.visit) == stored.replaces)
            base = {stored.replaces, *(one.id for one in chosen if stored.subject not in one.base)}
            fields = {stored.visit: stored.subject} if stored.subject in signed else {}
            found.append(Op(stored.subject, op.at, stored.subject, 0, frozenset(base), fields))
    return found


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
