"""Deciding a conflict at the county, and telling the laptops of the village what is open.

A decision is a record in the county's own chain: it travels down, and the county's view follows from it like from any
other. It is taken only over what the person saw: if anything came meanwhile, nothing is written.
"""

import hashlib
import json
from collections.abc import Mapping

from sync.server.log import RecordLog, Session
from sync.server.tables import record
from villagevisit.county import conflicts, own_chain
from villagevisit.county.view import View
from villagevisit.domain.clock import Clock, stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.merge import GONE, HERE, Merged
from villagevisit.domain.merge_fields import FieldClass, class_of
from villagevisit.services.merging import Known
from villagevisit.services.resolution_body import RESOLUTION, Decided, ResolutionBody, resolution_body
from villagevisit.store import county_conflicts as rows

SHORTEST_REASON = 5
_TRIES = 5


class _Behind(Exception):
    """The view does not show the newest record yet."""


def seen(one: Merged) -> str:
    """A mark of the sides of a register, for a page to bring back: another mark means that something came."""
    sides = [[head.op, head.register, head.value] for head in one.heads]
    return hashlib.sha256(json.dumps(sides).encode()).hexdigest()[:16]


def decide(
    log: RecordLog, view: View, clock: Clock, household_id: str, chosen: Mapping[str, str], marks: Mapping[str, str],
    by: str, reason: str,
) -> str:  # fmt: skip
    """Writes a decision and returns its digest.

    Args:
        log: the county's.
        view: projected from it.
        clock: for the moment of the decision.
        household_id: whose conflict it is.
        chosen: register → value that counts from now on.
        marks: register → `seen` of the sides that the person looked at.
        by: name of the person.
        reason: why, in his words.

    Raises:
        Refused: `conflict.reason`, `conflict.nothing-chosen`, `conflict.nobody`, `conflict.changed` when a side came,
            went or was decided meanwhile.
        SyncError: `county.database`.
    """
    if not by.strip():
        raise Refused("conflict.nobody")
    if not chosen:
        raise Refused("conflict.nothing-chosen")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("conflict.reason", least=SHORTEST_REASON)
    for _ in range(_TRIES):
        view.catch_up()
        known = conflicts.look(view.store.reader(), household_id)
        for register in chosen:
            if register not in known.registers or marks.get(register) != seen(known.registers[register]):
                raise Refused("conflict.changed")
        body = _body(known, chosen, by.strip(), reason.strip())
        try:
            with log.writing() as s:
                _must_be_newest(s, view)
                digest = own_chain.add(
                    s, RESOLUTION, household_id, known.village_code, resolution_body(body), stamp(clock)
                )
        except _Behind:
            continue
        view.catch_up()
        return digest
    raise Refused("conflict.changed")


def announce(log: RecordLog, view: View, clock: Clock) -> int:
    """Tells the laptops of a village what is open in its households, where that changed; returns how many notices.

    What was told last stands in the log itself, so telling it again tells nothing.
    """
    db = view.store.reader()
    said = {op.household_id: op for op in rows.decisions(db)}
    told = {household_id: op.waiting() for household_id, op in said.items()}
    waiting = rows.open_households(db)
    changed = []
    for household_id in sorted(waiting.keys() | {one for one, registers in told.items() if registers}):
        now = set(rows.registers(db, household_id))
        if now != told.get(household_id, set()):
            village = waiting.get(household_id) or conflicts.look(db, household_id).village_code
            turn = said[household_id].turn + 1 if household_id in said else 1
            changed.append(ResolutionBody(household_id, village, "", "", (), tuple(sorted(now)), turn))
    if not changed:
        return 0
    with log.writing() as s:
        for body in changed:
            own_chain.add(s, RESOLUTION, body.household_id, body.village_code, resolution_body(body), stamp(clock))
    view.catch_up()
    return len(changed)


def _body(known: Known, chosen: Mapping[str, str], by: str, reason: str) -> ResolutionBody:
    decided = []
    for register, value in sorted(chosen.items()):
        heads = {head.op for head in known.registers[register].heads}
        decided.append(Decided(register, value, tuple(sorted(heads)), tuple(sorted(_ever(known, register)))))
    waiting = tuple(one.register for one in known.conflicts if one.register not in chosen)
    turn = max((op.turn for op in known.ops.values() if op.settles), default=0) + 1
    return ResolutionBody(known.household_id, known.village_code, by, reason, tuple(decided), waiting, turn)


def _ever(known: Known, register: str) -> set[str]:
    """Every value that any record gave a register; somebody is here or not."""
    if class_of(register) is FieldClass.STATUS and register != "state":
        return {HERE, GONE}
    said = (op.fields() for op in known.ops.values())
    return {fields[register] for fields in said if register in fields}


def _must_be_newest(s: Session, view: View) -> None:
    """Under the writer's lock: nothing may have come that the decision was not compared with."""
    if s.next_number(record) - 1 != view.shown():
        raise _Behind
