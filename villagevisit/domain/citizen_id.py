"""Citizen identity numbers (GB 11643-1999, rules.md R-01): read what a person or a spreadsheet wrote, never guess.

A spreadsheet that takes an 18-digit number for a quantity keeps its first 15 digits only. Such a number is reported
as lost, even when zeros in the place of the lost digits happen to pass the check.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_OLDEST_YEARS: Final = 125
_SHAPE_18: Final = re.compile(r"[0-9]{17}[0-9X]")
_SHAPE_15: Final = re.compile(r"[0-9]{15}")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d*)?E\+?\d+")
_FLOATED: Final = re.compile(r"(\d+)\.0*")
_NOISE: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'`’‘\"“”·\-‐-―_]+")
_FROM_WIDE: Final = {
    **{0xFF10 + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "xｘＸХх×✕"), "X"),
    ord("．"): ".",
    ord("＋"): "+",
}

RESIDENT: Final = "resident"
HISTORIC: Final = "historic15"
UNVERIFIED: Final = "unverified"
"""Kept as it was written although a check fails; somebody looks at the card on the visit."""
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class IdReading:
    """What one cell says. `problem` is empty for a number that stands every check."""

    number: str
    kind: str
    """`resident`, `historic15`, `unverified` or `none`."""
    problem: str = ""
    """`id-missing`, `id-lost-by-excel`, `id-malformed`, `id-checksum`, `id-birth`, `id-historic` or empty."""
    birth: str = ""
    sex: str = ""


MISSING: Final = IdReading("", NONE, "id-missing")


def normalise(text: str) -> str:
    """Full-width digits, spaces, quotes, hyphens and lower-case x brought to plain capital form."""
    return _NOISE.sub("", text.translate(_FROM_WIDE)).upper()


def check_character(first17: str) -> str:
    """The 18th character that the first 17 digits ask for."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_valid(number: str, today: date) -> bool:
    """True for an 18-character number with the right check character and a possible birth date."""
    return not read(number, today).problem


def birth_of(number: str) -> str:
    """ISO birth date inside an 18- or 15-digit number; empty when the calendar has no such day."""
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return ""


def sex_of(number: str) -> str:
    """`1` male, `2` female (GB/T 2261.1), from the last digit of the sequence number."""
    digit = number[16] if len(number) == 18 else number[14]
    return "1" if int(digit) % 2 else "2"


def read(cell: str | float, today: date) -> IdReading:
    """Reads one cell, text or number."""
    if isinstance(cell, float | int):
        if cell >= 1e15:
            return IdReading("", NONE, "id-lost-by-excel")
        cell = f"{cell:.0f}" if float(cell).is_integer() else str(cell)
    if _SHAPE_18.fullmatch(cell):
        return _read_18(cell, today)
    text = normalise(cell)
    if not text or text in {"无", "/", "空", "NULL", "NONE", "N/A", "暂无", "0"}:
        return MISSING
    if _SCIENTIFIC.fullmatch(text):
        return IdReading("", NONE, "id-lost-by-excel")
    floated = _FLOATED.fullmatch(text)
    if floated:
        text = floated[1]
        if len(text) > 15:
            return IdReading("", NONE, "id-lost-by-excel")
    if _SHAPE_18.fullmatch(text):
        return _read_18(text, today)
    if _SHAPE_15.fullmatch(text):
        return _read_15(text, today)
    return IdReading(text, UNVERIFIED, "id-malformed")


def _read_18(text: str, today: date) -> IdReading:
    right = check_character(text[:17]) == text[17]
    if not right and text.endswith("000"):
        return IdReading("", NONE, "id-lost-by-excel")
    birth = birth_of(text)
    if not birth or not _alive(birth, today):
        return IdReading(text, UNVERIFIED, "id-birth")
    if not right:
        return IdReading(text, UNVERIFIED, "id-checksum", birth, sex_of(text))
    return IdReading(text, RESIDENT, "", birth, sex_of(text))


def _read_15(text: str, today: date) -> IdReading:
    birth = birth_of(text)
    if not birth or not _alive(birth, today):
        return IdReading(text, UNVERIFIED, "id-malformed")
    return IdReading(text, HISTORIC, "id-historic", birth, sex_of(text))


def _alive(birth: str, today: date) -> bool:
    return birth <= today.isoformat() and today.year - int(birth[:4]) <= _OLDEST_YEARS
