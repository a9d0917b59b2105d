"""Vaccination by the national schedule: what a child has had, what comes next, and the rates (S-298, S-310, S-311).

What a child had is one text, kept with his line: `card:2026-01-05 bcg:2025-12-01 …`, item and ISO day. A dose is due
in the window of its age (`health_schedule.Item`); what was left out stays due, for it is made up later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from villagevisit.domain.benefit_rules import months_after
from villagevisit.domain.health_schedule import Item, Next

CARD: Final = "card"
"""建证、建卡: the certificate was made out. Due within a month of birth."""
TARGET: Final = Decimal("0.95")
FIRST: Final = "hepb1"
"""In time: on the day of birth or the next (24 hours)."""
FOUR: Final = ("bcg", "ipv1", "ipv2", "bopv1", "dtap1", "dtap2", "dtap3", "mmr1")
"""四苗: tuberculosis, polio, whooping cough with diphtheria and tetanus, measles; all of them by the first birthday."""
FOUR_MONTHS: Final = 12
_CARD_DAYS: Final = 30
CARD_ITEM: Final = Item("vaccination", CARD, "birth", 0, _CARD_DAYS, "d")


@dataclass(frozen=True, slots=True)
class Rate:
    """`given` of `should`: children whose time for it has passed. `key`: `card`, `first`, `four`, or a dose."""

    key: str
    given: int
    should: int

    @property
    def reached(self) -> bool:
        """95 % and more (S-310). True where nobody should have had it yet."""
        return self.given >= TARGET * self.should


def written(days: Mapping[str, str]) -> str:
    """Item → ISO day, as the line keeps it."""
    return " ".join(f"{item}:{day}" for item, day in sorted(days.items(), key=lambda one: (one[1], one[0])))


def given(state: str) -> dict[str, str]:
    """The other way; what ended (`closed:…`) and what is empty had nothing."""
    pairs = (word.partition(":") for word in state.split() if not word.startswith("closed:"))
    return {item: day for item, _, day in pairs if day}


@lru_cache(maxsize=4096)
def windows(items: tuple[Item, ...], birth: str) -> tuple[Next, ...]:
    """Each dose with its first and last day for a child of this birthday, the earliest last day first."""
    found = [Next(one.key, *one.window(birth)) for one in items]
    return tuple(sorted(found, key=lambda one: (one.last, one.first, one.item)))


def missing(items: tuple[Item, ...], birth: str, state: str) -> list[Next]:
    """Doses that a child has not had, the earliest last day first."""
    had = {word.partition(":")[0] for word in state.split()}
    return [one for one in windows(items, birth) if one.item not in had]


def following(items: tuple[Item, ...], birth: str, state: str, today: str = "9999") -> Next | None:
    """The dose that presses most: of those whose time has begun the one whose last day is first, else the next."""
    left = missing(items, birth, state)
    return next((one for one in left if one.first <= today), left[0] if left else None)


def rates(items: tuple[Item, ...], children: Iterable[tuple[str, str]], today: str) -> list[Rate]:
    """`children` are (birth, state). The certificate, the first dose in time, the four, then each dose by itself."""
    keys = (CARD, "first", "four", *(one.key for one in items))
    should, had = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
    for birth, state in children:
        days = given(state)
        for key, counts, reached in _of_child(items, birth, days, today):
            should[key] += counts
            had[key] += counts and reached
    return [Rate(key, had[key], should[key]) for key in keys]


def _of_child(
    items: tuple[Item, ...], birth: str, days: Mapping[str, str], today: str
) -> Iterable[tuple[str, bool, bool]]:
    """(rate, whether the child is in its denominator, whether in its numerator)."""
    yield CARD, CARD_ITEM.window(birth)[1] < today, CARD in days
    year = first_birthday(birth)
    yield "four", year < today, all(days.get(one, "9999") <= year for one in FOUR)
    for one in windows(items, birth):
        yield one.item, one.last < today, one.item in days
        if one.item == FIRST:
            yield "first", one.last < today, days.get(FIRST, "9999") <= one.last


@lru_cache(maxsize=4096)
def first_birthday(birth: str) -> str:
    """The ISO day of the first birthday."""
    return months_after(date.fromisoformat(birth), FOUR_MONTHS).isoformat()


def first_days(told: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Of (item, ISO day) the first day of each item."""
    found: dict[str, str] = {}
    for item, day in told:
        found[item] = min(found.get(item, day), day)
    return found
