"""Receipts and down files: only what the county signed counts, and only for whom it was made."""

import random

import pytest

from sync import down, receipt
from sync.down import Down, Held, Item
from sync.errors import SyncError
from sync.receipt import Receipt, Refusal, Run, Word
from sync.voucher import Vouched
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, DEVICE, LAPTOP, chain, pairs

RECORDS = chain(3)
RECEIPT = Receipt(
    COUNTY,
    DEVICE,
    "ab" * 32,
    AT,
    Word("AB23CD", 7),
    receipt.runs(RECORDS[:1]),
    receipt.runs(RECORDS[1:2]),
    (Refusal(3, RECORDS[2].digest, "record.fork"),),
    ("cd" * 32,),
)


def test_a_receipt_is_read_back_and_always_the_same_bytes() -> None:
    data = receipt.seal(RECEIPT, COUNTY_KEYS.signing)
    assert receipt.read(data, COUNTY_KEYS.public_signing) == RECEIPT
    assert receipt.seal(RECEIPT, COUNTY_KEYS.signing) == data


def test_every_changed_or_cut_receipt_is_refused() -> None:
    data = receipt.seal(RECEIPT, COUNTY_KEYS.signing)
    rng = random.Random(3)
    spoilt = [data[:end] for end in range(len(data))]
    for _ in range(3_000):
        one = bytearray(data)
        one[rng.randrange(len(one))] ^= 1 << rng.randrange(8)
        spoilt.append(bytes(one))
    for one in spoilt:
        with pytest.raises(SyncError, match=r"receipt\."):
            receipt.read(one, COUNTY_KEYS.public_signing)


def test_another_countys_receipt_is_refused() -> None:
    data = receipt.seal(RECEIPT, pairs(8).signing)
    with pytest.raises(SyncError, match=r"receipt\.signature"):
        receipt.read(data, COUNTY_KEYS.public_signing)


DOWN = Down(
    at=AT,
    word=Word("", 3),
    after=b"before",
    upto=b"after",
    more=True,
    items=(Item(1, "i1", "notice", "请于月底前完成", "请于月底前完成".encode()),),
    records=(Vouched(chain(1, device="DZ-OTHER-1")[0], b"v" * 16),),
    held=(Held(DEVICE, receipt.runs(RECORDS[:2]), 1, (Refusal(2, RECORDS[1].digest, "record.digest"),)),),
    blobs=("ef" * 32,),
    role="clerk",
    scope="999999001 999999002201",
    safe_word=2,
    safe_at=AT,
    beacon=b"a-beacon",
    roots=(b"one", b"another"),
)


def test_what_comes_down_opens_only_for_its_device() -> None:
    file = down.seal(DOWN, COUNTY, DEVICE, LAPTOP.public_opening, COUNTY_KEYS)
    assert down.read(file, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening) == DOWN
    for county, key, device, opening, code in (
        ("999998000000", COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening, "down.other-device"),
        (COUNTY, COUNTY_KEYS.public_signing, "DZ-OTHER", LAPTOP.opening, "down.other-device"),
        (COUNTY, pairs(8).public_signing, DEVICE, LAPTOP.opening, "batch.signature"),
        (COUNTY, COUNTY_KEYS.public_signing, DEVICE, pairs(8).opening, "batch.not-for-us"),
    ):
        with pytest.raises(SyncError) as caught:
            down.read(file, county, key, device, opening)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("runs", "until", "expected"),
    [
        ([], 3, [(1, 3)]),
        ([(1, 3)], 3, []),
        ([(1, 9)], 3, []),
        ([(2, 3), (6, 6)], 8, [(1, 1), (4, 5), (7, 8)]),
        ([(4, 6)], 2, [(1, 2)]),
        ([], 0, []),
    ],
)
def test_what_the_county_lacks_is_what_no_run_covers(runs, until: int, expected) -> None:
    assert down.uncovered([Run(first, last, "") for first, last in runs], until) == expected


def test_a_request_is_the_devices_own_and_for_this_place_only() -> None:
    key, stranger = LAPTOP.signing.public_key(), pairs(8).signing.public_key()
    signature = down.sign_request(COUNTY, DEVICE, b"cursor", b"asked", LAPTOP.signing)
    assert down.verify_request(COUNTY, DEVICE, b"cursor", b"asked", signature, key)
    assert not down.verify_request(COUNTY, DEVICE, b"", b"asked", signature, key)
    assert not down.verify_request(COUNTY, DEVICE, b"cursor", b"", signature, key)
    assert not down.verify_request(COUNTY, "DZ-OTHER", b"cursor", b"asked", signature, key)
    assert not down.verify_request("999998000000", DEVICE, b"cursor", b"asked", signature, key)
    assert not down.verify_request(COUNTY, DEVICE, b"cursor", b"asked", signature, stranger)
    assert not down.verify_request(COUNTY, DEVICE, b"cursor", b"asked", b"short", key)
