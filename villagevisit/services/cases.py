"""Reading cases: where a household stands, who must act, what is due; folded from events and visits each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from villagevisit.domain import case_dates
from villagevisit.domain.case_dates import Marks
from villagevisit.domain.case_flow import Case
from villagevisit.domain.case_fold import fold
from villagevisit.domain.case_line import Filter, Line, Listed
from villagevisit.domain.case_steps import DECIDED, WHO, Step, Who
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.officer import Role
from villagevisit.domain.publicity import parse_calendar
from villagevisit.domain.recusal import EXTENDED
from villagevisit.domain.working_days import Light, Limits, between
from villagevisit.services import delegation, policy
from villagevisit.services.workspace import Progress, Workspace, silent
from villagevisit.store import cases as rows
from villagevisit.store import households as homes
from villagevisit.store import settings

_CHUNK = 500
_DECIDING = "case.delegations"
"""Setting: the delegations by which the lines say who decides."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a household stands today."""

    case: Case
    step: Step
    who: Who
    due: date | None
    light: Light
    left: int
    """Working days until it is due; negative when overdue, 0 without a limit."""
    missing: tuple[Step, ...]
    """Steps before the decision that are still to be gone."""
    marks: Marks
    turns_on: str
    """ISO day on which the period of a board is over and the case goes on by itself; empty when none hangs."""
    delegation: Event | None
    """Under which the township decides today; None: the county decides."""


def limits(ws: Workspace, day: date) -> Limits:
    """The county's time limits and calendar on a day. Raises Refused `paper.calendar`."""
    held = policy.on(ws, day).values
    try:
        calendar = parse_calendar(held.get("holiday_calendar", ""))
    except ValueError as error:
        raise Refused("paper.calendar") from error
    return Limits.of(held, calendar)


def of_household(ws: Workspace, household_id: str) -> tuple[Case, ...]:
    """Every case of a household, the last one at the end."""
    return _folded(ws, [household_id]).get(household_id, ())


def of_households(ws: Workspace, ids: Sequence[str]) -> dict[str, tuple[Case, ...]]:
    """The same for many at once."""
    return _folded(ws, ids)


def standing(ws: Workspace, household_id: str) -> Standing | None:
    """The last case of a household as it stands today; None when nobody applied."""
    found = of_household(ws, household_id)
    if not found:
        return None
    day = today(ws.clock)
    village = homes.village_of(ws.store.reader(), household_id)
    return _standing(found[-1], day, limits(ws, day), delegation.in_force(ws, village, day))


def approvers(ws: Workspace, household_id: str) -> frozenset[str]:
    """Ids of those who decided cases of a household: they may not check it (S-207)."""
    decided = [case.decided for case in of_household(ws, household_id) if case.decided is not None]
    return frozenset(decider for one in decided if (decider := one.text("decider")))


def not_proposed(ws: Workspace, households: Sequence[str]) -> frozenset[str]:
    """Of households without benefit those that no board speaks of: the township thinks that they are not entitled, the
    case was decided or ended, or their benefit was stopped and nobody applied anew (R-10)."""
    day = today(ws.clock)
    folded, found = _folded(ws, households), set(rows.stopped(ws.store.reader(), households))
    for home, known in folded.items():
        if known:
            last = known[-1]
            out = last.step(day) in DECIDED or (last.opinion is not None and not last.for_benefit)
            found = found | {home} if out else found - {home}
    return frozenset(found)


def waiting(ws: Workspace) -> int:
    """How many households' lines `freshen` would make anew."""
    return rows.count_stale(ws.store.reader(), today(ws.clock).isoformat())


