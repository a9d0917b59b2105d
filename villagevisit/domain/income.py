"""Household income of the twelve months before the month of application, item by item (rules.md R-03, R-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import to_fen

WAGE, BUSINESS, PROPERTY, TRANSFER, OTHER, EXEMPT = "1", "2", "3", "4", "5", "9"
"""Codes of `inc_cat`; items of category 9 are recorded and counted 0."""
PAID_OUT = "407"
"""Support paid to people outside: the one subtype that lowers income."""
MEDICAL, EDUCATION, REHABILITATION = "2", "3", "4"
"""Codes of `exp_cat`."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class IncomeItem:
    """One source of income; yuan per year."""

    category: str
    subtype: str
    gross: Decimal
    cost: Decimal = Decimal(0)

    @property
    def counted(self) -> Decimal:
        if self.category == EXEMPT:
            return Decimal(0)
        return to_fen(-self.gross if self.subtype == PAID_OUT else self.gross - self.cost)


@dataclass(frozen=True, slots=True)
class Expense:
    """One rigid expense; yuan per year. Only what insurance and aid did not pay is a burden."""

    category: str
    gross: Decimal
    reimbursed: Decimal = Decimal(0)

    @property
    def burden(self) -> Decimal:
        return to_fen(self.gross - self.reimbursed)


@dataclass(frozen=True, slots=True)
class Income:
    """Yuan per year. `per_capita_*` are unrounded, for comparison; round only to print (R-07)."""

    wage_income: Decimal
    business_income: Decimal
    property_income: Decimal
    transfer_income: Decimal
    other_income: Decimal
    support: Decimal
    """The part of `transfer_income` that relatives outside owe."""
    work_cost: Decimal
    rigid: Decimal
    burden: Decimal
    """All rigid expenses, also those that may not be deducted (R-05 b)."""
    counted_members: int

    @property
    def gross(self) -> Decimal:
        return self.wage_income + self.business_income + self.property_income + self.transfer_income + self.other_income

    @property
    def net(self) -> Decimal:
        return max(Decimal(0), to_fen(self.gross - self.work_cost - self.rigid))

    @property
    def per_capita_year(self) -> Decimal:
        return self.net / self.counted_members if self.counted_members else Decimal(0)

    @property
    def per_capita_month(self) -> Decimal:
        return self.net / (MONTHS * self.counted_members) if self.counted_members else Decimal(0)

    @property
    def rigid_ratio(self) -> Decimal:
        """Own burden ÷ income, 0 without income."""
        return self.burden / self.gross if self.gross > 0 else Decimal(0)


def deductible(expense: Expense, policy: Policy) -> Decimal:
    """Medical and rehabilitation always, education if the county says so (R-05 a)."""
    allowed = expense.category in (MEDICAL, REHABILITATION) or (
        expense.category == EDUCATION and policy.flag("deduct_education")
    )
    return expense.burden if allowed else Decimal(0)


def work_cost(wage: Decimal, policy: Policy) -> Decimal:
    """The necessary cost of going to work: a share of wages, up to the county's cap per month."""
    cost = to_fen(wage * policy.decimal("work_cost_rate"))
    cap = policy.optional("work_cost_cap_month")
    return cost if cap is None else min(cost, cap * MONTHS)


def total(
    items: Sequence[IncomeItem],
    expenses: Sequence[Expense],
    support_month: Decimal,
    counted_members: int,
    policy: Policy,
) -> Income:
    """`support_month` is what obligors outside owe this household, yuan per month (R-04)."""

    def of(category: str) -> Decimal:
        return sum((item.counted for item in items if item.category == category), Decimal(0))

    wage, support = of(WAGE), support_month * MONTHS
    return Income(
        wage_income=wage,
        business_income=of(BUSINESS),
        property_income=of(PROPERTY),
        transfer_income=of(TRANSFER) + support,
        other_income=of(OTHER),
        support=support,
        work_cost=work_cost(wage, policy),
        rigid=sum((deductible(expense, policy) for expense in expenses), Decimal(0)),
        burden=sum((expense.burden for expense in expenses), Decimal(0)),
        counted_members=counted_members,
    )


def rigid_hardship(income: Income, disposable_income_year: Decimal, policy: Policy) -> bool:
    """刚性支出困难家庭 on the expenditure side; the property test is apart (R-05 b).

    Compared by multiplication, so that a ratio of exactly the threshold is met.
    """
    line = disposable_income_year * policy.decimal("rigid_income_ratio")
    return (
        income.gross > 0
        and income.gross < line * income.counted_members
        and income.burden >= policy.decimal("rigid_exp_ratio") * income.gross
    )
