"""What somebody pays to be insured and who pays the rest: parts that must sum, the higher subsidy, the least share.

R-16 and S-379…S-384, S-406, S-407, S-412: each row of the table is held against itself, because one of them says
`not less than 80 %` and gives 150 of 190.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain import aid_rules, figure_checks
from villagevisit.domain.aid_rules import GROUPS, Fits, Rule
from villagevisit.domain.figure_checks import Finding
from villagevisit.domain.rounding import to_fen

ZERO = Decimal(0)
PARTS = ("subsidy_central", "subsidy_province", "subsidy_city", "subsidy_county")


@dataclass(frozen=True, slots=True)
class Share:
    """A group's contribution for a year, in yuan."""

    group: str
    premium: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    """(kind, yuan), as far as the rules part the subsidy."""
    subsidy: Decimal
    """The parts added up; the stated total where there are none."""
    findings: tuple[Finding, ...]
    """The total against its parts, the least share against the premium."""
    rules: tuple[Rule, ...]

    @property
    def own(self) -> Decimal:
        return max(ZERO, self.premium - self.subsidy)

def shares(rules: Sequence[Rule], day: date) -> tuple[Share, ...]:
    """One for each group that the rules give a premium and a subsidy, as GROUPS has them; else one for everybody."""
    given = {one for rule in rules if rule.what.startswith("subsidy_") for one in aid_rules.named([rule], "group")}
    wanted = [group for group in GROUPS if group in given] or ["resident"]
    found = (_share(rules, day, group) for group in wanted)
    return tuple(one for one in found if one is not None)


def higher(some: Iterable[Share]) -> Share | None:
    """Whoever belongs to several groups has the highest of their subsidies, never their sum (S-383)."""
    return max(some, key=lambda one: one.subsidy, default=None)


def monthly(rules: Sequence[Rule], day: date, group: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """(a month's full contribution, percent, what this group pays); None where the rules say nothing (S-406)."""
    fits = Fits(day, group)
    full, share = aid_rules.best(rules, "month_premium", fits), aid_rules.best(rules, "month_share", fits)
    if full is None:
        return None
    percent = share.number if share is not None else Decimal(100)
    return full.number, percent, to_fen(full.number * percent / 100)


def _share(rules: Sequence[Rule], day: date, group: str) -> Share | None:
    fits = Fits(day, group)
    premium = aid_rules.best(rules, "premium", fits)
    if premium is None:
        return None
    found = {what: aid_rules.best(rules, what, fits) for what in (*PARTS, "subsidy_total", "subsidy_least")}
    parts = tuple((what, rule.number) for what in PARTS if (rule := found[what]) is not None)
    total, least = found["subsidy_total"], found["subsidy_least"]
    stated = total.number if total is not None else ZERO
    subsidy = sum((amount for _, amount in parts), ZERO) if parts else stated
    findings: list[Finding] = []
    if parts and total is not None:
        findings.append(figure_checks.sums(stated, [amount for _, amount in parts]))
    if least is not None:
        findings.append(figure_checks.reached(least.number, subsidy, premium.number))
    used = (premium, *(rule for rule in found.values() if rule is not None))
    return Share(group, premium.number, parts, subsidy, tuple(findings), used)
