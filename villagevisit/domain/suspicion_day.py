"""One person's day: visits in a row, farther apart than anybody travels, in two places, more than a day holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from villagevisit.domain.suspicion import Finding, Limits, Point, Trace, finding, households, in_order

_EARTH_KM = 6371.0


def row(officer: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Visits that begin and end within minutes of each other.

    Only both together are odd: honest teams begin one visit after the other and may freeze all of them in the evening.
    """
    run: list[Trace] = []
    visits = in_order([one for one in traces if one.counts])
    for one in [*visits, None]:
        close = one is not None and run and _minutes(run[-1].begun, one.begun) <= limits.row_minutes
        if one is not None and run and close and _minutes(run[-1].frozen, one.frozen) <= limits.row_minutes:
            run.append(one)
            continue
        if households(run) >= limits.row_visits and _belongs(officer, run):
            whole = _minutes(min(each.begun for each in run), max(each.frozen for each in run))
            yield finding("row", run, count=len(run), minutes=whole)
        run = [one] if one is not None else []


def far(officer: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Two visits one after the other that lie farther apart than the time between their beginnings allows."""
    for one, other in pairwise(in_order([one for one in traces if one.counts])):
        minutes = _minutes(one.begun, other.begun)
        apart = one.device != other.device and minutes < limits.sure_minutes
        if apart or one.household == other.household or not _belongs(officer, (one, other)):
            continue
        if one.point and other.point:
            km = kilometres(one.point, other.point)
            if km > limits.near_km and km > limits.speed * minutes / 60:
                yield finding("far", (one, other), km=km, minutes=minutes)
        elif one.village != other.village and minutes < limits.village_minutes:
            yield finding("far_village", (one, other), minutes=minutes)


def two_places(officer: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """The same person begins visits on two laptops within minutes."""
    visits = in_order([one for one in traces if one.counts])
    found: dict[str, Trace] = {}
    least = limits.sure_minutes
    for place, one in enumerate(visits):
        for other in visits[place + 1 :]:
            minutes = _minutes(one.begun, other.begun)
            if minutes >= limits.sure_minutes:
                break
            differ = one.device != other.device and one.household != other.household
            if differ and _belongs(officer, (one, other)):
                found |= {one.id: one, other.id: other}
                least = min(least, minutes)
    if found:
        together = in_order(list(found.values()))
        who = next(sign.name for one in together for sign in one.signers if sign.officer == officer)
        yield finding("two_places", together, count=len(found), minutes=least, who=who)


def too_many(officer: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """More households in a day than anybody can visit."""
    visits = in_order([one for one in traces if one.counts])
    count = households(visits)
    if count > limits.day_visits and _belongs(officer, visits):
        yield finding("too_many", visits, count=count, most=limits.day_visits)


def kilometres(one: Point, other: Point) -> float:
    """Along the ground, less what both points may be off."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    h = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return max(0.0, 2 * _EARTH_KM * asin(sqrt(min(1.0, h))) - (one.metres + other.metres) / 1000)


def _minutes(one: datetime, other: datetime) -> float:
    return abs((other - one).total_seconds()) / 60


def _belongs(officer: str, traces: Sequence[Trace]) -> bool:
    """Two people who worked together all along would each get the same finding: the first of them has it."""
    together = frozenset[str].intersection(*(one.officers for one in traces)) if traces else frozenset()
    return bool(together) and officer == min(together)


