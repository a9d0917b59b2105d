"""Batch files: what went in comes out; anything else is one coded refusal, never a crash, never accepted."""

import hashlib
import random

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import batch as batches
from sync import container
from sync.batch import Content
from sync.canonical import encode
from sync.container import MAGIC
from sync.errors import SyncError
from tests.sync.makers import ADDRESS, AT, COUNTY_KEYS, DEVICE, LAPTOP, chain, example, open_batch, pairs, photo, sealed

FOOTER = 8 + 32 + len(MAGIC)


def refusal(data: bytes) -> str:
    with pytest.raises(SyncError) as caught:
        open_batch(data)
    return caught.value.code


def with_footer(body: bytes) -> bytes:
    """The same front with a footer that fits: what a forger can do without a key."""
    front = body[:-FOOTER]
    front += (len(front) + FOOTER).to_bytes(8, "big")
    return front + hashlib.sha256(front).digest() + MAGIC[::-1]


def test_what_went_in_comes_out() -> None:
    records, piece = chain(3), photo(b"photo" * 50)
    opened = open_batch(example())
    assert opened.content == Content(tuple(records), (piece,))
    assert (opened.header.first, opened.header.last, opened.header.device) == (1, 3, DEVICE)
    assert all(record.holds() for record in opened.content.records)


def test_nothing_personal_is_on_the_outside() -> None:
    data = sealed(Content(tuple(chain(1)), ()))
    assert "户".encode() not in data
    assert b"subject-1" not in data


def test_another_county_cannot_open_it() -> None:
    with pytest.raises(SyncError, match=r"batch\.not-for-us"):
        open_batch(example(), pairs(9))


def test_cut_at_every_byte_it_is_refused() -> None:
    data = example()
    codes = {refusal(data[:end]) for end in range(len(data))}
    assert codes == {"batch.not-a-batch", "batch.truncated"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"\0",
        lambda data: data + data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data[:100] + bytes(200) + data[300:],
        lambda data: data[len(data) // 2 :] + data[: len(data) // 2],
        lambda data: b"",
        lambda data: bytes(len(data)),
    ],
    ids=["longer", "twice", "text-mode", "zeroed", "swapped", "empty", "zeros"],
)
def test_what_sticks_and_mail_do_to_files_is_refused(spoil) -> None:
    refusal(spoil(example()))


def test_ten_thousand_changed_files_are_all_refused() -> None:
    rng, data = random.Random(20261122), example()
    for _ in range(10_000):
        spoilt = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        if bytes(spoilt) != data:
            refusal(bytes(spoilt))


def test_changed_files_with_a_fitting_footer_are_refused_too() -> None:
    rng, data = random.Random(7), example()
    codes = set()
    for _ in range(3_000):
        spoilt = bytearray(data)
        spoilt[rng.randrange(len(MAGIC), len(spoilt) - FOOTER)] ^= 1 << rng.randrange(8)
        codes.add(refusal(with_footer(bytes(spoilt))))
    assert codes <= {"batch.damaged", "batch.header", "batch.newer", "batch.signature"}


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_content_signed_by_a_hostile_device_is_refused_or_whole(plain: bytes) -> None:
    """The signature is genuine, the content is not what it must be."""
    header = dict(container.parse(example()).header)
    data = container.seal(header, plain, LAPTOP.signing, COUNTY_KEYS.opening.public_key())
    assert refusal(data) == "batch.content"


@pytest.mark.parametrize(
    "content",
    [
        [[], []],
        [[["note", "s", AT, b"1" * 16, b""]] * 2, []],
        [[["note", "s", AT, b"1" * 15, b""]] * 3, [[b"1" * 32, 1, 0, b"1"]]],
        [[["", "s", AT, b"1" * 16, b""]] * 3, [[b"1" * 32, 1, 0, b"1"]]],
        [[["note", "s", AT, b"1" * 16, b""]] * 3, [[b"1" * 32, 1, 1, b"1"]]],
        [[["note", "s", AT, b"1" * 16, b""]] * 3, [[b"1" * 32, True, 0, b"1"]]],
        [[["note", "s", AT, b"1" * 16, 5]] * 3, [[b"1" * 32, 1, 0, b"1"]]],
        {"records": []},
        [],
    ],
)
def test_malformed_content_under_a_genuine_signature_is_refused(content) -> None:
    header = dict(container.parse(example()).header)
    data = container.seal(header, encode(content), LAPTOP.signing, COUNTY_KEYS.opening.public_key())
    assert refusal(data) == "batch.content"


