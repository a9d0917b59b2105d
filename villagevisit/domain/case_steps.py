"""The steps of an application, their order, who acts at each, and what may be entered where (S-054): data, no logic."""

from collections.abc import Mapping
from enum import StrEnum

from villagevisit.domain.boards import DOWN, POSTED, PROVED


class Step(StrEnum):
    ACCEPT = "accept"
    SUPPLEMENT = "supplement"
    """The applicant brings what the one list named."""
    CHECK = "check"
    VISIT = "visit"
    APPRAISAL = "appraisal"
    ANSWER = "answer"
    """The registers were asked, but have not answered yet."""
    OBJECTION = "objection"
    REVISIT = "revisit"
    """After an objection, a "not agreed" or a spot check with major differences: look again."""
    OPINION = "opinion"
    PUBLICITY = "publicity"
    PROOF = "proof"
    """Hangs, and nobody took the photo that proves it."""
    POSTED = "posted"
    """Hangs; nobody can do anything until the period is over."""
    SECOND = "second"
    SECOND_PROOF = "second_proof"
    SECOND_POSTED = "second_posted"
    SPOT_CHECK = "spot_check"
    DECISION = "decision"
    NOTICE = "notice"
    RESULT = "result"
    ENTER = "enter"
    IN_BENEFIT = "in_benefit"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Who(StrEnum):
    NOBODY = "nobody"
    """Only time passes."""
    APPLICANT = "applicant"
    TEAM = "team"
    COMMITTEE = "committee"
    CLERK = "clerk"
    COUNTY = "county"


S = Step
_START: tuple[Step, ...] = (S.ACCEPT, S.SUPPLEMENT, S.CHECK, S.VISIT)
_REST: tuple[Step, ...] = (
    S.ANSWER, S.OBJECTION, S.REVISIT, S.OPINION, S.PUBLICITY, S.PROOF, S.POSTED, S.SECOND, S.SECOND_PROOF,
    S.SECOND_POSTED, S.SPOT_CHECK, S.DECISION, S.NOTICE, S.RESULT, S.ENTER, S.IN_BENEFIT,
)  # fmt: skip
ROUTES: Mapping[str, tuple[Step, ...]] = {
    "on_objection": (*_START, *_REST),
    "always": (*_START, S.APPRAISAL, *_REST),
}
"""By P:appraisal_mode on the day of acceptance."""
WHO: Mapping[Step, Who] = {
    S.ACCEPT: Who.CLERK, S.SUPPLEMENT: Who.APPLICANT, S.CHECK: Who.COUNTY, S.VISIT: Who.TEAM,
    S.APPRAISAL: Who.COMMITTEE, S.ANSWER: Who.COUNTY, S.OBJECTION: Who.CLERK, S.REVISIT: Who.TEAM,
    S.OPINION: Who.CLERK, S.PUBLICITY: Who.CLERK, S.PROOF: Who.CLERK, S.SECOND: Who.CLERK, S.SECOND_PROOF: Who.CLERK,
    S.SPOT_CHECK: Who.COUNTY, S.DECISION: Who.COUNTY, S.NOTICE: Who.CLERK, S.RESULT: Who.CLERK, S.ENTER: Who.CLERK,
}  # fmt: skip
"""Who must act; under a delegation the township's clerk decides. Not named: nobody."""
CLOSED = frozenset({S.REFUSED, S.WITHDRAWN, S.STOPPED})
"""A household may apply again."""
DECIDED = frozenset({S.NOTICE, S.RESULT, S.ENTER, S.IN_BENEFIT, *CLOSED})

APPLIED, ASKED, BROUGHT, ACCEPTED = "case.applied", "case.supplement_asked", "case.supplement_brought", "case.accepted"
CHECKED, OPINION, CONFIRMED, REFUSED = "case.checked", "case.opinion", "case.confirmed", "case.refused"
RETURNED, NOTIFIED, PAID, EXTENDED = "case.returned", "case.notified", "case.paid_from", "case.extended"
WITHDRAWN, UNDONE = "case.withdrawn", "case.undone"
APPRAISED = "appraisal.closed"
OBJECTED, SETTLED, SPOT_CHECKED, STOPPED = "objection.received", "objection.settled", "check.done", "change.stopped"
NEIGHBOURS = (APPRAISED, POSTED, PROVED, DOWN, OBJECTED, SETTLED, SPOT_CHECKED, STOPPED)
"""Kinds of other rooms that a case reads and never writes."""

_OPEN = frozenset(Step) - DECIDED
AFTER = frozenset({S.NOTICE, S.RESULT, S.ENTER})
ENTRIES: Mapping[str, frozenset[Step]] = {
    ASKED: frozenset({S.ACCEPT}),
    BROUGHT: frozenset({S.SUPPLEMENT}),
    ACCEPTED: frozenset({S.ACCEPT}),
    CHECKED: frozenset({S.CHECK, S.VISIT, S.APPRAISAL, S.ANSWER, S.OPINION}),
    OPINION: frozenset({S.OPINION}),
    CONFIRMED: frozenset({S.DECISION}),
    REFUSED: frozenset({S.DECISION}),
    RETURNED: frozenset({S.DECISION}),
    NOTIFIED: AFTER,
    PAID: AFTER,
    EXTENDED: _OPEN - {S.ACCEPT, S.SUPPLEMENT},
    WITHDRAWN: _OPEN,
}
"""At which steps each kind may be entered."""
AGREED, NOT_AGREED = "1", "2"
"""Results of an appraisal; 3, undecided, is held again."""
CLEAR, DOUBTS, NO_ANSWER = "clear", "doubts", "no_answer"
ALWAYS = frozenset(Step) - {
    S.SUPPLEMENT, S.ANSWER, S.OBJECTION, S.REVISIT, S.PROOF, S.POSTED, S.SECOND, S.SECOND_PROOF, S.SECOND_POSTED,
    S.SPOT_CHECK,
}  # fmt: skip
"""Steps that every application goes through; the others come when something happens."""
