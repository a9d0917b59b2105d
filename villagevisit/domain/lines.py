"""The dibao line beside the poverty line: are the two one, and how far is a household from it (S-159…160, S-173…180).

Yuan. The standard is per month, the poverty line per year: the unit is in the name, because 1,907 was printed as a
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


def rounding(line_year: Decimal, paid_month: Decimal) -> tuple[str, Decimal]:
    """The full line per month as it is paid, held against the line: 240 × 12 = 2,880 for 2,900 is 20 short."""
    missing = line_year - paid_month * MONTHS
    return (W_ROUNDING_BREAKS_LINE, missing) if missing > 0 else ("", ZERO)


def moved_together(standards: tuple[Decimal, Decimal], lines: tuple[Decimal, Decimal]) -> str:
    """(before, after) of both; the warning when the line grew by the larger share. By multiplication, never rounded."""
    (standard_was, standard_is), (line_was, line_is) = standards, lines
    return W_LINE_MOVED_ALONE if line_is * standard_was > standard_is * line_was else ""


def gap_to_line(line_year: Decimal, net_year: Decimal, paid_month: Decimal, members: int) -> Decimal:
    """What each of the household lacks in a year after its own income and the benefit; 1,100 of 2,900 at 150 a month."""
    if not members:
        return ZERO
    return max(ZERO, line_year - (net_year + paid_month * MONTHS) / members)


@dataclass(frozen=True, slots=True)
class BothTests:
    """The dibao test and the poverty test on the same figures, side by side (S-159, S-160, S-236)."""

    per_capita_year: Decimal
    standard_year: Decimal
    line_year: Decimal
    dibao: bool
    poor: bool

    @property
    def both(self) -> bool:
        return self.dibao and self.poor


def both_tests(
    net_year: Decimal, members: int, standard_month: Decimal, line_year: Decimal, *, able: bool
) -> BothTests | None:
    """`able`: somebody of the household can work; the poverty list is of those who can or wish to. None without members.

    Both compare unrounded by multiplication; equal to a line is not below it.
    """
    if not members:
        return None
    standard_year = standard_month * MONTHS
    dibao = net_year < standard_year * members
    poor = able and net_year < line_year * members
    return BothTests(net_year / members, standard_year, line_year, dibao, poor)
