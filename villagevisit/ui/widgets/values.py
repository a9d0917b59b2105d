"""How values are typed and how they are read: dates, amounts, choices, and what changed since last time.

Pure functions between the XForms lexical form (what is stored) and what people type and read. No Qt here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation

from villagevisit.wording import t

CHINA = timezone(timedelta(hours=8))
_UNIT = re.compile(r"[(（]([^()（）]{1,8})[)）]\s*$")
_UNIT_WORDS = ("元", "㎡", "亩", "cm", "kg", "mmHg", "mmol", "岁", "次", "℃", "年/", "yuan", "mu", "m²")
_DATE_PARTS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as the lists show and search it: stored value, words, and their pinyin initials."""

    value: str
    label: str
    initials: str = ""
    picture: str = ""
    """Address of the picture that the form shows with it."""
    media: tuple[tuple[str, str], ...] = ()
    """Whatever belongs to it beside words, by kind: the addresses of its picture, recording, film."""

    def matches(self, typed: str) -> bool:
        """Whether what was typed finds this option: part of the words, pinyin initials, or the code's beginning."""
        wanted = half_width(typed).strip().lower()
        return (
            not wanted
            or wanted in self.label.lower()
            or wanted in self.initials
            or self.value.lower().startswith(wanted)
        )


def words_of(appearance: str) -> frozenset[str]:
    """The words of an appearance; capitals mean nothing in them."""
    return frozenset(appearance.lower().split())


def listed(words: Iterable[str]) -> str:
    """Words one after another, as the language writes them."""
    return t("visit_page.comma").join(words)


def half_width(text: str) -> str:
    """Full-width digits, letters, signs and spaces as their ordinary forms; Chinese is untouched."""
    return "".join(
        chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else " " if sign == "\u3000" else sign for sign in text
    )


def unit_of(label: str) -> str:
    """The unit at a label's end: ``总费用(元/年)`` gives ``元/年``; empty when the brackets hold something else."""
    found = _UNIT.search(label)
    return found.group(1) if found and any(word in found.group(1) for word in _UNIT_WORDS) else ""


def without_unit(label: str) -> str:
    return _UNIT.sub("", label) if unit_of(label) else label


def read_number(typed: str) -> str | None:
    """What was typed as a plain decimal (``１０，８００`` gives ``10800``); None when it is no number."""
    text = half_width(typed).replace(",", "").replace("，", "").replace(" ", "").rstrip("元")
    if not text:
        return ""
    if text[-1:] == "万":
        text = _times_ten_thousand(text[:-1])
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return format(number, "f") if number.is_finite() else None


def _times_ten_thousand(text: str) -> str:
    try:
        return format((Decimal(text) * 10000).normalize(), "f")
    except InvalidOperation:
        return text


