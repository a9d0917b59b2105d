"""What the office enters as a case goes on, except the decision: each command looks at the gate first.

Every entry may be taken back while nothing stands on it (`take_back`); it stays on record, with what took it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.case_dates import pay_month
from villagevisit.domain.case_flow import Case, allows, last
from villagevisit.domain.case_steps import (
    ACCEPTED,
    APPLIED,
    ASKED,
    BROUGHT,
    CHECKED,
    CLEAR,
    CLOSED,
    CONFIRMED,
    DOUBTS,
    EXTENDED,
    NO_ANSWER,
    NOTIFIED,
    OPINION,
    PAID,
    UNDONE,
    WITHDRAWN,
)
from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.household import Household
from villagevisit.services import allowing, case_effect, case_papers, cases, delegation, events, households, policy
from villagevisit.services.case_papers import Missing
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import households as rows

CHANGED: Changes = changes(Topic.EVENTS, Topic.HOUSEHOLDS, Topic.EXCHANGE)
RESULTS = (CLEAR, DOUBTS, NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody applies for. With a `source` (a frozen F05) the rest was read from it."""

    category: str
    """Code of `assist`; further ones of the same application in `others` (一门受理)."""
    others: tuple[str, ...] = ()
    day: str = ""
    source: str = ""
    kin: bool = False
    authorised: bool = False
    """Every grown-up member signed the authorisation to check."""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twice:
    """A member who is in another household too, and what that household has (S-022)."""

    name: str
    household_id: str
    head_name: str
    household_no: str
    category: str


def apply(ws: Workspace, actor: Actor, household_id: str, asked: Application) -> Done[str]:
    """Enters an application and returns the case's id.

    Raises:
        Refused: `actor.role`, `actor.area`, `household.unknown`, `case.open` (there is one), `case.no-category`,
            `case.future`.
    """
    home = _household(ws, actor, household_id)
    before = cases.standing(ws, household_id)
    if before is not None and before.step not in CLOSED:
        raise Refused("case.open", name=home.head_name)
    if not asked.category:
        raise Refused("case.no-category")
    _not_future(ws, asked.day)
    data: dict[str, Value] = {
        "category": asked.category, "others": list(asked.others), "kin": asked.kin, "authorised": asked.authorised,
        "papers": list(asked.papers),
    }  # fmt: skip
    new = New(APPLIED, home.village_code, households=(home.id,), day=asked.day, source=asked.source, data=data)
    return Done(events.record(ws, actor, new).thing, CHANGED)


def twice(ws: Workspace, household_id: str) -> list[Twice]:
    """Members whose id number stands in another household, in benefit or not: to be looked at before acceptance."""
    db, found = ws.store.reader(), []
    for one in households.get(ws, household_id).persons:
        other = rows.elsewhere(db, one.id_no, household_id) if one.id_no else None
        if other is not None:
            there = rows.by_id(db, other[0])
            found.append(Twice(one.name, other[0], other[1], other[2], there.assist_category if there else ""))
    return found


def ask_supplement(
    ws: Workspace, actor: Actor, household_id: str, missing: Sequence[Missing], due: date, number: str = ""
) -> Done[Event]:
    """The one list of everything that is missing; nothing more may be asked for later (S-024).

    Raises:
        Refused: `case.not-now` (step), `case.nothing-missing`, `case.past`, `case.on-file` (paper, day).
    """
    case = at_step(ws, actor, household_id, ASKED)
    wanted = [one for one in missing if one.name.strip()]
    if not wanted:
        raise Refused("case.nothing-missing")
    if due < today(ws.clock):
        raise Refused("case.past")
    known = case_papers.on_file(ws, household_id)
    for one in wanted:
        if one.name.strip() in known:
            raise Refused("case.on-file", paper=one.name.strip(), day=known[one.name.strip()])
    listed: list[Value] = [{"name": one.name.strip(), "why": one.why.strip()} for one in wanted]
    data: dict[str, Value] = {"missing": listed, "due": due.isoformat(), "number": number.strip()}
    return _entered(ws, actor, case, New(ASKED, "", data=data))


