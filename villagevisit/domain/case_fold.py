"""The case of a household, folded from its events and visits (S-054): what each entry does to the case it meets.

Events are taken in the order of entry (moment, id), a visit at the moment of its last signature: every laptop that has
the same records sees the same case. What the step does not allow is kept as odd and moves nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from villagevisit.domain import boards
from villagevisit.domain.case_flow import Case, Objection, Visit, allows, own
from villagevisit.domain.case_steps import (
    ACCEPTED,
    AFTER,
    AGREED,
    APPLIED,
    APPRAISED,
    ASKED,
    BROUGHT,
    CHECKED,
    CLOSED,
    CONFIRMED,
    DECIDED,
    ENTRIES,
    EXTENDED,
    NOT_AGREED,
    NOTIFIED,
    OBJECTED,
    OPINION,
    PAID,
    REFUSED,
    RETURNED,
    SETTLED,
    SPOT_CHECKED,
    STOPPED,
    UNDONE,
    WITHDRAWN,
    Step,
)
from villagevisit.domain.event import Event
from villagevisit.domain.publicity import BoardKind

S = Step


@dataclass
class _Fold:
    household: str
    kin: bool
    cases: list[Case] = field(default_factory=list)
    """All that are ended, and the open one, whose timeline is still kept apart."""
    timeline: list[Event | Visit] = field(default_factory=list)
    before: list[Case] = field(default_factory=list)
    """The open case as it stood before each entry of its timeline but the first."""

    def take(self, one: Event | Visit) -> None:
        case = self.cases[-1] if self.cases else None
        if isinstance(one, Event) and one.kind == APPLIED:
            if case is None or case.step(_day(one)) in CLOSED:
                self.close()
                kin = self.kin or one.data.get("kin") is True
                self.cases.append(Case(one.thing, self.household, one, kin))
                self.timeline, self.before = [one], []
            else:
                self.cases[-1] = replace(case, odd=(*case.odd, one))
        elif case is not None and isinstance(one, Event) and one.kind == UNDONE:
            self._undo(case, one)
        elif case is not None:
            after = _after(case, one)
            if after is not None:
                self.before.append(case)
                self.timeline.append(one)
                self.cases[-1] = after
            elif isinstance(one, Event) and one.kind.startswith("case."):
                self.cases[-1] = replace(case, odd=(*case.odd, one))

    def close(self) -> None:
        """The open case gets its timeline."""
        if self.cases:
            self.cases[-1] = replace(self.cases[-1], timeline=tuple(self.timeline))

    def _undo(self, case: Case, one: Event) -> None:
        newest = own(self.timeline)
        if newest is None or newest.id != one.text("event"):
            self.cases[-1] = replace(case, odd=(*case.odd, one))
            return
        self.timeline.pop()
        self.cases[-1] = replace(self.before.pop(), taken_back=case.taken_back | {newest.id}, odd=case.odd)


def fold(
    household: str, events: Iterable[Event], visits: Iterable[Visit] = (), *, kin: bool = False
) -> tuple[Case, ...]:
    """Every case of a household, the last one at the end; none when nobody ever applied.

    `events`: all that name the household, in any order; those of other rooms that a case does not read are ignored.
    A visit that is not on this laptop (any more) is known from the first opinion that was founded on it.
    """
    told = {one.id: one for one in events}
    seen = {one.id: one for one in visits}
    for one in sorted((one for one in told.values() if one.kind == OPINION), key=lambda one: (one.at, one.id)):
        if one.source not in seen:
            seen[one.source] = Visit(one.source, one.at)
    found: list[Event | Visit] = [*told.values(), *seen.values()]
    state = _Fold(household, kin)
    for entry in sorted(found, key=lambda one: (one.at, _rank(one), one.id)):
        state.take(entry)
    state.close()
    return tuple(state.cases)


def _rank(one: Event | Visit) -> int:
    """Within one moment: what a visit may follow, visits, what may follow a visit."""
    if isinstance(one, Visit):
        return 1
    return 0 if one.kind in (APPLIED, ASKED, BROUGHT, ACCEPTED, CHECKED) else 2


def _after(case: Case, one: Event | Visit) -> Case | None:
    """The case with one more entry; None when it changes nothing.

    Kin who are declared later do not undo what was decided before anybody knew of them.
    """
    if isinstance(one, Visit):
        if case.step(_moment(one.at)) in DECIDED:
            return None
        owed = "" if case.looked_again and one.at > case.looked_again else case.looked_again
        return replace(case, visit=one, looked_again=owed)
    if one.kind in _TAKEN:
        return _TAKEN[one.kind](case, one)
    known = replace(case, kin=case.applied.data.get("kin") is True) if one.data.get("kin") is False else case
    return _entered(case, one) if one.kind in ENTRIES and allows(known, one.kind, _day(one)) else None


def _entered(case: Case, one: Event) -> Case:
    if one.kind == OPINION:
        stays = case.posted if case.objections or case.posted_visit == one.source else None
        second = case.second if case.posted_visit == one.source else None
        return replace(case, opinion=one, posted=stays, second=second, returned=None)
    return _OWN[one.kind](case, one)


_OWN: dict[str, Callable[[Case, Event], Case]] = {
    ASKED: lambda case, one: replace(case, asked=one),
    BROUGHT: lambda case, one: replace(case, brought=one),
    ACCEPTED: lambda case, one: replace(case, accepted=one),
    CHECKED: lambda case, one: replace(case, checked=one),
    CONFIRMED: lambda case, one: replace(case, decided=one),
    REFUSED: lambda case, one: replace(case, decided=one),
    NOTIFIED: lambda case, one: replace(case, notified=one),
    PAID: lambda case, one: replace(case, paid=one),
    EXTENDED: lambda case, one: replace(case, extended=one),
    RETURNED: lambda case, one: replace(case, opinion=None, returned=one),
    WITHDRAWN: lambda case, one: replace(case, ended=one),
}


def _appraised(case: Case, one: Event) -> Case | None:
    rows = one.data.get("rows")
    if case.step(_day(one)) in DECIDED or case.visit is None or not isinstance(rows, list):
        return None
    named = [row for row in rows if isinstance(row, dict) and row.get("household") == case.household]
    own = [str(row.get("result", "")) for row in named]
    if not own:
        return None
    result = own[-1]
    settles = bool(case.objections) and case.spot_checked is None
    owed = one.at if result == NOT_AGREED else "" if result == AGREED and settles else case.looked_again
    return replace(case, appraised=one, appraisal=result, looked_again=owed)


def _posted(case: Case, one: Event) -> Case | None:
    step, board, visit = case.step(_day(one)), boards.hung(one), case.visit.id if case.visit else ""
    if board is None:
        return None
    if board.kind is BoardKind.INITIAL and step in (S.PUBLICITY, S.PROOF, S.POSTED):
        return replace(case, posted=board, posted_visit=visit, lost=None)
    if board.kind is BoardKind.REVIEWED and step in (S.SECOND, S.SECOND_PROOF, S.SECOND_POSTED):
        return replace(case, second=board, posted_visit=visit, lost=None)
    after = board.kind in (BoardKind.RESULT, BoardKind.STANDING) and step in AFTER
    if after and case.decided and case.decided.kind == CONFIRMED:
        return replace(case, result=case.result or one)
    return None


def _seen(case: Case, one: Event) -> Case | None:
    """A proof, or the board comes down. Down before its period was over, or unproved, it hung for nothing."""
    if case.step(_day(one)) in DECIDED:
        return None
    for board in (case.posted, case.second):
        if board is not None and board.id == one.thing:
            now = boards.told(board, one)
            lost = now.bar(date.max) if now.ended else None
            if now.ended and lost is None:
                return None
            left = None if now.ended else now
            changed = replace(case, posted=left) if board is case.posted else replace(case, second=left)
            return replace(changed, lost=lost)
    return None


def _objected(case: Case, one: Event) -> Case | None:
    if case.posted is None or case.decided is not None:
        return None
    return replace(case, objections=(*case.objections, Objection(one)), second=None)


def _settled(case: Case, one: Event) -> Case | None:
    """Once it is settled, somebody must have looked again since it came: a new visit, or an appraisal."""
    waiting = [at for at, two in enumerate(case.objections) if two.received.thing == one.thing and not two.settled]
    index = waiting[0] if waiting else None
    if index is None or case.decided is not None:
        return None
    came = case.objections[index].received.at
    seen = max(case.visit.at if case.visit else "", case.appraised.at if case.appraised else "")
    found = list(case.objections)
    found[index] = replace(found[index], settled=one)
    return replace(case, objections=tuple(found), looked_again=case.looked_again if seen > came else came)


def _spot_checked(case: Case, one: Event) -> Case | None:
    if case.step(_day(one)) in DECIDED or case.visit is None:
        return None
    return replace(case, spot_checked=one, looked_again=one.at if one.number("major") else case.looked_again)


def _stopped(case: Case, one: Event) -> Case | None:
    confirmed = case.decided is not None and case.decided.kind == CONFIRMED
    return replace(case, ended=one) if confirmed and case.ended is None else None


_TAKEN: dict[str, Callable[[Case, Event], Case | None]] = {
    APPRAISED: _appraised, boards.POSTED: _posted, boards.PROVED: _seen, boards.DOWN: _seen,
    OBJECTED: _objected, SETTLED: _settled,
    SPOT_CHECKED: _spot_checked, STOPPED: _stopped,
}  # fmt: skip


def _day(one: Event) -> date:
    """The earlier of the day it counts on and the day of entry: a decision dated back meets the board still hanging."""
    return min(date.fromisoformat(one.day), _moment(one.at))


def _moment(at: str) -> date:
    return date.fromisoformat(at[:10])
