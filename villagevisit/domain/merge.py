"""What several laptops did to one household, merged: a pure function of the set of operations.

Order, repetition and batching cannot matter, because nothing is looked at but the set. Every field is a register that
may hold several values: an operation supersedes what its author had seen, what is left are the heads. A field merges by
its class (`merge_fields`); what a person must decide stays open until an operation that is a decision names the heads.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from villagevisit.domain.clock import CHINA
from villagevisit.domain.merge_fields import NOT_LISTED, STAYING, FieldClass, class_of, completed, governed, parts

HERE, GONE = "1", ""
"""Whether an element is in a set."""


@dataclass(frozen=True, slots=True)
class Op:
    """What one record says of one household."""

    id: str
    """Digest of the record."""
    at: str
    """Effective moment (`effective`)."""
    author: str
    """The chain it stands in; a chain knows what it said before."""
    seq: int = 0
    base: frozenset[str] = frozenset()
    """Operations on this household that the author had seen."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Register → value. A snapshot repeats what it had seen; that is no edit."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Register of a set → all its elements; element `e` of `member` is the register `member/e`."""
    settles: bool = False
    """A person's decision: it supersedes all it had seen in the registers it names, even where they disagree."""
    opinion: bool = False
    """A decision by somebody who may not settle: one more side, even when it repeats another."""


@dataclass(frozen=True, slots=True)
class Head:
    """A value that nothing supersedes, and the operation that set it."""

    op: str
    value: str
    register: str
    at: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """One register after the merge."""

    register: str
    heads: tuple[Head, ...]
    """By effective time, then id. For a status that stands against edits: those edits too, with their own register."""
    conflict: bool
    past: tuple[Head, ...] = ()
    """Where a decision is among the heads: what it decided about."""

    @property
    def value(self) -> str:
        """What counts: the latest. Of a conflict it is shown with a doubt beside it."""
        own = [head for head in self.heads if head.register == self.register]
        if class_of(self.register) is FieldClass.UNION:
            return next((head.value for head in reversed(own) if head.value), "")
        return own[-1].value if own else ""

    @property
    def settled(self) -> bool:
        """A person decided, and nothing came since."""
        return not self.conflict and any(head.settled for head in self.heads)


@dataclass(frozen=True, slots=True)
class _Write:
    head: Head
    author: str
    over: frozenset[str]
    """Operations whose values this one supersedes."""


