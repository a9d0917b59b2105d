"""Counting: ballots are read out one by one, what was read is kept at once, and a round stands only when it adds up.

The running tally is one row of this computer, written over with every ballot, like a draft: a power cut loses nothing.
What a round came to is an event.
"""

import json
from dataclasses import asdict, dataclass, replace

from printing.texts import wording
from villagevisit.domain import appraisal as rules_of
from villagevisit.domain import appraisal_meeting as fold
from villagevisit.domain.appraisal import HANDS, Count
from villagevisit.domain.appraisal_meeting import Heard, Judged, Line, Meeting
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.services import appraisal, events, paper_record, visit_lookup
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import settings
from villagevisit.store.households import Db

YES, NO, ABSTAIN, VOID = "y", "n", "a", "v"
MARKS = (YES, NO, ABSTAIN, VOID)
_KEY = "appraisal.running"


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read out so far on one household. `marks`: a letter for each ballot, in the order of reading."""

    meeting_id: str
    household_id: str
    step: str
    round: int
    eligible: int
    recused: int
    present: int
    issued: int
    returned: int
    marks: str = ""

    def of(self, mark: str) -> int:
        return self.marks.count(mark)

    @property
    def left(self) -> int:
        """Ballots still to be read out."""
        return self.returned - len(self.marks)

    @property
    def count(self) -> Count:
        """As it would be entered now; by show of hands whoever raised none abstained."""
        abstain = self.of(ABSTAIN) + (max(self.left, 0) if self.step == HANDS else 0)
        return Count(
            self.step, self.round, self.eligible, self.recused, self.present, self.issued, self.returned,
            self.of(VOID), self.of(YES), self.of(NO), abstain,
        )  # fmt: skip


def tally(ws: Workspace, actor: Actor, meeting_id: str, household_id: str) -> Tally:
    """The running count on a household; begins it, with a ballot for everybody who may vote on it.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `actor.role`, `actor.area`, `appraisal.not-now` (name),
            `appraisal.no-quorum`.
    """
    now = appraisal.opened(ws, actor, meeting_id)
    line = _line(now, household_id)
    if line.id not in {one.id for one in now.waiting()}:
        raise Refused("appraisal.not-now", name=line.candidate.head)
    running = _running(ws).get(_name(meeting_id, household_id))
    if running is not None and (running.step, running.round) == (line.step, line.due):
        return running
    quorum = appraisal.quorum(ws, now)
    if not quorum.ok:
        raise Refused("appraisal.no-quorum")
    eligible = len(rules_of.voters(now.panel, now.present, household_id))
    recused = len(rules_of.voters(now.panel, now.present)) - eligible
    return Tally(
        meeting_id, household_id, line.step, line.due, eligible, recused, quorum.present, issued=eligible,
        returned=eligible,
    )  # fmt: skip


def issue(ws: Workspace, actor: Actor, meeting_id: str, household_id: str, issued: int, returned: int) -> Done[Tally]:
    """How many ballots went out and came back. Raises like `tally`, and Refused `appraisal.impossible`."""
    if min(issued, returned) < 0:
        raise Refused("appraisal.impossible")
    now = tally(ws, actor, meeting_id, household_id)
    return _keep(ws, replace(now, issued=issued, returned=returned))


def read(ws: Workspace, actor: Actor, meeting_id: str, household_id: str, mark: str) -> Done[Tally]:
    """One ballot more. Raises like `tally`, and Refused `appraisal.all-read` (returned)."""
    now = tally(ws, actor, meeting_id, household_id)
    if now.left <= 0 or mark not in MARKS:
        raise Refused("appraisal.all-read", returned=now.returned)
    return _keep(ws, replace(now, marks=now.marks + mark))


def take_back(ws: Workspace, actor: Actor, meeting_id: str, household_id: str) -> Done[Tally]:
    """The last ballot was read wrongly. Raises like `tally`."""
    now = tally(ws, actor, meeting_id, household_id)
    return _keep(ws, replace(now, marks=now.marks[:-1]))


def close_round(ws: Workspace, actor: Actor, meeting_id: str, household_id: str) -> Done[Count]:
    """The figures of a round, for good; a count with `faults` made the round void, and it is voted on again.

    Raises:
        Refused: like `tally`; `appraisal.unread` (left) while ballots wait to be read out: nothing is lost.
    """
    now = tally(ws, actor, meeting_id, household_id)
    count = now.count
    beyond = count.returned > count.issued or count.issued > count.eligible
    if not beyond and now.step != HANDS and now.left:
        raise Refused("appraisal.unread", left=now.left)
    return Done(_enter(ws, actor, now, fold.VOID if count.faults else fold.ROUND), _CHANGED)


def void_round(ws: Workspace, actor: Actor, meeting_id: str, household_id: str, reason: str) -> Done[Count]:
    """The chair stops a count; the meeting votes again. Raises like `tally`, and Refused `appraisal.no-reason`."""
    if not reason.strip():
        raise Refused("appraisal.no-reason")
    now = tally(ws, actor, meeting_id, household_id)
    return Done(_enter(ws, actor, now, fold.VOID, reason.strip()), _CHANGED)


def hear(ws: Workspace, actor: Actor, meeting_id: str, household_id: str, said: Heard) -> Done[None]:
    """What was said about a household: the applicant, the investigators, questions and answers.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `appraisal.not-called`, `actor.role`, `actor.area`.
    """
    now = appraisal.opened(ws, actor, meeting_id)
    data: dict[str, Value] = dict(asdict(said))
    _line(now, household_id)
    events.record(ws, actor, New(fold.HEARD, now.village, now.id, (household_id,), now.day, data=data))
    return Done(None, _CHANGED)


def reported(ws: Workspace, line: Line) -> str:
    """What the investigators report, from their signed visit, to begin with; empty where it is not on this computer."""
    try:
        visit = visit_lookup.submission(ws, line.candidate.visit)
    except Refused:
        return ""
    people = wording("appraisal").line("comma").join(one.officer_name for one in visit.row.signed)
    conclusion = paper_record.values(visit.body).get("conclusion_text", "")
    return wording("appraisal").line("report", day=visit.row.frozen_at[:10], people=people, conclusion=conclusion)


def announce(ws: Workspace, actor: Actor, meeting_id: str, household_id: str, said: Judged) -> Done[None]:
    """The conclusion on a household, said in the room; said again, the last one holds.

    Raises:
        Refused: like `hear`; `appraisal.not-counted` (name), and what `domain.appraisal.check_result` raises.
    """
    now = appraisal.opened(ws, actor, meeting_id)
    line = _line(now, household_id)
    if line.due or (line.step == rules_of.COMPETITIVE and not line.rank):
        raise Refused("appraisal.not-counted", name=line.candidate.head)
    if not appraisal.quorum(ws, now).ok:
        raise Refused("appraisal.no-quorum")
    rules_of.check_result(
        line.step, passed=passed(ws, now, line), result=said.result, item=said.item, reason=said.reason
    )
    data: dict[str, Value] = {"result": said.result, "item": said.item, "reason": said.reason.strip()}
    events.record(ws, actor, New(fold.JUDGED, now.village, now.id, (household_id,), now.day, data=data))
    return Done(None, _CHANGED)


def passed(ws: Workspace, now: Meeting, line: Line) -> bool:
    """Whether the votes on a household reach the county's share."""
    return line.count is not None and line.count.passes(appraisal.rules(ws, now.day))