def bring(ws: Workspace, actor: Actor, household_id: str) -> Done[Event]:
    """All that was asked for came. Raises Refused `case.not-now`."""
    case = at_step(ws, actor, household_id, BROUGHT)
    names: list[Value] = [one.name for one in case_papers.asked_for(case)]
    return _entered(ws, actor, case, New(BROUGHT, "", data={"papers": names}))


@dataclass(frozen=True, slots=True)
class Acceptance:
    number: str = ""
    """受理编号; empty takes the next one of the township's year."""
    authorised: bool = False
    twice_seen: str = ""
    """What was found out about a member who stands in another household too; needed when there is one."""
    papers: tuple[str, ...] = field(default=())


def accept(ws: Workspace, actor: Actor, household_id: str, how: Acceptance) -> Done[Event]:
    """The papers are complete: the clocks start. Keeps by which rules the case goes on (appraisal, delegation).

    Raises:
        Refused: `case.not-now`, `case.no-authority`, `case.twice` (names).
    """
    case = at_step(ws, actor, household_id, ACCEPTED)
    home = households.get(ws, household_id)
    if not (how.authorised or case.applied.data.get("authorised") is True):
        raise Refused("case.no-authority")
    same = twice(ws, household_id)
    if same and not how.twice_seen.strip():
        raise Refused("case.twice", names="、".join(dict.fromkeys(one.name for one in same)))
    day = today(ws.clock)
    given = delegation.in_force(ws, home.village_code, day)
    data: dict[str, Value] = {
        "number": how.number.strip() or case_papers.next_number(ws, home.village_code),
        "appraisal": policy.on(ws, day).values.get("appraisal_mode", "on_objection"),
        "delegation": given.text("document") if given else "",
        "papers": list(how.papers),
        "twice": [one.household_id for one in same], "twice_seen": how.twice_seen.strip(),
    }  # fmt: skip
    return _entered(ws, actor, case, New(ACCEPTED, "", data=data))


def check(
    ws: Workspace, actor: Actor, household_id: str, result: str, report: str, as_of: str, note: str = ""
) -> Done[Event]:
    """What the registers said: `clear`, `doubts` or `no_answer`; number of the report and the day its data are of.

    Raises:
        Refused: `case.not-now`, `case.no-report`, `case.no-as-of`, `case.no-doubt` (which doubts), `case.bad-result`.
    """
    case = at_step(ws, actor, household_id, CHECKED)
    if result not in RESULTS:
        raise Refused("case.bad-result")
    if result != NO_ANSWER and not report.strip():
        raise Refused("case.no-report")
    if result != NO_ANSWER and not as_of:
        raise Refused("case.no-as-of")
    if result == DOUBTS and not note.strip():
        raise Refused("case.no-doubt")
    _not_future(ws, as_of)
    data: dict[str, Value] = {"result": result, "report": report.strip(), "as_of": as_of, "note": note.strip()}
    return _entered(ws, actor, case, New(CHECKED, "", data=data))


def opine(ws: Workspace, actor: Actor, household_id: str, *, agree: bool, text: str) -> Done[Event]:
    """The township's opinion on the newest complete visit; without agreement nothing goes on the wall (S-065).

    Raises:
        Refused: `case.not-now`, `case.no-reason` when it does not agree.
    """
    case = at_step(ws, actor, household_id, OPINION)
    if not agree and not text.strip():
        raise Refused("case.no-reason")
    assert case.visit is not None
    data: dict[str, Value] = {"opinion": "agree" if agree else "disagree", "text": text.strip()}
    return _entered(ws, actor, case, New(OPINION, "", source=case.visit.id, data=data))


def extend(ws: Workspace, actor: Actor, household_id: str, reason: str) -> Done[Event]:
    """45 working days instead of 30. Raises Refused `case.not-now`, `case.no-reason`."""
    return _with_reason(ws, actor, household_id, EXTENDED, reason)


