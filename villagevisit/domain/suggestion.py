"""What the live panel shows while a visit is filled in: figures with the formula and inputs behind each.

Decision support only; people decide (rules.md, head; PIPL Art. 24). Wording keys and inputs instead of sentences,
so that a reader can recompute every line in his language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from villagevisit.domain import income, membership, property_test, supplement, support_duty
from villagevisit.domain.formula import Formula
from villagevisit.domain.income import Expense, Income, IncomeItem
from villagevisit.domain.membership import Member
from villagevisit.domain.policy import Policy
from villagevisit.domain.property_test import Estate, Vehicle
from villagevisit.domain.rounding import MODES, printed, to_fen
from villagevisit.domain.supplement import Beneficiary
from villagevisit.domain.support_duty import Obligor

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """All amounts in yuan. `ready` is False while nothing can be said yet: nobody counts, or nobody was asked
    about income (a supplement of the full standard would look like a promise)."""

    ready: bool
    registered_members: int
    counted_members: int
    gross_year: Decimal
    net_year: Decimal
    per_capita_month: Decimal
    """Unrounded; it is this that is compared with the lines."""
    standard_month: Decimal
    supplement_month: Decimal
    """Unrounded."""
    printed_supplement: Decimal
    """Rounded by the county's mode (R-12)."""
    mode: str
    """Code of P:rounding_mode."""
    category: str
    """`dibao`, `edge`, `above`, or empty while not ready (R-07)."""
    lines: tuple[Formula, ...] = ()
    flags: tuple[str, ...] = ()
    """Wording keys of things to look at, `suggestion.flag.…`; never a refusal."""


