"""What spot checks found: one check folded from its events, its teams, and when a team's whole work is looked at again.

A team in whose sampled households more than the county's share has a major difference is looked at wholly (R-17).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from villagevisit.domain.event import Event, Value
from villagevisit.domain.spot_check import Drawn, Home

CORRECT = "1"
"""Code of `chk_conc`: the benefit is right as it stands."""
MINOR, MAJOR, UNKNOWN = "1", "2", "3"
"""Codes of `chk_grade`."""
UNANNOUNCED = "2"
"""Code of `chk_mode`: unannounced; its list is not made known before everything was visited."""
KINDS = (
    "check.committed", "check.drawn", "check.announced", "check.opened", "check.replaced", "check.done",
    "check.escalated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One line of F16: code of the item, what the visit said, what the checkers found, grade, note."""

    field: str
    before: str
    now: str
    grade: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the checkers found at one household."""

    household: str
    day: str
    source: str
    """The frozen F16."""
    items: tuple[Item, ...]
    conclusion: str
    """Code of `chk_conc`."""
    aware: bool
    """Whether the household knew policy and amount (S-146)."""
    mode: str
    team: tuple[str, ...]
    """Ids of those whose visit was checked; empty where there was none."""
    village: str

    @property
    def majors(self) -> int:
        return sum(item.grade == MAJOR for item in self.items)

    @property
    def correct(self) -> bool:
        return self.conclusion == CORRECT


@dataclass(frozen=True, slots=True)
class Check:
    """One spot check. On a laptop that is not told the hidden list `seed` and `sample` are empty."""

    id: str
    area: str
    batch: str = ""
    mode: str = ""
    frame: str = ""
    """`visited`, `approved` or `benefit`: which households could be drawn."""
    since: str = ""
    until: str = ""
    day: str = ""
    by: str = ""
    officers: tuple[str, ...] = ()
    digest: str = ""
    """Of the frame, fixed before the seed."""
    size: int = 0
    planned: int = 0
    ratio: str = ""
    tekun: str = ""
    strata: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Households of the frame by (village, category)."""
    seed: str = ""
    drawn_on: str = ""
    announced: bool = False
    sample: tuple[Drawn, ...] = ()
    absent: frozenset[str] = frozenset()
    """Households in which nobody was met; they stay listed."""
    found: Mapping[str, Found] = field(default_factory=dict)
    looks: tuple[tuple[str, str], ...] = ()
    """(names, moment) of each opening of the list."""
    escalated: frozenset[tuple[str, ...]] = frozenset()

    @property
    def hidden(self) -> bool:
        """Whether its list is still the county's alone: each look at it is written down (R-17, S-099)."""
        return not self.announced

    @property
    def waiting(self) -> tuple[Drawn, ...]:
        return tuple(one for one in self.sample if one.home.id not in self.found and one.home.id not in self.absent)


def fold(events: Iterable[Event]) -> dict[str, Check]:
    """Checks by id, the first committed first. Events may come in any order: taken by moment of entry, then id."""
    made: dict[str, Check] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        step = _STEPS.get(one.kind)
        if step is not None:
            made[one.thing] = step(made.get(one.thing) or Check(one.thing, one.area), one)
    return made


def _committed(now: Check, one: Event) -> Check:
    return replace(
        now, area=one.area, batch=one.text("batch"), mode=one.text("mode"), frame=one.text("frame"),
        since=one.text("since"), until=one.text("until"), day=one.day, by=one.by, officers=one.officers,
        digest=one.text("digest"), size=one.number("size"), planned=one.number("planned"), ratio=one.text("ratio"),
        tekun=one.text("tekun"), strata=_strata(one.data.get("strata")),
    )  # fmt: skip


def _strata(value: Value) -> dict[tuple[str, str], int]:
    rows = value if isinstance(value, list) else []
    return {(str(one[0]), str(one[1])): int(str(one[2])) for one in rows if isinstance(one, list) and len(one) == 3}


def _drawn(now: Check, one: Event) -> Check:
    """The first draw stands: a second one cannot take its place."""
    if now.seed:
        return now
    rows = tuple(drawn_of(row) for row in _maps(one.data.get("sample")))
    return replace(now, by=one.by, seed=one.text("seed"), drawn_on=one.day, sample=(*rows, *now.sample))


def _announced(now: Check, one: Event) -> Check:
    return replace(_drawn(now, one), announced=True)