_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


def _line(now: Meeting, household_id: str) -> Line:
    line = now.line(household_id)
    if line is None:
        raise Refused("appraisal.not-called")
    return line


def _enter(ws: Workspace, actor: Actor, now: Tally, kind: str, reason: str = "") -> Count:
    meeting, count = appraisal.get(ws, now.meeting_id), now.count
    data = fold.figures(count) | {"reason": reason or " ".join(count.faults)}
    one = events.made(ws, actor, New(kind, meeting.village, meeting.id, (now.household_id,), meeting.day, data=data))
    with ws.store.transaction() as db:
        events.enter(db, one)
        running = _running(ws, db)
        running.pop(_name(now.meeting_id, now.household_id), None)
        _write(db, running)
    return count


def _keep(ws: Workspace, now: Tally) -> Done[Tally]:
    with ws.store.transaction() as db:
        _write(db, {**_running(ws, db), _name(now.meeting_id, now.household_id): now})
    return Done(now, NOTHING)


def _name(meeting_id: str, household_id: str) -> str:
    return f"{meeting_id} {household_id}"


def _running(ws: Workspace, db: Db | None = None) -> dict[str, Tally]:
    stored = settings.get(db or ws.store.reader(), _KEY) or "{}"
    return {name: Tally(**cells) for name, cells in json.loads(stored).items()}


def _write(db: Db, running: dict[str, Tally]) -> None:
    settings.put(db, _KEY, json.dumps({name: asdict(one) for name, one in running.items()}))