NOT_READY = Suggestion(False, 0, 0, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, "", "")


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers of a visit, as far as the rules use them."""

    hukou_type: str = ""
    members: Sequence[Member] = ()
    beneficiaries: Sequence[Beneficiary] = ()
    """One per member, in the same order."""
    items: Sequence[IncomeItem] = ()
    expenses: Sequence[Expense] = ()
    obligors: Sequence[Obligor] = ()
    financial: Decimal = ZERO
    vehicles: Sequence[Vehicle] = ()
    houses: int = 0
    income_asked: bool = True
    insured_now: int = 0
    """Persons covered at present; 0 when the household is not in benefit."""
    single_application: bool = False
    seen: frozenset[str] = field(default=frozenset())
    """Other things that were answered: `business`, `high-fee-school`, `travel-abroad`, `luxury`, `kin`,
    `declared-differs`, `few-neighbours`."""


def suggest(facts: Facts, policy: Policy) -> Suggestion:
    """The figures for what has been answered so far. Raises Refused `policy.…` when a parameter is missing."""
    verdicts = [membership.counted(member) for member in facts.members]
    counted = sum(verdicts)
    support = sum((support_duty.for_household(obligor, policy) for obligor in facts.obligors), ZERO)
    money = income.total(facts.items, facts.expenses, support, counted, policy)
    standard = policy.decimal(supplement.standard_key(facts.hukou_type))
    mode = policy.choice("rounding_mode", *MODES)
    people = [person for person, counts in zip(facts.beneficiaries, verdicts, strict=True) if counts]
    amount, amount_lines = _amount(money, standard, people, policy)
    category = supplement.category(money.net, counted, standard, policy)
    paid = printed(amount, mode)
    lines = (
        _line("counted", {"registered": str(len(facts.members)), "counted": str(counted)}, Decimal(counted)),
        *_income_lines(money, policy),
        *_head_lines(money, standard, facts.hukou_type),
        *amount_lines,
        Formula("suggestion.line.printed", _PRINTED[mode], {"amount": _money(amount)}, paid, ("rounding_mode",)),
    )
    ready = counted > 0 and facts.income_asked
    return Suggestion(
        ready=ready,
        registered_members=len(facts.members),
        counted_members=counted,
        gross_year=money.gross,
        net_year=money.net,
        per_capita_month=money.per_capita_month,
        standard_month=standard,
        supplement_month=amount,
        printed_supplement=paid,
        mode=mode,
        category=category if ready else "",
        lines=lines if ready else lines[:1],
        flags=_flags(facts, counted, standard, policy) if counted else (),
    )


_PRINTED = {
    "half_up_fen": "suggestion.formula.printed.half_up_fen",
    "half_up_yuan": "suggestion.formula.printed.half_up_yuan",
    "ceil_yuan": "suggestion.formula.printed.ceil_yuan",
    "floor_yuan": "suggestion.formula.printed.floor_yuan",
    "ceil_10yuan": "suggestion.formula.printed.ceil_10yuan",
}
_LINES = {
    name: (f"suggestion.line.{name}", f"suggestion.formula.{name}")
    for name in (
        "counted", "gross", "support", "work_cost", "work_cost_capped", "rigid", "net", "per_capita",
        "standard_rural", "standard_urban", "topup", "full", "banded", "uplift", "minimum",
    )
}  # fmt: skip
_USES = {
    "support": ("obligor_std_month", "obligor_threshold_multiple", "obligor_share", "obligor_base"),
    "work_cost": ("work_cost_rate",),
    "work_cost_capped": ("work_cost_rate", "work_cost_cap_month"),
    "rigid": ("deduct_education",),
    "standard_rural": ("dibao_std_month_rural",),
    "standard_urban": ("dibao_std_month_urban",),
    "topup": ("benefit_mode",),
    "full": ("full_amount_unable",),
    "banded": ("benefit_mode", "class_band_table"),
    "uplift": (
        "class_uplift_elder", "class_uplift_minor", "class_uplift_severe_disabled", "class_uplift_severe_ill",
        "uplift_combine",
    ),
    "minimum": ("min_pay_month",),
}  # fmt: skip
_FLAGS = {
    name: f"suggestion.flag.{name}"
    for name in (
        "financial", "vehicle", "houses", "business", "high-fee-school", "travel-abroad", "luxury", "kin",
        "declared-differs", "few-neighbours", "partial-coverage",
    )
}  # fmt: skip


def _money(amount: Decimal) -> str:
    return f"{to_fen(amount):,}"


def _line(name: str, inputs: Mapping[str, str], amount: Decimal) -> Formula:
    key, formula = _LINES[name]
    return Formula(key, formula, inputs, amount if name == "counted" else to_fen(amount), _USES.get(name, ()))


def _income_lines(money: Income, policy: Policy) -> list[Formula]:
    parts = {
        "wage": money.wage_income,
        "business": money.business_income,
        "property": money.property_income,
        "transfer": money.transfer_income,
        "other": money.other_income,
    }
    lines = []
    if money.support:
        month = money.support / income.MONTHS
        lines.append(_line("support", {"month": _money(month)}, money.support))
    lines.append(_line("gross", {name: _money(part) for name, part in parts.items()}, money.gross))
    if money.work_cost:
        rate = policy.text("work_cost_rate")
        cap = policy.optional("work_cost_cap_month")
        inputs = {"wage": _money(money.wage_income), "rate": f"{(Decimal(rate) * 100).normalize():f}%"}
        if cap is not None and money.work_cost == cap * income.MONTHS:
            lines.append(_line("work_cost_capped", {**inputs, "cap": _money(cap)}, money.work_cost))
        else:
            lines.append(_line("work_cost", inputs, money.work_cost))
    if money.rigid:
        lines.append(_line("rigid", {"burden": _money(money.burden)}, money.rigid))
    inputs = {"gross": _money(money.gross), "work_cost": _money(money.work_cost), "rigid": _money(money.rigid)}
    return [*lines, _line("net", inputs, money.net)]


def _head_lines(money: Income, standard: Decimal, hukou_type: str) -> list[Formula]:
    inputs = {"net": _money(money.net), "members": str(money.counted_members)}
    rural = hukou_type == supplement.RURAL_HUKOU
    return [
        _line("per_capita", inputs, money.per_capita_month),
        _line("standard_rural" if rural else "standard_urban", {}, standard),
    ]


def _amount(
    money: Income, standard: Decimal, people: Sequence[Beneficiary], policy: Policy
) -> tuple[Decimal, list[Formula]]:
    """Yuan per month for the household, unrounded: supplement, band or full amount, then uplift, then the minimum."""
    members = money.counted_members
    if policy.choice("benefit_mode", "topup", "banded") == "banded":
        amount, band = supplement.banded(money.net, members, supplement.bands(policy.text("class_band_table")))
        each = _money(amount / members) if members else "0"
        lines = [_line("banded", {"band": band or "—", "each": each, "members": str(members)}, amount)]
    else:
        amount = supplement.topup(money.net, members, standard)
        inputs = {"standard": _money(standard), "members": str(members), "net": _money(money.net)}
        lines = [_line("topup", inputs, amount)]
    if amount <= 0:
        return amount, lines
    if policy.holds("full_amount_unable") and supplement.unable(people):
        amount = supplement.full(members, standard)
        lines.append(_line("full", {"standard": _money(standard), "members": str(members)}, amount))
    extra = supplement.uplift(people, standard, policy)
    if extra:
        amount += extra
        lines.append(_line("uplift", {"extra": _money(extra)}, amount))
    least = policy.optional("min_pay_month")
    if least is not None and amount < least:
        lines.append(_line("minimum", {"least": _money(least)}, least))
        amount = least
    return amount, lines


def _flags(facts: Facts, counted: int, standard: Decimal, policy: Policy) -> tuple[str, ...]:
    estate = Estate(
        financial=facts.financial,
        counted_members=counted,
        standard_month=standard,
        vehicles=facts.vehicles,
        houses=facts.houses,
        business="business" in facts.seen,
        high_fee_school="high-fee-school" in facts.seen,
        travel_abroad="travel-abroad" in facts.seen,
        luxury="luxury" in facts.seen,
    )
    found = [*property_test.flags(estate, policy)]
    found += [name for name in ("kin", "declared-differs", "few-neighbours") if name in facts.seen]
    if 0 < facts.insured_now < counted and not facts.single_application:
        found.append("partial-coverage")
    return tuple(_FLAGS[name] for name in found)
