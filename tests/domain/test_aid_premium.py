"""Contributions and the formulas of reports: the seeds' figures, also those that do not add up (R-16)."""

from datetime import date
from decimal import Decimal as D

import pytest

from villagevisit.domain import aid_premium, aid_rules, figure_checks
from villagevisit.domain.aid_formulas import reckon, total
from villagevisit.domain.aid_premium import Share
from villagevisit.domain.errors import Refused
from villagevisit.domain.figure_checks import W_DENOMINATOR, W_INCREASE, W_PER_HEAD, W_ROUNDED, W_SUM, W_TARGET, W_TIMES
from villagevisit.services.aid_rules import defaults

DAY = date(2010, 5, 4)


def shares(programme: str, day: date = DAY) -> dict[str, Share]:
    return {one.group: one for one in aid_premium.shares(aid_rules.of(defaults(), programme), day)}


def warned(one: Share) -> set[str]:
    return {finding.warning for finding in one.findings}


def reckoned(key: str, **inputs: str) -> D:
    return reckon(key, {name: D(value) for name, value in inputs.items()}).exact


def test_every_row_of_the_subsidies_sums_and_two_are_less_than_they_promise() -> None:
    found = shares("长岭县城镇居民医保")
    assert {group: one.subsidy for group, one in found.items()} == {
        "resident": 70, "student": 70, "student_poor": 80, "dibao": 150, "tekun": 70, "disabled_poor": 150,
        "disabled_severe": 150, "elder_low": 130, "registered_poor": 70, "psychiatric": 70, "low_income": 70,
        "unemployed": 70,
    }  # fmt: skip
    assert not any(W_SUM in warned(one) for one in found.values())
    assert {group for group, one in found.items() if W_TARGET in warned(one)} == {
        "dibao", "disabled_poor", "disabled_severe",
    }  # fmt: skip
    target = next(one for one in found["dibao"].findings if one.warning)
    assert (round(target.computed, 1), target.formula) == (D("78.9"), "150 ÷ 190")
    assert [found[group].own for group in ("dibao", "student", "student_poor")] == [40, 20, 10]


@pytest.mark.parametrize(("subsidy", "warning"), [("151.99", W_TARGET), ("152", ""), ("152.01", "")])
def test_eighty_percent_of_190_is_152(subsidy: str, warning: str) -> None:
    assert figure_checks.reached(D(80), D(subsidy), D(190)).warning == warning


def test_the_higher_subsidy_and_never_the_sum() -> None:
    found = shares("长岭县城镇居民医保")
    both = aid_premium.higher([found["elder_low"], found["disabled_poor"]])
    assert both is not None
    assert (both.group, both.subsidy, both.own) == ("disabled_poor", D(150), D(40))
    assert aid_premium.higher([]) is None


def test_320_of_400_and_200_of_230_leave_80_and_30() -> None:
    assert shares("临沂市新农合", date(2014, 3, 1))["resident"].own == 80
    assert shares("洪江区新农合", date(2011, 3, 1))["resident"].own == 30
    assert shares("临沂市新农合", date(2013, 12, 31)) == {}


def test_sixty_percent_of_a_month_for_the_unemployed() -> None:
    rules = aid_rules.of(defaults(), "福建省本级灵活就业人员医保")
    day = date(2013, 1, 1)
    assert aid_premium.monthly(rules, day, "unemployed") == (D("347.70"), D(60), D("208.62"))
    assert aid_premium.monthly(rules, day, "resident") == (D("347.70"), D(100), D("347.70"))
    assert aid_premium.monthly(rules, date(2012, 12, 31), "unemployed") is None


@pytest.mark.parametrize(
    ("reserve", "surplus", "due"),
    [("0", "500000", "30000"), ("119999.99", "500000", "30000"), ("120000", "500000", "30000"),
     ("120000.01", "500000", "29999.99"), ("149999.99", "500000", "0.01"), ("150000", "500000", "0"),
     ("150000.01", "500000", "0"), ("0", "29999.99", "29999.99"), ("0", "0", "0")],
)  # fmt: skip
def test_three_percent_a_year_until_the_reserve_is_fifteen(reserve: str, surplus: str, due: str) -> None:
    assert reckoned("reserve", income="1000000", percent="3", full="15", reserve=reserve, surplus=surplus) == D(due)


def test_plan_one_of_hongjiang() -> None:
    assert reckoned("grown", amount="54.85", percent="10") == D("60.335")
    assert reckoned("months", amount="60.34", months="7").quantize(D("0.01")) == D("35.20")
    assert reckoned("part", amount="35.20", percent="15") == D("5.28")
    assert reckoned("part", amount="35.20", percent="5") == D("1.76")
    lost = reckon("months_part", {"amount": D("33.27"), "months": D(7), "percent": D(50)}, D("9.7"))
    assert lost.finding is not None
    assert (lost.finding.warning, lost.formula.inputs["written"]) == ("", "33.27 ÷ 12 × 7 × 50%")
    times_twelve = figure_checks.product(D("9.7"), "33.27*12×7×50%", D("33.27") * 12 * 7 / 2)
    assert times_twelve.warning == W_SUM, "the text prints *12"
    assert figure_checks.sums(D("16.74"), [D("5.28"), D("1.76"), D("9.70")]).warning == ""


