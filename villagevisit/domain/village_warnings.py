"""What the figures of a whole village say that no single household does (R-02, R-08; S-041, S-172, S-176…178).

Hints for somebody to look, with the list of households behind them; never a refusal.
"""

from dataclasses import dataclass
from decimal import Decimal

W_PARTIAL_HOUSEHOLD = "W_PARTIAL_HOUSEHOLD"
"""保人不保户: fewer people are covered than the household counts, and it is no household of one; or, where only totals
are known, so few people per household that this must be so."""
W_AVERAGE_PAYMENT = "W_AVERAGE_PAYMENT"
"""平均发放: nearly all are paid the same per person."""
_FEWEST = 5
"""A share of fewer households than this says nothing."""


@dataclass(frozen=True, slots=True)
class VillageFigures:
    """Households in benefit of one village, as the register has them."""

    village_code: str
    households: int
    persons: int
    """Covered."""
    members: int
    """Who belong to these households."""
    partial: int
    """Households that cover fewer than they count, without households of one."""
    paid: int
    """Households with an amount."""
    same: int
    """Of these, how many are paid the commonest amount per person."""
    amount: Decimal
    """That amount, yuan per person and month."""

    @property
    def per_household(self) -> Decimal:
        return Decimal(self.persons) / self.households if self.households else Decimal(0)


def persons_per_household(households: int, persons: int, low: Decimal) -> str:
    """The warning, or empty. 467,017 ÷ 388,370 = 1.203 is low, 30,083 ÷ 15,942 = 1.887 is not (R-02)."""
    return W_PARTIAL_HOUSEHOLD if households and persons < low * households else ""


def warnings(one: VillageFigures, share: Decimal) -> tuple[str, ...]:
    """`share` is P:average_pay_share. Where people do live alone, few persons per household are no finding."""
    found = [W_PARTIAL_HOUSEHOLD] if one.partial else []
    if one.paid >= _FEWEST and one.same > share * one.paid:
        found.append(W_AVERAGE_PAYMENT)
    return tuple(found)
