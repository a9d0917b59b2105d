"""The suggestion: every line can be recomputed, flags are only flags, the county's options take effect."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from villagevisit.domain.errors import Refused
from villagevisit.domain.formula import bases
from villagevisit.domain.income import Expense, IncomeItem
from villagevisit.domain.membership import Member
from villagevisit.domain.outcome import outcome
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.domain.suggestion import Facts, Suggestion, suggest
from villagevisit.domain.supplement import Beneficiary
from villagevisit.domain.support_duty import Obligor
from villagevisit.services import policy as shipped
from villagevisit.wording import t

DAY = date(2026, 11, 22)
FAMILY = (
    Member("02", 72, lives_here=True, support_duty=True),
    Member("10", 70, lives_here=True, support_duty=True),
    Member("20", 12, lives_here=True, support_duty=True),
)
AGES = (Beneficiary(72), Beneficiary(70), Beneficiary(12))


def found(facts: Facts, **changed: str) -> Suggestion:
    return suggest(facts, Policy(DAY, {**Policy.on(shipped.defaults(), DAY).values, **changed}))


def amount(suggestion: Suggestion, name: str) -> D:
    return next(line.amount for line in suggestion.lines if line.key == f"suggestion.line.{name}")


def facts(wage: int = 10800, **more: Any) -> Facts:
    items = (IncomeItem("1", "101", D(wage)),)
    plain = Facts(hukou_type="1", members=FAMILY, beneficiaries=AGES, seen=frozenset(), items=items)
    return replace(plain, **more)


def test_every_line_is_a_sentence_with_its_inputs() -> None:
    full = found(
        facts(expenses=(Expense("2", D(100)),), obligors=(Obligor(D(9000), 3, 2, 2),)),
        class_uplift_elder="50",
        min_pay_month="99999",
        work_cost_cap_month="10",
    )
    for line in full.lines:
        assert t(line.key)
        assert "{" not in t(line.formula, **line.inputs)


def test_nothing_is_said_before_somebody_counts() -> None:
    empty = found(Facts())
    assert not empty.ready
    assert (empty.category, empty.flags, empty.printed_supplement) == ("", (), 0)


def test_uplift_comes_after_the_topup_and_before_rounding() -> None:
    plain = found(facts())
    lifted = found(facts(), class_uplift_elder="60.25", class_uplift_minor="10%")
    assert lifted.supplement_month == plain.supplement_month + D("180.50")
    assert lifted.printed_supplement == 1171
    assert found(facts(wage=90000), class_uplift_elder="60").supplement_month == 0, "nothing to add to"


def test_smallest_payment_and_cap_of_work_cost() -> None:
    small = found(facts(wage=23900))
    assert (small.category, small.printed_supplement) == ("dibao", D(8))
    assert found(facts(wage=23900), min_pay_month="50").printed_supplement == 50
    capped = found(facts(), work_cost_cap_month="50")
    assert amount(capped, "work_cost_capped") == 600


def test_bands_in_the_place_of_the_topup() -> None:
    banded = found(facts(), benefit_mode="banded", class_band_table="A<200=450; B<400=300; C<600=150")
    assert (banded.printed_supplement, amount(banded, "banded")) == (900, 900)
    with pytest.raises(Refused, match=r"policy\.bad-band-table"):
        found(facts(), benefit_mode="banded")


def test_full_amount_where_the_county_has_the_rule_and_nobody_can_work() -> None:
    people = (Beneficiary(72, unable=True, lost_ability=True), *(Beneficiary(age, unable=True) for age in (70, 12)))
    unable = replace(facts(), beneficiaries=people)
    assert found(unable).printed_supplement == found(facts()).printed_supplement
    full = found(unable, full_amount_unable="1")
    assert (full.supplement_month, amount(full, "full")) == (1800, 1800)
    assert found(facts(), full_amount_unable="1").printed_supplement == found(facts()).printed_supplement
    assert found(replace(facts(wage=90000), beneficiaries=people), full_amount_unable="1").supplement_month == 0


def test_parameters_older_than_a_rule_do_not_have_it() -> None:
    values = dict(Policy.on(shipped.defaults(), DAY).values)
    del values["full_amount_unable"]
    assert suggest(facts(), Policy(DAY, values)).printed_supplement == found(facts()).printed_supplement


def test_every_step_names_the_parameters_behind_it() -> None:
    steps = found(facts(), class_uplift_elder="60").lines
    entries = [*shipped.defaults(), PolicyEntry("rounding_mode", "ceil_yuan", "2027-01-01", source="2027年新文件")]
    used = {**Policy.on(shipped.defaults(), DAY).values, "dibao_std_month_rural": "580"}
    known = {one.key: one for one in bases(steps, used, entries, DAY)}
    assert {"work_cost_rate", "dibao_std_month_rural", "rounding_mode", "class_uplift_elder"} <= known.keys()
    assert known["work_cost_rate"].source.startswith("民发〔2021〕57号")
    assert known["rounding_mode"].source == "由县定", "not the document of a later year"
    assert (known["dibao_std_month_rural"].value, known["dibao_std_month_rural"].source) == ("580", "")


def test_whole_household_or_a_flag() -> None:
    partial = "suggestion.flag.partial-coverage"
    assert partial in found(facts(insured_now=1)).flags
    assert partial not in found(facts(insured_now=3)).flags
    assert partial not in found(facts(insured_now=1, single_application=True)).flags
    assert partial not in found(facts(insured_now=0)).flags


def test_kinship_is_a_note_and_changes_no_figure() -> None:
    kin = found(facts(seen=frozenset({"kin"})))
    assert kin.flags == ("suggestion.flag.kin",)
    assert kin.printed_supplement == found(facts()).printed_supplement


def test_town_and_village_have_their_own_standard() -> None:
    assert (found(facts()).standard_month, found(facts(hukou_type="3")).standard_month) == (600, 800)


def test_a_missing_parameter_says_which() -> None:
    values = dict(Policy.on(shipped.defaults(), DAY).values)
    del values["work_cost_rate"]
    with pytest.raises(Refused) as refused:
        suggest(facts(), Policy(DAY, values))
    assert refused.value.params == {"key": "work_cost_rate", "day": "2026-11-22"}


@pytest.mark.parametrize(
    ("result", "consented", "members", "final", "household", "recheck"),
    [
        ("1", True, 3, True, "", False),
        ("1", False, 3, False, "", False),
        ("2", True, 3, True, "", False),
        ("3", False, 3, False, "", False),
        ("4", False, 3, False, "", False),
        ("5", False, 3, False, "", False),
        ("6", False, 3, True, "moved", False),
        ("7", False, 1, True, "deceased", False),
        ("7", False, 3, True, "", True),
    ],
)
def test_what_becomes_of_a_visit(
    result: str, consented: bool, members: int, final: bool, household: str, recheck: bool
) -> None:
    verdict = outcome(result, consented=consented, members=members)
    assert (verdict.final, verdict.household, verdict.recheck) == (final, household, recheck)
