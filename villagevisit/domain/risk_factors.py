"""Risk factors that are on record, each as last written or measured (S-314): a list for the talk, no score.

Limits: BMI and waist WS/T 428 (24, 28 kg/m²; 90 cm men, 85 cm women); pressure 140/90 and fasting glucose 6.1 and 7.0
规范第三版; lipids 中国成人血脂异常防治指南(2016): tc 6.2, tg 2.3, ldl 4.1 and more, hdl below 1.0 mmol/L.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from villagevisit.domain.health import HealthVisit
from villagevisit.domain.observation import observed

FACTORS: Final = (
    "smoke", "drink", "inactive", "salt", "oil", "sugar", "overweight", "obese", "waist", "pressure", "glucose_high",
    "glucose_impaired", "lipids", "family", "exposure",
)  # fmt: skip
_WAIST: Final = {"1": Decimal(90), "2": Decimal(85)}
"""By sex, cm; from here on."""
_LIPIDS: Final = {"tc": Decimal("6.2"), "tg": Decimal("2.3"), "ldl": Decimal("4.1")}
_HDL: Final = Decimal("1.0")
_DIET: Final = {"salt": "4", "oil": "5", "sugar": "6"}
_FAMILY: Final = ("fam_father", "fam_mother", "fam_sibling", "fam_child")
_INHERITED: Final = frozenset({"2", "3", "4", "6", "7"})
"""Codes of `famhist` in F09: hypertension, diabetes, coronary disease, cancer, stroke."""
_EXAM, _RECORD = "physical_exam", "ehr_basic_info"


@dataclass(frozen=True, slots=True)
class Factor:
    """`value` in the words of the record, empty where there is none; `day`: ISO, of what it rests on."""

    key: str
    value: str
    day: str


def factors(visits: Iterable[HealthVisit], sex: str) -> list[Factor]:
    """In the order of `FACTORS`. What a later visit found gone is not listed. `sex`: 1 male, 2 female."""
    found: dict[str, Factor | None] = {}
    for visit in sorted(visits, key=lambda one: (one.day, one.source)):
        values = {code: Decimal(text) for code, text in observed(visit.form_id, visit.answers).items()}
        for key, present, value in (*_habits(visit, values), *_measured(values, sex)):
            found[key] = Factor(key, value, visit.day) if present else None
    return [one for key in FACTORS if (one := found.get(key)) is not None]


def _habits(visit: HealthVisit, values: Mapping[str, Decimal]) -> Iterator[tuple[str, bool, str]]:
    """(factor, whether it is there, value) of what a visit says; nothing about what it does not ask."""
    said = visit.answers
    if visit.form_id == _EXAM:
        for key, bad in (("smoke", "3"), ("drink", "34"), ("ex_freq", "4")):
            if said.get(key):
                name = "inactive" if key == "ex_freq" else key
                yield name, said[key] in bad, _text(values.get(key))
        if said.get("diet"):
            for key, code in _DIET.items():
                yield key, code in said["diet"].split(), ""
    elif visit.form_id == _RECORD:
        if said.get("exposure"):
            yield "exposure", bool({"2", "3", "4"} & set(said["exposure"].split())), ""
        family = {code for one in _FAMILY for code in said.get(one, "").split()}
        if family:
            yield "family", bool(_INHERITED & family), ""
    else:
        for key in ("smoke", "drink"):
            if key in values:
                yield key, values[key] > 0, _text(values[key])
        if said.get("ex_week", "").isdecimal():
            yield "inactive", int(said["ex_week"]) == 0, ""
        if said.get("salt_now"):
            yield "salt", said["salt_now"] == "3", ""


def _measured(values: Mapping[str, Decimal], sex: str) -> Iterator[tuple[str, bool, str]]:
    if "bmi" in values:
        yield "overweight", 24 <= values["bmi"] < 28, _text(values["bmi"])
        yield "obese", values["bmi"] >= 28, _text(values["bmi"])
    if "waist" in values and sex in _WAIST:
        yield "waist", values["waist"] >= _WAIST[sex], _text(values["waist"])
    if "sbp" in values and "dbp" in values:
        high = values["sbp"] >= 140 or values["dbp"] >= 90
        yield "pressure", high, f"{_text(values['sbp'])}/{_text(values['dbp'])}"
    if "fpg" in values:
        yield "glucose_high", values["fpg"] >= 7, _text(values["fpg"])
        yield "glucose_impaired", Decimal("6.1") <= values["fpg"] < 7, _text(values["fpg"])
    fats = {code: values[code] for code in (*_LIPIDS, "hdl") if code in values}
    if fats:
        bad = [code for code, number in fats.items() if (number < _HDL if code == "hdl" else number >= _LIPIDS[code])]
        yield "lipids", bool(bad), " ".join(f"{code.upper()} {_text(fats[code])}" for code in bad)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
