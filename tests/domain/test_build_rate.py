"""Rates with their populations, at the seeds' own figures (S-288, S-292, S-295, S-296)."""

from decimal import Decimal

import pytest

from villagevisit.domain.build_rate import POPULATION, Population, Rate, lacks, share, stated, together
from villagevisit.domain.event import Event

FULL = dict.fromkeys(
    (
        "ehr_code", "ehr_name", "ehr_live", "ehr_hukou", "ehr_phone", "ehr_town", "ehr_village", "ehr_unit",
        "ehr_person", "ehr_doctor", "sex", "birth", "id_no", "contact_name", "contact_phone", "resident_type",
        "ethnic", "abo", "rh", "edu", "occupation", "marital", "paytype", "allergy", "exposure", "has_disease",
        "has_surgery", "has_trauma", "has_transf", "fam_father", "fam_mother", "fam_sibling", "fam_child",
        "has_genetic", "disability",
    ),
    "1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (9_370_000, 10_807_382, "86.70"), (1286, 1936, "66.43"), (1286, 9370, "13.72"), (12_102, 12_480, "96.97"),
        (136_677, 173_064, "78.97"), (1, 3, "33.33"), (2, 3, "66.67"),
    ],
    ids=["S-288", "S-295 by its own 1 936", "not by 9 370", "S-296", "S-292", "down", "up"],
)  # fmt: skip
def test_a_rate_is_of_its_own_population(part: int, whole: int, percent: str) -> None:
    assert share(part, whole) == Decimal(percent)
    assert share(part, 0) is None


def test_standardised_is_every_necessary_field_and_what_an_answer_makes_necessary() -> None:
    assert lacks(FULL) == []
    assert lacks({**FULL, "abo": ""}) == ["abo"]
    assert lacks({**FULL, "allergy": "2 5"}) == ["allergy_other"]
    assert lacks({**FULL, "allergy": "2 5", "allergy_other": "布洛芬"}) == []
    assert lacks({**FULL, "has_disease": "2"}) == ["pd_code"]


def test_the_population_stated_last_counts_whatever_came_first() -> None:
    told = [
        Event(f"e{at}", POPULATION, "v", "v", day, f"{day}T10:00", "周", (), data={"count": count, "source": "年报"})
        for at, (day, count) in enumerate((("2025-12-31", 900), ("2026-06-30", 950), ("2026-06-30", 960)))
    ]
    assert stated(told) == stated(told[::-1]) == {"v": Population(960, "年报", "2026-06-30")}


def test_together_has_no_standardised_records_until_all_were_counted() -> None:
    one = Rate("a", "甲", Population(100), 90, 5, 95, 80)
    two = Rate("b", "乙", Population(50), 10, 1, 10)
    both = together("合计", [one, two])
    assert (both.population.count, both.records, both.built, both.complete) == (150, 100, Decimal("66.67"), None)
    assert together("合计", [one, one]).complete == 160
