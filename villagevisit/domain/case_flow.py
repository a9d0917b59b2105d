"""The way of an application: which step a household stands at, who must act, and what may be entered there (S-054).

The steps stand in one order, `ROUTES`; a household stands at the first one that is not passed. `ENTRIES` says what an
office may enter where: whatever comes at another step is kept as odd and moves nothing, so that no order of events
skips a gate (folded in `case_fold`). Nothing here approves, refuses or stops by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain.boards import Bar, Board
from villagevisit.domain.case_steps import (
    AGREED,
    ALWAYS,
    ASKED,
    CHECKED,
    CONFIRMED,
    DECIDED,
    ENTRIES,
    EXTENDED,
    NO_ANSWER,
    NOT_AGREED,
    NOTIFIED,
    PAID,
    REFUSED,
    ROUTES,
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
    posted: Board | None = None
    posted_visit: str = ""
    """The visit whose figures hung last."""
    second: Board | None = None
    lost: Bar | None = None
    """Why the board that hung last counts for nothing, until another one hangs."""
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
    def mode(self) -> str:
        """Key of its route."""
        mode = self.accepted.text("appraisal") if self.accepted else ""
        return mode if mode in ROUTES else "on_objection"

    @property
    def route(self) -> tuple[Step, ...]:
        return ROUTES[self.mode]

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
        left = (_DECIDED if self.decided else _WAYS)[self.mode]
        return next(step for step, gate in left if gate is None or not gate(self, on))

    def missing(self, on: date) -> tuple[Step, ...]:
        """The steps up to the decision that are not passed yet, as far as they are known to be needed."""
        now = self.step(on)
        if now in DECIDED:
            return ()
        until = self.route[: self.route.index(S.DECISION) + 1]
        return tuple(one for one in until if one is now or (one in ALWAYS and not _passed(self, one, on)))

    def turns_on(self, on: date) -> str:
        """The day on which the step changes by itself (a board's period is over); empty when it does not."""
        return self.turns_at(self.step(on))

    def turns_at(self, step: Step) -> str:
        """The same for a step that is known."""
        board = self.posted if step is S.POSTED else self.second if step is S.SECOND_POSTED else None
        return board.decide_from.isoformat() if board else ""


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
    S.PROOF: lambda case, _: _waived(case) or bool(case.objections) or _proved(case.posted),
    S.POSTED: lambda case, on: _waived(case) or bool(case.objections) or _over(case.posted, on),
    S.SECOND: lambda case, _: _waived(case) or not case.objections or case.second is not None,
    S.SECOND_PROOF: lambda case, _: _waived(case) or not case.objections or _proved(case.second),
    S.SECOND_POSTED: lambda case, on: _waived(case) or not case.objections or _over(case.second, on),
    S.SPOT_CHECK: lambda case, _: _waived(case) or not case.kin or case.spot_checked is not None,
    S.DECISION: lambda case, _: case.decided is not None,
    S.NOTICE: lambda case, _: case.notified is not None,
    S.RESULT: lambda case, _: case.result is not None,
    S.ENTER: lambda case, _: case.paid is not None,
}
_WAYS = {mode: tuple((step, _GATES.get(step)) for step in route) for mode, route in ROUTES.items()}
_DECIDED = {mode: way[ROUTES[mode].index(S.DECISION) :] for mode, way in _WAYS.items()}
"""What is left of a way once it is decided."""


def _asked(case: Case) -> bool:
    """Whether papers are still to be brought."""
    return case.asked is not None and case.brought is None


def _proved(board: Board | None) -> bool:
    return board is not None and board.proved


def _over(board: Board | None, on: date) -> bool:
    return board is not None and board.bar(on) is None


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
    return own(case.timeline)


def own(timeline: Sequence[Event | Visit]) -> Event | None:
    """The newest of a timeline, when a case's own room entered it."""
    newest = timeline[-1] if timeline else None
    return newest if isinstance(newest, Event) and newest.kind in ENTRIES else None
