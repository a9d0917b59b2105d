"""Receipts and down files: only what the county signed counts, and only for whom it was made."""

import random

import pytest

from sync import down, receipt
from sync.down import Item
from sync.errors import SyncError
from sync.receipt import Receipt
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, DEVICE, LAPTOP, chain, pairs

RECORDS = chain(3)
FIRST, SECOND, THIRD = (record.digest for record in RECORDS)
RECEIPT = Receipt(COUNTY, DEVICE, "ab" * 32, AT, (FIRST,), (SECOND,), {THIRD: "record.fork"}, ("cd" * 32,))


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


ITEMS = (Item(1, "i1", "notice", "请于月底前完成", "请于月底前完成".encode()),)


def test_what_comes_down_opens_only_for_its_device() -> None:
    file = down.seal(ITEMS, COUNTY, DEVICE, LAPTOP.public_opening, COUNTY_KEYS, AT)
    assert down.read(file, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening) == ITEMS
    for county, key, device, opening, code in (
        ("999998000000", COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening, "down.other-device"),
        (COUNTY, COUNTY_KEYS.public_signing, "DZ-OTHER", LAPTOP.opening, "down.other-device"),
        (COUNTY, pairs(8).public_signing, DEVICE, LAPTOP.opening, "batch.signature"),
        (COUNTY, COUNTY_KEYS.public_signing, DEVICE, pairs(8).opening, "batch.not-for-us"),
    ):
        with pytest.raises(SyncError) as caught:
            down.read(file, county, key, device, opening)
        assert caught.value.code == code
