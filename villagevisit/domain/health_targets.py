"""Targets of the health programme (S-320, S-337, S-338, S-359, S-371…S-373), and rates that other
offices count (S-304, S-307): always numerator and denominator.

Five are the "three 100 % and two 90 %"; "about 90 %" is a mark to look at, not a line between good and bad.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from villagevisit.domain.event import Event

STATED, CLINIC = "health.target", "health.clinic"
CLINICS_A_YEAR = 2
"""Free clinics in every village (S-372)."""
"""Figures that no record here holds; whoever enters them says where they are from."""


@dataclass(frozen=True, slots=True)
class Target:
    code: str
    goal: Decimal | None
    """Share to be reached; None where the figure is only watched."""
    about: bool = False
    """"About 90 %": a corridor, both sides of it are worth a look."""
    stated: bool = False
    """Entered by hand."""
    per: int = 100
    """Of how many it is said: 100, of deaths 1,000 (‰) or 100,000."""


TARGETS: Final[Mapping[str, Target]] = {
    one.code: one
    for one in (
        Target("insured", Decimal(1), stated=True),
        Target("clinics", Decimal(1), stated=True),
        Target("contract", Decimal(1)),
        Target("reimbursed", Decimal("0.9"), about=True),
        Target("in_county", Decimal("0.9"), about=True, stated=True),
        Target("treated", Decimal("0.95")),
        Target("screened", None),
        Target("prenatal", None, stated=True),
        Target("newborn", None, stated=True),
        Target("premarital", Decimal("0.95"), stated=True),
        Target("referred_out", None, stated=True),
        Target("free_clinic", Decimal(1)),
        Target("hbig", None, stated=True),
        Target("hiv_test", None, stated=True),
        Target("maternal_deaths", None, stated=True, per=100_000),
        Target("infant_deaths", None, stated=True, per=1000),
        Target("child_deaths", None, stated=True, per=1000),
        Target("hfmd", None, stated=True, per=100_000),
    )
}
"""In the order of the page; the first five are "三个100%、两个90%"."""
PERS: Final = (100, 1000, 100_000)
OWN: Final = "own:"
"""How the code of an indicator begins that an office names itself; its name follows."""
_CORRIDOR: Final = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class Rank:
    """"Seventeenth of eighteen in the province" (S-291): a rank without of how many says nothing."""

    place: int
    of: int
    among: str
    """Where it was ranked, as people say it: `全省`."""

    @property
    def holds(self) -> bool:
        return 1 <= self.place <= self.of and bool(self.among)


@dataclass(frozen=True, slots=True)
class Figure:
    """`numerator` and `denominator` in the unit of the target; `source` says where a stated figure is from."""

    target: Target
    numerator: Decimal
    denominator: Decimal
    source: str = ""
    known: bool = True
    period: str = ""
    """What it is of, where that is not the whole year: `2026-01/2026-06`."""
    rank: Rank | None = None
    otherwise: "Figure | None" = None
    """What somebody stated of what is counted here."""

    @property
    def name(self) -> str:
        """Of an office's own indicator; empty for those of `TARGETS`."""
        return self.target.code.removeprefix(OWN) if self.target.code.startswith(OWN) else ""

    @property
    def rate(self) -> Decimal | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def said(self) -> str:
        """The rate as people say it: `95.0%`, `4.96‰`, `12.30/10万`; empty without one."""
        if self.rate is None:
            return ""
        digits, unit = {100: (1, "%"), 1000: (2, "‰"), 100_000: (2, "/10万")}[self.target.per]
        return f"{self.rate * self.target.per:.{digits}f}{unit}"

    @property
    def standing(self) -> str:
        """`unknown`, `watched`, `reached`, `short`, `look` (outside the corridor of "about 90 %")."""
        rate, goal = self.rate, self.target.goal
        if not self.known or rate is None:
            return "unknown"
        if goal is None:
            return "watched"
        if self.target.about:
            return "reached" if abs(rate - goal) <= _CORRIDOR else "look"
        return "reached" if rate >= goal else "short"


def of_event(one: Event) -> Figure:
    """A figure as it was stated."""
    code = one.text("code")
    target = TARGETS.get(code) or Target(code, None, stated=True, per=one.number("per"))
    rank = Rank(one.number("rank"), one.number("of"), one.text("among"))
    return Figure(
        target, Decimal(one.text("numerator")), Decimal(one.text("denominator")), one.text("source"), True,
        one.text("period"), rank if rank.holds else None,
    )  # fmt: skip


def stated(events: Iterable[Event], year: int) -> dict[str, Event]:
    """The last word about each stated figure of a year."""
    found: dict[str, Event] = {}
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind == STATED and one.number("year") == year:
            found[one.text("code")] = one
    return found
