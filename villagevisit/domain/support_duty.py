"""What relatives outside the household owe it for support (赡养费, rules.md R-04)."""

from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import to_fen


@dataclass(frozen=True, slots=True)
class Obligor:
    """A relative's own household. Money in yuan per month."""

    income_month: Decimal
    size: int
    supported: int
    """How many people he must support in all."""
    supported_here: int
    """How many of them belong to this household."""
    no_capacity: bool = False
    """In dibao or tekun, severely disabled, in prison."""
    agreed: Decimal = Decimal(0)
    """By judgment or agreement, per supported person."""
    actual: Decimal = Decimal(0)
    """Really paid, per supported person."""


def computed(obligor: Obligor, policy: Policy) -> Decimal:
    """Yuan per month and supported person by the county's formula, rounded to the fen as the form does."""
    if obligor.no_capacity:
        return Decimal(0)
    line = policy.decimal("obligor_threshold_multiple") * policy.decimal("obligor_std_month")
    excess = obligor.income_month - line * obligor.size
    if excess <= 0:
        return Decimal(0)
    if policy.choice("obligor_base", "household", "per_capita") == "per_capita":
        excess /= obligor.size
    return to_fen(excess * policy.decimal("obligor_share") / obligor.supported)


def for_household(obligor: Obligor, policy: Policy) -> Decimal:
    """Yuan per month for this household: the largest of formula, agreement and payment, for each person here."""
    per_person = max(computed(obligor, policy), obligor.agreed, obligor.actual)
    return to_fen(per_person * obligor.supported_here)
