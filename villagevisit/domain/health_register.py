"""The doctor's two registers: health education, and referral with return (S-312, S-315, S-316, S-475, S-476)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagevisit.domain.event import Event

ACTIVITY = "health.activity"
REFERRED, RETURNED = "health.referred", "health.returned"
PLACES = ("home", "village", "school", "station", "team", "help")
"""The "321": into homes, villages and schools; a place and a team are built; a helping hand."""
TOPICS = ("salt", "oil", "sugar", "mouth", "weight", "bone", "chronic", "tb", "endemic", "other")
"""Less salt, oil and sugar, sound teeth, weight and bones ("三减三健"); then the rest."""
WAYS = ("talk", "advice", "leaflet", "board", "broadcast")
TRACK = timedelta(days=14)
"""Within two weeks somebody looks what became of a referral (R-15)."""


@dataclass(frozen=True, slots=True)
class Activity:
    id: str
    day: str
    area: str
    place: str
    topic: str
    way: str
    persons: int
    asked: int
    """Of them asked the questions of a quiz."""
    knew: int
    """Of those who knew the answers."""
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody was sent to a hospital. `back` is the day on which he was seen to be back, or empty."""

    id: str
    person_id: str
    day: str
    service: str
    reason: str
    place: str
    source: str
    back: str = ""
    found: str = ""

    def late(self, today: str) -> int:
        """Days past the two weeks; 0 and below: there is time, or he is back."""
        if self.back:
            return 0
        return (date.fromisoformat(today) - date.fromisoformat(self.day) - TRACK).days


def activities(events: Iterable[Event]) -> list[Activity]:
    """Newest first, whatever order they come in."""
    found = [
        Activity(
            one.id, one.day, one.area, one.text("place"), one.text("topic"), one.text("way"), one.number("persons"),
            one.number("asked"), one.number("knew"), one.text("text"), one.by,
        )
        for one in events if one.kind == ACTIVITY
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def referrals(events: Sequence[Event]) -> list[Referral]:
    """Those who are not back first, the oldest of them first. A correction of a form takes the place of its first."""
    back = {one.source: one for one in sorted(events, key=lambda one: one.id) if one.kind == RETURNED}
    replaced = {one.text("replaces") for one in events if one.kind == REFERRED} - {""}
    found = []
    for one in events:
        if one.kind != REFERRED or one.source in replaced:
            continue
        came = back.get(one.id)
        found.append(
            Referral(
                one.id, one.thing, one.day, one.text("service"), one.text("reason"), one.text("place"), one.source,
                came.day if came else "", came.text("found") if came else "",
            )
        )
    return sorted(found, key=lambda one: (bool(one.back), one.day, one.id))