def effective(made_at: str, lower: str, upper: str) -> str:
    """When something counts as done: the device's clock, bounded by what cannot be wrong.

    Args:
        made_at: what the device says.
        lower: the newest county time the device had seen; empty when it had seen none.
        upper: when the county received it.

    Returns:
        ISO 8601 in UTC, so that texts compare as moments.
    """
    last = _moment(upper) or datetime.max.replace(tzinfo=UTC)
    moment = min(_moment(made_at) or last, last)
    first = _moment(lower)
    if first is not None and first <= last:
        moment = max(moment, first)
    return moment.isoformat(timespec="milliseconds")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class Household:
    """All that is known of one household. `registers` has every register, `conflicts` what waits for a person."""

    def __init__(self, ops: Iterable[Op]) -> None:
        self._ops = {op.id: op for op in ops}
        self._seen = _closure(self._ops)
        self._writes: dict[str, dict[str, _Write]] = {}
        for op in sorted(self._ops.values(), key=lambda op: (len(self._seen[op.id]), op.at, op.id)):
            for register, value in self._values(op):
                self._write(op, register, value)
        self.registers = {one.register: one for one in self._merged()}
        self.registers |= {one.register: one for one in self._twins()}

    @property
    def conflicts(self) -> list[Merged]:
        """In the order of the registers."""
        return [one for _, one in sorted(self.registers.items()) if one.conflict]

    def _values(self, op: Op) -> Iterator[tuple[str, str]]:
        """What an operation says, sets as one register per element; an element it saw and does not name is gone."""
        yield from op.fields.items()
        for name, elements in op.sets.items():
            for element in sorted(elements):
                yield f"{name}/{element}", HERE
            known = [one.removeprefix(f"{name}/") for one in self._writes if one.startswith(f"{name}/")]
            for element in known:
                register = f"{name}/{element}"
                if "/" not in element and element not in elements and self._holds(op, register):
                    yield register, GONE

    def _holds(self, op: Op, register: str) -> bool:
        return any(write.head.value == HERE for write in self._visible(op, register))

    def _visible(self, op: Op, register: str) -> list[_Write]:
        """The heads of a register as the author of an operation could see them."""
        seen = self._seen[op.id]
        known = [write for write in self._writes.get(register, {}).values() if write.head.op in seen]
        if len(known) < 2:
            return known
        gone = frozenset[str]().union(*(write.over for write in known))
        return [write for write in known if write.head.op not in gone]

    def _write(self, op: Op, register: str, value: str) -> None:
        """Notes an edit. Repeating what one saw is none; an edit beside an open conflict adds a side to it."""
        visible = self._visible(op, register)
        if not (op.settles or op.opinion) and len(visible) == 1 and visible[0].head.value == value:
            return
        over, known = self._meant(op, register, visible)
        if known and not op.settles:
            value = completed(register, value, known[-1].head.value)
        if not (op.settles or op.opinion) and any(write.head.value == value for write in known):
            return
        head = Head(op.id, value, register, op.at, op.settles)
        replaced = frozenset(write.head.op for write in over)
        self._writes.setdefault(register, {})[op.id] = _Write(head, op.author, replaced)

    def _meant(self, op: Op, register: str, visible: list[_Write]) -> tuple[list[_Write], list[_Write]]:
        """Of what the author saw: what a value of his supersedes, and what he would only repeat."""
        own = [write for write in visible if write.author == op.author]
        how, differ = class_of(register), len({write.head.value for write in visible}) > 1
        if op.settles or not differ:
            return visible, visible
        if how is FieldClass.UNION:
            return visible, []
        if how is FieldClass.LATEST:
            return visible, [*own, max(visible, key=lambda write: (write.head.at, write.head.op))]
        return own, own or visible

    def _heads(self, register: str) -> list[Head]:
        writes = self._writes.get(register, {})
        gone = frozenset[str]().union(*(write.over for write in writes.values()))
        return sorted((one.head for id_, one in writes.items() if id_ not in gone), key=lambda head: (head.at, head.op))

    def _merged(self) -> Iterator[Merged]:
        for register in sorted(self._writes):
            heads = self._heads(register)
            how = class_of(register)
            conflict = how not in (FieldClass.LATEST, FieldClass.UNION) and len({head.value for head in heads}) > 1
            if how is FieldClass.STATUS:
                against = self._against(register, heads)
                heads, conflict = heads + against, conflict or bool(against)
            yield Merged(register, tuple(heads), conflict, self._past(register, heads))

    def _against(self, status: str, heads: list[Head]) -> list[Head]:
        """Edits below a status that ends something, made without knowing of it and unknown to who set it."""
        ending = [head for head in heads if head.value not in STAYING]
        if status != "state":
            ending = [head for head in heads if head.value == GONE]
        found = []
        for register in sorted(self._writes) if ending else ():
            if governed(status, register):
                found += [head for head in self._heads(register) if any(self._unknown(head, end) for end in ending)]
        return sorted(found, key=lambda head: (head.at, head.op, head.register))

    def _unknown(self, edit: Head, end: Head) -> bool:
        if not self._apart(edit.op, end.op):
            return False
        return all(write.head.value != edit.value for write in self._visible(self._ops[end.op], edit.register))

    def _apart(self, one: str, other: str) -> bool:
        return one != other and one not in self._seen[other] and other not in self._seen[one]

    def _past(self, register: str, heads: list[Head]) -> tuple[Head, ...]:
        writes = self._writes[register]
        over = {op for head in heads if head.settled and head.op in writes for op in writes[head.op].over}
        return tuple(sorted((writes[op].head for op in over), key=lambda head: (head.at, head.op)))

    def _twins(self) -> Iterator[Merged]:
        """Two members added on two laptops who look like one person."""
        here = [one.register.split("/")[1] for one in self.registers.values() if _is_member(one) and one.value == HERE]
        alike: dict[tuple[str, ...], list[str]] = {}
        for person in sorted(one for one in here if not one.startswith(NOT_LISTED)):
            for mark in self._marks(person):
                alike.setdefault(mark, []).append(person)
        for first, second in sorted({pair for same in alike.values() for pair in _pairs(same)}):
            register = f"twin/{first}/{second}"
            one, other = self._heads(f"member/{first}")[0], self._heads(f"member/{second}")[0]
            if register not in self.registers and self._apart(one.op, other.op):
                sides = (Head(one.op, first, register, one.at), Head(other.op, second, register, other.at))
                yield Merged(register, tuple(sorted(sides, key=lambda head: (head.at, head.op))), conflict=True)

    def _marks(self, person: str) -> Iterator[tuple[str, ...]]:
        identity = self.registers.get(f"member/{person}/identity")
        name = self.registers.get(f"member/{person}/name")
        known = parts("identity", identity.value) if identity else {}
        if known.get("id_no"):
            yield "id_no", known["id_no"]
        if known.get("birth") and name and name.value:
            yield "born", name.value, known["birth"]


def _is_member(one: Merged) -> bool:
    return one.register.startswith("member/") and one.register.count("/") == 1


def _pairs(same: list[str]) -> Iterator[tuple[str, str]]:
    for place, first in enumerate(same):
        for second in same[place + 1 :]:
            yield first, second


def _closure(ops: Mapping[str, Op]) -> dict[str, frozenset[str]]:
    """For each operation all that went before it: what it had seen, what those had seen, and its own chain."""
    chains: dict[str, list[Op]] = {}
    for op in ops.values():
        chains.setdefault(op.author, []).append(op)
    before: dict[str, set[str]] = {}
    for chain in chains.values():
        last: Op | None = None
        for op in sorted(chain, key=lambda op: (op.seq, op.id)):
            before[op.id] = set(op.base & ops.keys())
            if last is not None and last.seq < op.seq:
                before[op.id].add(last.id)
            last = op
    closed: dict[str, frozenset[str]] = {}
    for start in sorted(ops):
        _close(start, before, closed)
    return closed


def _close(start: str, before: Mapping[str, set[str]], closed: dict[str, frozenset[str]]) -> None:
    """Without recursion: a chain may be long. A ring, which only a forger makes, is cut where it is met."""
    path, on_path = [start], {start}
    while path:
        one = path[-1]
        following = next((other for other in sorted(before[one]) if other not in closed and other not in on_path), None)
        if following is not None:
            path.append(following)
            on_path.add(following)
            continue
        if one not in closed:
            earlier = (closed.get(other, frozenset()) for other in before[one])
            closed[one] = frozenset(before[one]).union(*earlier) - {one}
        on_path.discard(path.pop())