def test_plan_two_of_hongjiang_rounds_up_to_tens_and_plan_three_cuts_off() -> None:
    assert reckoned("capitation", heads="16117", each="5") == 80_585
    assert reckoned("fee", visits="16117", each="5", own="1") == 64_468, "the text counts the patient's yuan too"
    assert reckoned("capitation", heads="20", each="8000") == 160_000
    assert figure_checks.sums(D(321_170), [D(80_585), D(80_585), D(160_000)]).warning == ""
    two = reckon("months", {"amount": D(321_170), "months": D(7)}, D(187_350))
    three = reckon("months", {"amount": D(233_055), "months": D(7)}, D(135_948))
    assert two.finding is not None
    assert three.finding is not None
    assert (two.finding.warning, three.finding.warning) == (W_ROUNDED, W_ROUNDED)
    assert dict(two.printed) == {
        "half_up_fen": D("187349.17"), "half_up_yuan": 187_349, "ceil_yuan": 187_350, "floor_yuan": 187_349,
        "ceil_10yuan": 187_350,
    }  # fmt: skip
    assert dict(three.printed)["floor_yuan"] == 135_948


def test_the_divisor_of_plan_three_is_not_the_stated_cost() -> None:
    profit = reckon("profit", {"income": D(748_549), "costs": D(466_110)}, D("65.21"))
    assert round(profit.exact, 2) == D("60.59")
    assert profit.finding is not None
    assert profit.finding.warning == W_SUM
    named = figure_checks.ratio(D("65.21"), D(282_439), D(466_110), other=D(433_110))
    assert named.warning == W_DENOMINATOR
    assert reckoned("part", amount="466110", percent="50") == 233_055


def test_an_average_shows_its_heads() -> None:
    assert round(reckoned("implied", amount="4404000", each="251.19")) == 17_533
    average = reckon("average", {"amount": D(4_404_000), "heads": D(11_061)}, D("251.19"))
    assert average.finding is not None
    assert (average.finding.warning, round(average.exact, 2)) == (W_PER_HEAD, D("398.16"))
    assert reckoned("implied", amount="180000", each="2000") == 90
    assert round(reckoned("average", amount="101000000", heads="64600")) == 1_563


def test_the_budget_per_head() -> None:
    assert reckoned("capitation", heads="200000", each="15") == 3_000_000
    assert reckoned("capitation", heads="200000", each="3") == 600_000


@pytest.mark.parametrize(
    ("before", "after", "said", "increase", "warning"),
    [(2_000, 12_000, 6, False, ""), (2_000, 12_000, 6, True, W_INCREASE), (50, 500, 10, False, ""),
     (15, 150, 15, False, W_TIMES), (3, 23, 8, False, ""), (3, 23, 8, True, W_INCREASE),
     (250, 20_000, 80, False, ""), (250, 20_000, 80, True, W_INCREASE), (250, 20_000, 79, True, "")],
)  # fmt: skip
def test_times_and_increased_by(before: int, after: int, said: int, increase: bool, warning: str) -> None:
    key = "increase" if increase else "times"
    found = reckon(key, {"before": D(before), "after": D(after)}, D(said)).finding
    assert found is not None
    assert found.warning == warning


def test_what_is_missing_or_divides_by_nothing_is_named() -> None:
    for inputs, field in (({"amount": D(1)}, "heads"), ({"amount": D(1), "heads": D(0)}, "heads"),
                          ({"amount": D(-1), "heads": D(2)}, "amount")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            reckon("average", inputs)
        assert refused.value.params == {"field": field}


@pytest.mark.parametrize(
    ("parts", "stated", "warning"),
    [("8093.0 4910.7 5256.5 3849.1", "22109.3", ""), ("80 320", "400", ""), ("11061 12387", "23448", ""),
     ("44.2 39 9.5", "92.7", ""), ("258 11", "269", ""), ("307 252", "559", ""), ("172 13 4 5 2", "205", W_SUM)],
)  # fmt: skip
def test_parts_make_their_total(parts: str, stated: str, warning: str) -> None:
    found = total([D(one) for one in parts.split()], D(stated))
    assert found.finding is not None
    assert found.finding.warning == warning
    assert (found.exact == D(stated)) == (not warning)


def test_a_share_names_what_it_is_of() -> None:
    assert round(reckoned("share", part="258", whole="269"), 1) == D("95.9")
    wrong = reckon("share", {"part": D(258), "whole": D(269)}, D("96.9")).finding
    assert wrong is not None
    assert wrong.warning == "W_RATIO"
    assert [round(reckoned("growth", before=before, after=after), 1) for before, after in (
        ("40000", "80000"), ("488", "528"))] == [100, D("8.2")]  # fmt: skip
