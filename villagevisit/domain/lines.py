"""The dibao line beside the poverty line: are the two one, and how far is a household from it (S-159…160, S-173…180).

Yuan. The standard is per month, the line per year: the unit is in the name, because 1,907 was printed as a
standard without saying that it was per year (S-166).
"""

from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain.income import MONTHS

ZERO = Decimal(0)
W_BELOW_LINE = "W_BELOW_LINE"
"""Twelve monthly standards are less than the poverty line: the two lines are not one (S-179)."""
W_LINE_MOVED_ALONE = "W_LINE_MOVED_ALONE"
"""The poverty line rose and the standard did not rise as much (S-180)."""
W_ROUNDING_BREAKS_LINE = "W_ROUNDING_BREAKS_LINE"
"""The exact month would reach the line, the printed one does not (S-174)."""


def two_lines(standard_month: Decimal, line_year: Decimal) -> tuple[str, Decimal]:
    """The warning, or empty, and what is missing per person and year.

    A standard that was set as the twelfth of the line and written to the fen is the line: 241.67 × 12 = 2,900.04.
    """
    missing = line_year - standard_month * MONTHS
    return (W_BELOW_LINE, missing) if missing > 0 else ("", ZERO)


def moved_together(standards: tuple[Decimal, Decimal], lines: tuple[Decimal, Decimal]) -> str:
    """(before, after) of both; the warning when the line grew by the larger share. By multiplication, never rounded."""
    (standard_was, standard_is), (line_was, line_is) = standards, lines
    return W_LINE_MOVED_ALONE if line_is * standard_was > standard_is * line_was else ""


def gap_to_line(line_year: Decimal, net_year: Decimal, paid_month: Decimal, members: int) -> Decimal:
    """What each of the household lacks in a year after its income and the benefit: 1,100 of 2,900 at 150 a month."""
    if not members:
        return ZERO
    return max(ZERO, line_year - (net_year + paid_month * MONTHS) / members)


def rounding(
    line_year: Decimal, net_year: Decimal, exact_month: Decimal, paid_month: Decimal, members: int
) -> tuple[str, Decimal]:
    """The warning, or empty, and what each lacks in a year although the exact amount would reach the line.

    2,900 ÷ 12 paid as 240 is 20 short.
    """
    missing = gap_to_line(line_year, net_year, paid_month, members)
    broken = missing > 0 and not gap_to_line(line_year, net_year, exact_month, members)
    return (W_ROUNDING_BREAKS_LINE, missing) if broken else ("", ZERO)


@dataclass(frozen=True, slots=True)
class BothTests:
    """The dibao test and the poverty test on the same figures, side by side (S-159, S-160, S-236)."""

    per_capita_year: Decimal
    standard_year: Decimal
    line_year: Decimal
    dibao: bool
    poor: bool
    gap: Decimal
    """What each still lacks to the line in a year with the benefit that was reckoned (S-173)."""
    rounding: str
    """`W_ROUNDING_BREAKS_LINE` when only rounding keeps them below it."""

    @property
    def both(self) -> bool:
        return self.dibao and self.poor


def both_tests(
    net_year: Decimal, members: int, standard_month: Decimal, line_year: Decimal, exact_month: Decimal,
    paid_month: Decimal, *, able: bool,
) -> BothTests | None:  # fmt: skip
    """`exact_month` and `paid_month` are the household's benefit before and after rounding; `able`: somebody of it can
    work, because the poverty list is of those who can or wish to. None without members.

    Both compare unrounded by multiplication; equal to a line is not below it.
    """
    if not members:
        return None
    standard_year = standard_month * MONTHS
    dibao = net_year < standard_year * members
    poor = able and net_year < line_year * members
    exact, paid = (exact_month, paid_month) if dibao else (ZERO, ZERO)
    gap = gap_to_line(line_year, net_year, paid, members)
    broken = rounding(line_year, net_year, exact, paid, members)[0]
    return BothTests(net_year / members, standard_year, line_year, dibao, poor, gap, broken)
