"""Two libraries agree on which signatures are genuine."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import eight
from sync.signatures import Signed, all_genuine, genuine

KEY = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
SIGNATURE = KEY.sign(b"message")
FIELD = 2**255 - 19
EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
NEUTRAL = b"\1" + b"\0" * 31
ORDER = 2**252 + 27742317777372353535851937790883648493
GOOD = Signed(PUBLIC, SIGNATURE, b"message")
WEAK = [
    Signed((y + sign).to_bytes(32, "little"), NEUTRAL + b"\0" * 32, b"anything")
    for y in (0, 1, FIELD - 1, FIELD, FIELD + 1, EIGHTH, FIELD - EIGHTH)
    for sign in (0, 2**255)
]
AGAIN = Signed(
    PUBLIC,
    SIGNATURE[:32] + (int.from_bytes(SIGNATURE[32:], "little") + ORDER).to_bytes(32, "little"),
    b"message",
)
"""S plus the order of the group satisfies the equation as well."""
UNFIT = [
    AGAIN, Signed(PUBLIC[:31], SIGNATURE, b"message"), Signed(PUBLIC, SIGNATURE[:63], b"message"),
    Signed(PUBLIC, b"", b""), *WEAK,
]  # fmt: skip


def changed(signature: bytes, place: int, bits: int) -> bytes:
    return signature[:place] + bytes([signature[place] ^ bits]) + signature[place + 1 :]


def test_what_the_laptop_signed_is_genuine() -> None:
    assert genuine(PUBLIC, SIGNATURE, b"message")
    assert genuine(PUBLIC, KEY.sign(b""), b"")


@pytest.mark.parametrize("place", range(0, 64, 7))
def test_any_changed_byte_is_seen(place: int) -> None:
    assert not genuine(PUBLIC, changed(SIGNATURE, place, 1), b"message")


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


@pytest.mark.parametrize("weak", WEAK)
def test_a_key_of_small_order_signs_nothing(weak: Signed) -> None:
    """With such a key, R = neutral and S = 0 satisfy the equation for every message."""
    assert not genuine(*weak)


def test_a_signature_has_one_spelling() -> None:
    assert not genuine(*AGAIN)


@pytest.mark.parametrize("together", [True, False], ids=["eight at once", "one by one"])
@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 16, 19])
def test_many_are_judged_each_for_itself(count: int, together: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if together and not eight.ready():
        pytest.skip("no such library or processor here")
    monkeypatch.setattr(eight, "ready", lambda: together)
    for bad in range(count):
        for one in (Signed(PUBLIC, SIGNATURE, b"other"), *UNFIT[: 2 + count % 3]):
            some = [GOOD] * bad + [one] + [GOOD] * (count - bad - 1)
            assert all_genuine(some) == [place != bad for place in range(count)]
    assert all_genuine([GOOD] * count) == [True] * count


def test_what_the_eight_doubt_the_other_library_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eight, "ready", lambda: True)
    monkeypatch.setattr(eight, "passed", lambda signed: [False] * len(signed))
    assert all_genuine([GOOD, Signed(PUBLIC, SIGNATURE, b"other")] * 4) == [True, False] * 4


def test_what_is_unfit_is_never_put_before_the_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they would say of a weak key or a second spelling, it counts for nothing."""
    monkeypatch.setattr(eight, "ready", lambda: True)
    monkeypatch.setattr(eight, "passed", lambda signed: [True] * len(signed))
    assert all_genuine([*UNFIT, GOOD]) == [False] * len(UNFIT) + [True]


@pytest.mark.skipif(not eight.ready(), reason="no such library or processor here")
def test_what_the_eight_pass_is_genuine() -> None:
    """Theirs is the stricter equation: they may doubt what is genuine, never the other way about."""
    keys = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(1, 9)]
    good = [
        Signed(key.public_key().public_bytes_raw(), key.sign(bytes([n]) * n * 9), bytes([n]) * n * 9)
        for n, key in enumerate(keys)
    ]
    assert eight.passed(good) == [True] * 8
    for place in range(64):
        spoilt = [
            one._replace(signature=changed(one.signature, place, 1 << lane))
            for lane, one in enumerate(good)
        ]
        assert eight.passed(spoilt) == [False] * 8 == all_genuine(spoilt)
    assert eight.passed(good[1:] + good[:1] + good[:3]) == [True] * 11
