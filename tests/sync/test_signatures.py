"""Two libraries agree on which signatures are genuine."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.signatures import genuine

KEY = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
SIGNATURE = KEY.sign(b"message")
FIELD = 2**255 - 19


def test_what_the_laptop_signed_is_genuine() -> None:
    assert genuine(PUBLIC, SIGNATURE, b"message")
    assert genuine(PUBLIC, KEY.sign(b""), b"")


@pytest.mark.parametrize("place", range(0, 64, 7))
def test_any_changed_byte_is_seen(place: int) -> None:
    spoilt = bytearray(SIGNATURE)
    spoilt[place] ^= 1
    assert not genuine(PUBLIC, bytes(spoilt), b"message")


@pytest.mark.parametrize(
    ("key", "signature", "message"),
    [
        (PUBLIC, SIGNATURE, b"other"),
        (b"\0" * 32, SIGNATURE, b"message"),
        (PUBLIC[:31], SIGNATURE, b"message"),
        (PUBLIC, SIGNATURE[:63], b"message"),
        (PUBLIC, SIGNATURE + b"m", b"essage"),
        (PUBLIC, b"", b""),
    ],
)
def test_what_does_not_fit_is_not_genuine(key: bytes, signature: bytes, message: bytes) -> None:
    assert not genuine(key, signature, message)


@pytest.mark.parametrize("sign", [0, 2**255], ids=["even", "odd"])
@pytest.mark.parametrize(
    "y",
    [
        0,
        1,
        FIELD - 1,
        FIELD,
        FIELD + 1,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        FIELD - 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    ],
    ids=["order four", "neutral", "order two", "order four again", "neutral again", "order eight", "order eight more"],
)
def test_a_key_of_small_order_signs_nothing(y: int, sign: int) -> None:
    """With such a key, R = neutral and S = 0 satisfy the equation for every message."""
    neutral = b"\1" + b"\0" * 31
    assert not genuine((y + sign).to_bytes(32, "little"), neutral + b"\0" * 32, b"anything")


def test_a_signature_has_one_spelling() -> None:
    """S plus the order of the group satisfies the equation as well."""
    order = 2**252 + 27742317777372353535851937790883648493
    again = int.from_bytes(SIGNATURE[32:], "little") + order
    assert not genuine(PUBLIC, SIGNATURE[:32] + again.to_bytes(32, "little"), b"message")
