"""The standards over the years, and what another standard would mean for the households that were visited.

Growth and the rural share are computed, never typed: 488 → 528 is 8.197 %, which a text called 8 % (S-164). A standard
may be set for a future day and tried out before it holds (S-165, S-181). Yuan per person and month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from villagevisit.domain import lines, supplement
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.domain.rounding import MODES, printed

RURAL, URBAN, LINE = "dibao_std_month_rural", "dibao_std_month_urban", "poverty_line_year"
KEYS = (RURAL, URBAN, LINE)
W_OUT_OF_RANGE = "W_OUT_OF_RANGE"
"""Outside of what the province allows (S-185)."""
W_PER_YEAR = "W_PER_YEAR"
"""So much more than before that it is probably an amount per year: 1,907 stood for a month (S-166)."""
_LEAP = 6
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Standard:
    """What held from a day on. Percentages are exact; None where there is nothing to compare with."""

    valid_from: str
    rural: Decimal | None
    urban: Decimal | None
    line_year: Decimal | None
    rural_growth: Decimal | None
    urban_growth: Decimal | None
    rural_share: Decimal | None
    """Rural in percent of urban."""
    source: str
    planned: bool
    warnings: tuple[str, ...]


def growth(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """In percent of the value before, which has to be known (S-188)."""
    return (after - before) / before * HUNDRED if before and after is not None else None


def history(entries: Sequence[PolicyEntry], today: date) -> tuple[Standard, ...]:
    """Every day on which a standard or the poverty line changed, oldest first.

    Raises:
        Refused: `policy.not-a-number`.
    """
    days = sorted({entry.valid_from for entry in entries if entry.key in KEYS})
    found: list[Standard] = []
    for text in days:
        before = found[-1] if found else None
        found.append(_standard(entries, date.fromisoformat(text), before, today))
    return tuple(found)


def _standard(entries: Sequence[PolicyEntry], day: date, before: Standard | None, today: date) -> Standard:
    policy = Policy.on(entries, day)
    rural, urban, line = (_value(policy, key) for key in KEYS)
    begun = [entry for entry in entries if entry.key in KEYS and entry.valid_from == day.isoformat()]
    made = Standard(
        valid_from=day.isoformat(),
        rural=rural,
        urban=urban,
        line_year=line,
        rural_growth=growth(before.rural, rural) if before else None,
        urban_growth=growth(before.urban, urban) if before else None,
        rural_share=rural / urban * HUNDRED if rural is not None and urban else None,
        source="；".join(dict.fromkeys(entry.source for entry in begun if entry.source)),
        planned=day > today,
        warnings=(),
    )
    return replace(made, warnings=tuple(_warnings(made, before, policy)))


def _value(policy: Policy, key: str) -> Decimal | None:
    return policy.optional(key) if key in policy.values else None


def _warnings(now: Standard, before: Standard | None, policy: Policy) -> Iterable[str]:
    least, most = _value(policy, "standard_range_min"), _value(policy, "standard_range_max")
    both = [one for one in (now.rural, now.urban) if one is not None]
    if any((least is not None and one < least) or (most is not None and one > most) for one in both):
        yield W_OUT_OF_RANGE
    pairs = ((before.rural, now.rural), (before.urban, now.urban)) if before else ()
    if any(was and becomes is not None and becomes >= _LEAP * was for was, becomes in pairs):
        yield W_PER_YEAR
    if now.rural is not None and now.line_year and lines.two_lines(now.rural, now.line_year)[0]:
        yield lines.W_BELOW_LINE
    if before and before.rural and now.rural and before.line_year and now.line_year:
        warning = lines.moved_together((before.rural, now.rural), (before.line_year, now.line_year))
        if warning:
            yield warning


@dataclass(frozen=True, slots=True)
class Case:
    """A visited household, as far as another standard changes it: what the two investigators signed."""

    household_id: str
    rural: bool
    net_year: Decimal
    members: int
    extra: Decimal
    """Uplift and the like, yuan per month beside top-up or band; stays as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy gives a household: the category by its line, the amount as it would be paid."""

    category: str
    amount: Decimal


def outcome(case: Case, policy: Policy) -> Outcome:
    """Raises Refused `policy.…` when a parameter is missing."""
    standard = policy.decimal(RURAL if case.rural else URBAN)
    category = supplement.category(case.net_year, case.members, standard, policy)
    amount = basic(case.net_year, case.members, standard, policy)
    if amount > 0:
        amount += case.extra
        least = policy.optional("min_pay_month")
        amount = amount if least is None else max(amount, least)
    return Outcome(category, printed(amount, policy.choice("rounding_mode", *MODES)))


def basic(net_year: Decimal, members: int, standard: Decimal, policy: Policy) -> Decimal:
    """Top-up or band without anything added, yuan per household and month."""
    if policy.choice("benefit_mode", "topup", "banded") == "banded":
        return supplement.banded(net_year, members, supplement.bands(policy.text("class_band_table")))[0]
    return supplement.topup(net_year, members, standard)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of one reckoning over many households."""

    dibao: int = 0
    edge: int = 0
    above: int = 0
    persons: int = 0
    """Who belong to the households below the standard."""
    amount: Decimal = Decimal(0)
    """Yuan per month for all of them."""

    def plus(self, case: Case, one: Outcome) -> "Totals":
        below = one.category == "dibao"
        return Totals(
            dibao=self.dibao + below,
            edge=self.edge + (one.category == "edge"),
            above=self.above + (one.category == "above"),
            persons=self.persons + (case.members if below else 0),
            amount=self.amount + (one.amount if below else 0),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A household that would get something else."""

    household_id: str
    was: Outcome
    becomes: Outcome

    @property
    def kind(self) -> str:
        """`enters`, `leaves`, `more`, `less`, or `line` when only its category changes."""
        if (self.was.category == "dibao") != (self.becomes.category == "dibao"):
            return "enters" if self.becomes.category == "dibao" else "leaves"
        if self.becomes.amount != self.was.amount:
            return "more" if self.becomes.amount > self.was.amount else "less"
        return "line"
