"""What every paper of family B shares: dates, money, where it was printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_SHORT_CODE = 120


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

    @property
    def short(self) -> str:
        """The first eight hex digits, in two groups that can be read out."""
        return f"{self.digest[:4]} {self.digest[4:8]}".upper()


def code_size(text: str) -> float:
    """Side in mm with the quiet zone: short codes have room; what proves itself needs modules of 0.40 mm
    (version 17 at most)."""
    return 24 if len(text) <= _SHORT_CODE else 37.2


def long_date(day: date) -> str:
    """2026年11月2日: no leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_of_days(first: date, last: date) -> str:
    """2026年11月25日至12月1日; the year again only when it differs."""
    end = f"{last.month}月{last.day}日" if last.year == first.year else long_date(last)
    return f"{long_date(first)}至{end}"


def money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
