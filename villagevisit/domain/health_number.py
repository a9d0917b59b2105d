"""The number of a health record: 17 digits, of the county, the township, the village and a serial (R-24)."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d{17}")
_MOST = 99_999
_COMMITTEE, _VILLAGE, _VILLAGES_FROM = range(1, 100), range(201, 300), 100
"""The statistical code counts residents' committees 001-199 and villages 200-399; the record's number has room for
001-099 and 101-199."""


def stem(village_code: str) -> str:
    """The first 12 digits of the numbers of a village, from its statistical code (12 digits).

    Empty where that code has no place in the number's own counting; the doctor then types the number.
    """
    if len(village_code) != 12 or not village_code.isdigit():
        return ""
    place = int(village_code[9:])
    if place in _COMMITTEE:
        return village_code
    return f"{village_code[:9]}{place - _VILLAGES_FROM:03d}" if place in _VILLAGE else ""


def following(village_code: str, taken: Iterable[str]) -> str:
    """The number after the highest that is taken in this village; empty when none can be proposed."""
    head = stem(village_code)
    serials = [int(one[12:]) for one in taken if head and one.startswith(head) and _NUMBER.fullmatch(one)]
    last = max(serials, default=0)
    return f"{head}{last + 1:05d}" if head and last < _MOST else ""