def _opened(now: Check, one: Event) -> Check:
    return replace(now, looks=(*now.looks, (one.by, one.at)))


def _replaced(now: Check, one: Event) -> Check:
    rows = tuple(drawn_of(row) for row in _maps(one.data.get("sample")))
    return replace(now, sample=(*now.sample, *rows), absent=now.absent | {one.text("absent")})


def _done(now: Check, one: Event) -> Check:
    found = Found(
        household=one.households[0],
        day=one.day,
        source=one.source,
        items=tuple(Item(*(str(row.get(key, "")) for key in ITEM_KEYS)) for row in _maps(one.data.get("items"))),
        conclusion=one.text("conclusion"),
        aware=one.data.get("aware") is True,
        mode=one.text("mode"),
        team=texts(one.data.get("team")),
        village=one.area,
    )
    return replace(now, found={**now.found, found.household: found})


def _escalated(now: Check, one: Event) -> Check:
    known = {row.home.id for row in now.sample}
    rows = tuple(row for row in (drawn_of(row) for row in _maps(one.data.get("sample"))) if row.home.id not in known)
    return replace(now, sample=(*now.sample, *rows), escalated=now.escalated | {texts(one.data.get("team"))})


_STEPS: Mapping[str, Callable[[Check, Event], Check]] = {
    "check.committed": _committed, "check.drawn": _drawn, "check.announced": _announced, "check.opened": _opened,
    "check.replaced": _replaced, "check.done": _done, "check.escalated": _escalated,
}  # fmt: skip
ITEM_KEYS = ("field", "before", "now", "grade", "note")


def drawn_row(one: Drawn) -> Value:
    """A row of the sample as an event carries it."""
    home = one.home
    return {
        "rank": one.rank, "ticket": one.ticket, "id": home.id, "number": home.number, "village": home.village,
        "category": home.category, "must": home.must, "original": home.original, "team": list(home.team),
        "instead": one.instead_of,
    }  # fmt: skip


def drawn_of(row: Mapping[str, Value]) -> Drawn:
    """The row read back; what is missing is empty."""
    text = {key: value for key, value in row.items() if isinstance(value, str)}
    rank = row.get("rank")
    home = Home(
        text.get("id", ""), text.get("number", ""), text.get("village", ""), text.get("category", ""),
        text.get("must", ""), text.get("original", ""), texts(row.get("team")),
    )  # fmt: skip
    return Drawn(rank if isinstance(rank, int) else 0, home, text.get("ticket", ""), text.get("instead", ""))


def texts(value: Value) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _maps(value: Value) -> list[dict[str, Value]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Tally:
    """Results of one team, one village or all: households checked, with a major difference, right, aware."""

    checked: int
    major: int
    correct: int
    aware: int

    @property
    def major_share(self) -> Fraction:
        return Fraction(self.major, self.checked) if self.checked else Fraction(0)

    @property
    def accuracy(self) -> Fraction | None:
        """None where nothing was checked (S-209)."""
        return Fraction(self.correct, self.checked) if self.checked else None


def tally(found: Iterable[Found]) -> Tally:
    rows = list(found)
    return Tally(
        len(rows), sum(one.majors > 0 for one in rows), sum(one.correct for one in rows), sum(one.aware for one in rows)
    )


def by_team(found: Iterable[Found]) -> dict[tuple[str, ...], Tally]:
    """Results of each team whose visits were checked."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for one in found:
        if one.team:
            groups.setdefault(one.team, []).append(one)
    return {team: tally(groups[team]) for team in sorted(groups)}


def by_village(found: Iterable[Found]) -> dict[str, Tally]:
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.village, []).append(one)
    return {village: tally(groups[village]) for village in sorted(groups)}


def to_escalate(check: Check, limit: Fraction) -> tuple[tuple[str, ...], ...]:
    """Teams of which more than `limit` of the checked households had a major difference and that nobody dealt with."""
    found = by_team(check.found.values())
    return tuple(team for team, one in found.items() if one.major_share > limit and team not in check.escalated)


def before_and_after(found: Iterable[Found], day: str) -> tuple[Tally, Tally]:
    """Results of checks before a day (a measure, a pilot) and from that day on, to be compared (S-209)."""
    rows = list(found)
    return tally(one for one in rows if one.day < day), tally(one for one in rows if one.day >= day)
