"""How many residents have a health record: each rate with the population it is a share of (S-288, S-292, S-295)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villagevisit.domain.event import Event

POPULATION = "health.population"
"""Event about a village: `data.count`, `data.source`; its day is the day that the figure stands for."""
_ALWAYS = (
    "ehr_code", "ehr_name", "ehr_live", "ehr_hukou", "ehr_phone", "ehr_town", "ehr_village", "ehr_unit", "ehr_person",
    "ehr_doctor", "sex", "birth", "id_no", "contact_name", "contact_phone", "resident_type", "ethnic", "abo", "rh",
    "edu", "occupation", "marital", "paytype", "allergy", "exposure", "has_disease", "has_surgery", "has_trauma",
    "has_transf", "fam_father", "fam_mother", "fam_sibling", "fam_child", "has_genetic", "disability",
)  # fmt: skip
_IF: Mapping[str, tuple[str, str]] = {
    "paytype_other": ("paytype", "8"), "allergy_other": ("allergy", "5"), "pd_code": ("has_disease", "2"),
    "surgery": ("has_surgery", "2"), "trauma": ("has_trauma", "2"), "transf": ("has_transf", "2"),
    "genetic": ("has_genetic", "2"),
}  # fmt: skip
"""Field → the field and the code that make it necessary."""


def lacks(answers: Mapping[str, str]) -> list[str]:
    """Fields of F09 that a standardised record has and this one lacks. `answers`: field → text."""
    missing = [name for name in _ALWAYS if not answers.get(name)]
    asked = [name for name, (field, code) in _IF.items() if code in answers.get(field, "").split()]
    return [*missing, *(name for name in asked if not answers.get(name))]


@dataclass(frozen=True, slots=True)
class Population:
    """What the rates of a village are a share of."""

    count: int
    source: str = ""
    """Who says so; empty: counted on the roster."""
    day: str = ""
    """ISO day of the stated figure."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One village, or all together."""

    code: str
    """Empty for all together."""
    name: str
    population: Population
    records: int
    """Records in use, of people who live here."""
    new: int
    """Of these, made in the calendar year."""
    ever: int
    """Made since counting began, also of the dead and those who left."""
    complete: int | None = None
    """Standardised ones among those in use; None until they were counted."""

    @property
    def built(self) -> Decimal | None:
        """Records in use in per cent of the population, two decimals; None where nobody lives."""
        return share(self.records, self.population.count)

    @property
    def standard(self) -> Decimal | None:
        """Standardised records in per cent of the population, as the county reports them (S-292)."""
        return None if self.complete is None else share(self.complete, self.population.count)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent with two decimals, half up; None of nothing."""
    return (Decimal(part * 100) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


def stated(told: Iterable[Event]) -> dict[str, Population]:
    """Village → the population stated last; of one day, the one entered last."""
    found: dict[str, Event] = {}
    for one in told:
        known = found.get(one.thing)
        if one.kind == POPULATION and (known is None or (one.day, one.id) > (known.day, known.id)):
            found[one.thing] = one
    return {code: Population(one.number("count"), one.text("source"), one.day) for code, one in found.items()}


def together(name: str, rates: Iterable[Rate]) -> Rate:
    """The sum of villages; its population is theirs, whoever stated it."""
    every = list(rates)
    counted = [one.complete for one in every]
    known = [one for one in counted if one is not None]
    return Rate(
        "", name, Population(sum(one.population.count for one in every)), sum(one.records for one in every),
        sum(one.new for one in every), sum(one.ever for one in every),
        sum(known) if len(known) == len(every) else None,
    )  # fmt: skip
