"""Certificates: only the county's own word counts, for the person, duties, places and time that it names."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.succession import Trust
from villagevisit import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import certificates, check_phrase
from villagevisit.services.certificates import Certificate

COUNTY = "999999000000"
SIGNING = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
KEY = SIGNING.public_key().public_bytes_raw()
WANG = Certificate(
    serial=7,
    staff_no="1001",
    name="王𬱖",
    roles=frozenset({Role.INVESTIGATOR}),
    scope=("999999001", "999999002003"),
    key=b"k" * 32,
    since=date(2026, 11, 22),
    until=date(2027, 11, 21),
)


def test_what_the_county_issued_is_read_back_and_is_small_enough_for_paper() -> None:
    data = certificates.issue(COUNTY, WANG, SIGNING)
    assert certificates.read(COUNTY, Trust(KEY), data) == WANG
    assert len(data) <= 140


def test_another_countys_word_does_not_count() -> None:
    data = certificates.issue(COUNTY, WANG, SIGNING)
    with pytest.raises(Refused, match=r"certificate\.forged"):
        certificates.read("999998000000", Trust(KEY), data)
    with pytest.raises(Refused, match=r"certificate\.forged"):
        certificates.read(COUNTY, Trust(b"\x07" * 32), data)


@given(place=st.integers(0, 159), bit=st.integers(0, 7))
def test_no_bit_of_it_can_be_changed(place: int, bit: int) -> None:
    data = bytearray(certificates.issue(COUNTY, WANG, SIGNING))
    data[place % len(data)] ^= 1 << bit
    with pytest.raises(Refused):
        certificates.read(COUNTY, Trust(KEY), bytes(data))


def test_it_is_good_for_a_year_at_most() -> None:
    with pytest.raises(ValueError, match="a year"):
        certificates.issue(COUNTY, replace(WANG, until=date(2028, 1, 1)), SIGNING)


@pytest.mark.parametrize(
    ("role", "area", "day", "code"),
    [
        (Role.INVESTIGATOR, "999999001002", date(2026, 11, 22), ""),
        (Role.INVESTIGATOR, "999999002003", date(2027, 11, 21), ""),
        (Role.INVESTIGATOR, "999999002004", date(2027, 1, 1), "certificate.area"),
        (Role.CLERK, "999999001002", date(2027, 1, 1), "certificate.role"),
        (Role.INVESTIGATOR, "999999001002", date(2026, 11, 21), "certificate.not-yet"),
        (Role.INVESTIGATOR, "999999001002", date(2027, 11, 22), "certificate.expired"),
    ],
)
def test_who_may_act_where_and_when(role: Role, area: str, day: date, code: str) -> None:
    assert certificates.why_not(WANG, frozenset({role}), area, day) == code


def test_people_compare_six_pairs_of_words_in_either_language() -> None:
    assert len(check_phrase.spoken(b"one", b"two").split("、")) == 6
    assert check_phrase.spoken(b"one", b"two") != check_phrase.spoken(b"onetwo", b"")
    wording.set_language("en")
    assert len(check_phrase.spoken(b"one").split(", ")) == 6
    for key in ("phrase.first", "phrase.second"):
        assert len(set(wording.t(key).split())) == 16


def test_a_long_name_is_cut_between_characters() -> None:
    assert certificates.short_name("阿卜杜拉·买买提江") == "阿卜杜拉·买买"
    assert certificates.short_name("王𬱖") == "王𬱖"
