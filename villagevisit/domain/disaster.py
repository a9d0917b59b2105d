"""A disaster: when it happened, when it was reported, relief within a day, who looks after the victims.

S-283…S-285. Moments are ISO with their offset; hours are reckoned from when it happened, not from when somebody heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from villagevisit.domain.event import Event

REPORTED, ARRIVED, SEEN, ENDED = "aid.disaster", "aid.relief", "aid.seen", "aid.ended"
KINDS = (REPORTED, ARRIVED, SEEN, ENDED)
HAZARDS = ("fire", "flood", "wind", "drought", "snow", "quake", "landslide", "other")


@dataclass(frozen=True, slots=True)
class Disaster:
    id: str
    area: str
    hazard: str
    happened: datetime
    reported: datetime
    households: int
    persons: int
    who: str
    """Who answers for how the victims live."""
    visit_days: int
    relief_hours: int
    arrived: datetime | None = None
    """The first relief."""
    relief: tuple[str, ...] = ()
    """What came, in words."""
    seen: tuple[tuple[str, str], ...] = ()
    """(day, what was found) of each visit."""
    ended: str = ""
    """The day from which nobody has to be visited any more."""

    @property
    def report_hours(self) -> float:
        """From the event to its report."""
        return (self.reported - self.happened) / timedelta(hours=1)

    @property
    def limit(self) -> datetime:
        return self.happened + timedelta(hours=self.relief_hours)

    def in_time(self, now: datetime) -> bool | None:
        """Whether relief came within the limit, the last minute included; None while there is time left."""
        if self.arrived is None:
            return None if now <= self.limit else False
        return self.arrived <= self.limit

    def late(self, now: datetime) -> bool:
        """Whether relief or a visit to the victims is overdue, and somebody can still do it."""
        missing = self.arrived is None and now > self.limit
        return not self.ended and (missing or self.visit_late(now.date().isoformat()))

    @property
    def next_visit(self) -> str:
        """ISO day; empty when it is over."""
        if self.ended:
            return ""
        last = max((day for day, _ in self.seen), default=self.happened.date().isoformat())
        return (date.fromisoformat(last) + timedelta(days=self.visit_days)).isoformat()

    def visit_late(self, today: str) -> bool:
        return bool(self.next_visit) and self.next_visit < today


def fold(events: Iterable[Event]) -> list[Disaster]:
    """Open ones first, the last that happened at the top; the same whatever order the events came in."""
    found: dict[str, Disaster] = {}
    later: list[Event] = []
    for one in events:
        if one.kind == REPORTED:
            known = _reported(one)
            if known is not None:
                found[one.thing] = known
        elif one.kind in KINDS:
            later.append(one)
    for one in sorted(later, key=lambda event: (event.at, event.id)):
        known = found.get(one.thing)
        if known is not None:
            found[one.thing] = _moved(known, one)
    return sorted(sorted(found.values(), key=lambda one: (one.happened, one.id), reverse=True),
                  key=lambda one: bool(one.ended))  # fmt: skip


def _reported(one: Event) -> Disaster | None:
    happened, reported = _moment(one.text("happened")), _moment(one.text("reported"))
    if happened is None or reported is None:
        return None
    return Disaster(
        one.thing, one.area, one.text("hazard"), happened, reported, one.number("households"), one.number("persons"),
        one.text("who"), one.number("visit_days"), one.number("relief_hours"),
    )  # fmt: skip


def _moved(known: Disaster, one: Event) -> Disaster:
    if one.kind == ARRIVED:
        at = _moment(one.text("arrived"))
        first = min((moment for moment in (known.arrived, at) if moment is not None), default=None)
        return replace(known, arrived=first, relief=(*known.relief, one.text("what")))
    if one.kind == SEEN:
        return replace(known, seen=tuple(sorted((*known.seen, (one.day, one.text("found"))))))
    return replace(known, ended=known.ended or one.day)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
