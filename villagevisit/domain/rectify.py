"""Things to put right: what was found, by whom and when it is put right, the proof, the closing (S-074, S-120)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagevisit.domain.event import Event

KINDS = (
    "rectify.found", "rectify.measure", "rectify.due", "rectify.evidence", "rectify.closed", "rectify.escalated",
)  # fmt: skip
LEVELS = ("village", "township", "county", "city")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right."""

    id: str
    area: str
    households: tuple[str, ...] = ()
    found_on: str = ""
    origin: str = ""
    """`check`, `clue`, `supervision`, `inquiry` …"""
    origin_id: str = ""
    finding: str = ""
    measure: str = ""
    owner: str = ""
    """Who answers for it, by name."""
    level: str = "village"
    """One of `LEVELS`: where it is put right."""
    due: str = ""
    evidence: tuple[tuple[str, str, str], ...] = ()
    """(day, words, submission or paper)"""
    told: tuple[str, ...] = ()
    """Levels that were told because it was overdue."""
    closed: str = ""

    def overdue(self, today: str) -> bool:
        """From the day after the due day, while it is not closed."""
        return not self.closed and bool(self.due) and today > self.due

    def to_tell(self, today: str) -> str:
        """The level that has to be told now: one above, once it is overdue and that level does not know. Else empty."""
        above = LEVELS[min(LEVELS.index(self.level) + 1, len(LEVELS) - 1)]
        return above if self.overdue(today) and above not in self.told else ""


def fold(events: Iterable[Event]) -> dict[str, Fault]:
    """Faults by id, whatever order the events came in: the finding first, then by moment of entry and id."""
    made: dict[str, Fault] = {}
    for one in sorted(events, key=lambda event: (event.kind != "rectify.found", event.at, event.id)):
        if one.kind == "rectify.found":
            made[one.thing] = Fault(
                one.thing, one.area, one.households, one.day, one.text("origin"), one.text("origin_id"),
                one.text("finding"), one.text("measure"), one.text("owner"), _level(one.text("level")), one.text("due"),
            )  # fmt: skip
        elif one.thing in made:
            made[one.thing] = _after(made[one.thing], one)
    return made


def _level(text: str) -> str:
    return text if text in LEVELS else LEVELS[0]


def _after(fault: Fault, one: Event) -> Fault:
    if one.kind == "rectify.closed":
        return replace(fault, closed=fault.closed or one.day)
    if one.kind == "rectify.evidence":
        return replace(fault, evidence=(*fault.evidence, (one.day, one.text("words"), one.source)))
    if one.kind == "rectify.escalated":
        return replace(fault, told=(*fault.told, one.text("level")))
    if one.kind == "rectify.due":
        return replace(fault, due=one.text("due"))
    return replace(fault, measure=one.text("measure"), owner=one.text("owner"))


@dataclass(frozen=True, slots=True)
class Count:
    found: int
    closed: int
    overdue: int

    @property
    def open(self) -> int:
        return self.found - self.closed


def count(faults: Iterable[Fault], today: str) -> Count:
    rows = list(faults)
    return Count(len(rows), sum(bool(one.closed) for one in rows), sum(one.overdue(today) for one in rows))
