"""Figures for starting texts, each with where it is from: a round, a week or a month of what was entered."""

from calendar import monthrange
from datetime import date, timedelta

from villagevisit.domain.area import level_of
from villagevisit.domain.campaign import DONE, Campaign
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.office import Source
from villagevisit.services import areas, bulletin, campaign, weeks
from villagevisit.services.workspace import Workspace
from villagevisit.store import bulletins as sums
from villagevisit.store import figures as visited
from villagevisit.wording import t

_UNITS = 12
"""Named in one sentence; more are told by a table of their own."""


def spans(ws: Workspace, of: str) -> tuple[tuple[str, str], ...]:
    """What figures of a kind (`round`, `week`, `month`) can be taken from, the newest first, with its name."""
    if of == "round":
        return tuple((one.id, one.name) for one in campaign.rounds(ws))
    if of == "week":
        return tuple((one, one) for one in weeks.weeks(ws))
    return tuple((one, one) for one in bulletin.months(ws)) if of == "month" else ()


def figures(ws: Workspace, area: str, of: str, span: str) -> dict[str, Source]:
    """By the name of the place in the text. Raises Refused `office.no-round` where there is no such round."""
    day = today(ws.clock)
    found = _plain(ws, area, day)
    if not of:
        return found
    round_ = campaign.current(ws)
    if of == "round":
        round_ = next((one for one in campaign.rounds(ws) if one.id == span), None)
        if round_ is None:
            raise Refused("office.no-round")
        first, last = date.fromisoformat(round_.opened_on[:10]), day
    else:
        first, last = _days(of, span, day)
    if round_ is not None:
        found |= _visits(ws, area, round_, day)
    return found | _entered(ws, area, first, last)


def _plain(ws: Workspace, area: str, day: date) -> dict[str, Source]:
    """What every text may say."""
    units = [one for one in areas.villages(ws) if level_of(area) == "county" or one.code.startswith(area[:9])]
    households, persons = (0, 0)
    of = bulletin.within(area, day.isoformat(), day.isoformat())
    for one in sums.held(ws.store.reader(), of):
        households, persons = households + one.households, persons + one.persons
    said = t("office.from.roster", day=day.isoformat())
    return {
        "year": Source("", str(day.year), ""), "month": Source("", str(day.month), ""),
        "day": Source("", _long(day), ""), "area": Source("", areas.name(ws, area), ""),
        "villages": Source(t("office.fig.villages"), str(len(units)), t("office.from.areas", day=day.isoformat())),
        "households": Source(t("office.fig.households"), f"{households}户{persons}人", said),
    }  # fmt: skip


def _days(of: str, span: str, day: date) -> tuple[date, date]:
    """Of a week or a month, up to today while it runs."""
    first = date.fromisoformat(span if of == "week" else f"{span}-01")
    length = 7 if of == "week" else monthrange(first.year, first.month)[1]
    return first, min(first + timedelta(days=length - 1), day)


def _visits(ws: Workspace, area: str, round_: Campaign, day: date) -> dict[str, Source]:
    db, of = ws.store.reader(), bulletin.within(area, "", "9999")
    shares = sums.visits(db, round_.id, DONE, of)
    done, frame = sum(one for one, _ in shares.values()), sum(one for _, one in shares.values())
    came = visited.outcomes(db, VISIT_FORM, round_.id, of.low, of.high)
    teams = campaign.teams(ws, round_.id)
    people = {one.id for team in teams for one in team.officers}
    named = [f"{areas.name(ws, code)}{many}/{all_}户" for code, (many, all_) in sorted(shares.items())[:_UNITS]]
    told = t("office.from.round", round=round_.name, day=day.isoformat())
    computed = t("office.from.visits", round=round_.name, day=day.isoformat())
    share = f"{done * 100 / frame:.1f}%" if frame else "0%"
    return {
        "round": Source(t("office.fig.round"), round_.name, told),
        "opened": Source(t("office.fig.opened"), _long(date.fromisoformat(round_.opened_on[:10])), told),
        "frame": Source(t("office.fig.frame"), str(frame), told),
        "done": Source(t("office.fig.done"), str(done), told),
        "left": Source(t("office.fig.left"), str(frame - done), told),
        "share": Source(t("office.fig.share"), share, told),
        "by_unit": Source(t("office.fig.by_unit"), "、".join(named), told),
        "teams": Source(t("office.fig.teams"), str(len(teams)), told),
        "people": Source(t("office.fig.people"), str(len(people)), told),
        "dibao": Source(t("office.fig.dibao"), str(came.get("dibao", 0)), computed),
        "edge": Source(t("office.fig.edge"), str(came.get("edge", 0)), computed),
        "above": Source(t("office.fig.above"), str(came.get("above", 0)), computed),
    }


def _entered(ws: Workspace, area: str, first: date, last: date) -> dict[str, Source]:
    told = weeks.counted(ws, area, first, last)
    during = t("office.from.events", since=first.isoformat(), day=last.isoformat())
    upto = t("office.from.upto", day=last.isoformat())
    return {
        "since": Source("", _long(first), ""), "until": Source("", _long(last), ""),
        "added": Source(t("office.fig.added"), f"{told['n_add_hh']}户{told['n_add_p']}人", during),
        "stopped": Source(t("office.fig.stopped"), f"{told['n_stop_hh']}户{told['n_stop_p']}人", during),
        "clues": Source(t("office.fig.clues"), str(told["n_clue"]), upto),
        "clues_closed": Source(t("office.fig.clues_closed"), str(told["n_clue_closed"]), upto),
        "petitions": Source(t("office.fig.petitions"), str(told["n_petition"]), upto),
        "petitions_done": Source(t("office.fig.petitions_done"), str(told["n_petition_done"]), upto),
        "filed": Source(t("office.fig.filed"), str(told["n_filed"]), upto),
        "pledged": Source(t("office.fig.pledged"), str(told["n_pledge"]), upto),
        "boards": Source(t("office.fig.boards"), str(told["n_publicity"]), upto),
    }  # fmt: skip


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