def withdraw(ws: Workspace, actor: Actor, household_id: str, reason: str) -> Done[Event]:
    """The applicant takes his application back. Raises Refused `case.not-now`, `case.no-reason`."""
    return _with_reason(ws, actor, household_id, WITHDRAWN, reason)


def notify(ws: Workspace, actor: Actor, household_id: str, way: str, day: str = "") -> Done[Event]:
    """The household was told in writing; `way`: code of how it was served (1 direct … 4 public).

    Raises:
        Refused: `case.not-now`, `case.future`.
    """
    case = at_step(ws, actor, household_id, NOTIFIED)
    _not_future(ws, day)
    return _entered(ws, actor, case, New(NOTIFIED, "", day=day, data={"way": way}))


def enter_payment(ws: Workspace, actor: Actor, household_id: str, month: str) -> Done[Event]:
    """The household stands in the pay list from a month (`2026-12`) on; never before the one after the decision.

    Raises:
        Refused: `case.not-now`, `case.month` (first).
    """
    case = at_step(ws, actor, household_id, PAID)
    assert case.decided is not None
    first = pay_month(date.fromisoformat(case.decided.day)).isoformat()[:7]
    if month < first:
        raise Refused("case.month", first=first)
    return _entered(ws, actor, case, New(PAID, "", data={"month": month}))


def take_back(ws: Workspace, actor: Actor, household_id: str) -> Done[Event]:
    """Takes the newest entry back, while nothing stands on it; a confirmation only by whoever may decide.

    Raises:
        Refused: `actor.role`, `case.none`, `case.built-on`.
    """
    case = _case(ws, actor, household_id)
    newest = last(case)
    if newest is None:
        raise Refused("case.built-on")
    if newest.kind in (CONFIRMED, "case.refused"):
        allowing.require(ws, actor, Deed.CONFIRM, Thing(newest.area))
    made = events.made(ws, actor, new(case, New(UNDONE, "", data={"event": newest.id, "kind": newest.kind})))
    with ws.store.transaction() as db:
        events.enter(db, made)
        case_effect.apply(db, made)
    return Done(made, CHANGED)


def at_step(ws: Workspace, actor: Actor, household_id: str, kind: str, deed: Deed = Deed.CASE) -> Case:
    """The case, when this may be entered now. Raises Refused `case.none`, `case.not-now` and like `allowing`."""
    case = _case(ws, actor, household_id, deed)
    if not allows(case, kind, today(ws.clock)):
        raise Refused("case.not-now")
    return case


def new(case: Case, one: New) -> New:
    """The same, for this case."""
    return New(
        one.kind, case.applied.area, case.id, (case.household,), one.day, one.source, one.data
    )


def _with_reason(ws: Workspace, actor: Actor, household_id: str, kind: str, reason: str) -> Done[Event]:
    case = at_step(ws, actor, household_id, kind)
    if not reason.strip():
        raise Refused("case.no-reason")
    return _entered(ws, actor, case, New(kind, "", data={"reason": reason.strip()}))


def _entered(ws: Workspace, actor: Actor, case: Case, one: New) -> Done[Event]:
    return Done(events.record(ws, actor, new(case, one)), CHANGED)


def _case(ws: Workspace, actor: Actor, household_id: str, deed: Deed = Deed.CASE) -> Case:
    _household(ws, actor, household_id, deed)
    found = cases.of_household(ws, household_id)
    if not found:
        raise Refused("case.none")
    return found[-1]


def _household(ws: Workspace, actor: Actor, household_id: str, deed: Deed = Deed.CASE) -> Household:
    home = households.get(ws, household_id)
    allowing.require(ws, actor, deed, Thing(home.village_code))
    return home


def _not_future(ws: Workspace, day: str) -> None:
    if day and day > today(ws.clock).isoformat():
        raise Refused("case.future")



