"""The weekly report F20: filled in from what is there, confirmed by the clerk, frozen; and who has not reported yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain import bulletin_kinds as kinds
from villagevisit.domain import week as rules
from villagevisit.domain.access import Deed, Thing, stem
from villagevisit.domain.bulletin_kinds import Counted, Flow
from villagevisit.domain.campaign import DONE
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import WEEK_FORM
from villagevisit.domain.week import Week
from villagevisit.services import allowing, areas, bulletin, campaign, events, pledges, visit, visit_freeze
from villagevisit.services.events import New
from villagevisit.services.folded import kept
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import areas as places
from villagevisit.store import bulletins as sums
from villagevisit.store import events as rows

_EXITED, _ACCOUNTABLE = Counted(("kin.exited",)), Counted(("blame.closed",))
_CLUES, _CLOSED = ("clue.listed", "clue.concluded"), ("clue.concluded",)
_PETITIONS, _SETTLED = ("inquiry.opened", "inquiry.closed"), ("inquiry.closed",)


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk adds to the figures."""

    problems: str
    approver: str
    """Who looks it over; not the reporter."""
    help: str = ""
    next: str = ""


def weeks(ws: Workspace, many: int = 8) -> tuple[str, ...]:
    """The Mondays of this week and those before it."""
    this = rules.monday(today(ws.clock))
    return tuple((this - timedelta(weeks=back)).isoformat() for back in range(many))


def figures(ws: Workspace, area: str, week: str) -> Mapping[str, int]:
    """The counted fields of F20: changes of the week, everything else as it stands at the week's end."""
    first = date.fromisoformat(week)
    return counted(ws, area, first, min(first + timedelta(days=6), today(ws.clock)))


@kept
def counted(ws: Workspace, area: str, first: date, last: date) -> Mapping[str, int]:
    """The same for any days, both included."""
    db, of = ws.store.reader(), bulletin.within(area, first.isoformat(), last.isoformat())
    found = {"kin.exited": "", "blame.closed": "", "board.posted": ""}
    tallies = (*sums.tallies(db, found, of), *sums.changes(db, of))
    flows = kinds.flows(tallies)
    round_ = campaign.current(ws)
    visits = sums.visits(db, round_.id, DONE, of) if round_ else {}
    teams = campaign.teams(ws, round_.id) if round_ else ()
    return {
        "hh_total": sum(frame for _, frame in visits.values()), "hh_done": sum(done for done, _ in visits.values()),
        "n_teams": len(teams), "n_people": len({one.id for team in teams for one in team.officers}),
        "n_pledge": pledges.counted(ws, last)[0],
        "n_filed": sums.things(db, ("kin.filed",), of),
        "n_exit_kin": kinds.number(tallies, _EXITED),
        "n_add_hh": flows[Flow.ADDED][0], "n_add_p": flows[Flow.ADDED][1],
        "n_stop_hh": flows[Flow.STOPPED][0], "n_stop_p": flows[Flow.STOPPED][1],
        "n_clue": sums.things(db, _CLUES, of), "n_clue_closed": sums.things(db, _CLOSED, of),
        "n_petition": sums.things(db, _PETITIONS, of), "n_petition_done": sums.things(db, _SETTLED, of),
        "n_publicity": sums.areas(db, "board.posted", of), "n_accountable": kinds.number(tallies, _ACCOUNTABLE),
    }  # fmt: skip


def report(ws: Workspace, actor: Actor, area: str, week: str, said: Said) -> Done[Event]:
    """Freezes F20 with the figures as they stand and what the clerk said. It waits for one signature afterwards.

    Raises:
        Refused: `actor.role`, `actor.area`, `week.reported` (area), `week.problems`, `week.approver`,
            `week.not-begun`, and what freezing a form raises.
    """
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(area), named=True)
    reporter = actor.officers[0].name
    if not said.problems.strip():
        raise Refused("week.problems")
    if said.approver.strip() in ("", reporter):
        raise Refused("week.approver")
    if date.fromisoformat(week) > today(ws.clock):
        raise Refused("week.not-begun")
    if (area, week) in rules.reports(rows.of_kinds(ws.store.reader(), [rules.REPORTED])):
        raise Refused("week.reported", area=areas.name(ws, area))
    told = figures(ws, area, week)
    form = visit.open_form(ws, actor, WEEK_FORM).value
    answers = {key: str(value) for key, value in told.items()} | {
        "week_start": week, "week_end": (date.fromisoformat(week) + timedelta(days=6)).isoformat(),
        "unit_code": areas.name(ws, area), "problems": said.problems.strip(), "help_needed": said.help.strip(),
        "next_week": said.next.strip(), "reporter": reporter, "approver": said.approver.strip(),
    }  # fmt: skip
    for name, value in answers.items():
        form.session.answer(f"/data/{name}", value)
    frozen = visit_freeze.freeze(ws, actor, form.draft_id, form.session).value
    new = New(
        rules.REPORTED, area, source=frozen.submission_id,
        data={
            "week": week, "figures": dict(told), "problems": answers["problems"], "help": answers["help_needed"],
            "next": answers["next_week"], "reporter": reporter, "approver": answers["approver"],
        },
    )  # fmt: skip
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS, Topic.VISITS, Topic.EXCHANGE))


def overview(ws: Workspace, actor: Actor, week: str) -> tuple[Week, ...]:
    """Every township that these people reach, with its report of the week, or without one and how late it is.

    Raises Refused `actor.role`.
    """
    allowing.require(ws, actor, Deed.SUPERVISE)
    offices = [one for one in bulletin.offices(ws, actor) if one.level == "township"]
    found = rules.reports(rows.of_kinds(ws.store.reader(), [rules.REPORTED], since=week))
    first, day = date.fromisoformat(week), today(ws.clock)
    days = bulletin.parameters(ws, first).integer("week_report_days")
    villages = places.in_scope(ws.store.reader(), "village")
    weeks_ = []
    for one in offices:
        said = found.get((one.code, week))
        late = rules.late(first, said.day if said else "", day, days)
        many = sum(village.code.startswith(stem(one.code)) for village in villages)
        weeks_.append(Week(one.code, one.name, said, late, many))
    return tuple(weeks_)


def missing(ws: Workspace, actor: Actor) -> int:
    """Offices that are late with last week's report; none is owed before a round began."""
    week, round_ = weeks(ws, 2)[-1], campaign.current(ws)
    if round_ is None or round_.opened_on > week:
        return 0
    return sum(one.report is None and one.late > 0 for one in overview(ws, actor, week))
