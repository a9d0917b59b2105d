"""Risk factors on record (S-314): limits on both sides, and that the last word counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain.health import HealthVisit
from villagevisit.domain.risk_factors import factors


def visit(day: str, form: str = "physical_exam", **answers: str) -> HealthVisit:
    return HealthVisit(f"s-{day}-{form}", form, day, "d", answers)


@pytest.mark.parametrize(("answers", "sex", "keys"), [
    ({"bmi": "23.9"}, "1", []), ({"bmi": "24"}, "1", ["overweight"]), ({"bmi": "27.9"}, "1", ["overweight"]),
    ({"bmi": "28"}, "1", ["obese"]),
    ({"waist": "89.9"}, "1", []), ({"waist": "90"}, "1", ["waist"]), ({"waist": "84.9"}, "2", []),
    ({"waist": "85"}, "2", ["waist"]), ({"waist": "120"}, "9", []),
    ({"sbp_l": "139", "dbp_l": "89"}, "1", []), ({"sbp_l": "140", "dbp_l": "89"}, "1", ["pressure"]),
    ({"sbp_l": "139", "dbp_l": "90"}, "1", ["pressure"]),
    ({"fpg": "6.0"}, "1", []), ({"fpg": "6.1"}, "1", ["glucose_impaired"]), ({"fpg": "6.9"}, "1", ["glucose_impaired"]),
    ({"fpg": "7.0"}, "1", ["glucose_high"]),
    ({"tc": "6.19", "tg": "2.29", "ldl": "4.09", "hdl": "1.0"}, "1", []), ({"tc": "6.2"}, "1", ["lipids"]),
    ({"tg": "2.3"}, "1", ["lipids"]), ({"ldl": "4.1"}, "1", ["lipids"]), ({"hdl": "0.99"}, "1", ["lipids"]),
    ({"smoke": "2"}, "1", []), ({"smoke": "3", "smoke_n": "20"}, "1", ["smoke"]), ({"drink": "2"}, "1", []),
    ({"drink": "3"}, "1", ["drink"]), ({"ex_freq": "3"}, "1", []), ({"ex_freq": "4"}, "1", ["inactive"]),
    ({"diet": "1"}, "1", []), ({"diet": "1 4 6"}, "1", ["salt", "sugar"]), ({}, "1", []),
])  # fmt: skip
def test_limits(answers: dict[str, str], sex: str, keys: list[str]) -> None:
    assert [one.key for one in factors([visit("2026-01-01", **answers)], sex)] == keys


@given(st.permutations([
    visit("2026-01-01", smoke="3", smoke_n="20", bmi="29", diet="4", fpg="7.4"),
    visit("2026-03-01", "htn_followup", smoke_now="0", ex_week="0", salt_now="3", sbp="150", dbp="80"),
    visit("2026-06-01", "htn_followup", smoke_now="5", ex_week="3", sbp="130", dbp="80", bmi="27"),
    visit("2026-02-01", "ehr_basic_info", exposure="2 4", fam_father="1", fam_mother="12 7"),
]))  # fmt: skip
@settings(max_examples=10, deadline=None)
def test_the_last_word_counts(visits: list[HealthVisit]) -> None:
    found = [(one.key, one.value, one.day) for one in factors(visits, "1")]
    assert found == [
        ("smoke", "5", "2026-06-01"), ("salt", "", "2026-03-01"), ("overweight", "27", "2026-06-01"),
        ("glucose_high", "7.4", "2026-01-01"), ("family", "", "2026-02-01"), ("exposure", "", "2026-02-01"),
    ]  # fmt: skip
