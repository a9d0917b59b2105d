"""Self-care of people in destitute support: F17's six abilities → level → yearly amount (R-08, R-15, S-247, S-248).

The scale of F17 is not that of the elders' health check (F13). Neither is ever turned into the other: nothing here
takes a point of F13.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from villagevisit.domain.benefit_rules import months_after
from villagevisit.domain.errors import Refused
from villagevisit.domain.income import MONTHS
from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import printed
from villagevisit.domain.supplement import RURAL_HUKOU

FORM = "tekun_selfcare"
ASSESSED = "care.assessed"
ABILITIES = ("k_eat", "k_dress", "k_bed", "k_toilet", "k_walk", "k_bath")
_INTACT = ("自理能力完好", "全自理", "完全自理", "能够自理", "能自理")
_LOST = ("失能", "不能自理", "丧失自理", "无自理")


class Level(IntEnum):
    FULL = 1
    PARTLY = 2
    LOST = 3


@dataclass(frozen=True, slots=True)
class Amounts:
    """Yuan of one person: living by place, care by level; a month is a twelfth, rounded as the county rounds."""

    living_year: Decimal
    care_year: Decimal
    month: Decimal

    @property
    def year(self) -> Decimal:
        return self.living_year + self.care_year


def level(answers: Mapping[str, str]) -> Level:
    """From the six answers of F17 (1 can, 0 cannot).

    Raises:
        Refused: `care.incomplete` when one of the six is missing: a gap is not an ability.
    """
    said = [answers.get(name, "") for name in ABILITIES]
    if any(one not in ("0", "1") for one in said):
        raise Refused("care.incomplete")
    return of_failed(said.count("0"))


def of_failed(failed: int) -> Level:
    """None of the six failed: 全自理; 1 to 3: 部分丧失; 4 and more: 完全丧失 (特困人员认定办法)."""
    if not failed:
        return Level.FULL
    return Level.PARTLY if failed <= 3 else Level.LOST


def amounts(found: Level, hukou_type: str, policy: Policy) -> Amounts:
    """Raises like `Policy.decimal` where the county has not set them."""
    living = policy.decimal("tekun_living_rural" if hukou_type == RURAL_HUKOU else "tekun_living_urban")
    care = policy.decimal(f"tekun_care_level_{found.value}")
    month = printed((living + care) / MONTHS, policy.text("rounding_mode"))
    return Amounts(living, care, month)


def says_both(text: str) -> bool:
    """Whether a text calls the same people able and unable to care for themselves, as the one of S-248 does."""
    rest = text
    for words in _LOST:
        rest = rest.replace(words, "\0")
    return "\0" in rest and any(words in rest for words in _INTACT)


@dataclass(frozen=True, slots=True)
class Known:
    """The last assessment of a person."""

    person_id: str
    level: Level
    day: str
    source: str


def latest(found: Iterable[Known]) -> dict[str, Known]:
    """The newest of each person, whatever order they come in."""
    newest: dict[str, Known] = {}
    for one in sorted(found, key=lambda known: (known.day, known.source)):
        newest[one.person_id] = one
    return newest


def is_due(known: Known | None, today: date, months: int) -> bool:
    """Never assessed, or longer ago than the county's cycle."""
    if known is None:
        return True
    return months_after(date.fromisoformat(known.day), months) <= today
