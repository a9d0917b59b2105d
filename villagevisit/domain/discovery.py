"""Finding people before they ask: leads, the three weeks three times a year, and whom a village knows (group Q)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.spot_found import texts

LEAD_KINDS = ("lead.found", "lead.visited")
SOURCES = ("village", "neighbour", "hotline", "hospital", "disabled", "school", "relapse", "window", "other")
RESULTS = ("applies", "already", "temporary", "other_help", "no_need", "not_found")
TAGS = (
    "tekun", "dibao", "veteran", "left_child", "left_elder", "left_woman", "registered_poor", "child_in_need",
)  # fmt: skip
"""五保, 低保, 优抚, 留守儿童, 留守老人, 留守妇女, 建档立卡, 困境儿童 (S-215, S-218)."""
LEFT_BEHIND = ("left_child", "left_elder", "left_woman")


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may need help and has not asked (S-219)."""

    id: str
    area: str
    household: str
    """Empty while he is in no register."""
    name: str
    place: str
    source: str
    words: str
    day: str
    due: str
    visited: str = ""
    result: str = ""
    form: str = ""

    def overdue(self, today: str) -> bool:
        return not self.visited and today > self.due


def fold_leads(events: Iterable[Event]) -> dict[str, Lead]:
    """Leads by id; of several visits the last one counts. Any order: the lead first, then by moment of entry and id."""
    made: dict[str, Lead] = {}
    for one in sorted(events, key=lambda event: (event.kind != "lead.found", event.at, event.id)):
        if one.kind == "lead.found":
            home = one.households[0] if one.households else ""
            made[one.thing] = Lead(
                one.thing, one.area, home, one.text("name"), one.text("place"), one.text("source"), one.text("words"),
                one.day, one.text("due"),
            )  # fmt: skip
        elif one.thing in made:
            made[one.thing] = replace(made[one.thing], visited=one.day, result=one.text("result"), form=one.source)
    return made


@dataclass(frozen=True, slots=True)
class Window:
    """Three weeks in which a village goes to everybody: beginning, middle or end of the year (S-214)."""

    year: int
    place: int
    """1, 2 or 3."""
    first: date
    last: date

    def left(self, today: date) -> int:
        """Days until it ends, today included; 0 when it is over, and the days before it are not counted."""
        return max(0, (self.last - max(today, self.first)).days + 1)

    def until(self, today: date) -> int:
        """Days until it begins; 0 once it has begun."""
        return max(0, (self.first - today).days)


def windows(year: int, starts: str, days: int) -> tuple[Window, ...]:
    """`starts`: month-day of each, as `01-05 06-15 12-01`. Raises Refused `window.starts` when it cannot be read."""
    try:
        firsts = sorted(date.fromisoformat(f"{year}-{one}") for one in starts.split())
    except ValueError as error:
        raise Refused("window.starts", starts=starts) from error
    length = timedelta(days=days - 1)
    return tuple(Window(year, at, first, first + length) for at, first in enumerate(firsts, start=1))


def tags_of(events: Iterable[Event]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Person → (village, tags) as they were set last; known tags only, in their own order."""
    made: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        wanted = texts(one.data.get("tags"))
        made[one.thing] = one.area, tuple(tag for tag in TAGS if tag in wanted)
    return made


def crossed(people: Iterable[Iterable[str]]) -> Mapping[tuple[str, str], int]:
    """How many people bear both tags; (tag, tag) is how many bear that one."""
    found: Counter[tuple[str, str]] = Counter()
    for tags in people:
        mine = [tag for tag in TAGS if tag in set(tags)]
        found.update((tag, tag) for tag in mine)
        found.update(combinations(mine, 2))
    return found


def left_behind(people: Iterable[Iterable[str]]) -> int:
    """People with at least one of the three tags of those left behind, each once."""
    return sum(any(tag in LEFT_BEHIND for tag in tags) for tags in people)
