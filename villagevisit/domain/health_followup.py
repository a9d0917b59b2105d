"""What a follow-up comes to by the national standard (规范第三版, rules R-15): controlled, to be referred, when next.

Each rule is a small table, so that a reviewer reads it as one. Nothing here decides for the doctor: the form takes over
what he accepts, lists say when somebody is due, and a prompt is never a diagnosis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villagevisit.domain.policy import Policy

CONTROLLED, UNCONTROLLED, REACTION, COMPLICATION = "1", "2", "3", "4"
"""Codes of `fu_class` (F11, F12)."""
UNSTABLE, BASICALLY_STABLE, STABLE = "1", "2", "3"
"""Codes of `psy_class` (F18)."""
URGENT_SBP, URGENT_DBP = Decimal(180), Decimal(110)
"""mmHg; from here on: refer at once, look again within two weeks."""
URGENT_HIGH, URGENT_LOW = Decimal("16.7"), Decimal("3.9")
"""mmol/L, fasting or not; from 16.7 up and from 3.9 down."""
DANGER_SIGNS = frozenset({"3", "5", "6"})
"""Codes of `symptom` in F11 that the standard counts among the danger signs: vomiting, breathlessness, palpitation."""
ELDER, HIGH_FROM_AGE = 65, 35
HIGH_SBP, HIGH_DBP, HIGH_DAYS = Decimal(140), Decimal(90), 3
_BMI = ((Decimal("18.5"), "low"), (Decimal(24), "normal"), (Decimal(28), "overweight"))
"""Below this figure → band (WS/T 428); from 28 on it is obesity."""
_SELFCARE = ((3, "1"), (8, "2"), (18, "3"))
"""Up to this score → code of `s_band` (F13): can, slightly, moderately dependent; from 19 on not able (4)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The county's figures of the day (mmHg, mmol/L, days)."""

    sbp: Decimal
    sbp_elder: Decimal
    dbp: Decimal
    fpg: Decimal
    routine: int
    recheck: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What the form suggests; the doctor takes it or not."""

    code: str
    """Code of the class in the form."""
    urgent: bool
    refer: bool
    days: int
    """Until the next visit."""


def limits(policy: Policy) -> Limits:
    """Raises Refused `policy.missing`, `policy.not-a-number` (key)."""
    return Limits(
        policy.decimal("htn_sbp"), policy.decimal("htn_sbp_elder"), policy.decimal("htn_dbp"), policy.decimal("dm_fpg"),
        policy.integer("fu_interval_days"), policy.integer("fu_recheck_days"),
    )  # fmt: skip


def pressure_controlled(sbp: Decimal, dbp: Decimal, age: int, ckd_dm: bool, limits: Limits) -> bool:
    """Below the line; of 65 and older the higher one, unless he has diabetes or a kidney disease."""
    line = limits.sbp_elder if age >= ELDER and not ckd_dm else limits.sbp
    return sbp < line and dbp < limits.dbp


def pressure_urgent(sbp: Decimal, dbp: Decimal, signs: Iterable[str] = ()) -> bool:
    """`signs`: codes of `symptom` in F11."""
    return sbp >= URGENT_SBP or dbp >= URGENT_DBP or bool(DANGER_SIGNS.intersection(signs))


def glucose_controlled(fpg: Decimal, limits: Limits) -> bool:
    return fpg < limits.fpg


def glucose_urgent(*values: Decimal) -> bool:
    """Any of the values measured, fasting or not."""
    return any(one >= URGENT_HIGH or one <= URGENT_LOW for one in values)


def advice(
    limits: Limits, *, controlled: bool, urgent: bool, reaction: bool, complication: bool, previous_bad: bool
) -> Advice:
    """Hypertension and diabetes alike. `previous_bad`: the visit before was uncontrolled, or had a reaction.

    Not controlled once, or a reaction: two weeks. The second time running, a complication, an emergency: refer and look
    again within two weeks. Otherwise the next routine visit.
    """
    code = COMPLICATION if complication else REACTION if reaction else CONTROLLED if controlled else UNCONTROLLED
    refer = urgent or complication or (code != CONTROLLED and previous_bad)
    return Advice(code, urgent, refer, limits.recheck if refer or code != CONTROLLED else limits.routine)


def interval(code: str, limits: Limits) -> int:
    """Days until the next visit after a class that the doctor set (F11, F12)."""
    return limits.routine if code == CONTROLLED else limits.recheck


def mental_advice(
    limits: Limits, risk: int, insight: str, *, poor_function: bool = False, previous: str = ""
) -> Advice:
    """Severe mental disorder. `risk` 0 to 5, `insight` as in F18, `poor_function`: himself or among people."""
    if risk >= 3 or insight == "3":
        code = UNSTABLE
    elif risk >= 1 or insight == "2" or poor_function:
        code = BASICALLY_STABLE
    else:
        code = STABLE
    return Advice(code, code == UNSTABLE, code == UNSTABLE, mental_interval(code, previous, limits))


def mental_interval(code: str, previous: str, limits: Limits) -> int:
    """Unstable 2 weeks; basically stable 2 weeks, and when it stays so 3 months; stable 3 months."""
    if code == STABLE or (code == BASICALLY_STABLE and previous in (BASICALLY_STABLE, STABLE)):
        return limits.routine
    return limits.recheck


def selfcare_band(score: int) -> str:
    """Code of F13's grade for its total (never that of F17: another instrument)."""
    return next((band for most, band in _SELFCARE if score <= most), "4")


def bmi(height_cm: Decimal, weight_kg: Decimal) -> Decimal:
    """kg/m², one decimal, a half up as the forms round."""
    return (weight_kg / (height_cm / 100) ** 2).quantize(Decimal("0.1"), ROUND_HALF_UP)


def bmi_band(value: Decimal) -> str:
    """low, normal, overweight or obese."""
    return next((band for below, band in _BMI if value < below), "obese")


def high_days(age: int, readings: Iterable[tuple[str, Decimal, Decimal]]) -> Sequence[str]:
    """Of somebody of 35 or more who is not known to have it: the last three days measured, if all were ≥140/90.

    `readings` are (ISO day, mmHg, mmHg). Empty: nothing to point out. Several readings of a day are one day, its
    lowest counts. It is a reason to look closer and no diagnosis.
    """
    lowest: dict[str, bool] = {}
    for day, sbp, dbp in readings:
        lowest[day] = lowest.get(day, True) and (sbp >= HIGH_SBP or dbp >= HIGH_DBP)
    last = sorted(lowest)[-HIGH_DAYS:]
    return last if age >= HIGH_FROM_AGE and len(last) == HIGH_DAYS and all(lowest[day] for day in last) else ()
