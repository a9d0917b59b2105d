"""Records: one value has one sequence of bytes, and a chain shows what was done to it."""


import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from tests.sync.makers import chain

scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20) | st.binary(max_size=40)
plain = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5)
)


@given(plain)
def test_what_is_written_is_read_back_and_written_the_same(value: Plain) -> None:
    data = encode(value)
    assert decode(data) == value
    assert encode(decode(data)) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_canonical_or_refused(data: bytes) -> None:
    try:
        value = decode(data)
    except SyncError:
        return
    assert encode(value) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes.fromhex("a2616101616102"), "cbor.damaged"),  # a key twice
        (bytes.fromhex("1800"), "cbor.not-canonical"),  # a long zero
        (bytes.fromhex("9f01ff"), "cbor.damaged"),  # a list without a length
        (bytes.fromhex("0101"), "cbor.damaged"),  # something after the end
        (bytes.fromhex("a2616200616101"), "cbor.damaged"),  # keys out of order
        (cbor2.dumps(1.5), "cbor.not-plain"),
        (cbor2.dumps(2**70), "cbor.damaged"),
        (cbor2.dumps({1: 2}), "cbor.damaged"),
        (b"\x81" * 100_000 + b"\x00", "cbor.not-plain"),  # very deep
        (b"\x81" * 30 + b"\x00", "cbor.not-plain"),
        (bytes.fromhex("9b7fffffffffffffff"), "cbor.damaged"),  # a list of 2**63 items
        (b"", "cbor.damaged"),
    ],
)
def test_tricks_of_encoding_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(SyncError) as caught:
        decode(data)
    assert caught.value.code == code


@pytest.mark.parametrize("value", [1.0, {1: 2}, 2**64, "\ud800", object()])
def test_what_may_not_travel_is_not_written(value: object) -> None:
    with pytest.raises(SyncError, match=r"cbor\.not-plain"):
        encode(value)  # type: ignore[arg-type]


def test_every_change_of_a_record_shows() -> None:
    first, second = chain(2)
    assert first.holds()
    assert second.holds()
    changed = {
        "kind": "other", "device": "DZ-TEST-0002", "seq": 9, "prev": "1" * 64, "body": b"x", "subject": "y",
        "at": "2027", "salt": b"1" * 16,
    }  # fmt: skip
    for field, value in changed.items():
        assert not second._replace(**{field: value}).holds(), field
