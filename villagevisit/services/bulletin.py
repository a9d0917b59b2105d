"""The monthly bulletin of an office: its figures, the words about what does not add up, and the day it is fixed.

S-096, S-013, S-237, S-282; R-21. The database counts, so that a county of 400,000 households takes seconds.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagevisit.domain import bulletin as rules
from villagevisit.domain import bulletin_book as books
from villagevisit.domain.access import Deed, Thing, may, stem
from villagevisit.domain.area import Area, level_of
from villagevisit.domain.bulletin import Bulletin, Check, Facts, Pair, open_gaps
from villagevisit.domain.bulletin_book import Book, Frozen
from villagevisit.domain.bulletin_kinds import KEYS
from villagevisit.domain.campaign import DONE
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.officer import Role
from villagevisit.domain.policy import Policy
from villagevisit.services import allowing, areas, campaign, events, pledges, policy, reach
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import areas as places
from villagevisit.store import bulletins as sums
from villagevisit.store import events as rows

_STEPS = 6
_PARAMETERS = ("bulletin_green_from", "bulletin_yellow_from", "week_report_days")
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one office, as a page shows it."""

    area: str
    month: str
    book: Book
    before: Frozen | None
    """The bulletin before this one."""
    bulletin: Bulletin | None
    """As the figures stand now; None where nobody said what there was at the start, or the bulletin is frozen."""
    open: tuple[Check, ...] = ()
    """The gaps that nobody explained."""


def offices(ws: Workspace, actor: Actor) -> tuple[Area, ...]:
    """Whose bulletins these people may make: the county first, where they reach it. The program itself reaches all."""
    db = ws.store.reader()
    found = [*places.in_scope(db, "county"), *places.in_scope(db, "township")]
    if not actor.officers:
        return tuple(found)
    reached = [one for one in found if may(reach.placed(ws, actor), Deed.SUPERVISE, Thing(one.code))]
    if not actor.has(Role.COUNTY):
        reached = [one for one in reached if one.level == "township"]
    return tuple(reached)


def months(ws: Workspace, many: int = 12) -> tuple[str, ...]:
    """This month and those before it, newest first."""
    day, found = today(ws.clock), []
    for _ in range(many):
        found.append(f"{day:%Y-%m}")
        day = day.replace(day=1) - timedelta(days=1)
    return tuple(found)


def look(ws: Workspace, actor: Actor, area: str, month: str, progress: Progress = silent) -> Month:
    """The month as it stands. Counting reports to `progress`, which may raise Cancelled.

    Raises:
        Refused: `actor.role`, `actor.area`, `bulletin.no-month` (month).
    """
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(area))
    book, before = _book(ws, area, month), _before(ws, area, month)
    opening = _opening(book, before)
    if book.frozen or opening is None:
        return Month(area, month, book, before, None)
    made = rules.made(_facts(ws, area, _period(ws, month, before), opening, progress))
    return Month(area, month, book, before, made, open_gaps(made.checks, book.explained))


def history(ws: Workspace, area: str, until: str = "9999-99") -> tuple[Frozen, ...]:
    """The frozen bulletins of an office up to a month, oldest first."""
    things = {one.thing for one in rows.of_kinds(ws.store.reader(), [books.FROZEN]) if one.area == area}
    found = [one for thing in things if (one := books.book(rows.of_thing(ws.store.reader(), thing)).frozen)]
    return tuple(sorted((one for one in found if one.month <= until), key=lambda one: one.month))


def find(ws: Workspace, event_id: str) -> Frozen | None:
    """The frozen bulletin behind an event of freezing; the one that holds, should there be two."""
    one = rows.get(ws.store.reader(), event_id)
    return books.book(rows.of_thing(ws.store.reader(), one.thing)).frozen if one else None


def state_opening(
    ws: Workspace, actor: Actor, area: str, month: str, opening: Pair, basis: str
) -> Done[Event]:
    """What there was at the start of the first bulletin, and which paper says so.

    Raises:
        Refused: `actor.role`, `actor.area`, `bulletin.frozen`, `bulletin.no-basis`, `bulletin.negative`.
    """
    if not basis.strip():
        raise Refused("bulletin.no-basis")
    if min(opening) < 0:
        raise Refused("bulletin.negative")
    data: dict[str, Value] = {"month": month, "households": opening[0], "persons": opening[1], "basis": basis.strip()}
    return _entered(ws, actor, area, month, New(books.OPENED, area, books.thing(area, month), data=data))


def explain(ws: Workspace, actor: Actor, area: str, month: str, check: Check, why: str) -> Done[Event]:
    """Says in writing why two sums differ; it is printed. Raises like `state_opening`, and `bulletin.no-why`."""
    if not why.strip():
        raise Refused("bulletin.no-why")
    data: dict[str, Value] = {"check": check.key, "left": check.left, "right": check.right, "why": why.strip()}
    return _entered(ws, actor, area, month, New(books.EXPLAINED, area, books.thing(area, month), data=data))


