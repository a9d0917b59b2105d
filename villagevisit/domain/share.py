"""Shares kept as fractions and compared without dividing: 16 of 24 is exactly two thirds (rules.md R-09)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_LARGEST_DENOMINATOR = 100
KEYS = frozenset({"appraisal_attend_ratio", "appraisal_rep_ratio", "appraisal_pass_ratio"})
"""Parameters that may be written as `2/3`."""


def fraction(text: str) -> Fraction:
    """A share as the county wrote it: `2/3`, `0.8`; 0.6667 means 2/3.

    Raises:
        ValueError: it is no share above 0 and up to 1.
    """
    try:
        share = Fraction(text.strip()).limit_denominator(_LARGEST_DENOMINATOR)
    except ZeroDivisionError as error:
        raise ValueError(text) from error
    if not 0 < share <= 1:
        raise ValueError(text)
    return share


def decimal_text(text: str) -> str:
    """`2/3` as `0.6667`, for forms, which know no fractions; anything else as it is."""
    return str(_rounded(Decimal(fraction(text).numerator) / fraction(text).denominator, 4)) if "/" in text else text


def percent(part: int, whole: int) -> str:
    """`70.59`, rounded half up; for reading only, never compared."""
    return str(_rounded(Decimal(part * 100) / Decimal(whole) if whole else Decimal(0), 2))


def reaches(part: int, whole: int, share: Fraction) -> bool:
    """Whether part ÷ whole ≥ share, without dividing; nothing reaches a share of nothing."""
    return whole > 0 and part * share.denominator >= share.numerator * whole


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
