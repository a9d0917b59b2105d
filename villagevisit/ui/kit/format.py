"""How figures and days are written on the screen."""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from villagevisit.wording import language

_LONG = re.compile(r"[0-9*]{7}(?=[0-9*]{3})|-")


def breakable(text: str) -> str:
    """Lets a long number or file name go on to a second line instead of being cut."""
    return _LONG.sub(lambda found: found[0] + "\u200b", text)


def money(amount: Decimal | str | float, unit: bool = True) -> str:
    """`1,234.00 元`. Text that is no number comes back as it is."""
    try:
        figure = f"{Decimal(str(amount)):,.2f}"
    except InvalidOperation:
        return str(amount)
    if not unit:
        return figure
    return f"{figure} 元" if language() == "zh_CN" else f"{figure} yuan"


def day(iso: str) -> str:
    """`2026-11-21`, from a date or a moment; empty stays empty."""
    return iso[:10]


def month(iso: str) -> str:
    return iso[:7]


def moment(iso: str) -> str:
    """`2026-11-21 14:03` of an ISO moment."""
    if len(iso) < 16:
        return iso
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")


def clock(iso: str) -> str:
    """`14:03` of an ISO moment."""
    return iso[11:16]


def count(number: int) -> str:
    return f"{number:,}"


def percent(part: int, whole: int) -> str:
    """Whole percent, rounded down, so that 100 % means everybody."""
    return f"{part * 100 // whole}%" if whole else "–"
