"""People around the office who have no PIN here or stay for a time only: village committees, agents, helpers, seconded
staff, liaisons (S-131, S-136, S-138, S-139), and what they were taught (S-135, S-137, S-141).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagevisit.domain import pledge
from villagevisit.domain.event import Event

ENGAGED, ENDED, TRAINED, TALK, PRAISED = "duty.engaged", "duty.ended", "duty.trained", "duty.talk", "duty.praised"
SORTS: Mapping[str, str] = {
    "committee": pledge.COMMITTEE, "agent": pledge.AGENT, "liaison": pledge.AGENT, "helper": pledge.AGENT,
    "seconded": pledge.INVESTIGATOR, "civil": pledge.CIVIL, "organ": pledge.ORGAN, "institution": pledge.INSTITUTION,
}  # fmt: skip
"""What somebody is here, and the F04 role by which he pledges."""
TIMED = frozenset({"agent", "helper", "seconded"})
"""They cannot be entered without a last day."""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    sort: str
    name: str
    unit: str
    post: str
    area: str
    village: str
    since: str
    until: str
    """Last day, ISO; empty: no end."""
    officer: str
    """Id of the officer that he is here, where he has a PIN."""

    def here_on(self, day: str) -> bool:
        return not self.until or day <= self.until


@dataclass(frozen=True, slots=True)
class Attended:
    name: str
    role: str
    score: str
    """Of the examination; empty when there was none."""


@dataclass(frozen=True, slots=True)
class Training:
    id: str
    day: str
    topic: str
    place: str
    attended: tuple[Attended, ...]


def people(found: Iterable[Event]) -> tuple[Person, ...]:
    """By area and name. Of several accounts of one person the last entered wins; an end that was entered holds from its
    day, whatever arrived first.
    """
    told = sorted(found, key=lambda one: (one.at, one.id))
    last = {one.thing: one for one in told if one.kind == ENGAGED}
    ends = {one.thing: one.day for one in told if one.kind == ENDED}
    return sort_out(_person(one, ends.get(one.thing, "")) for one in last.values())


def sort_out(found: Iterable[Person]) -> tuple[Person, ...]:
    """By area, village and name."""
    return tuple(sorted(found, key=lambda one: (one.area, one.village, one.name, one.id)))


def trainings(found: Iterable[Event]) -> tuple[Training, ...]:
    """The newest first."""
    made = [
        Training(one.id, one.day, one.text("topic"), one.text("place"), _attended(one))
        for one in found
        if one.kind == TRAINED
    ]
    return tuple(sorted(made, key=lambda one: (one.day, one.id), reverse=True))


def _person(one: Event, ended: str) -> Person:
    until = min((day for day in (one.text("until"), ended) if day), default="")
    return Person(
        one.thing, one.text("sort"), one.text("name"), one.text("unit"), one.text("post"), one.area,
        one.text("village"), one.day, until, one.text("officer"),
    )  # fmt: skip


def _attended(one: Event) -> tuple[Attended, ...]:
    rows = one.data.get("people")
    return tuple(
        Attended(str(row.get("name", "")), str(row.get("role", "")), str(row.get("score", "")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    )
