"""One household out of everything that records say of it: a pure function of the set of operations."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from villagevisit.domain.merge import Household, Merged, Op
from villagevisit.services.merge_ops import as_op
from villagevisit.store.county_conflicts import KnownPlace, StoredOp


@dataclass(frozen=True, slots=True)
class Known:
    """A household as it is known here: at the county from all records, on a laptop from those that came down."""

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
        return sorted(made.values(), key=lambda op: (op.turn, op.op_id), reverse=True)


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
