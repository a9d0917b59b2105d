"""Property tests: they raise flags for two people to look at, and never close a case (rules.md R-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import to_fen

CAR = "1"
"""Code of `vehicle`: a car for daily life. Lorries, tricycles, farm machines and disability scooters are tools."""
RENTED = frozenset({"4", "5", "6"})
"""Codes of `house_type` that are nobody's property: rented, with children, lodging."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    kind: str
    price: Decimal
    bought: date | None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Estate:
    """What the household owns. `financial` in yuan for the whole household."""

    financial: Decimal
    counted_members: int
    standard_month: Decimal
    vehicles: Sequence[Vehicle] = ()
    houses: int = 0
    """Own dwellings without those that are exempt or come from resettlement."""
    business: bool = False
    high_fee_school: bool = False
    travel_abroad: bool = False
    luxury: bool = False


def years_between(bought: date, day: date) -> int:
    """Whole years that have passed."""
    return max(0, day.year - bought.year - ((day.month, day.day) < (bought.month, bought.day)))


def vehicle_value(price: Decimal, years: int, policy: Policy) -> Decimal:
    """What a vehicle is still worth: straight-line or compound, as the county decided."""
    rate = policy.decimal("vehicle_depreciation_rate")
    if policy.choice("vehicle_depreciation_method", "linear", "compound") == "linear":
        return to_fen(price * max(Decimal(0), 1 - rate * years))
    return to_fen(price * (1 - rate) ** years)


def financial_cap(standard_month: Decimal, policy: Policy) -> Decimal:
    """Yuan per person."""
    return policy.decimal("fin_cap_months") * standard_month


def flags(estate: Estate, policy: Policy) -> tuple[str, ...]:
    """Codes of what must be looked at again."""
    found: list[str] = []
    members = max(1, estate.counted_members)
    if estate.financial > financial_cap(estate.standard_month, policy) * members:
        found.append("financial")
    if any(_over_cap(vehicle, policy) for vehicle in estate.vehicles):
        found.append("vehicle")
    if estate.houses >= policy.integer("house_count_cap"):
        found.append("houses")
    behaviour = {
        "business": estate.business,
        "high-fee-school": estate.high_fee_school,
        "travel-abroad": estate.travel_abroad,
        "luxury": estate.luxury,
    }
    return (*found, *(code for code, seen in behaviour.items() if seen))


def _over_cap(vehicle: Vehicle, policy: Policy) -> bool:
    if vehicle.kind != CAR or vehicle.exempt:
        return False
    years = years_between(vehicle.bought, policy.day) if vehicle.bought else 0
    return vehicle_value(vehicle.price, years, policy) > policy.decimal("vehicle_value_cap")
