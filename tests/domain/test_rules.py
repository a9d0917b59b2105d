"""The worked examples of rules.md, to the fen."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain import (
    draw,
    income,
    membership,
    property_test,
    recusal,
    rounding,
    selfcare,
    supplement,
    support_duty,
)
from villagevisit.domain.errors import Refused
from villagevisit.domain.income import Expense, IncomeItem
from villagevisit.domain.membership import Member
from villagevisit.domain.officer import Kin, Officer, Role
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.services import policy as shipped

DAY = date(2026, 11, 22)


def policy(**changed: str) -> Policy:
    values = dict(Policy.on(shipped.defaults(), DAY).values)
    return Policy(DAY, {**values, **changed})


def officer(name: str, village: str = "", id_no: str = "", *kin: Kin) -> Officer:
    return Officer(name, name, name, frozenset({Role.INVESTIGATOR}), village, id_no, kin=kin)


class TestMembership:
    def test_the_worked_household_counts_four_of_six(self) -> None:
        household = [
            Member("02", 45, lives_here=False, support_duty=True),
            Member("10", 44, lives_here=True, support_duty=True),
            Member("20", 20, lives_here=False, support_duty=True, study="7"),
            Member("30", 23, lives_here=False, support_duty=True),
            Member("50", 71, lives_here=True, support_duty=True),
            Member("97", 40, lives_here=True, support_duty=False),
        ]
        assert [membership.counted(member) for member in household] == [True, True, True, False, True, False]

    @pytest.mark.parametrize(
        ("member", "counted"),
        [
            (Member("02", 50, lives_here=True, support_duty=True, absent_by_law=True), False),
            (Member("10", 50, lives_here=True, support_duty=True, clergy_apart=True), False),
            (Member("20", 17, lives_here=False, support_duty=True), True),
            (Member("20", 30, lives_here=False, support_duty=True, severely_disabled=True), True),
            (Member("30", 24, lives_here=False, support_duty=True, study="8"), False),
            (Member("50", 70, lives_here=False, support_duty=True), False),
            (Member("30", 23, lives_here=False, support_duty=True, override=True), True),
            (Member("02", 45, lives_here=True, support_duty=True, override=False), False),
        ],
    )
    def test_exclusions_and_corrections(self, member: Member, counted: bool) -> None:
        assert membership.counted(member) is counted

    @pytest.mark.parametrize(
        ("ending", "severe"), [("41", True), ("42", True), ("43", False), ("53", True), ("63", True)]
    )
    def test_severe_disability_by_certificate(self, ending: str, severe: bool) -> None:
        assert membership.severely_disabled("999999199001010016" + ending) is severe


E1_ITEMS = (
    IncomeItem("1", "102", D(1800) * 6),
    IncomeItem("2", "201", D("2.5") * (D(1100) - D(450))),
    IncomeItem("3", "301", D("1.5") * 600),
    IncomeItem("9", "905", D(2400)),
)
E1_EXPENSES = (Expense("2", D(6200), D(4100)),)


class TestIncome:
    def test_worked_example_e1(self) -> None:
        result = income.total(E1_ITEMS, E1_EXPENSES, D(0), 3, policy())
        assert result.gross == D("13325.00")
        assert result.work_cost == D("1080.00")
        assert result.rigid == D("2100.00")
        assert result.net == D("10145.00")
        assert rounding.to_fen(result.per_capita_year) == D("3381.67")
        assert rounding.to_fen(result.per_capita_month) == D("281.81")
        assert supplement.category(result.net, 3, D(600), policy()) == "dibao"

    def test_support_paid_out_lowers_income_and_education_only_where_the_county_says_so(self) -> None:
        items = (IncomeItem("1", "101", D(10000)), IncomeItem("4", "407", D(3000)))
        school = (Expense("3", D(2000)),)
        assert income.total(items, school, D(0), 2, policy()).net == D("4000.00")
        assert income.total(items, school, D(0), 2, policy(deduct_education="0")).net == D("6000.00")

    def test_work_cost_stops_at_the_cap(self) -> None:
        assert income.work_cost(D(60000), policy(work_cost_cap_month="300")) == D(3600)

    def test_net_income_is_never_below_zero(self) -> None:
        assert income.total((), (Expense("2", D(100)),), D(0), 1, policy()).net == D(0)

    def test_rigid_expenditure_household(self) -> None:
        items = (IncomeItem("1", "101", D(72000)),)
        result = income.total(items, (Expense("2", D(52000)),), D(0), 4, policy(work_cost_rate="0"))
        assert round(result.rigid_ratio * 100, 2) == D("72.22")
        assert rounding.to_fen(result.per_capita_month) == D("416.67")
        assert income.rigid_hardship(result, D(20000), policy())
        assert not income.rigid_hardship(result, D(18000), policy())

    def test_a_ratio_of_exactly_the_threshold_is_met(self) -> None:
        result = income.total((IncomeItem("1", "101", D(50000)),), (Expense("5", D(30000)),), D(0), 4, policy())
        assert income.rigid_hardship(result, D(20000), policy())


class TestSupportDuty:
    SON = support_duty.Obligor(D(9000), 3, 2, 2)

    def test_by_household_and_by_head(self) -> None:
        assert support_duty.computed(self.SON, policy()) == D("1350.00")
        assert support_duty.for_household(self.SON, policy()) == D("2700.00")
        assert support_duty.computed(self.SON, policy(obligor_base="per_capita")) == D("450.00")

    def test_nothing_from_somebody_without_capacity_or_below_the_line(self) -> None:
        assert support_duty.computed(support_duty.Obligor(D(9000), 3, 2, 2, no_capacity=True), policy()) == 0
        assert support_duty.computed(support_duty.Obligor(D(3600), 3, 2, 2), policy()) == 0

    def test_a_larger_agreement_prevails(self) -> None:
        assert support_duty.for_household(support_duty.Obligor(D(9000), 3, 2, 1, agreed=D(1500)), policy()) == D(1500)


class TestProperty:
    def test_both_ways_of_depreciation(self) -> None:
        assert property_test.vehicle_value(D(86000), 6, policy()) == D("49880.00")
        compound = policy(vehicle_depreciation_method="compound")
        assert property_test.vehicle_value(D(86000), 6, compound) == D("55641.16")

    def test_flags_never_more_than_flags(self) -> None:
        car = property_test.Vehicle("1", D(86000), date(2020, 11, 22))
        estate = property_test.Estate(D(43200), 3, D(600), (car,), houses=1)
        assert property_test.flags(estate, policy()) == ()
        assert property_test.flags(estate, policy(vehicle_depreciation_method="compound")) == ("vehicle",)
        richer = property_test.Estate(D("43200.01"), 3, D(600), houses=2, business=True)
        assert property_test.flags(richer, policy()) == ("financial", "houses", "business")

    def test_a_tool_or_an_exempt_car_is_no_flag(self) -> None:
        tools = (property_test.Vehicle("2", D(200000), None), property_test.Vehicle("1", D(200000), None, exempt=True))
        assert property_test.flags(property_test.Estate(D(0), 1, D(600), tools), policy()) == ()


class TestSupplement:
    def test_once_for_the_household_not_per_head(self) -> None:
        amount = rounding.to_fen(supplement.topup(D(10145), 3, D(600)))
        assert amount == D("954.58")
        assert amount != rounding.to_fen(D(600) - D(10145) / 12 / 3) * 3

    def test_equal_to_the_line_is_not_below_it(self) -> None:
        assert supplement.category(D("21599.99"), 3, D(600), policy()) == "dibao"
        assert supplement.category(D(21600), 3, D(600), policy()) == "edge"
        assert supplement.category(D(32400), 3, D(600), policy()) == "above"
        assert supplement.category(D(0), 0, D(600), policy()) == ""

    def test_bands(self) -> None:
        table = supplement.bands("C<600=150; A<200=450；B<400=300")
        assert supplement.banded(D(10145), 3, table) == (D(900), "B")
        assert supplement.banded(D(7200), 3, table) == (D(900), "B")
        assert supplement.banded(D(21600), 3, table) == (D(0), "")
        with pytest.raises(Refused, match=r"policy\.bad-band-table"):
            supplement.bands("A:450")

    def test_uplift_takes_the_highest_unless_the_county_adds_up(self) -> None:
        people = [
            supplement.Beneficiary(75, severely_disabled=True),
            supplement.Beneficiary(9),
            supplement.Beneficiary(40),
        ]
        rates = {"class_uplift_elder": "60", "class_uplift_severe_disabled": "20%", "class_uplift_minor": "50"}
        assert supplement.uplift(people, D(600), policy(**rates)) == D(170)
        assert supplement.uplift(people, D(600), policy(**rates, uplift_combine="cumulative")) == D(230)


    def test_full_amount_for_those_wholly_unable_to_work(self) -> None:
        assert rounding.to_fen(supplement.full(1, D(2900) / 12)) == D("241.67")
        old, lost, child = (
            supplement.Beneficiary(80, unable=True),
            supplement.Beneficiary(50, unable=True, lost_ability=True),
            supplement.Beneficiary(9, unable=True),
        )
        assert supplement.unable([old, lost, child])
        assert not supplement.unable([old, child])
        assert not supplement.unable([lost, supplement.Beneficiary(40)])

    def test_destitute_persons_by_self_care_level(self) -> None:
        county = policy(tekun_living_rural="5460", tekun_living_urban="7800")
        assert selfcare.amounts(selfcare.Level.LOST, "1", county).year == D(18368)
        assert selfcare.amounts(selfcare.Level.LOST, "2", county).year == D(20708)
        assert selfcare.amounts(selfcare.Level.FULL, "1", county).year == D(5460)

    def test_rural_and_urban_lines_of_the_planned_standards(self) -> None:
        assert supplement.category(D(441) * 12, 1, D(442), policy()) == "dibao"
        assert supplement.category(D(552) * 12, 1, D(552), policy()) == "edge"


class TestRounding:
    def test_opposite_roundings_of_one_report(self) -> None:
        assert rounding.printed(D(321170) / 12 * 7, "ceil_10yuan") == 187350
        assert rounding.printed(D(233055) / 12 * 7, "floor_yuan") == 135948

    @pytest.mark.parametrize(
        ("mode", "printed"),
        [
            ("half_up_fen", "954.58"),
            ("half_up_yuan", "955"),
            ("ceil_yuan", "955"),
            ("floor_yuan", "954"),
            ("ceil_10yuan", "960"),
        ],
    )
    def test_all_five_modes(self, mode: str, printed: str) -> None:
        assert rounding.printed(D(1800) - D(10145) / 12, mode) == D(printed)

    def test_no_yuan_is_made_of_dust(self) -> None:
        assert rounding.printed(D("954.0000001"), "ceil_yuan") == D(954)
        assert rounding.printed(D("0.005"), "half_up_fen") == D("0.01")
        assert (rounding.to_fen(D("-0.005")), rounding.to_fen(D("-0.0051"))) == (D("0.00"), D("-0.01"))

    @given(st.decimals(0, 10**7, places=4), st.sampled_from(sorted(rounding.MODES)))
    def test_never_further_away_than_one_step(self, amount: D, mode: str) -> None:
        step, _ = rounding.MODES[mode]
        assert abs(rounding.printed(amount, mode) - amount) < step + rounding.FEN


class TestRecusal:
    VILLAGE = "999999100201"
    FATHER = "999999195511150029"

    def refused(self, *people: Officer, members: frozenset[str] = frozenset(), **changed: str) -> str:
        refusal = recusal.team_refusal(people, self.VILLAGE, members, policy(**changed))
        return refusal.code if refusal else ""

    def test_two_distinct_people(self) -> None:
        assert self.refused(officer("a")) == "recusal.too-few"
        assert self.refused(officer("a"), officer("a")) == "recusal.too-few"
        assert self.refused(officer("a"), officer("b")) == ""

    def test_nobody_of_the_household_and_no_kin(self) -> None:
        members = frozenset({self.FATHER})
        son = officer("a", "", "", Kin("x", self.FATHER, "2"))
        assert self.refused(son, officer("b"), members=members) == "recusal.kin"
        assert self.refused(officer("a", "", self.FATHER), officer("b"), members=members) == "recusal.own-household"

    def test_in_laws_only_where_the_county_extends_the_scope(self) -> None:
        members = frozenset({self.FATHER})
        nephew = officer("a", "", "", Kin("x", self.FATHER, "10"))
        assert self.refused(nephew, officer("b"), members=members) == ""
        assert self.refused(nephew, officer("b"), members=members, kin_scope="extended") == "recusal.kin"
        unknown = officer("a", "", "", Kin("x", self.FATHER, "表亲"))
        assert self.refused(unknown, officer("b"), members=members) == "recusal.kin"

    def test_the_villages_own_cadres_not_alone(self) -> None:
        own, other = officer("a", self.VILLAGE), officer("b", self.VILLAGE)
        assert self.refused(own, other) == "recusal.own-village-alone"
        assert self.refused(own, officer("c")) == ""


class TestDraw:
    def test_the_published_order(self) -> None:
        numbers = [f"3713220010{n:03d}" for n in range(1, 11)]
        order = draw.ordered(numbers, "20261121-738216", "SC-2026-04", str)
        assert order[:3] == ["3713220010002", "3713220010003", "3713220010007"]
        assert draw.ticket("20261121-738216", "SC-2026-04", order[0]).startswith("0968bf03d6a6")

    @given(st.integers(1, 60), st.integers(1, 7))
    def test_dealt_evenly_and_repeatably(self, households: int, crew: int) -> None:
        order, teams = [str(n) for n in range(households)], [f"t{n}" for n in range(crew)]
        first = draw.deal(order, teams, {}, lambda *_: True)
        sizes = [list(first.given.values()).count(team) for team in teams]
        assert max(sizes) - min(sizes) <= 1
        assert not first.unassignable
        assert draw.deal(order, teams, {}, lambda *_: True) == first

    def test_forbidden_pairs_are_passed_over_and_the_hopeless_are_listed(self) -> None:
        result = draw.deal(["1", "2", "3"], ["a", "b"], {"b": 5}, lambda h, t: h != "2" and not (h == "1" and t == "a"))
        assert result.given == {"1": "b", "3": "a"}
        assert result.unassignable == ("2",)


class TestPolicy:
    OLD = PolicyEntry("dibao_std_month_rural", "520", "2025-01-01", "2026-06-30")
    NEW = PolicyEntry("dibao_std_month_rural", "600", "2026-07-01")

    def test_each_day_has_its_own_value(self) -> None:
        for day, value in ((date(2026, 6, 30), 520), (date(2026, 7, 1), 600)):
            assert Policy.on([self.NEW, self.OLD], day).decimal("dibao_std_month_rural") == value

    def test_a_missing_parameter_is_refused_not_zero(self) -> None:
        with pytest.raises(Refused, match=r"policy\.missing"):
            Policy.on([self.NEW], date(2026, 1, 1)).decimal("dibao_std_month_rural")

    def test_kinds_of_values(self) -> None:
        assert policy().integer("publicity_days") == 7
        assert policy().optional("work_cost_cap_month") is None
        assert policy().flag("deduct_education")
        for key, value, read in (
            ("edge_ratio", "一倍半", Policy.decimal),
            ("publicity_days", "7.5", Policy.integer),
            ("edge_ratio", "NaN", Policy.decimal),
        ):
            with pytest.raises(Refused, match=r"policy\.not-a-number"):
                read(policy(**{key: value}), key)
        with pytest.raises(Refused, match=r"policy\.not-a-choice"):
            policy(benefit_mode="lottery").choice("benefit_mode", "topup", "banded")
