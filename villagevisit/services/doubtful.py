"""Households of which the county holds two versions, on the office's laptop: who says what, from the records here.

Deciding is the county's (decision 15); here somebody can see both sides without a network.
"""

from dataclasses import dataclass

from villagevisit.domain.access import Within
from villagevisit.domain.merge import Head, Merged
from villagevisit.services import enrolment
from villagevisit.services.exchange_bodies import SUBMISSIONS, SubmissionBody, read_submission
from villagevisit.services.merge_ops import ops_of
from villagevisit.services.merging import Known, merged
from villagevisit.services.workspace import Workspace
from villagevisit.store import decisions, households, records
from villagevisit.store.county_conflicts import KnownPlace, StoredOp
from villagevisit.store.decisions import DoubtRow
from villagevisit.store.households import Db

Case = DoubtRow


@dataclass(frozen=True, slots=True)
class Side:
    """What one record says of a register."""

    head: Head
    op: StoredOp
    signers: tuple[str, ...]
    here: bool
    """It was made on this computer."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One register that is open, with what is known here; `known` names members and visits."""

    register: str
    sides: tuple[Side, ...]
    """By computer, so that a column is one computer's. Fewer than two where a record did not come down here."""
    merged: Merged | None
    known: Known


def cases(ws: Workspace, within: Within = None) -> list[Case]:
    """By village and number."""
    return decisions.cases(ws.store.reader(), within)


def count(ws: Workspace, within: Within = None) -> int:
    """How many households wait for the county's decision."""
    return decisions.count(ws.store.reader(), within)


def differences(ws: Workspace, household_id: str) -> list[Difference]:
    """What the county says is open in a household, each with both sides as far as they are here."""
    db = ws.store.reader()
    known = _known(db, household_id)
    mine = frozenset(records.lineages(db))
    found = []
    for register in decisions.doubts(db, household_id):
        one = known.registers.get(register)
        sides = [_side(known, head, mine) for head in one.heads] if one else []
        sides.sort(key=lambda side: (side.op.device, side.op.seq))
        found.append(Difference(register, tuple(sides), one, known))
    return found


def county_page(ws: Workspace, household_id: str) -> str:
    """Where the county decides about it, for a browser; empty where the county takes sticks only."""
    county = enrolment.county_file(ws)
    return f"{county.server.rstrip('/')}/conflict/{household_id}" if county is not None and county.server else ""


def _known(db: Db, household_id: str) -> Known:
    ops: list[StoredOp] = []
    signers: dict[str, tuple[str, ...]] = {}
    signed: set[str] = set()
    for record in decisions.originals(db, household_id):
        body = read_submission(record.body) if record.kind in SUBMISSIONS else None
        ops += (op for op in ops_of(record, record.at, body) if op.household_id == household_id)
        if body is not None:
            signers[body.id] = tuple(one.officer_name for one in body.signoffs)
            signed |= {body.id} if _is_signed(body) else set()
    by_id = {op.op_id: op for op in ops} | {op.subject: op for op in ops if op.subject}
    home = households.by_id(db, household_id)
    called = (home.household_no, home.village_group, home.head_name) if home else ("", "", "")
    return Known(household_id, by_id, merged(ops, signed), signers, KnownPlace("", *called))


def _is_signed(body: SubmissionBody) -> bool:
    return 0 < body.signatures_needed <= len({one.officer_id for one in body.signoffs})


def _side(known: Known, head: Head, mine: frozenset[str]) -> Side:
    op = known.ops[head.op]
    return Side(head, op, known.signers.get(op.subject, ()), op.device in mine)
