"""Clues of data matching: whose they are, their one ending, and totals that balance (rules.md R-18, group R).

A clue never touches a payment. Two people verify it, the household is heard, and the decision goes its own way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event
from villagevisit.domain.spot_found import texts

KINDS = ("clue.listed", "clue.assigned", "clue.verified", "clue.concluded", "clue.reopened")


class Ending(StrEnum):
    CANCEL = "cancel"
    ADJUST = "adjust"
    RECTIFY = "rectify"
    NOT_TRUE = "not_true"
    DUPLICATE = "duplicate"


TRUE = frozenset({Ending.CANCEL, Ending.ADJUST, Ending.RECTIFY})
OF_FINDING: Mapping[str, Ending] = {
    "1": Ending.CANCEL, "2": Ending.ADJUST, "3": Ending.RECTIFY, "4": Ending.NOT_TRUE, "5": Ending.NOT_TRUE,
}  # fmt: skip
"""`clue_find` of F08 → ending; 6 (to be looked into further) is none."""
REASONS = ("sold_before", "data_error", "other_person", "within_limits", "not_in_benefit", "other")
"""Why a clue is not true. `sold_before`: given away before the day of the data, the commonest false clue."""


class Match(StrEnum):
    """Whether name and number both lead to one person of the register."""

    PERSON = "person"
    QUALITY = "quality"
    """The number is known under another name: a fault in the data, never fraud."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Clue:
    """One line of a department's list, and what became of it."""

    id: str
    area: str
    household: str
    batch: str
    source: str
    """Code of `clue_src`."""
    as_of: str
    """The day that the data show (数据时点)."""
    line: int
    """Its line in the list it came in."""
    kind: str
    """Code of `clue_type`."""
    name: str
    id_no: str
    detail: str
    match: str
    category: str
    """Code of `assist` when it was listed; empty: not in benefit."""
    listed: str
    verifiers: tuple[str, str] | None = None
    due: str = ""
    form: str = ""
    """The signed F08."""
    finding: str = ""
    heard: bool = False
    violation: str = ""
    ending: str = ""
    reason: str = ""
    concluded: str = ""
    """Day; empty while open."""

    @property
    def open(self) -> bool:
        return not self.ending

    @property
    def true(self) -> bool:
        return self.ending in TRUE


def match(name: str, id_no: str, known: Mapping[str, str]) -> Match:
    """`known` maps the number of each person of the register to his name. Spaces in names do not count."""
    if id_no not in known:
        return Match.NOBODY
    return Match.PERSON if _plain(known[id_no]) == _plain(name) else Match.QUALITY


def _plain(name: str) -> str:
    return "".join(name.split()).replace("•", "·")


def fold(events: Iterable[Event]) -> dict[str, Clue]:
    """Clues by id. Taken by moment of entry, then id, in whatever order records arrived: all that was listed first.

    The first ending stands until the clue is opened again, to be verified anew; what is said of a clue after its ending
    changes nothing.
    """
    made: dict[str, Clue] = {}
    for one in sorted(events, key=lambda event: (event.kind != "clue.listed", event.at, event.id)):
        if one.kind == "clue.listed":
            made[one.thing] = _listed(one)
        elif one.thing in made:
            made[one.thing] = _after(made[one.thing], one)
    return made


CELLS = ("batch", "source", "as_of", "kind", "name", "id_no", "detail", "match", "category")
"""What an event `clue.listed` says in words; beside them `line`."""


def _listed(one: Event) -> Clue:
    home = one.households[0] if one.households else ""
    return Clue(
        id=one.thing, area=one.area, household=home, batch=one.text("batch"), source=one.text("source"),
        as_of=one.text("as_of"), line=one.number("line"), kind=one.text("kind"), name=one.text("name"),
        id_no=one.text("id_no"), detail=one.text("detail"), match=one.text("match"), category=one.text("category"),
        listed=one.day,
    )  # fmt: skip


def _after(clue: Clue, one: Event) -> Clue:
    if one.kind == "clue.reopened":
        return replace(clue, form="", finding="", heard=False, violation="", ending="", reason="", concluded="")
    if clue.ending:
        return clue
    if one.kind == "clue.assigned":
        people = texts(one.data.get("verifiers"))
        pair = (people[0], people[1]) if len(people) == 2 else clue.verifiers
        return replace(clue, verifiers=pair, due=one.text("due"))
    if one.kind == "clue.verified":
        return replace(
            clue, form=one.source, finding=one.text("finding"), heard=one.data.get("heard") is True,
            violation=one.text("violation"),
        )  # fmt: skip
    return replace(clue, ending=one.text("ending"), reason=one.text("reason"), concluded=one.day)


def check_ending(clue: Clue, ending: Ending, reason: str, sold_on: str, due: str) -> None:
    """Whether a clue may end so.

    Raises:
        Refused: `clue.closed`, `clue.not-verified`, `clue.not-heard`, `clue.other-finding`, `clue.no-reason`,
            `clue.sold-after` (as_of), `clue.no-due`.
    """
    if not clue.open:
        raise Refused("clue.closed")
    if ending is Ending.DUPLICATE:
        return
    if not clue.form:
        raise Refused("clue.not-verified")
    if OF_FINDING.get(clue.finding) is not ending:
        raise Refused("clue.other-finding")
    if ending in TRUE and not clue.heard:
        raise Refused("clue.not-heard")
    if ending is Ending.RECTIFY and not due:
        raise Refused("clue.no-due")
    if ending is Ending.NOT_TRUE and reason not in REASONS:
        raise Refused("clue.no-reason")
    if reason == "sold_before" and not "" < sold_on <= clue.as_of:
        raise Refused("clue.sold-after", as_of=clue.as_of)


@dataclass(frozen=True, slots=True)
class Funnel:
    """From the lines that were handed in to what was true (S-220)."""

    delivered: int
    """Lines that the office handed in to be matched."""
    listed: int
    endings: Mapping[str, int]
    open: int
    true: int
    categories: Mapping[str, int]
    """True clues by benefit category."""
    removed: int
    """Persons, not clues: somebody with three clues is one person removed (S-224)."""
    violations: Mapping[str, int]
    """True clues by kind of problem, code of `violation` (S-223)."""

    @property
    def balances(self) -> bool:
        """Every clue has one ending or is open, and the categories add up to what is true."""
        return (
            sum(self.endings.values()) + self.open == self.listed
            and sum(self.categories.values()) == self.true
            and sum(self.endings.get(one, 0) for one in TRUE) == self.true
        )

    @property
    def true_rate(self) -> Fraction:
        return Fraction(self.true, self.listed) if self.listed else Fraction(0)


def funnel(clues: Sequence[Clue], delivered: int = 0) -> Funnel:
    true = [one for one in clues if one.true]
    return Funnel(
        delivered=delivered,
        listed=len(clues),
        endings=_counts(clues, lambda one: one.ending),
        open=sum(one.open for one in clues),
        true=len(true),
        categories=dict(sorted(Counter(one.category for one in true).items())),
        removed=len({one.id_no or one.id for one in clues if one.ending == Ending.CANCEL}),
        violations=_counts(true, lambda one: one.violation),
    )


def _counts(clues: Iterable[Clue], of: Callable[[Clue], str]) -> dict[str, int]:
    return dict(sorted(Counter(of(one) for one in clues if of(one)).items()))
