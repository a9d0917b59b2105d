"""The standards over the years, and trying out another one on all visited households before it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from villagevisit.domain import standards as rules
from villagevisit.domain.access import Deed, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.domain.standards import Case, Change, Standard, Totals
from villagevisit.services import allowing, policy
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, figures, policies
from villagevisit.store.figures import Visited

_TELL = 200
_MOST = 12
"""Standards in one simulation."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All visited households under today's parameters and under others. The list has only those that change."""

    day: str
    before: Totals
    after: Totals
    changed: tuple[Change, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)
    """How many of each `Change.kind`."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One standard of a simulation."""

    rural: bool
    standard: Decimal
    totals: Totals


def history(ws: Workspace) -> tuple[Standard, ...]:
    """Oldest first; those of a future day are marked as planned."""
    return rules.history(policy.entries(ws), today(ws.clock))


def cases(ws: Workspace, within: Within = None, progress: Progress = silent) -> list[Case]:
    """The last signed visit of each household that has figures."""
    found: dict[str, Case] = {}
    for number, row in enumerate(figures.visited(ws.store.reader(), VISIT_FORM, within), start=1):
        found[row.household_id] = _case(row)
        if number % _TELL == 0:
            progress(number, 0)
    return list(found.values())


def _case(row: Visited) -> Case:
    """What stands beside top-up or band is taken as the difference of the kept figures; a minimum is none of it."""
    net, members = Decimal(row.net_year), int(row.members)
    standard, kept = Decimal(row.standard), Decimal(row.supplement)
    then = Policy(date.min, {"benefit_mode": row.mode_then or "topup", "class_band_table": row.bands_then})
    lifted = bool(row.least_then) and kept == Decimal(row.least_then)
    basic = rules.basic(net, members, standard, then)
    extra = kept - basic if basic > 0 and not lifted else Decimal(0)
    rural = standard == Decimal(row.rural_then or "0")
    if row.rural_then == row.urban_then:
        rural = row.hukou_type == "1"
    # What was kept was rounded to the fen; a difference of dust is none.
    return Case(row.household_id, rural, net, members, extra if abs(extra) > Decimal("0.01") else Decimal(0))


def planned(ws: Workspace, day: date, values: Mapping[str, str]) -> Policy:
    """The parameters of a day with other standards put in their place. Raises like `policy.check`."""
    for key, value in values.items():
        policy.check(PolicyEntry(key, value, day.isoformat()))
    found = policy.on(ws, day)
    return replace(found, values={**found.values, **values})


def preview(ws: Workspace, then: Policy, within: Within = None, progress: Progress = silent) -> Preview:
    """What would change if `then` held instead of what holds today. Raises Refused `policy.…`, Cancelled."""
    now = policy.on(ws, today(ws.clock))
    before = after = Totals()
    changed: list[Change] = []
    kinds: dict[str, int] = {}
    known = cases(ws, within, progress)
    for number, case in enumerate(known, start=1):
        one = Change(case.household_id, rules.outcome(case, now), rules.outcome(case, then))
        before, after = before.plus(case, one.was), after.plus(case, one.becomes)
        if one.was != one.becomes:
            changed.append(one)
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        if number % _TELL == 0:
            progress(number, len(known))
    return Preview(then.day.isoformat(), before, after, tuple(changed), kinds)


def amounts(text: str) -> tuple[Decimal, ...]:
    """Standards that somebody typed, parted by blanks or commas.

    Raises:
        Refused: `standards.not-amounts` (text), `standards.too-many` (most).
    """
    words = text.replace("，", " ").replace("、", " ").replace(",", " ").split()
    try:
        found = tuple(Decimal(word) for word in words)
    except InvalidOperation as error:
        raise Refused("standards.not-amounts", text=text) from error
    if not all(one.is_finite() and one > 0 for one in found):
        raise Refused("standards.not-amounts", text=text)
    if len(found) > _MOST:
        raise Refused("standards.too-many", most=_MOST)
    return found


def simulate(
    ws: Workspace,
    rural: Sequence[Decimal],
    urban: Sequence[Decimal],
    within: Within = None,
    progress: Progress = silent,
) -> tuple[Tried, ...]:
    """How many households each standard would reach, and what it would cost a month; all else as today.

    Raises Refused `policy.…`, Cancelled.
    """
    now = policy.on(ws, today(ws.clock))
    known = cases(ws, within, progress)
    tried = [(True, one) for one in rural] + [(False, one) for one in urban]
    found: list[Tried] = []
    for place, (country, standard) in enumerate(tried):
        key = rules.RURAL if country else rules.URBAN
        then = replace(now, values={**now.values, key: str(standard)})
        totals = Totals()
        for number, case in enumerate(known):
            if case.rural == country:
                totals = totals.plus(case, rules.outcome(case, then))
            if number % _TELL == 0:
                progress(place * len(known) + number, len(tried) * len(known))
        found.append(Tried(country, standard, totals))
    return tuple(found)


def plan(ws: Workspace, actor: Actor, day: date, values: Mapping[str, str], source: str) -> Done[None]:
    """Sets standards from a day on. What was frozen keeps its figures; the value before ends by itself.

    Raises:
        Refused: `actor.role`, `standards.no-source`, `standards.nothing`, and like `policy.set_value`.
    """
    allowing.require(ws, actor, Deed.RULES)
    if not values:
        raise Refused("standards.nothing")
    if not source.strip():
        raise Refused("standards.no-source")
    entries = [PolicyEntry(key, value, day.isoformat(), source=source.strip()) for key, value in values.items()]
    for entry in entries:
        policy.check(entry)
    with ws.store.transaction() as db:
        for entry in entries:
            policies.put(db, entry)
        detail = {"from": day.isoformat(), "source": source.strip(), **values}
        audit.append(db, stamp(ws.clock), actor.id, "policy.set", " ".join(values), detail)
    return Done(None, changes(Topic.POLICY))
