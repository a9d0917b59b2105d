"""Spot checks: fix the households, take the seed, draw, visit, record, and look at a team's whole work (R-17).

What may be drawn is fixed and made known before anybody knows the seed. The list is the county's alone until it is
announced; whoever opens it is written down.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from villagevisit.domain import spot_check as rules
from villagevisit.domain import spot_found
from villagevisit.domain.access import Deed, Within, stem
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.draw import ticket
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.spot_check import Drawn, Home
from villagevisit.domain.spot_found import Check, drawn_row
from villagevisit.services import allowing, events, people, policy
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import checking
from villagevisit.store import events as rows

FRAMES = ("visited", "approved", "benefit")
MODES = ("1", "2", "3", "4")
_COMPLAINTS = frozenset({"3", "4", "5", "6", "7", "8"})
"""Matters of F07 that are complaints or reports about a benefit."""
_FILING = "kin_filing"
_CHANGED = changes(Topic.EVENTS)
_ALWAYS = ("0000-00-00", "9999-12-31")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be checked: households below an area, in the days `since` … `until` (both included)."""

    area: str
    batch: str
    mode: str
    frame: str
    since: str = ""
    until: str = ""


def every(ws: Workspace, within: Within = None) -> list[Check]:
    """All spot checks, newest first. Hidden lists are empty in them: `open_list` gives those."""
    return [_veiled(one) for one in reversed(list(_folded(ws, within).values()))]


def find(ws: Workspace, check_id: str) -> Check:
    """With its whole list; for services. Raises Refused `check.unknown`."""
    found = spot_found.fold(rows.of_thing(ws.store.reader(), check_id)).get(check_id)
    if found is None:
        raise Refused("check.unknown")
    return found


def get(ws: Workspace, check_id: str) -> Check:
    """As pages may see it. Raises Refused `check.unknown`."""
    return _veiled(find(ws, check_id))


def _folded(ws: Workspace, within: Within) -> dict[str, Check]:
    return spot_found.fold(rows.of_kinds(ws.store.reader(), spot_found.KINDS, within=within))


def _veiled(one: Check) -> Check:
    return replace(one, sample=(), absent=frozenset(), seed="") if one.hidden else one


def commit(ws: Workspace, actor: Actor, plan: Plan) -> Done[str]:
    """Fixes what may be drawn, before there is a seed, and makes its digest known. Returns the check's id.

    Raises:
        Refused: `actor.role`, `check.no-batch`, `check.batch-taken` (batch), `check.nothing-to-draw`.
    """
    allowing.require(ws, actor, Deed.SAMPLE)
    if not plan.batch.strip():
        raise Refused("check.no-batch")
    if any(one.batch == plan.batch for one in _folded(ws, None).values()):
        raise Refused("check.batch-taken", batch=plan.batch)
    frame = frame_of(ws, plan)
    if not frame:
        raise Refused("check.nothing-to-draw")
    ratio, tekun = ratios(ws)
    planned = sum(rules.quotas(frame, ratio, tekun).values()) + sum(bool(one.must) for one in frame)
    strata = Counter(one.stratum for one in frame if not one.must)
    data: dict[str, Value] = {
        "batch": plan.batch, "mode": plan.mode, "frame": plan.frame, "since": plan.since, "until": plan.until,
        "digest": rules.frame_digest(frame), "size": len(frame), "planned": planned, "ratio": str(ratio),
        "strata": [[*key, count] for key, count in sorted(strata.items())],
        "tekun": str(tekun),
    }  # fmt: skip
    made = events.record(ws, actor, New("check.committed", plan.area, data=data))
    return Done(made.thing, _CHANGED)


def ratios(ws: Workspace) -> tuple[Fraction, Fraction]:
    """Of all, and of tekun, as the county set them. Raises Refused `policy.…`."""
    on = policy.on(ws, today(ws.clock))
    return Fraction(on.decimal("spot_county_ratio")), Fraction(on.decimal("tekun_check_ratio"))


def frame_of(ws: Workspace, plan: Plan) -> list[Home]:
    """The households that may be drawn, with those that are looked at in any case (filed, complained about)."""
    db = ws.store.reader()
    since, until = plan.since or _ALWAYS[0], plan.until or _ALWAYS[1]
    kin = {one.id_no for officer in people.officers(ws) for one in officer.kin if one.id_no}
    filed = checking.of_numbers(db, kin) | checking.with_form(db, _FILING)
    filed.update(home for one in rows.of_kinds(db, ["kin.filed"]) for home in one.households)
    told = rows.of_kinds(db, ["objection.received", "inquiry.opened"], since=since, until=until)
    complained = {
        home
        for one in told
        if one.kind == "objection.received" or one.text("matter") in _COMPLAINTS
        for home in one.households
    }
    return [
        Home(
            row.id, row.number, row.village, row.category,
            "filed" if row.id in filed else "complained" if row.id in complained else "",
            row.original, tuple(sorted(row.officers.split())),
        )
        for row in checking.frame(db, plan.frame, stem(plan.area), since, until)
    ]  # fmt: skip


