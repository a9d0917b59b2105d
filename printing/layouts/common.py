"""What every paper of family B shares: dates, money, where it was printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_SMALLEST, _MODULE = 24.0, 0.40
_QUIET = 4
_HELD = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528, 600, 656, 734)
"""Capitals and figures that a code of version 1, 2, … holds at level M (ISO/IEC 18004, table 7)."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who printed a paper, when, and the code that leads back to its record."""

    digest: str
    """SHA-256 of the content, hex."""
    code: str
    """Text of the QR code."""
    printed_at: str
    """As shown: `2026-11-22 10:00`."""
    printed_by: str
    codes: tuple[str, ...] = ()
    """Text of the code of each page, where pages bear codes of their own."""

    @property
    def short(self) -> str:
        """The first eight hex digits, in two groups that can be read out."""
        return f"{self.digest[:4]} {self.digest[4:8]}".upper()


def code_size(text: str) -> float:
    """Side in mm with the quiet zone: modules of 0.40 mm, larger in a short code."""
    return max(_SMALLEST, _modules(text) * _MODULE)


def quiet_zone(text: str) -> float:
    """What of the side of a code is white at each edge."""
    return code_size(text) * _QUIET / _modules(text)


def _modules(text: str) -> int:
    """Modules to a side, with the quiet zone."""
    version = next((number for number, most in enumerate(_HELD, start=1) if len(text) <= most), len(_HELD))
    return 17 + 4 * version + 2 * _QUIET


def long_date(day: date) -> str:
    """2026年11月2日: no leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_of_days(first: date, last: date) -> str:
    """2026年11月25日至12月1日; the year again only when it differs."""
    end = f"{last.month}月{last.day}日" if last.year == first.year else long_date(last)
    return f"{long_date(first)}至{end}"


def money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
