"""Lines, categories and the amount of benefit (rules.md R-07, R-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain.errors import Refused
from villagevisit.domain.income import MONTHS
from villagevisit.domain.policy import Policy

RURAL_HUKOU = "1"
"""Code of `hukou_type`; every other kind goes by the urban standard, as F01 does."""
ELDER_AGE = 70
MINOR_AGE = 18


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """What decides a person's extra payment (分类施保)."""

    age: int | None = None
    severely_disabled: bool = False
    severely_ill: bool = False
    unable: bool = False
    """Wholly unable to work, or none to be expected of him by age (codes 4 and 5 of `labor`)."""
    lost_ability: bool = False
    """Wholly unable to work (code 4)."""


@dataclass(frozen=True, slots=True)
class Band:
    """A fixed amount per person for households whose monthly income per head is below the limit."""

    name: str
    below: Decimal
    amount: Decimal


def standard_key(hukou_type: str) -> str:
    """The parameter that holds this household's monthly standard."""
    return "dibao_std_month_rural" if hukou_type == RURAL_HUKOU else "dibao_std_month_urban"


def category(net_year: Decimal, members: int, standard_month: Decimal, policy: Policy) -> str:
    """`dibao`, `edge` or `above`. Equal to a line is not below it; compared unrounded, by multiplication."""
    if not members:
        return ""
    line = standard_month * members * MONTHS
    if net_year < line:
        return "dibao"
    return "edge" if net_year < line * policy.decimal("edge_ratio") else "above"


def topup(net_year: Decimal, members: int, standard_month: Decimal) -> Decimal:
    """Household amount per month, unrounded.

    Once for the household: a gap per head that is rounded and then multiplied is a fen off (954.57 for 954.58).
    """
    return max(Decimal(0), standard_month * members - net_year / MONTHS)


def full(members: int, standard_month: Decimal) -> Decimal:
    """The whole standard for everybody, per month (R-08; S-168)."""
    return standard_month * members


def unable(people: Sequence[Beneficiary]) -> bool:
    """Whether nobody of them can work and somebody lost the ability: children and the old alone are topped up."""
    return all(person.unable for person in people) and any(person.lost_ability for person in people)


def bands(table: str) -> tuple[Band, ...]:
    """Reads P:class_band_table, ``A<200=450; B<400=300; C<600=150`` (income per head and month = amount per person).

    Raises:
        Refused: `policy.bad-band-table` (value).
    """
    found: list[Band] = []
    for part in filter(None, (piece.strip() for piece in table.replace("；", ";").split(";"))):
        name, less, rest = part.partition("<")
        below, equal, amount = rest.partition("=")
        numeric = below.strip().replace(".", "", 1).isdigit() and amount.strip().replace(".", "", 1).isdigit()
        if not (less and equal and numeric):
            raise Refused("policy.bad-band-table", value=table)
        found.append(Band(name.strip(), Decimal(below.strip()), Decimal(amount.strip())))
    if not found:
        raise Refused("policy.bad-band-table", value=table)
    return tuple(sorted(found, key=lambda band: band.below))


def banded(net_year: Decimal, members: int, table: Sequence[Band]) -> tuple[Decimal, str]:
    """Household amount per month and the band's name; nothing above the last band."""
    for band in table:
        if members and net_year < band.below * MONTHS * members:
            return band.amount * members, band.name
    return Decimal(0), ""


def uplift(people: Sequence[Beneficiary], standard_month: Decimal, policy: Policy) -> Decimal:
    """Extra per month for the household: each person's highest, unless the county adds them up (就高不就低)."""
    highest = policy.choice("uplift_combine", "highest", "cumulative") == "highest"
    amounts = {
        key: _amount_or_share(policy, f"class_uplift_{key}", standard_month)
        for key in ("elder", "minor", "severe_disabled", "severe_ill")
    }
    total = Decimal(0)
    for person in people:
        due = [
            amounts[key]
            for key, meets in (
                ("elder", person.age is not None and person.age >= ELDER_AGE),
                ("minor", person.age is not None and person.age < MINOR_AGE),
                ("severe_disabled", person.severely_disabled),
                ("severe_ill", person.severely_ill),
            )
            if meets
        ]
        total += max(due, default=Decimal(0)) if highest else sum(due, Decimal(0))
    return total


def _amount_or_share(policy: Policy, key: str, standard_month: Decimal) -> Decimal:
    """Yuan per person and month, or, written `20%`, a share of the standard."""
    text = policy.text(key).strip()
    if text.endswith("%"):
        share = Policy(policy.day, {key: text[:-1]}).decimal(key)
        return standard_month * share / 100
    return policy.decimal(key)
