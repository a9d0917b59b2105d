"""The two lines, the gap to them, and what a village's figures say."""

from dataclasses import replace
from decimal import Decimal as D

from villagevisit.domain import lines, rounding, village_warnings
from villagevisit.domain.village_warnings import VillageFigures

VILLAGE = VillageFigures("999999100201", households=6, persons=18, members=18, partial=0, paid=6, same=2, amount=D(150))


def test_the_standard_as_a_twelfth_of_the_line_is_the_line() -> None:
    assert lines.two_lines(rounding.to_fen(D(2900) / 12), D(2900)) == ("", 0)
    assert lines.two_lines(D(240), D(2900)) == ("W_BELOW_LINE", D(20))


def test_rounding_down_breaks_the_promise_of_the_full_line() -> None:
    month = D(2900) / 12
    for mode, warning in (("half_up_fen", ""), ("ceil_yuan", ""), ("floor_yuan", "W_ROUNDING_BREAKS_LINE")):
        assert lines.rounding(D(2900), D(0), month, rounding.printed(month, mode), 1)[0] == warning, mode
    assert lines.rounding(D(2900), D(0), month, D(240), 1) == ("W_ROUNDING_BREAKS_LINE", D(20))
    assert lines.rounding(D(2900), D(0), D(150), D(150), 1) == ("", 0), "not the rounding is to blame"


def test_the_line_must_not_rise_alone() -> None:
    assert lines.moved_together((D(500), D(550)), (D(2900), D(3190))) == ""
    assert lines.moved_together((D(500), D(549)), (D(2900), D(3190))) == "W_LINE_MOVED_ALONE"


def test_gap_of_somebody_without_income_and_of_a_family() -> None:
    assert lines.gap_to_line(D(2900), D(0), D(150), 1) == 1100
    assert lines.gap_to_line(D(3600), D(6000), D(300), 3) == 400, "(6,000 + 300 × 12) ÷ 3 = 3,200"
    assert lines.gap_to_line(D(2900), D(6000), D(300), 3) == 0


def test_both_tests_side_by_side() -> None:
    both = lines.both_tests(D(8000), 3, D(600), D(2900), D(50), D(50), able=True)
    assert both is not None
    assert (both.dibao, both.poor, both.both) == (True, True, True)
    assert (round(both.gap, 2), both.rounding) == (D("33.33"), ""), "2,900 - (8,000 + 50 × 12) ÷ 3"
    unable = lines.both_tests(D(8000), 3, D(600), D(2900), D(0), D(0), able=False)
    assert unable is not None
    assert (unable.dibao, unable.poor) == (True, False)
    on_the_line = lines.both_tests(D(8700), 3, D(600), D(2900), D(0), D(0), able=True)
    assert on_the_line is not None
    assert not on_the_line.poor
    assert lines.both_tests(D(0), 0, D(600), D(2900), D(0), D(0), able=True) is None


def test_average_payment_needs_more_than_the_share() -> None:
    def found(same: int, paid: int) -> tuple[str, ...]:
        return village_warnings.warnings(replace(VILLAGE, paid=paid, same=same), D("0.80"))

    assert found(8, 10) == ()
    assert found(9, 10) == ("W_AVERAGE_PAYMENT",)
    assert found(4, 4) == (), "four households say nothing"


def test_persons_instead_of_households() -> None:
    assert village_warnings.warnings(replace(VILLAGE, persons=17, partial=1), D("0.80")) == ("W_PARTIAL_HOUSEHOLD",)
    low = D("1.25")
    assert village_warnings.persons_per_household(388370, 467017, low) == "W_PARTIAL_HOUSEHOLD"
    assert village_warnings.persons_per_household(15942, 30083, low) == ""
    assert village_warnings.persons_per_household(3751, 5619, low) == ""
    assert village_warnings.persons_per_household(0, 0, low) == ""