def freshen(ws: Workspace, progress: Progress = silent) -> int:
    """Makes the list's lines anew where something came or a day has come; returns how many households that were.

    What `progress` raises stops it; the lines that are made stay made.
    """
    day, done = today(ws.clock), 0
    whole = waiting(ws)
    bounds, given = limits(ws, day), delegation.every(ws)
    deciding = delegation.in_words(ws, day)
    if settings.get(ws.store.reader(), _DECIDING) != deciding:
        with ws.store.transaction() as db:
            settings.put(db, _DECIDING, deciding)
            rows.all_stale(db, Step.DECISION)
    while ids := rows.stale(ws.store.reader(), day.isoformat(), _CHUNK):
        found = _folded(ws, ids)
        places = rows.places(ws.store.reader(), ids)
        lines = [
            _line(cases[-1], day, bounds, delegation.of(given, places[home], day), places[home])
            for home, cases in found.items()
            if cases and home in places
        ]
        with ws.store.transaction() as db:
            rows.put(db, ids, lines)
        done += len(ids)
        progress(done, max(done, whole))
        if len(ids) < _CHUNK:
            break
    return done


def lines(ws: Workspace, wanted: Filter, offset: int, limit: int) -> list[Listed]:
    """A slice of the list, what is due first at the top; call `freshen` before."""
    return rows.page(ws.store.reader(), wanted, offset, limit)


def count(ws: Workspace, wanted: Filter) -> int:
    return rows.count(ws.store.reader(), wanted)


def by_step(ws: Workspace, wanted: Filter) -> dict[Step, int]:
    return {Step(step): number for step, number in rows.by_step(ws.store.reader(), wanted).items()}


def speed(ws: Workspace, since: str, until: str, within: Sequence[str] | None = None) -> dict[str, tuple[int, int]]:
    """What was done → (how often, working days it took in all), of cases decided between two ISO days (S-095)."""
    bounds = limits(ws, today(ws.clock))
    listed = rows.decided(ws.store.reader(), since, until, None if within is None else tuple(within))
    taken: dict[str, tuple[int, int]] = {}
    for cases in _folded(ws, listed).values():
        for kind, days in case_dates.days_taken(cases[-1], bounds) if cases else ():
            often, whole = taken.get(kind, (0, 0))
            taken[kind] = (often + 1, whole + days)
    return taken


def _folded(ws: Workspace, ids: Sequence[str]) -> dict[str, tuple[Case, ...]]:
    db = ws.store.reader()
    told, seen = rows.all_events(db, ids), rows.visits(db, ids)
    kin = rows.with_kin(db, ids, _apart(ws))
    return {home: fold(home, told.get(home, ()), seen.get(home, ()), kin=home in kin) for home in ids}


def _apart(ws: Workspace) -> Iterable[str]:
    """Relations that are no kin here (P:kin_scope)."""
    extended = policy.on(ws, today(ws.clock)).values.get("kin_scope") == "extended"
    return () if extended else EXTENDED


def _standing(case: Case, day: date, bounds: Limits, given: Event | None) -> Standing:
    step = case.step(day)
    due = case_dates.due_at(case, step, bounds)
    left = between(day, due, bounds.calendar) if due else 0
    return Standing(
        case, step, _who(step, given), due, bounds.light(due, day), left, case.missing(day), case_dates.marks(case),
        case.turns_at(step), given,
    )  # fmt: skip


def _who(step: Step, given: Event | None) -> Who:
    return Who.CLERK if step is Step.DECISION and given is not None else WHO.get(step, Who.NOBODY)


def _line(case: Case, day: date, bounds: Limits, given: Event | None, village: str) -> Line:
    """No more than the list shows: there are thousands of them."""
    step, marks = case.step(day), case_dates.marks(case)
    due = case_dates.due_at(case, step, bounds)
    return Line(
        case.household, village, step, _who(step, given), due.isoformat() if due else "", case.turns_at(step),
        marks.applied, marks.checked, marks.approved, marks.entered,
    )  # fmt: skip


def lit(due: str, bounds: Limits, day: date) -> tuple[Light, int]:
    """The light of a line that is due on an ISO day (or never), and the working days left."""
    last = date.fromisoformat(due) if due else None
    return bounds.light(last, day), between(day, last, bounds.calendar) if last else 0


def mine(roles: Iterable[Role]) -> tuple[Who, ...]:
    """As whom people with these roles act."""
    acts = {Role.CLERK: (Who.CLERK,), Role.COUNTY: (Who.COUNTY,), Role.INVESTIGATOR: (Who.TEAM,)}
    return tuple(dict.fromkeys(who for role in Role if role in set(roles) for who in acts.get(role, ())))