def show_number(value: str, money: bool = False) -> str:
    """A stored number with thousands marks; money always with two decimals: ``10800`` gives ``10,800.00``."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if money:
        return f"{number:,.2f}"
    return f"{number:,}" if number.is_finite() else value


def read_date(typed: str, today: date) -> str | None:
    """A typed date in ISO form: ``20261121``, ``2026-11-21``, ``2026年11月21日``, or ``1121`` for this year.

    Returns empty for nothing and None when it is no real day; never invents a day (no silent 01-01).
    """
    text = half_width(typed).strip()
    if not text:
        return ""
    runs = _DATE_PARTS.findall(text)
    if len(runs) == 1:
        digits = runs[0]
        if len(digits) == 8:
            runs = [digits[:4], digits[4:6], digits[6:]]
        elif len(digits) == 4:
            runs = [str(today.year), digits[:2], digits[2:]]
        else:
            return None
    elif len(runs) == 2:
        runs = [str(today.year), *runs]
    if len(runs) != 3 or len(runs[0]) != 4:
        return None
    try:
        return date(int(runs[0]), int(runs[1]), int(runs[2])).isoformat()
    except ValueError:
        return None


def read_month(typed: str, today: date) -> str | None:
    """``202611``, ``2026-11``, ``2026年11月``, or ``11`` for this year, as the first day of that month."""
    runs = _DATE_PARTS.findall(half_width(typed))
    if len(runs) == 1 and len(runs[0]) == 6:
        runs = [runs[0][:4], runs[0][4:]]
    elif len(runs) == 1 and len(runs[0]) <= 2:
        runs = [str(today.year), runs[0]]
    if not runs:
        return None if typed.strip() else ""
    return read_date(f"{runs[0]}-{runs[1]}-1", today) if len(runs) == 2 else None


def read_year(typed: str, today: date) -> str | None:
    """``2026`` or ``2026年`` as the first day of that year."""
    runs = _DATE_PARTS.findall(half_width(typed))
    if not runs:
        return None if typed.strip() else ""
    return read_date(f"{runs[0]}-1-1", today) if len(runs) == 1 else None


def read_time(typed: str) -> str | None:
    """A typed time (``930``, ``09:30``, ``9点30``) as XForms time with the China offset; None when it is none."""
    text = half_width(typed).strip()
    if not text:
        return ""
    runs = _DATE_PARTS.findall(text)
    if len(runs) == 1 and len(runs[0]) in (3, 4):
        runs = [runs[0][:-2], runs[0][-2:]]
    if len(runs) not in (1, 2, 3) or (len(runs) == 1 and len(runs[0]) > 2):
        return None
    try:
        moment = time(int(runs[0]), int(runs[1]) if len(runs) > 1 else 0, int(runs[2]) if len(runs) > 2 else 0)
    except ValueError:
        return None
    return f"{moment.isoformat()}.000+08:00"


def read_date_time(typed: str, today: date) -> str | None:
    """``2026-11-21 09:30`` as XForms dateTime; a day alone is midnight."""
    text = half_width(typed).strip()
    if not text:
        return ""
    day, _, clock = text.partition(" ")
    iso = read_date(day, today)
    moment = read_time(clock or "0000")
    return f"{iso}T{moment}" if iso and moment else None


def show_date_time(value: str) -> str:
    """A stored dateTime as people read it, in China time; unreadable text stays as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo is not None:
        moment = moment.astimezone(CHINA)
    return moment.strftime("%Y-%m-%d %H:%M")


def show_value(kind: str, control: str, value: str, options: Iterable[Option] = (), money: bool = False) -> str:
    """Any stored value as one line of reading text. `kind` is the XForms type, `control` the body control."""
    if not value:
        return ""
    if control in {"select", "select1", "rank"}:
        words = {option.value: option.label for option in options}
        picked = [value] if control == "select1" else value.split()
        return listed(words.get(one, one) for one in picked)
    if kind in {"int", "decimal"}:
        return show_number(value, money)
    if kind == "dateTime":
        return show_date_time(value)
    if kind == "time":
        return value[:5]
    return value


def change_text(kind: str, before: str, now: str) -> str:
    """``▲ +1,200`` or ``▼ −300`` for numbers that moved; empty when nothing moved or it is no number."""
    if kind not in {"int", "decimal"} or not before or not now:
        return ""
    try:
        moved = Decimal(now) - Decimal(before)
    except InvalidOperation:
        return ""
    if not moved:
        return ""
    return f"▲ +{_plain(moved)}" if moved > 0 else f"▼ −{_plain(-moved)}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def same(kind: str, before: str, now: str) -> bool:
    """Whether two stored values mean the same: numbers by size, several choices without order."""
    if before == now:
        return True
    if kind in {"int", "decimal"}:
        try:
            return Decimal(before) == Decimal(now)
        except InvalidOperation:
            return False
    return bool(before) and sorted(before.split()) == sorted(now.split())


def unprintable(text: str) -> str:
    """Characters that other machines cannot show: half a pair, private-use (home-made) characters, U+FFFD."""
    return "".join(sign for sign in text if unicodedata.category(sign) in {"Co", "Cs"} or sign == "\ufffd")


def without_halves(text: str) -> str:
    """Text without lone surrogates, which some input methods leave behind and which cannot be stored."""
    return "".join(sign for sign in text if not 0xD800 <= ord(sign) <= 0xDFFF)


def read_text(typed: str) -> str:
    """Typed words as stored: numbers and codes in ordinary signs, an ID number's last x as X, Chinese untouched."""
    text = without_halves(typed)
    plain = half_width(text)
    if not plain.isascii():
        return text
    return plain.upper() if len(plain) in (18, 20) and plain[:17].isdigit() else plain