def freeze(
    ws: Workspace, actor: Actor, area: str, month: str, major_petitions: int, said: Mapping[str, str] = _NOTHING,
    progress: Progress = silent,
) -> Done[Frozen]:  # fmt: skip
    """Fixes the figures of a month, counted once more; `said`: `good`, `problems`, `next`, what the office adds.

    Raises:
        Refused: `actor.role`, `actor.area`, `bulletin.no-month` (month), `bulletin.frozen`, `bulletin.no-opening`,
            `bulletin.negative`, `bulletin.gap` (count) while a gap is not explained.
    """
    if major_petitions < 0:
        raise Refused("bulletin.negative")
    found = look(ws, actor, area, month, progress)
    if found.book.frozen:
        raise Refused("bulletin.frozen")
    if found.bulletin is None:
        raise Refused("bulletin.no-opening")
    if found.open:
        raise Refused("bulletin.gap", count=len(found.open))
    made = rules.made(replace(found.bulletin.facts, major_petitions=major_petitions))
    before = history(ws, area)
    number = 1 + sum(one.month[:4] == month[:4] for one in before)
    names = {one.area: areas.name(ws, one.area) for one in made.units}
    limits = parameters(ws, date.fromisoformat(made.facts.until))
    data = books.frozen_data(made, found.book.explained, names, number, 1 + len(before)) | {
        "green": limits.text("bulletin_green_from"), "yellow": limits.text("bulletin_yellow_from"),
        "said": {key: said[key].strip() for key in ("good", "problems", "next") if said.get(key, "").strip()},
    }  # fmt: skip
    done = _entered(ws, actor, area, month, New(books.FROZEN, area, books.thing(area, month), data=data))
    return Done(books.read_frozen(done.value), done.changes)


def publish(ws: Workspace, actor: Actor, area: str, month: str, to: str) -> Done[Event]:
    """It was sent out today. Raises Refused `actor.role`, `actor.area`, `bulletin.not-frozen`, `bulletin.no-to`."""
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(area))
    if not to.strip():
        raise Refused("bulletin.no-to")
    if _book(ws, area, month).frozen is None:
        raise Refused("bulletin.not-frozen")
    new = New(books.PUBLISHED, area, books.thing(area, month), data={"to": to.strip()})
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS, Topic.EXCHANGE))


def parameters(ws: Workspace, day: date) -> Policy:
    """What held on a day; a home set up before these parameters existed takes what is shipped."""
    shipped = {one.key: one.value for one in policy.defaults() if one.key in _PARAMETERS}
    return Policy(day, {**shipped, **policy.on(ws, day).values})


def _entered(ws: Workspace, actor: Actor, area: str, month: str, new: New) -> Done[Event]:
    allowing.require(ws, actor, Deed.SUPERVISE, Thing(area))
    if _book(ws, area, month).frozen:
        raise Refused("bulletin.frozen")
    return Done(events.record(ws, actor, new), changes(Topic.EVENTS, Topic.EXCHANGE))


def _book(ws: Workspace, area: str, month: str) -> Book:
    return books.book(rows.of_thing(ws.store.reader(), books.thing(area, month)))


def _before(ws: Workspace, area: str, month: str) -> Frozen | None:
    return next((one for one in reversed(history(ws, area)) if one.month < month), None)


def _opening(book: Book, before: Frozen | None) -> Pair | None:
    if before is not None:
        return before.figures["end_hh"].value, before.figures["end_p"].value
    return book.opening[:2] if book.opening else None


def _period(ws: Workspace, month: str, before: Frozen | None) -> tuple[str, str]:
    """From the day after the last bulletin, or the first of the month, to its last day, or today while it runs."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Refused("bulletin.no-month", month=month) from error
    last = min(first.replace(day=monthrange(first.year, first.month)[1]), today(ws.clock))
    since = date.fromisoformat(before.until) + timedelta(days=1) if before else first
    if last < first:
        raise Refused("bulletin.no-month", month=month)
    return since.isoformat(), last.isoformat()


def _facts(ws: Workspace, area: str, period: tuple[str, str], opening: Pair, progress: Progress) -> Facts:
    db, (since, until) = ws.store.reader(), period
    of = within(area, since, until)
    next_day = (date.fromisoformat(until) + timedelta(days=1)).isoformat()
    after = replace(of, since=next_day, until="9999")
    progress(0, _STEPS)
    held = tuple(sums.held(db, of))
    progress(1, _STEPS)
    tallies = (*sums.tallies(db, KEYS, of), *sums.changes(db, of))
    progress(2, _STEPS)
    later, moved = tuple(sums.changes(db, after)), tuple(sums.moved(db, after))
    progress(3, _STEPS)
    round_ = campaign.current(ws)
    visits = sums.visits(db, round_.id, DONE, of) if round_ else {}
    progress(4, _STEPS)
    boards = sums.boards(db, of)
    progress(5, _STEPS)
    units = _units(ws, area)
    return Facts(
        area, since, until, today(ws.clock).isoformat(), opening, held, units, tallies, later, moved, visits, boards,
        pledges.counted(ws, date.fromisoformat(until)), _told(ws, units, until[:7]),
    )  # fmt: skip


def within(area: str, since: str, until: str) -> sums.Range:
    """A county by townships, a township by villages."""
    limit = stem(area)
    return sums.Range(limit.ljust(12, "0"), limit.ljust(12, "9"), 9 if level_of(area) == "county" else 12, since, until)


def _units(ws: Workspace, area: str) -> tuple[str, ...]:
    level = "township" if level_of(area) == "county" else "village"
    return tuple(one.code for one in places.in_scope(ws.store.reader(), level) if one.code.startswith(stem(area)))


def _told(ws: Workspace, units: tuple[str, ...], month: str) -> dict[str, Pair]:
    """What the townships of a county said themselves; villages make no bulletins."""
    found = {}
    for unit in units:
        frozen = _book(ws, unit, month).frozen if level_of(unit) == "township" else None
        if frozen is not None:
            found[unit] = frozen.figures["end_hh"].value, frozen.figures["end_p"].value
    return found
