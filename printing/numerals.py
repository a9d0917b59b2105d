"""Amounts in capitals, and dates and counts in Chinese numerals, as papers of money and of state want them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_DIGITS = "〇一二三四五六七八九"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
_LIMIT = Decimal(10) ** 16


def capitals(amount: Decimal) -> str:
    """318.19 → 叁佰壹拾捌元壹角玖分, 300 → 叁佰元整 (《正确填写票据和结算凭证的基本规定》, PBoC 1997).

    Raises:
        ValueError: beyond sixteen digits.
    """
    fen = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if abs(fen) >= _LIMIT:
        raise ValueError(amount)
    sign = "负" if fen < 0 else ""
    yuan, cents = divmod(int(abs(fen) * 100), 100)
    jiao, fen_digit = divmod(cents, 10)
    whole = f"{_whole(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"{sign}{whole}整"
    tenths = f"{_CAPITALS[jiao]}角" if jiao else "零" if yuan else ""
    hundredths = f"{_CAPITALS[fen_digit]}分" if fen_digit else "整"
    return f"{sign}{whole}{tenths}{hundredths}"


def _whole(number: int) -> str:
    """Groups of four digits; one 零 for any number of noughts between digits."""
    if not number:
        return "零"
    digits = f"{number:016d}"
    said, gap = "", False
    for group, unit in enumerate(reversed(_GROUPS)):
        part = digits[group * 4 : group * 4 + 4]
        for digit, place in zip(part, _PLACES, strict=True):
            if digit == "0":
                gap = bool(said)
            else:
                said += ("零" if gap else "") + _CAPITALS[int(digit)] + place
                gap = False
        if int(part):
            said += _unit(unit, digits[4:8])
    return said


def _unit(unit: str, hundred_millions: str) -> str:
    """万亿 says its 亿 only when none follow of their own."""
    return "万" if unit == "万亿" and int(hundred_millions) else unit


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 40 → 四十; up to 99, for headings and days. Raises ValueError beyond."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def numeral_date(day: date) -> str:
    """二〇二六年十一月二日."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"
