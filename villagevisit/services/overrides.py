"""An override: the county's administrator lifts one rule of R-11, in writing, for named people and one household.

Canonical CBOR, a list of cells, the county's signature behind them. Nobody else can make one, and it says itself for
whom, for what and until when: whoever uses it asks `excused`, which reads the signed bytes each time and never the
columns beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import Plain, encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.succession import Trust
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.recusal import ALONE, KIN, OWN_VILLAGE, Excused
from villagevisit.services import enrolment
from villagevisit.services.workspace import Workspace
from villagevisit.store import overrides as rows
from villagevisit.store.households import Db
from villagevisit.store.overrides import OverrideRow

OVERRIDE = "override"
"""Kind of the record in the county's own chain; it goes down to the laptops of the village."""
RULES = (KIN, OWN_VILLAGE, ALONE)
"""What may be lifted: kin where the village has nobody else, two cadres of the village itself, one signature alone."""
LONGEST = timedelta(days=31)
SHORTEST_REASON = 10
UNREADABLE, FORGED = "override.unreadable", "override.forged"
_PURPOSE = "vv/override/1"
_CELLS = 13


@dataclass(frozen=True, slots=True)
class Override:
    village: str
    household_id: str
    household_no: str
    rule: str
    """One of `RULES`."""
    officers: tuple[str, ...]
    """Staff numbers of those for whom the rule is lifted."""
    visit: str
    """Id of the one record; empty: the next one of the household. Signing alone is always for one record."""
    since: date
    until: date
    """The last day on which it may be used."""
    reason: str
    ordered_by: str
    paper: str
    """Number of the written order."""
    by: str
    """Who entered it at the county."""

    def problem(self) -> str:
        """Why the county may not give it so; empty when it may."""
        if self.rule not in RULES or not self.officers:
            return "override.rule"
        if len(self.reason.strip()) < SHORTEST_REASON:
            return "override.reason"
        if not self.ordered_by.strip() or not self.paper.strip():
            return "override.order"
        if not self.since <= self.until <= self.since + LONGEST:
            return "override.until"
        return "override.visit" if self.rule == ALONE and not self.visit else ""


def issue(county: str, one: Override, signing: Ed25519PrivateKey) -> bytes:
    """The bytes of an override. Raises Refused with `Override.problem`."""
    problem = one.problem()
    if problem:
        raise Refused(problem, least=SHORTEST_REASON, days=LONGEST.days)
    return encode([*_cells(one), signing.sign(_message(county, _cells(one)))])


def read(county: str, trust: Trust, data: bytes) -> Override:
    """Raises Refused `override.unreadable`, `override.forged`."""
    try:
        row = decoded(data, UNREADABLE)
        if not isinstance(row, list) or len(row) != _CELLS:
            raise SyncError(UNREADABLE)
        one, signature = _override(Fields({str(place): cell for place, cell in enumerate(row)}, UNREADABLE))
    except (SyncError, ValueError) as error:
        raise Refused(UNREADABLE) from error
    if not trust.genuine(signature, _message(county, _cells(one)), lambda end: one.since.isoformat() <= end.day):
        raise Refused(FORGED)
    return one


def row_of(one: Override, digest: str, body: bytes) -> OverrideRow:
    return OverrideRow(
        digest, one.household_id, one.village, one.rule, one.visit, " ".join(one.officers), one.since.isoformat(),
        one.until.isoformat(), body,
    )  # fmt: skip


def excused(ws: Workspace, household_id: str, of: Sequence[str] = ()) -> Excused:
    """Who is excused from what, today, for a household.

    `of`: ids of the record that is signed and of those that it replaces; nothing while it is not frozen yet.
    """
    return frozenset(
        (one.rule, staff_no)
        for _, one in _usable(ws, household_id, of)
        if of or one.rule != ALONE
        for staff_no in one.officers
    )


def use(ws: Workspace, db: Db, household_id: str, lifted: Excused, of: Sequence[str]) -> tuple[str, ...]:
    """Binds what was used to this record, inside the caller's transaction; returns the numbers of the orders."""
    used = [
        (row, one)
        for row, one in _usable(ws, household_id, of)
        if any((one.rule, staff_no) in lifted for staff_no in one.officers)
    ]
    for row, _ in used:
        rows.use(db, row.digest, of[0])
    return tuple(one.paper for _, one in used)


def _usable(ws: Workspace, household_id: str, of: Sequence[str]) -> list[tuple[OverrideRow, Override]]:
    file, day = enrolment.county_file(ws), today(ws.clock)
    found: list[tuple[OverrideRow, Override]] = []
    for row in rows.of_household(ws.store.reader(), household_id) if file else ():
        try:
            one = read(file.county, file.trust, row.body) if file else None
        except Refused:
            continue
        if one is None or one.household_id != household_id or not one.since <= day <= one.until:
            continue
        if of and (one.visit or row.used_by or of[0]) not in of:
            continue
        found.append((row, one))
    return found


def _message(county: str, cells: list[Plain]) -> bytes:
    return encode([_PURPOSE, county, *cells])


def _cells(one: Override) -> list[Plain]:
    return [
        one.village, one.household_id, one.household_no, one.rule, list(one.officers), one.visit,
        one.since.isoformat(), one.until.isoformat(), one.reason, one.ordered_by, one.paper, one.by,
    ]  # fmt: skip


def _override(cells: Fields) -> tuple[Override, bytes]:
    one = Override(
        village=cells.text("0", 12),
        household_id=cells.text("1", 80),
        household_no=cells.text("2", 80),
        rule=cells.text("3", 40),
        officers=tuple(cells.texts("4")),
        visit=cells.text("5", 80),
        since=date.fromisoformat(cells.text("6", 10)),
        until=date.fromisoformat(cells.text("7", 10)),
        reason=cells.text("8", 2_000),
        ordered_by=cells.text("9", 80),
        paper=cells.text("10", 120),
        by=cells.text("11", 80),
    )
    return one, cells.raw("12", 64)
