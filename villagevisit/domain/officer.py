"""The people who do the work: investigators, clerks, village doctors, the county."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    INVESTIGATOR = "investigator"
    CLERK = "clerk"
    VILLAGE_DOCTOR = "village_doctor"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Kin:
    """A near relative that an officer declared (rules.md R-11)."""

    name: str
    id_no: str
    relation: str


@dataclass(frozen=True, slots=True)
class Officer:
    id: str
    staff_no: str
    name: str
    roles: frozenset[Role]
    village_code: str = ""
    """Set when the officer is this village's own cadre; he may not verify there alone (R-11)."""
    id_no: str = ""
    has_pin: bool = False
    kin: tuple[Kin, ...] = field(default=())
    areas: tuple[str, ...] = ()
    """Prefixes of the areas that the county certified him for; empty: it did not say."""
