"""Administrative areas: county, township, village, by the 12-digit statistical code (rules.md R-24).

Codes are imported by the county from its own table; none ships with the product.
"""

from dataclasses import dataclass
from typing import Literal

Level = Literal["county", "township", "village"]


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    """Always 12 digits; a county ends in 000000, a township in 000."""
    name: str
    level: Level

    @property
    def parent_code(self) -> str:
        return self.code[:6] + "000000" if self.level != "village" else self.code[:9] + "000"


def level_of(code: str) -> Level:
    if code.endswith("000000"):
        return "county"
    return "township" if code.endswith("000") else "village"
