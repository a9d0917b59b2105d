"""R-15: unlikely values are typed again, slips of the unit are pointed out; boundary values on both sides."""

from decimal import Decimal

import pytest

from villagevisit.domain.plausible import Range, doubt, same

HEIGHT = Range("f", "height", (Decimal(40), Decimal(230)), (Decimal(60), Decimal(200)), "cm", "own", ("m", "chi"))
WEIGHT = Range("f", "weight", (Decimal(2), Decimal(250)), (Decimal(5), Decimal(120)), "kg", "own", ("jin",))
SBP = Range("f", "sbp", (Decimal(50), Decimal(300)), (Decimal(85), Decimal(200)), "mmHg", "own", ("kpa",), whole=True)
SUGAR = Range("f", "fpg", (Decimal(1), Decimal(40)), (Decimal(3), Decimal(20)), "mmol/L", "own", ("mgdl", "point"))

DRINK = Range("f", "d", (Decimal(0), Decimal(50)), (Decimal(0), Decimal(9)), "两", "own", ("beer", "yellow", "red"))


@pytest.mark.parametrize(
    ("known", "value", "asked"),
    [
        (SBP, "200", False), (SBP, "201", True), (SBP, "85", False), (SBP, "84", True), (WEIGHT, "120.0", False),
        (WEIGHT, "120.1", True), (SUGAR, "3.0", False), (SUGAR, "2.9", True), (SBP, "", False), (SBP, "百八", False),
    ],
)  # fmt: skip
def test_what_is_asked_again(known: Range, value: str, asked: bool) -> None:
    assert (doubt(known, value) is not None) is asked


@pytest.mark.parametrize(
    ("known", "value", "meant"),
    [
        (HEIGHT, "1.65", [("m", "165")]),
        (HEIGHT, "5.1", [("chi", "170")]),
        (WEIGHT, "144", [("jin", "72")]),
        (WEIGHT, "143", [("jin", "71.5")]),
        (WEIGHT, "242", []),
        (SBP, "18", [("kpa", "135")]),
        (SUGAR, "126", [("mgdl", "7"), ("point", "12.6")]),
        (SUGAR, "61", [("mgdl", "3.4"), ("point", "6.1")]),
        (DRINK, "40", [("beer", "4"), ("yellow", "8")]),
        (DRINK, "10", [("beer", "1"), ("yellow", "2"), ("red", "2.5")]),
        (DRINK, "36", [("beer", "3.6"), ("yellow", "7.2"), ("red", "9")]),
    ],
)
def test_what_may_have_been_meant(known: Range, value: str, meant: list[tuple[str, str]]) -> None:
    found = doubt(known, value)
    assert found is not None
    assert list(found.meant) == meant


def test_typing_again_helps_only_where_the_form_takes_the_value() -> None:
    taken, not_taken = doubt(HEIGHT, "230"), doubt(HEIGHT, "230.1")
    assert taken is not None
    assert taken.possible
    assert not_taken is not None
    assert not not_taken.possible
    assert same("72", "72.0")
    assert not same("72", "27")
    assert not same("72", "")
