"""Rows for statistics and research that lead to nobody: ages in bands, places made coarse, and every combination of
what could be known from outside shared by at least k people. What is left below k is not listed at all.

The same people give the same rows, in whatever order they come.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ANY = "*"
UNKNOWN = "?"
_OLDEST = 90
_LARGE = 5
_AMOUNTS = (0, 300, 600, 1000, 2000)
_GROWN, _OLD = 18, 60
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One person, as far as statistics are asked for. No name, number, telephone or address gets this far."""

    age: int | None
    sex: str
    area: str
    """12-digit code of the village."""
    hukou: str
    assist: str
    members: int
    amount: Decimal
    """Yuan a month that the household receives."""
    per_capita: Decimal | None
    """Yuan a month by the newest visit."""


COLUMNS = ("area", "age", "sex", "hukou", "assist", "members", "amount_month", "per_capita_month")
KEYS = 7
"""The first seven columns could be known from outside: the board shows category, household size and amount."""
_LEVELS: tuple[tuple[int, int, int], ...] = (
    (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (0, 2, 0), (1, 2, 0), (1, 2, 1), (2, 2, 1), (2, 3, 1),
)  # fmt: skip
"""(place, age, the rest), from fine to coarse: township, county, anywhere; 5 years, 10, three ages, any."""


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Key, ...]
    suppressed: int
    """People who are not listed, because too few share what is known of them."""
    level: int
    """How coarse it had to be made; 0 is the finest."""


def table(people: Iterable[Subject], k: int, most_suppressed: Decimal) -> Table:
    """The finest table in which at most that share of the people has to be left out; else the coarsest."""
    everybody = list(people)
    found = Table((), len(everybody), len(_LEVELS) - 1)
    for level in range(len(_LEVELS)):
        found = _at(everybody, k, level)
        if found.suppressed <= most_suppressed * len(everybody):
            break
    return found


def _at(people: Sequence[Subject], k: int, level: int) -> Table:
    rows = [_row(one, *_LEVELS[level]) for one in people]
    sizes = Counter(row[:KEYS] for row in rows)
    kept = sorted(row for row in rows if sizes[row[:KEYS]] >= k)
    return Table(tuple(kept), len(rows) - len(kept), level)


def _row(one: Subject, place: int, age: int, rest: int) -> Key:
    area = (one.area[:9], one.area[:6], ANY)[place]
    coarse = rest > 0
    return (
        area, _age(one.age, age), one.sex or UNKNOWN, ANY if coarse else one.hukou or UNKNOWN,
        one.assist or UNKNOWN, ANY if coarse else _size(one.members),
        _some(one.amount) if coarse else _band(one.amount),
        UNKNOWN if one.per_capita is None else _band(one.per_capita),
    )  # fmt: skip


def _age(age: int | None, level: int) -> str:
    if level == 3:
        return ANY
    if age is None:
        return UNKNOWN
    if level == 2:
        return "0-17" if age < _GROWN else "18-59" if age < _OLD else "60+"
    if age >= _OLDEST:
        return f"{_OLDEST}+"
    width = (5, 10)[level]
    return f"{age // width * width}-{age // width * width + width - 1}"


def _size(members: int) -> str:
    return f"{_LARGE}+" if members >= _LARGE else str(max(members, 1))


def _some(amount: Decimal) -> str:
    return "0" if amount <= 0 else "1+"


def _band(amount: Decimal) -> str:
    """By yuan; the bound belongs to the band below."""
    if amount <= 0:
        return "0"
    below = [bound for bound in _AMOUNTS if bound < amount]
    above = [bound for bound in _AMOUNTS if bound >= amount]
    return f"{below[-1]}-{above[0]}" if above else f"{below[-1]}+"
