"""What is measured of a person, wherever it was written down: one code for one quantity, in one unit.

A follow-up and a yearly examination ask for the same blood pressure under different names. Charts, due dates and
interchange read these codes; the form itself stays what was signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

OBSERVED = "observation"
"""In place of a form: single values that another system measured, code → decimal text."""


@dataclass(frozen=True, slots=True)
class Quantity:
    code: str
    """The glossary's name."""
    unit: str
    """As printed."""
    ucum: str
    """The same in UCUM."""
    loinc: str
    """LOINC code; empty where there is none that means exactly this."""
    element: str
    """WS 363 data element (rules R-24); empty where none is known that means exactly this in this unit."""


QUANTITIES: Mapping[str, Quantity] = {
    one.code: one
    for one in (
        Quantity("sbp", "mmHg", "mm[Hg]", "8480-6", "DE04.10.174.00"),
        Quantity("dbp", "mmHg", "mm[Hg]", "8462-4", "DE04.10.176.00"),
        Quantity("heart_rate", "次/分", "/min", "8867-4", "DE04.10.206.00"),
        Quantity("height", "cm", "cm", "8302-2", "DE04.10.167.00"),
        Quantity("weight", "kg", "kg", "29463-7", "DE04.10.188.00"),
        Quantity("waist", "cm", "cm", "8280-0", ""),
        Quantity("bmi", "kg/m²", "kg/m2", "39156-5", ""),
        Quantity("temp", "℃", "Cel", "8310-5", "DE04.10.186.00"),
        Quantity("fpg", "mmol/L", "mmol/L", "14771-0", "DE04.50.102.00"),
        Quantity("rpg", "mmol/L", "mmol/L", "14743-9", ""),
        Quantity("hba1c", "%", "%", "4548-4", ""),
        Quantity("hb", "g/L", "g/L", "718-7", ""),
        Quantity("wbc", "10⁹/L", "10*9/L", "6690-2", ""),
        Quantity("plt", "10⁹/L", "10*9/L", "777-3", ""),
        Quantity("alt", "U/L", "U/L", "1742-6", ""),
        Quantity("ast", "U/L", "U/L", "1920-8", ""),
        Quantity("alb", "g/L", "g/L", "1751-7", ""),
        Quantity("tbil", "μmol/L", "umol/L", "14631-6", ""),
        Quantity("scr", "μmol/L", "umol/L", "14682-9", ""),
        Quantity("bun", "mmol/L", "mmol/L", "22664-7", ""),
        Quantity("tc", "mmol/L", "mmol/L", "14647-2", ""),
        Quantity("tg", "mmol/L", "mmol/L", "14927-8", ""),
        Quantity("ldl", "mmol/L", "mmol/L", "22748-8", ""),
        Quantity("hdl", "mmol/L", "mmol/L", "14646-4", ""),
        Quantity("smoke", "支/日", "{cigarettes}/d", "", "DE03.00.053.00"),
        Quantity("drink", "两/日", "{liang}/d", "", ""),
        Quantity("selfcare", "分", "{score}", "", ""),
    )
}
"""By code, in the order of lists and charts."""

_SAME = ("height", "weight", "bmi", "heart_rate", "fpg", "hba1c")
_LAB = ("temp", "waist", "hb", "wbc", "plt", "alt", "ast", "alb", "tbil", "scr", "bun", "tc", "tg", "ldl", "hdl")
_OF_FORM: Mapping[str, Mapping[str, str]] = {
    "physical_exam": {name: name for name in (*_SAME, *_LAB)} | {"smoke_n": "smoke", "drink_n": "drink"},
    "htn_followup": {name: name for name in ("sbp", "dbp", *_SAME)} | {"smoke_now": "smoke", "drink_now": "drink"},
    "t2dm_followup": {name: name for name in ("sbp", "dbp", "rpg", *_SAME)}
    | {"smoke_now": "smoke", "drink_now": "drink"},
    "elder_selfcare": {"s_total": "selfcare"},
}
"""Form → its field → code."""
_ARMS = {"sbp": ("sbp_l", "sbp_r"), "dbp": ("dbp_l", "dbp_r")}
_DAYS = ("fu_date", "exam_date", "ev_date", "screen_date", "visit_date", "fill_date", "from_date")
"""Fields that hold the day a health form speaks of."""


def day_of(answers: Mapping[str, str], frozen_on: str) -> str:
    """ISO day that a record speaks of. `answers`: field → text; `frozen_on` where the form has no such field."""
    return next((answers[name] for name in _DAYS if answers.get(name)), frozen_on)


def observed(form_id: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Code → decimal text of what a record of this form measures. `answers`: field → text.

    Of two arms the higher pressure counts. What is no number is left out: the form itself says what was written.
    """
    names = dict.fromkeys(QUANTITIES, "") if form_id == OBSERVED else _OF_FORM.get(form_id, {})
    found = {code or name: answers.get(name, "") for name, code in names.items()}
    if form_id == "physical_exam":
        found |= {code: _higher(answers.get(name, "") for name in arms) for code, arms in _ARMS.items()}
    return {code: value for code, value in found.items() if _number(value) is not None}


def _higher(values: Iterable[str]) -> str:
    numbers = [(number, value) for value in values if (number := _number(value)) is not None]
    return max(numbers)[1] if numbers else ""


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
