"""Amounts and dates in Chinese numerals."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.numerals import capitals, numeral, numeral_date

_DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def _group(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _PLACES:
            total += digit * _PLACES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _read(text: str) -> Decimal:
    """Reads capitals back, as a clerk does."""
    yuan, _, rest = text.partition("元") if "元" in text else ("", "", text)
    high, _, low = yuan.rpartition("亿")
    whole = sum(_group(part) * scale for part, scale in _halves(high, 10**8) + _halves(low, 1))
    jiao, fen = re.search("(.)角", rest), re.search("(.)分", rest)
    cents = ((jiao, Decimal("0.1")), (fen, Decimal("0.01")))
    return whole + sum(Decimal(_DIGITS[one[1]]) * unit for one, unit in cents if one)


def _halves(text: str, scale: int) -> list[tuple[str, int]]:
    high, _, low = text.rpartition("万")
    return [(high, scale * 10_000), (low, scale)]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("300", "叁佰元整"), ("318.19", "叁佰壹拾捌元壹角玖分"), ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"), ("16409.02", "壹万陆仟肆佰零玖元零贰分"), ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.05", "伍分"), ("0", "零元整"), ("100000000", "壹亿元整"), ("-12", "负壹拾贰元整"),
    ],
)  # fmt: skip
def test_amounts_of_the_rule(amount: str, said: str) -> None:
    assert capitals(Decimal(amount)) == said


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_capitals_are_read_back_as_the_same_amount(amount: Decimal) -> None:
    said = capitals(amount)
    assert _read(said) == amount
    assert "零零" not in said
    assert "零元" not in said or amount < 1


def test_an_amount_beyond_all_money_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0{16}"):
        capitals(Decimal(10) ** 16)


def test_dates_and_counts() -> None:
    assert numeral_date(date(2026, 11, 2)) == "二〇二六年十一月二日"
    assert numeral_date(date(2030, 10, 31)) == "二〇三〇年十月三十一日"
    assert [numeral(one) for one in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
    with pytest.raises(ValueError, match="100"):
        numeral(100)
