"""Medical aid and insurance: R-16 and the seeds' own rules, on both sides of every border."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import aid_rules
from villagevisit.domain.aid_bill import Bill, Settled, asks, settle
from villagevisit.domain.aid_rules import CARES, GROUPS, LAYERS, LEVELS, Rule
from villagevisit.domain.errors import Refused
from villagevisit.domain.rounding import to_fen
from villagevisit.services.aid_rules import defaults

CHANGLING, FUZHOU, GANSU = "长岭县城镇居民医保", "福州市大学生大病保险", "甘肃省城乡医疗救助"
COUNTY_AID, ZHENHAI, NINGBO = "县医疗救助（4万元提高到8万元）", "镇海区新农医救助", "宁波部分县区新农医救助"
FIVE, WAIVER, BINXIAN, HONGJIANG = "示例：五层结算", "七免一减：住院费用减免", "彬县新农合", "洪江区新农合"
SPRING = date(2010, 5, 4)


def bill(amount: str, **more: Any) -> Bill:
    values: dict[str, Any] = {"day": SPRING, "total": D(amount), "compliant": D(amount), **more}
    return Bill(**values)


def settled(programme: str, amount: str, **more: Any) -> Settled:
    return settle(aid_rules.of(defaults(), programme), bill(amount, **more))


def paid(programme: str, amount: str, **more: Any) -> D:
    return settled(programme, amount, **more).paid


def warned(programme: str, amount: str, **more: Any) -> list[str]:
    found = settled(programme, amount, **more)
    return [*found.warnings, *(one for layer in found.layers for one in layer.warnings)]


def test_the_worked_example_of_changling() -> None:
    assert paid(CHANGLING, "18000") == 10_560
    assert paid(CHANGLING, "18000", level="transfer") == 8_800
    assert paid(CHANGLING, "18000", group="student") == 12_600
    assert paid(CHANGLING, "18000", group="student_poor", level="transfer") == 10_800


@pytest.mark.parametrize(
    ("amount", "level", "due"),
    [("399.99", "county", "0"), ("400", "county", "0"), ("400.01", "county", "0.01"), ("402", "county", "1.20"),
     ("200", "community", "0"), ("201", "community", "0.60"), ("400.01", "transfer", "0.01")],
)  # fmt: skip
def test_the_deductible_on_both_sides(amount: str, level: str, due: str) -> None:
    assert paid(CHANGLING, amount, level=level) == D(due)
    assert ("W_BELOW_DEDUCTIBLE" in warned(CHANGLING, amount, level=level)) == (due == "0")


def test_students_have_no_deductible() -> None:
    assert paid(CHANGLING, "100", group="student") == 70


@pytest.mark.parametrize(
    ("amount", "group", "due", "capped"),
    [("67066.66", "resident", "40000.00", False), ("67066.67", "resident", "40000.00", False),
     ("67066.69", "resident", "40000.00", True), ("67066.65", "resident", "39999.99", False),
     ("85714.28", "student", "60000.00", False), ("85714.30", "student", "60000.00", True)],
)  # fmt: skip
def test_the_limit_of_the_year_on_both_sides(amount: str, group: str, due: str, capped: bool) -> None:
    assert paid(CHANGLING, amount, group=group) == D(due)
    assert ("W_CAP" in warned(CHANGLING, amount, group=group)) == capped


def test_what_was_paid_earlier_in_the_year_lessens_the_limit() -> None:
    assert paid(CHANGLING, "18000", before={"basic": D(29440)}) == 10_560
    assert paid(CHANGLING, "18000", before={"basic": D("29440.01")}) == D("10559.99")
    assert paid(CHANGLING, "18000", before={"basic": D(50_000)}) == 0


def test_the_deductible_of_outpatient_major_illness_is_borne_once_a_year() -> None:
    major = {"care": "outpatient_major", "disease": "尿毒症透析治疗"}
    assert paid(CHANGLING, "1400", **major) == 600
    assert paid(CHANGLING, "1400", deductible_paid=D(400), **major) == 840
    assert paid(CHANGLING, "1400", deductible_paid=D(150), **major) == 690
    assert paid(CHANGLING, "1400", deductible_paid=D(400)) == 600, "each stay in hospital has its own"


def test_three_months_of_waiting_but_not_for_students() -> None:
    since = date(2010, 11, 30)
    waits = settled(CHANGLING, "18000", insured_since=since, day=date(2011, 2, 27))
    assert (waits.paid, waits.layers[0].until) == (D(0), date(2011, 2, 28))
    assert paid(CHANGLING, "18000", insured_since=since, day=date(2011, 2, 28)) == 10_560
    assert paid(CHANGLING, "18000", insured_since=since, day=date(2011, 2, 27), group="student") == 12_600


def test_a_disease_outside_the_list_is_for_special_review_and_never_refused() -> None:
    inside = {"care": "outpatient_major", "disease": "恶性肿瘤放化疗"}
    outside = {"care": "outpatient_major", "disease": "血友病"}
    assert "W_OUT_OF_LIST" not in warned(CHANGLING, "1400", **inside)
    assert "W_OUT_OF_LIST" in warned(CHANGLING, "1400", **outside)
    assert paid(CHANGLING, "1400", **inside) == paid(CHANGLING, "1400", **outside) == 600


def test_a_list_of_diseases_holds_from_its_day() -> None:
    def listed(names: str, since: str, until: str = "") -> Rule:
        return Rule("救助", "", "medical_aid", "diseases", names, valid_from=since, valid_to=until, source="文件")

    rate = Rule("救助", "", "medical_aid", "ratio", "50", valid_from="2010-01-01", source="文件")
    rules = [rate, listed("血友病", "2010-01-01", "2013-06-30"), listed("血友病|尘肺", "2013-07-01")]
    found = {
        day: settle(rules, bill("1000", day=day, disease="尘肺")).layers[0].warnings
        for day in (date(2013, 6, 30), date(2013, 7, 1))
    }
    assert found == {date(2013, 6, 30): ("W_OUT_OF_LIST",), date(2013, 7, 1): ()}


def test_any_hospital_may_be_entered() -> None:
    assert warned(CHANGLING, "18000", designated=False) == ["W_NOT_DESIGNATED"]
    assert paid(CHANGLING, "18000", designated=False) == 10_560


@pytest.mark.parametrize(
    ("excess", "disease", "due"),
    [("80000", "", "51000"), ("0", "", "0"), ("0.01", "", "0.01"), ("49999.99", "", "29999.99"),
     ("50000", "", "30000"), ("50000.01", "", "30000.01"), ("149999.99", "", "99999.99"), ("150000", "", "100000"),
     ("150000.01", "", "100000"), ("150000.01", "白血病", "100000.01"), ("250000", "恶性肿瘤", "180000"),
     ("250000.01", "恶性肿瘤", "180000"), ("250000", "尿毒症", "100000")],
)  # fmt: skip
def test_progressive_bands_with_their_upper_border_inside(excess: str, disease: str, due: str) -> None:
    income = D(29399)
    more = {"day": date(2013, 6, 1), "disease": disease, "asked": {"serious.deductible": income}}
    found = settled(FUZHOU, str(income + D(excess)), **more)
    assert found.paid == D(due)
    beyond = D(excess) > 250_000 or (D(excess) > 150_000 and disease not in ("白血病", "恶性肿瘤"))
    assert ("W_BAND" in found.layers[0].warnings) == beyond


def test_what_a_rule_leaves_open_has_to_be_said_and_to_lie_within_its_limits() -> None:
    rules = aid_rules.of(defaults(), GANSU)
    assert [key for key, _ in asks(rules, bill("1000"))] == ["medical_aid.ratio"]
    for percent, due in (("40", "400"), ("80", "800")):
        assert paid(GANSU, "1000", asked={"medical_aid.ratio": D(percent)}) == D(due)
    for percent in ("39.99", "80.01"):
        with pytest.raises(Refused, match="asked-range"):
            paid(GANSU, "1000", asked={"medical_aid.ratio": D(percent)})
    with pytest.raises(Refused, match=r"aid\.asked"):
        paid(GANSU, "1000")


def test_not_more_than_30000_a_year_in_gansu() -> None:
    def at(amount: str) -> D:
        return paid(GANSU, amount, asked={"medical_aid.ratio": D(50)})

    assert (at("59999.98"), at("60000"), at("60000.02")) == (D("29999.99"), D(30_000), D(30_000))


def test_the_limit_rises_with_the_new_rules_and_not_before() -> None:
    asked = {"medical_aid.ratio": D(100)}
    assert paid(COUNTY_AID, "90000", day=date(2015, 12, 31), asked=asked) == 40_000
    assert paid(COUNTY_AID, "90000", day=date(2016, 1, 1), asked=asked) == 80_000


def test_outpatient_drugs_of_the_mentally_ill_are_paid_in_full() -> None:
    more = {"group": "psychiatric", "care": "outpatient_drug", "day": date(2015, 6, 1)}
    found = settled(COUNTY_AID, "1234.56", **more)
    assert (found.paid, found.own) == (D("1234.56"), D(0))


def test_from_50000_on_at_least_5000() -> None:
    asked = {"medical_aid.ratio": D(5)}
    assert paid(ZHENHAI, "49999.99", asked=asked) == D("2500.00")
    assert paid(ZHENHAI, "50000", asked=asked) == 5_000
    assert paid(ZHENHAI, "120000", asked=asked) == 6_000
    found = [paid(NINGBO, amount, asked={"medical_aid.ratio": D(50)}) for amount in ("50000", "50000.02", "90000.02")]
    assert found == [0, D("0.01"), 20_000]


def test_ratios_by_year_and_by_level() -> None:
    found = [paid(BINXIAN, "1080", day=date(year, 12, 31)) for year in (2010, 2011, 2012)]
    assert found == [700, 800, 900]
    assert paid(HONGJIANG, "1000", level="township", day=date(2011, 2, 1)) == 950
    assert paid(HONGJIANG, "1000", level="county", day=date(2011, 2, 1)) == 750
    assert warned(BINXIAN, "1080", day=date(2009, 12, 31)) == ["W_NO_RULE"]


def test_five_points_more_for_chinese_medicine() -> None:
    asked = {"basic.ratio": D(70)}
    assert paid("临沂市新农合", "1000", day=date(2014, 3, 1), asked=asked) == 700
    assert paid("临沂市新农合", "1000", day=date(2014, 3, 1), asked=asked, tcm=True) == 750
    assert paid("临沂市新农合", "1000", day=date(2014, 3, 1), asked={"basic.ratio": D(98)}, tcm=True) == 1_000


def test_a_tenth_less_in_hospital_and_the_deposit_is_no_saving() -> None:
    found = settled(WAIVER, "8460", day=date(2019, 3, 1), deposit=D(2_000))
    assert (found.paid, found.own, found.bill.deposit) == (D(846), D(7_614), D(2_000))
    assert paid(WAIVER, "8460", day=date(2019, 3, 1), level="transfer") == 0
    assert paid(WAIVER, "8460", day=date(2019, 3, 1), care="outpatient") == 0


def test_five_layers_one_after_the_other_and_both_ratios() -> None:
    more = {"day": date(2026, 3, 1), "group": "registered_poor", "compliant": D(90_000)}
    found = settled(FIVE, "100000", **more)
    assert [one.code for one in found.layers] == list(LAYERS)
    assert [one.paid for one in found.layers] == [54_000, 9_600, 13_200, 7_920, 5_280]
    assert (found.own, found.ratio_total, found.ratio_compliant) == (D(10_000), D(90), D(100))
    assert [one.left for one in found.layers] == [46_000, 36_400, 23_200, 15_280, 10_000]
    nobody = settled(FIVE, "0", day=date(2026, 3, 1))
    assert (nobody.own, nobody.ratio_total, nobody.ratio_compliant) == (D(0), None, None)


def test_each_figure_says_by_which_row_and_with_which_numbers() -> None:
    layer = settled(CHANGLING, "18000", group="student").layers[0]
    band = next(one for one in layer.steps if one.key == "aid.step.band_points")
    assert dict(band.inputs) == {
        "ends": "18,000.00", "begins": "0.00", "share": "60", "points": "10", "percent": "70",
    }  # fmt: skip
    assert {one.what for one in layer.rules} == {"deductible", "ratio", "add", "cap"}
    assert all(one.source and one.valid_from for one in layer.rules)


@pytest.mark.parametrize("more", [{"compliant": D("1000.01")}, {"compliant": D(-1)}, {"deposit": D(-1)}])
def test_a_bill_that_cannot_be_is_sent_back(more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        settled(CHANGLING, "1000", **more)


AMOUNTS = st.decimals(0, 400_000, places=2)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([name for name, _ in aid_rules.programmes(defaults())]), AMOUNTS, AMOUNTS,
    st.sampled_from(LEVELS), st.sampled_from(GROUPS), st.sampled_from(CARES), st.integers(2006, 2027),
)  # fmt: skip
def test_nobody_pays_less_than_nothing_and_no_layer_more_than_its_limit(
    programme: str, one: D, other: D, level: str, group: str, care: str, year: int
) -> None:
    rules = aid_rules.of(defaults(), programme)
    asked_for = bill(
        str(max(one, other)), compliant=min(one, other), level=level, group=group, care=care, day=date(year, 7, 1)
    )
    asked = {key: (rule.range or (D(50), D(50)))[1] for key, rule in asks(rules, asked_for)}
    found = settle(rules, replace(asked_for, asked=asked))
    assert found.own >= 0
    assert found.own == max(one, other) - sum((layer.paid for layer in found.layers), D(0))
    assert all(layer.paid >= 0 and (layer.cap is None or layer.paid <= layer.cap) for layer in found.layers)


def test_rows_that_cannot_be_reckoned_with_are_named() -> None:
    good = Rule("一", "县", "basic", "ratio", "60", valid_from="2026-01-01", source="文件")
    aid_rules.check([good, replace(good, valid_from="2027-01-01", value="65")])
    for wrong, field in (
        (replace(good, value="101"), "value"), (replace(good, value="六成"), "value"),
        (replace(good, what="x"), "what"),
        (replace(good, valid_from="2026-02-30"), "valid_from"), (replace(good, source=" "), "source"),
        (replace(good, group="friend"), "group"), (replace(good, up_to="-1"), "up_to"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            aid_rules.check([good, wrong])
        assert refused.value.params == {"row": 3, "field": field}
    with pytest.raises(Refused, match="rule-twice"):
        aid_rules.check([good, replace(good, value="61")])
    lying = [replace(good, up_to="50000"), replace(good, over="40000", value="70")]
    with pytest.raises(Refused, match="bands"):
        aid_rules.bands(lying, bill("1", day=date(2026, 3, 1)).fits)


CAPPED = [
    Rule("限价", "某县", "basic", "ratio", "60", valid_from="2026-01-01", source="s"),
    Rule("限价", "某县", "", "price_cap", "5000", disease="白内障", valid_from="2026-01-01", source="s"),
    Rule("限价", "某县", "", "price_cap", "4000", "", "", "township", "", "", "白内障", "2026-01-01", source="s"),
    Rule("限价", "某县", "", "outside_cap", "8", valid_from="2026-01-01", valid_to="2026-12-31", source="s"),
    Rule("限价", "某县", "", "outside_cap", "5", valid_from="2027-01-01", source="s"),
]


@pytest.mark.parametrize(("total", "compliant", "more", "warnings"), [
    ("5000", "5000", {}, ()), ("5000.01", "5000.01", {}, ("W_PRICE_CAP",)),
    ("4000", "4000", {"level": "township"}, ()), ("4000.01", "4000", {"level": "township"}, ("W_PRICE_CAP",)),
    ("9000", "9000", {"disease": "肺癌"}, ()), ("1000", "920", {}, ()), ("1000", "919.99", {}, ("W_OUTSIDE_CAP",)),
    ("1000", "950", {"day": date(2027, 1, 1)}, ()), ("1000", "949", {"day": date(2027, 1, 1)}, ("W_OUTSIDE_CAP",)),
    ("6000", "5000", {}, ("W_PRICE_CAP", "W_OUTSIDE_CAP")), ("0", "0", {}, ()),
])  # fmt: skip
def test_limits_of_price_and_of_what_is_outside_the_catalogue(
    total: str, compliant: str, more: dict[str, Any], warnings: tuple[str, ...]
) -> None:
    aid_rules.check(CAPPED)
    found = settle(CAPPED, Bill(**{"day": date(2026, 12, 31), "disease": "白内障", "total": D(total),
                                   "compliant": D(compliant), **more}))  # fmt: skip
    assert found.warnings == warnings
    assert found.paid == to_fen(D(compliant) * 60 / 100), "nothing is cut"
