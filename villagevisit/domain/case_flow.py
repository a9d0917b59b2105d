"""The way of an application: which step a household stands at, who must act, and what may be entered there (S-054).

The steps stand in one order, `ROUTES`; a household stands at the first one that is not passed. `ENTRIES` says what an
office may enter where: whatever comes at another step is kept as odd and moves nothing, so that no order of events
skips a gate. Events are taken in the order of entry (moment, id), a visit at the moment of its last signature: every
laptop that has the same records sees the same case. Nothing here approves, refuses or stops by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from villagevisit.domain.case_steps import (
    ACCEPTED,
    AFTER,
    AGREED,
    ALWAYS,
    APPLIED,
    APPRAISED,
    ASKED,
    BROUGHT,
    CHECKED,
    CLOSED,
    CONFIRMED,
    DECIDED,
    DOWN,
    ENTRIES,
    EXTENDED,
    NO_ANSWER,
    NOT_AGREED,
    NOTIFIED,
    OBJECTED,
    OPINION,
    PAID,
    POSTED,
    REFUSED,
    RETURNED,
    ROUTES,
    SETTLED,
    SPOT_CHECKED,
    STOPPED,
    UNDONE,
    WITHDRAWN,
    Step,
)
from villagevisit.domain.event import Event

S = Step


@dataclass(frozen=True, slots=True)
class Visit:
    """A complete F01: both signed, nothing replaces it, and the household was met."""

    id: str
    at: str
    """Moment of the last signature."""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    received: Event
    settled: Event | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What has happened so far; `step` and its kin say what follows from it."""

    id: str
    household: str
    applied: Event
    kin: bool = False
    """Declared kin of somebody who handles cases: the county visits (57号 Art 20). Never a reason to refuse."""
    asked: Event | None = None
    brought: Event | None = None
    accepted: Event | None = None
    checked: Event | None = None
    visit: Visit | None = None
    appraised: Event | None = None
    appraisal: str = ""
    looked_again: str = ""
    """Moment since which a newer visit is owed; empty when none is."""
    objections: tuple[Objection, ...] = ()
    """Those that came after the first posting."""
    opinion: Event | None = None
    posted: Event | None = None
    posted_visit: str = ""
    """The visit whose figures hung last."""
    second: Event | None = None
    spot_checked: Event | None = None
    decided: Event | None = None
    notified: Event | None = None
    result: Event | None = None
    paid: Event | None = None
    extended: Event | None = None
    returned: Event | None = None
    ended: Event | None = None
    """Withdrawn or stopped."""
    timeline: tuple[Event | Visit, ...] = ()
    odd: tuple[Event, ...] = ()
    """Entered where the step did not allow it; they move nothing."""
    taken_back: frozenset[str] = frozenset()

    @property
    def route(self) -> tuple[Step, ...]:
        mode = self.accepted.text("appraisal") if self.accepted else ""
        return ROUTES.get(mode, ROUTES["on_objection"])

    @property
    def delegated(self) -> bool:
        """Whether the township was to decide when the application was accepted: 20 working days (83号)."""
        return bool(self.accepted and self.accepted.text("delegation"))

    @property
    def for_benefit(self) -> bool:
        """Whether the township's opinion is that the household is entitled."""
        return bool(self.opinion and self.opinion.text("opinion") == "agree")

    def step(self, on: date) -> Step:
        """Where it stands on a day."""
        if self.ended is not None:
            return S.WITHDRAWN if self.ended.kind == WITHDRAWN else S.STOPPED
        if self.decided is not None and self.decided.kind == REFUSED:
            return S.REFUSED if self.notified else S.NOTICE
        left = self.route[self.route.index(S.DECISION) :] if self.decided else self.route
        return next(step for step in left if not _passed(self, step, on))

    def missing(self, on: date) -> tuple[Step, ...]:
        """The steps up to the decision that are not passed yet, as far as they are known to be needed."""
        now = self.step(on)
        if now in DECIDED:
            return ()
        until = self.route[: self.route.index(S.DECISION) + 1]
        return tuple(one for one in until if one is now or (one in ALWAYS and not _passed(self, one, on)))

    def turns_on(self, on: date) -> str:
        """The day on which the step changes by itself (a board's period is over); empty when it does not."""
        step = self.step(on)
        board = self.posted if step is S.POSTED else self.second if step is S.SECOND_POSTED else None
        return board.text("decide_from") if board else ""


def _passed(case: Case, step: Step, on: date) -> bool:
    """One gate; nobody passes the last step."""
    gate = _GATES.get(step)
    return gate is not None and gate(case, on)


def _waived(case: Case) -> bool:
    """Whether nothing goes on the wall: the township does not think the household entitled (S-065)."""
    return case.opinion is not None and not case.for_benefit


_GATES: dict[Step, Callable[[Case, date], bool]] = {
    S.ACCEPT: lambda case, _: case.accepted is not None or _asked(case),
    S.SUPPLEMENT: lambda case, _: not _asked(case),
    S.CHECK: lambda case, _: case.checked is not None,
    S.VISIT: lambda case, _: case.visit is not None,
    S.APPRAISAL: lambda case, _: case.appraisal in (AGREED, NOT_AGREED),
    S.ANSWER: lambda case, _: case.checked is not None and case.checked.text("result") != NO_ANSWER,
    S.OBJECTION: lambda case, _: all(one.settled for one in case.objections),
    S.REVISIT: lambda case, _: not case.looked_again,
    S.OPINION: lambda case, _: (
        case.opinion is not None and case.visit is not None and case.opinion.source == case.visit.id
    ),
    S.PUBLICITY: lambda case, _: _waived(case) or case.posted is not None,
    S.POSTED: lambda case, on: _waived(case) or bool(case.objections) or _over(case.posted, on),
    S.SECOND: lambda case, _: _waived(case) or not case.objections or case.second is not None,
    S.SECOND_POSTED: lambda case, on: _waived(case) or not case.objections or _over(case.second, on),
    S.SPOT_CHECK: lambda case, _: _waived(case) or not case.kin or case.spot_checked is not None,
    S.DECISION: lambda case, _: case.decided is not None,
    S.NOTICE: lambda case, _: case.notified is not None,
    S.RESULT: lambda case, _: case.result is not None,
    S.ENTER: lambda case, _: case.paid is not None,
}