@pytest.mark.parametrize(
    "change",
    [
        {"lo": 2}, {"hi": 9}, {"n": 2}, {"device": "../up"}, {"device": ""}, {"kind": "down"}, {"key": b"1"},
        {"to": "x"}, {"extra": 1}, {"n": -3}, {"lo": 0}, {"at": 5},
    ],
)  # fmt: skip
def test_a_header_that_contradicts_itself_is_refused(change) -> None:
    header = {**container.parse(example()).header, **change}
    data = container.seal(header, b"", LAPTOP.signing, COUNTY_KEYS.opening.public_key())
    assert refusal(data) == "batch.header"


def test_a_signature_by_another_key_is_refused() -> None:
    header = dict(container.parse(example()).header)
    data = container.seal(header, b"", pairs(7).signing, COUNTY_KEYS.opening.public_key())
    assert refusal(data) == "batch.signature"


def test_a_newer_version_says_so() -> None:
    data = example()
    assert refusal(with_footer(data.replace(b"\x61v\x01", b"\x61v\x02"))) == "batch.newer"


@pytest.mark.parametrize(
    "packed",
    [
        zstandard.ZstdCompressor(write_content_size=False).compress(b"x"),
        zstandard.ZstdCompressor().compress(bytes(64 * 1024 * 1024)),
        zstandard.ZstdCompressor().compress(b"a") + zstandard.ZstdCompressor().compress(b"b"),
        b"",
        b"not zstd at all",
    ],
    ids=["no-size", "bomb", "two-frames", "empty", "junk"],
)
def test_what_does_not_unpack_within_its_bounds_is_refused(packed: bytes) -> None:
    with pytest.raises(SyncError) as caught:
        container.unpack(packed, container.MAX_PLAIN)
    assert caught.value.code in {"batch.zstd", "batch.too-large"}


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    assert refusal(MAGIC + bytes(container.MAX_FILE)) == "batch.too-large"


def test_a_run_with_a_gap_or_a_stranger_is_not_sealed() -> None:
    one, two, three = chain(3)
    for run in ([one, three], [two, one], [one, two._replace(body=b"x")], chain(1, device="DZ-TEST-0002")):
        with pytest.raises(SyncError, match=r"batch\.gap"):
            batches.seal(Content(tuple(run), ()), ADDRESS, DEVICE, LAPTOP, AT)


def runs(records):
    """What lies before us, cut into runs as an exchange does it."""
    rest = list(records)
    while rest:
        run = batches.run_of(rest)
        yield run
        rest = rest[len(run) :]


@pytest.mark.parametrize("size", [100, 3_000, 60_000])
def test_much_is_split_into_bounded_batches_that_carry_everything_in_order(size: int) -> None:
    records = chain(5_000 if size < 3_000 else 300, size=size)
    found = list(runs(records))
    assert [record for run in found for record in run] == records
    for run in found:
        assert len(sealed(Content(run, ()))) <= container.MAX_FILE
        assert len(run) <= batches.MAX_RECORDS
    assert len(found) == (2 if size != 3_000 else 1) + (size == 60_000)


def test_pieces_travel_in_portions_that_fit() -> None:
    big = bytes(range(256)) * 80_000
    pieces = [piece for data in (b"a" * 200_000, big) for piece in batches.cut(hashlib.sha256(data).hexdigest(), data)]
    load = batches.Load(iter(pieces))
    portions = [load.portion(100), load.portion(300_000)]
    while portion := load.portion(batches.MAX_CONTENT):
        portions.append(portion)
    assert portions[0] == ()
    assert [piece for portion in portions for piece in portion] == pieces
    assert b"".join(piece.data for piece in pieces[1:]) == big
    for portion in portions:
        assert len(sealed(Content((), portion))) <= container.MAX_FILE


def test_records_that_are_not_neighbours_travel_in_separate_batches() -> None:
    records = chain(10)
    found = list(runs([*records[:3], *records[6:], *chain(2, device="DZ-TEST-0002")]))
    assert [[record.seq for record in run] for run in found] == [[1, 2, 3], [7, 8, 9, 10], [1, 2]]


def test_a_hundred_visits_make_a_small_file() -> None:
    """Three records of a visit, 3 kB of XML that differs: what a day of a township costs on a slow line."""
    rng = random.Random(1)
    records = []
    for number in range(100):
        xml = "".join(f"<field_{n}>{rng.randint(0, 9999)}</field_{n}>" for n in range(110)).encode()
        last = records[-1] if records else None
        records += chain(1, start=last, size=0)
        body = encode({"id": f"{number:032x}", "xml": xml})
        records[-1] = batches.make(DEVICE, number + 1, "submission", "s", AT, records[-1].prev, b"1" * 16, body)
    assert len(sealed(Content(tuple(records), ()))) < 100_000
