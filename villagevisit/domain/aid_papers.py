"""The one list of papers for each kind of medical or temporary aid: said once, ticked as they come (S-266, S-024).

What was not on the list when it was handed over cannot be asked for afterwards: the list is kept in the event, and what
comes later can only take something off it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from villagevisit.domain.event import Event

TOLD, BROUGHT = "aid.papers-told", "aid.papers-brought"
KINDS: Final = (TOLD, BROUGHT)


@dataclass(frozen=True, slots=True)
class Paper:
    """One line. `asked`: the household brings it, else the office looks it up; `maybe`: not every household has to."""

    code: str
    name: str
    why: str
    asked: bool
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A household was told what to bring."""

    id: str
    household: str
    area: str
    kind: str
    day: str
    by: str
    listed: Sequence[str]
    """Codes that were asked for; fixed."""
    there: Mapping[str, str]
    """Code → ISO day on which it came, or was on file."""

    @property
    def missing(self) -> list[str]:
        return [code for code in self.listed if code not in self.there]


def fold(events: Iterable[Event]) -> list[Told]:
    """Newest first, whatever order they come in; a paper that was not listed changes nothing."""
    told = sorted(events, key=lambda event: (event.at, event.id))
    begun = {one.thing: one for one in told if one.kind == TOLD}
    there = {thing: _days(one, set(_codes(one, "listed"))) for thing, one in begun.items()}
    for one in told:
        if one.kind == BROUGHT and one.thing in begun:
            listed = set(_codes(begun[one.thing], "listed"))
            for code in _codes(one, "papers"):
                if code in listed:
                    there[one.thing].setdefault(code, one.day)
    found = [_told(one, there[thing]) for thing, one in begun.items()]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def _told(one: Event, there: Mapping[str, str]) -> Told:
    home = one.households[0] if one.households else one.text("household")
    return Told(one.thing, home, one.area, one.text("kind"), one.day, one.by, _codes(one, "listed"), there)


def _codes(one: Event, key: str) -> list[str]:
    listed = one.data.get(key)
    return [str(code) for code in listed] if isinstance(listed, list) else []


def _days(one: Event, listed: set[str]) -> dict[str, str]:
    """What was there at once, or on file since an earlier day."""
    there = one.data.get("there")
    return {code: str(day) for code, day in there.items() if code in listed} if isinstance(there, dict) else {}