def draw(ws: Workspace, actor: Actor, check_id: str, seed: str) -> Done[Check]:
    """Draws with the seed that was called out; once only, and only over the households that were fixed.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.drawn-already`, `check.no-seed`, `check.frame-changed`.
    """
    allowing.require(ws, actor, Deed.SAMPLE)
    check, seed = find(ws, check_id), seed.strip()
    if check.seed:
        raise Refused("check.drawn-already")
    if not seed:
        raise Refused("check.no-seed")
    frame = _frame(ws, check)
    if rules.frame_digest(frame) != check.digest:
        raise Refused("check.frame-changed")
    chosen = rules.sample(frame, seed, check.batch, Fraction(check.ratio), Fraction(check.tekun))
    data: dict[str, Value] = {"seed": seed, "sample": [drawn_row(one) for one in chosen]}
    homes = tuple(one.home.id for one in chosen)
    events.record(ws, actor, New("check.drawn", check.area, check_id, homes, data=data, secret=True))
    return Done(get(ws, check_id), _CHANGED)


def _frame(ws: Workspace, check: Check) -> list[Home]:
    return frame_of(ws, Plan(check.area, check.batch, check.mode, check.frame, check.since, check.until))


def open_list(ws: Workspace, actor: Actor, check_id: str) -> Done[Check]:
    """The whole check with its list. While the list is hidden, who looked is written down, once a day (R-17).

    Raises:
        Refused: `actor.role`, `check.unknown`.
    """
    check = find(ws, check_id)
    if not check.hidden:
        return Done(check, changes())
    allowing.require(ws, actor, Deed.SAMPLE)
    mine, day = tuple(one.id for one in actor.officers), today(ws.clock).isoformat()
    known = rows.of_thing(ws.store.reader(), check_id)
    if any(one.kind == "check.opened" and (one.officers, one.day) == (mine, day) for one in known):
        return Done(check, changes())
    events.record(ws, actor, New("check.opened", check.area, check_id, secret=True))
    return Done(find(ws, check_id), _CHANGED)


def announce(ws: Workspace, actor: Actor, check_id: str) -> Done[None]:
    """Makes seed and list known to everybody. An unannounced check waits until every household was visited.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.not-drawn`, `check.still-hidden` (count).
    """
    allowing.require(ws, actor, Deed.SAMPLE)
    check = find(ws, check_id)
    if not check.seed:
        raise Refused("check.not-drawn")
    if check.mode == spot_found.UNANNOUNCED and check.waiting:
        raise Refused("check.still-hidden", count=len(check.waiting))
    data: dict[str, Value] = {"seed": check.seed, "sample": [drawn_row(one) for one in check.sample]}
    homes = tuple(one.home.id for one in check.sample)
    events.record(ws, actor, New("check.announced", check.area, check_id, homes, data=data))
    return Done(None, _CHANGED)


def replace_absent(ws: Workspace, actor: Actor, check_id: str, household_id: str, words: str) -> Done[Drawn | None]:
    """Nobody was met: the next in order takes the place, the absent one stays listed. None when nobody is left.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.not-in-sample`, `check.no-words`.
    """
    allowing.require(ws, actor, Deed.SAMPLE)
    check = find(ws, check_id)
    one = in_sample(check, household_id)
    if not words.strip():
        raise Refused("check.no-words")
    taken = {row.home.id for row in check.sample}
    home = rules.replacement(_frame(ws, check), taken, one.home, check.seed, check.batch)
    rank, sign = len(check.sample) + 1, ticket(check.seed, check.batch, home.number) if home else ""
    found = Drawn(rank, home, sign, household_id) if home else None
    data: dict[str, Value] = {"absent": household_id, "words": words, "sample": [drawn_row(found)] if found else []}
    homes = (household_id, home.id) if home else (household_id,)
    events.record(ws, actor, New("check.replaced", check.area, check_id, homes, data=data, secret=check.hidden))
    return Done(found, _CHANGED)


def hidden_homes(ws: Workspace) -> set[str]:
    """Households of lists that are the county's alone: nothing that goes to a township may name them as checked."""
    return {row.home.id for one in _folded(ws, None).values() if one.hidden for row in one.sample}


def in_sample(check: Check, household_id: str) -> Drawn:
    """Raises Refused `check.not-in-sample`."""
    for one in check.waiting:
        if one.home.id == household_id:
            return one
    raise Refused("check.not-in-sample")


def escalate(ws: Workspace, actor: Actor, check_id: str, team: Sequence[str]) -> Done[int]:
    """All that this team visited is looked at again; returns how many households that adds.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.not-due`.
    """
    allowing.require(ws, actor, Deed.SAMPLE)
    check, wanted = find(ws, check_id), tuple(sorted(team))
    if wanted not in due(ws, check):
        raise Refused("check.not-due")
    known = {row.home.id for row in check.sample}
    more: list[Drawn] = []
    days = (check.since or _ALWAYS[0], check.until or _ALWAYS[1])
    for row in checking.of_team(ws.store.reader(), wanted, *days):
        if row.id not in known:
            home = Home(row.id, row.number, row.village, row.category, "recheck", row.original, wanted)
            sign = ticket(check.seed, check.batch, row.number)
            more.append(Drawn(len(check.sample) + len(more) + 1, home, sign))
    data: dict[str, Value] = {"team": list(wanted), "sample": [drawn_row(one) for one in more]}
    homes = tuple(one.home.id for one in more)
    events.record(ws, actor, New("check.escalated", check.area, check_id, homes, data=data, secret=check.hidden))
    return Done(len(more), _CHANGED)


def due(ws: Workspace, check: Check) -> tuple[tuple[str, ...], ...]:
    """Teams whose whole work has to be looked at again (R-17)."""
    limit = Fraction(policy.on(ws, today(ws.clock)).decimal("spot_escalate_ratio"))
    return spot_found.to_escalate(check, limit)

