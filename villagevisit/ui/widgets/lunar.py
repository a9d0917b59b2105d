"""The Chinese lunar date of a day, as old people know their birthday. The only module that knows the library. No Qt.

The library's tables are those of the Hong Kong Observatory for 1901–2100. Outside of 1901–2099 it answers wrongly or
not at all, so nothing is said there.
"""

from datetime import date, datetime, time
from functools import lru_cache

from villagevisit.wording import language, t

FIRST, LAST = date(1901, 1, 1), date(2099, 12, 31)


@lru_cache(maxsize=256)
def _lunar(day: date) -> tuple[str, int, int, bool]:
    """In Chinese words; month, day of the month, whether the month is a leap month."""
    from cnlunar import Lunar

    found = Lunar(datetime.combine(day, time(12)))
    month = str(found.lunarMonthCn).rstrip("大小")
    words = f"{found.year8Char}年{month}{found.lunarDayCn}，属{found.chineseYearZodiac}"
    return words, int(found.lunarMonth), int(found.lunarDay), bool(found.isLunarLeapMonth)


def say(day: date) -> str:
    """``农历戊子年二月初五，属鼠``; empty outside of what the tables hold."""
    if not FIRST <= day <= LAST:
        return ""
    words, month, of_month, leap = _lunar(day)
    shown = words if language() == "zh_CN" else f"{month}/{of_month}"
    return t("visit_page.lunar_leap", date=shown) if leap else t("visit_page.lunar", date=shown)


def month_and_day(day: date) -> tuple[int, int, bool]:
    """Month, day of the month, and whether the month is a leap month."""
    return _lunar(day)[1:]
