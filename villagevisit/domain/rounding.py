"""Rounding of amounts, as the county decided it (rules.md R-12).

The unrounded figure, the mode and the printed figure are all kept, because papers with opposite roundings exist.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
YUAN = Decimal(1)

MODES: dict[str, tuple[Decimal, str]] = {
    "half_up_fen": (FEN, ROUND_HALF_UP),
    "half_up_yuan": (YUAN, ROUND_HALF_UP),
    "ceil_yuan": (YUAN, ROUND_CEILING),
    "floor_yuan": (YUAN, ROUND_FLOOR),
    "ceil_10yuan": (Decimal(10), ROUND_CEILING),
}
"""Code of P:rounding_mode → step in yuan, direction."""


def to_fen(amount: Decimal) -> Decimal:
    """To the fen, halves towards plus infinity as the form's own round() does: how every figure is written."""
    return amount.quantize(FEN, ROUND_HALF_UP if amount >= 0 else ROUND_HALF_DOWN)


def printed(amount: Decimal, mode: str) -> Decimal:
    """The figure that is paid and printed.

    Rounded to the fen first, so that a calculation's dust (954.0000…1) never makes a whole yuan.
    """
    step, direction = MODES[mode]
    steps = (to_fen(amount) / step).quantize(Decimal(1), direction)
    return steps * step
