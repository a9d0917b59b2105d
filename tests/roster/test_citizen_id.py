"""Identity numbers: the worked examples of rules.md R-01, what offices do to them, and what is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain import citizen_id

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("number", ["11010519491231002X", "999999199001010016", "999999195511150029"])
def test_numbers_of_the_standard_are_valid(number: str) -> None:
    assert citizen_id.is_valid(number, TODAY)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("110105194912310021", "id-checksum"),
        ("110105194902300021", "id-birth"),
        ("999999203001010014", "id-birth"),
        ("999999188001010016", "id-birth"),
        ("99999919900101001", "id-malformed"),
        ("", "id-missing"),
        ("无", "id-missing"),
        ("999999900101001", "id-historic"),
        ("999999991301001", "id-malformed"),
    ],
)
def test_what_is_wrong_is_named(written: str, problem: str) -> None:
    assert citizen_id.read(written, TODAY).problem == problem


@pytest.mark.parametrize(
    "written",
    [
        "９９９９９９１９９００１０１００１６",
        " 999999 19900101 0016 ",
        "'999999199001010016",
        "999999199001010016\u200b",
    ],
)
def test_ways_of_writing_the_same_number(written: str) -> None:
    assert citizen_id.read(written, TODAY).number == "999999199001010016"


@pytest.mark.parametrize("last", ["x", "X", "ｘ", "Ｘ", "×"])
def test_every_kind_of_x_is_stored_as_capital(last: str) -> None:
    assert citizen_id.read("11010519491231002" + last, TODAY) == citizen_id.read("11010519491231002X", TODAY)


@pytest.mark.parametrize(
    "cell",
    [
        999999199001010016.0, 3.71323e17, "3.71323E+17", "9.99999199001010E+17", "999999199001010016.0",
        "999999199001010000",
    ],
)  # fmt: skip
def test_a_number_that_the_spreadsheet_rounded_is_lost_and_never_guessed(cell: str | float) -> None:
    reading = citizen_id.read(cell, TODAY)
    assert (reading.problem, reading.number) == ("id-lost-by-excel", "")


@pytest.mark.parametrize("cell", [999999900101001.0, "999999900101001.0", "999999900101001"])
def test_fifteen_digits_survive_as_a_number(cell: str | float) -> None:
    reading = citizen_id.read(cell, TODAY)
    assert (reading.number, reading.kind, reading.birth) == ("999999900101001", "historic15", "1990-01-01")


def test_zeros_at_the_end_are_believed_when_the_check_fits_in_a_text_cell() -> None:
    number = next(
        first + "0" for n in range(0, 1000, 100) for d in range(1, 29)
        if citizen_id.check_character(first := f"999999199001{d:02d}{n:03d}") == "0"
    )  # fmt: skip
    assert citizen_id.read(number, TODAY).kind == "resident"
    assert citizen_id.read(float(number), TODAY).problem == "id-lost-by-excel"


@given(st.dates(date(1930, 1, 1), date(2026, 11, 22)), st.integers(0, 999))
def test_made_numbers_read_back(born: date, serial: int) -> None:
    first = f"999999{born:%Y%m%d}{serial:03d}"
    reading = citizen_id.read(first + citizen_id.check_character(first), TODAY)
    assert (reading.problem, reading.birth, reading.sex) == ("", born.isoformat(), "1" if serial % 2 else "2")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(place: int, step: int) -> None:
    number = "999999199001010016"
    digit = str((int(number[place]) + step) % 10)
    assert not citizen_id.is_valid(number[:place] + digit + number[place + 1 :], TODAY)


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    citizen_id.read(text, TODAY)


@given(st.floats(allow_nan=False))
def test_any_number_is_read_without_a_crash(value: float) -> None:
    citizen_id.read(value, TODAY)