def _asked(case: Case) -> bool:
    """Whether papers are still to be brought."""
    return case.asked is not None and case.brought is None


def _over(board: Event | None, on: date) -> bool:
    return board is not None and bool(board.text("decide_from")) and board.text("decide_from") <= on.isoformat()


def allows(case: Case, kind: str, on: date) -> bool:
    """Whether this may be entered now."""
    step = case.step(on)
    if step not in ENTRIES.get(kind, frozenset()):
        return False
    refused = case.decided is not None and case.decided.kind == REFUSED
    once = {
        ASKED: case.asked is None,
        CHECKED: case.checked is None or case.checked.text("result") == NO_ANSWER,
        CONFIRMED: case.for_benefit,
        NOTIFIED: case.notified is None,
        PAID: case.paid is None and not refused,
        EXTENDED: case.extended is None,
    }
    return once.get(kind, True)


def last(case: Case) -> Event | None:
    """The event that may be taken back: the newest of the case's own, while nothing stands on it."""
    newest = case.timeline[-1] if case.timeline else None
    own = isinstance(newest, Event) and newest.kind in ENTRIES
    return newest if own and isinstance(newest, Event) else None


@dataclass
class _Fold:
    household: str
    kin: bool
    cases: list[Case] = field(default_factory=list)
    before: list[Case] = field(default_factory=list)
    """The open case as it stood before each entry of its timeline."""

    @property
    def open(self) -> Case | None:
        return self.cases[-1] if self.cases else None

    def take(self, one: Event | Visit) -> None:
        case = self.open
        if isinstance(one, Event) and one.kind == APPLIED:
            if case is None or case.step(_day(one)) in CLOSED:
                kin = self.kin or one.data.get("kin") is True
                self.cases.append(Case(one.thing, self.household, one, kin, timeline=(one,)))
                self.before = []
            else:
                self.cases[-1] = replace(case, odd=(*case.odd, one))
        elif case is not None and isinstance(one, Event) and one.kind == UNDONE:
            self._undo(case, one)
        elif case is not None:
            after = _after(case, one)
            if after is not None:
                self.before.append(case)
                self.cases[-1] = replace(after, timeline=(*case.timeline, one))
            elif isinstance(one, Event) and one.kind.startswith("case."):
                self.cases[-1] = replace(case, odd=(*case.odd, one))

    def _undo(self, case: Case, one: Event) -> None:
        newest = last(case)
        if newest is None or newest.id != one.text("event"):
            self.cases[-1] = replace(case, odd=(*case.odd, one))
            return
        self.cases[-1] = replace(self.before.pop(), taken_back=case.taken_back | {newest.id}, odd=case.odd)


def fold(
    household: str, events: Iterable[Event], visits: Iterable[Visit] = (), *, kin: bool = False
) -> tuple[Case, ...]:
    """Every case of a household, the last one at the end; none when nobody ever applied.

    `events`: all that name the household, in any order; those of other rooms that a case does not read are ignored.
    A visit that is not on this laptop (any more) is known from the opinion that was founded on it.
    """
    told = {one.id: one for one in events}
    seen = {one.id: one for one in visits}
    for one in told.values():
        if one.kind == OPINION and one.source not in seen:
            seen[one.source] = Visit(one.source, one.at)
    found: list[Event | Visit] = [*told.values(), *seen.values()]
    state = _Fold(household, kin)
    for entry in sorted(found, key=lambda one: (one.at, _rank(one), one.id)):
        state.take(entry)
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
    return _own(case, one) if one.kind in ENTRIES and allows(known, one.kind, _day(one)) else None


def _own(case: Case, one: Event) -> Case:
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
    step, board = case.step(_day(one)), one.text("board")
    if board == "initial" and step in (S.PUBLICITY, S.POSTED):
        return replace(case, posted=one, posted_visit=case.visit.id if case.visit else "")
    if board == "reviewed" and step in (S.SECOND, S.SECOND_POSTED):
        return replace(case, second=one, posted_visit=case.visit.id if case.visit else "")
    if board in ("result", "standing") and step in AFTER and case.decided and case.decided.kind == CONFIRMED:
        return replace(case, result=case.result or one)
    return None


def _down(case: Case, one: Event) -> Case | None:
    """A board that came down before its period was over hung for nothing."""
    if case.step(_day(one)) in DECIDED:
        return None
    if _early(case.posted, one):
        return replace(case, posted=None)
    return replace(case, second=None) if _early(case.second, one) else None


def _early(board: Event | None, down: Event) -> bool:
    return board is not None and board.thing == down.thing and down.day <= board.text("closes")


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
    APPRAISED: _appraised, POSTED: _posted, DOWN: _down, OBJECTED: _objected, SETTLED: _settled,
    SPOT_CHECKED: _spot_checked, STOPPED: _stopped,
}  # fmt: skip


def _day(one: Event) -> date:
    """The earlier of the day it counts on and the day of entry: a decision dated back meets the board still hanging."""
    return min(date.fromisoformat(one.day), _moment(one.at))


def _moment(at: str) -> date:
    return date.fromisoformat(at[:10])
