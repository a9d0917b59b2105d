"""Households and persons, as the roster and accepted submissions left them."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    household_id: str
    position: int
    """1-based place in the household; the head is 1."""
    name: str
    relation: str
    """Code of the `relation` list (02 is the head)."""
    id_no: str = ""
    id_kind: str = "resident"
    """`resident` 18 characters, `historic15` a 15-digit number kept as history, `none` missing."""
    sex: str = "9"
    birth: str = ""
    """ISO date or empty."""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Household:
    id: str
    household_no: str
    village_code: str
    head_name: str
    village_group: str = ""
    assist_category: str = ""
    """Code of the `assist` list, empty when the household is not in benefit."""
    insured_persons: int = 0
    amount_month: Decimal = Decimal(0)
    """Yuan per household and month."""
    hukou_type: str = ""
    address: str = ""
    phone: str = ""
    state: str = "active"
    """`active`, `moved`, `deceased`, `gone` (no longer in the roster)."""
    version: int = 1
    persons: tuple[Person, ...] = ()
