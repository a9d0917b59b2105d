"""Hostile bytes: every mutated file is refused with a code or taken whole. A seeded sample here; more with
`VILLAGEVISIT_SOAK=100000`."""

import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import cbor2
import pytest
import zstandard
from sqlalchemy import func, select

from sync import batch as batches
from sync import container, down, receipt
from sync.batch import Content
from sync.server import devices
from sync.server.intake import Intake, Verdict
from sync.server.log import RecordLog
from sync.server.tables import record
from tests.sync import make_vector
from tests.sync.makers import ADDRESS, AT, COUNTY, COUNTY_KEYS, DEVICE, ENROLMENT, LAPTOP, chain, example, pairs, photo
from tests.sync.spoiling import CASES, bent, code_of, packed, resealed, spoilt, zipped

pytestmark = pytest.mark.timeout(0)
AT_ONE_COUNTY = 2_000
"""Cases until a new, empty county takes over, so that counting its rows stays cheap."""
MIB = 1024 * 1024
RECEIPT = (make_vector.DATA / "vector.vvr").read_bytes()
DOWN = (make_vector.DATA / "vector-down.vvb").read_bytes()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[RecordLog]:
    one = RecordLog(f"sqlite:///{tmp_path / 'log.db'}", COUNTY)
    yield one
    one.close()


@pytest.fixture
def intake(log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Intake:
    monkeypatch.setattr("sync.server.intake.MOST_QUARANTINED", 10**9)
    return opened(log, tmp_path)


def opened(log: RecordLog, folder: Path) -> Intake:
    """The door of a county that lets every device in."""
    with log.writing() as s:
        devices.invite(s, ENROLMENT, "1号机", 1_000_000, AT, "9999")
    return Intake(log, COUNTY_KEYS, folder, lambda: AT, lambda several: [Verdict() for _ in several])


@pytest.fixture
def counties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Intake]]:
    """The county that a case is sent to."""
    monkeypatch.setattr("sync.server.intake.MOST_QUARANTINED", 10**9)
    monkeypatch.setattr("sync.server.intake.MOST_OF_STRANGERS", 10**9)
    made: dict[int, Intake] = {}

    def county(case: int) -> Intake:
        number = case // AT_ONE_COUNTY
        if number not in made:
            for one in made.values():
                one.log.close()
            made.clear()
            folder = tmp_path / str(number)
            folder.mkdir()
            made[number] = opened(RecordLog(f"sqlite:///{folder / 'log.db'}", COUNTY), folder)
        return made[number]

    yield county
    for one in made.values():
        one.log.close()


def rows(log: RecordLog, digest: str) -> int:
    with log.reading() as s:
        of_batch = (record.c.county == s.county, record.c.batch == digest)
        return s.db.execute(select(func.count()).where(*of_batch)).scalar_one()


def total(log: RecordLog) -> int:
    with log.reading() as s:
        return s.db.execute(select(func.count()).where(record.c.county == s.county)).scalar_one()


def test_spoilt_bytes_are_refused_and_change_nothing(intake: Intake, log: RecordLog) -> None:
    rng = random.Random(20261122)
    for _ in range(CASES):
        for data, read in (
            (example(), lambda one: intake.receive(one, "stick")),
            (RECEIPT, lambda one: receipt.read(one, COUNTY_KEYS.public_signing)),
            (DOWN, lambda one: down.read(one, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)),
        ):
            one = spoilt(rng, data)
            assert one == data or code_of(lambda one=one, read=read: read(one))
    assert total(log) == 0


def test_a_batch_with_a_genuine_signature_and_any_structure_is_taken_whole_or_not_at_all(
    counties: Callable[[int], Intake],
) -> None:
    taken = before = 0
    for case in range(CASES):
        rng, intake = random.Random(case), counties(case)
        log = intake.log
        before = before if case % AT_ONE_COUNTY else 0
        keys, name = pairs(case % 90 + 3), f"DZ-{case:08d}"
        made = chain(rng.randint(0, 3), device=name, size=40)
        content = Content(tuple(made), (photo(b"photo" * 20),), (make_vector.other(),))
        file = container.parse(batches.seal(content, ADDRESS, name, keys, AT))
        header, plain = dict(file.header), cbor2.loads(file.unseal(COUNTY_KEYS.opening))
        if rng.random() < 0.4:
            header = bent(rng, header)
        else:
            plain = bent(rng, plain)
        head = packed(rng, header) if rng.random() < 0.1 else cbor2.dumps(header, canonical=True)
        data = resealed(head, packed(rng, plain), keys.signing, COUNTY_KEYS.public_opening, zipped)
        code = code_of(lambda data=data, intake=intake: intake.receive(data, "network"))
        after = total(log)
        if code:
            assert after == before
        else:
            taken += 1
            there = container.parse(data)
            expected = batches.read_header(there).records
            assert after - before == rows(log, there.digest)
            assert expected <= rows(log, there.digest) <= expected + 1  # and the other laptop's record, once
        before = after
    assert 0 < taken < CASES


def test_a_down_file_with_a_genuine_signature_and_any_structure_is_read_or_refused() -> None:
    file = container.parse(DOWN)
    plain = cbor2.loads(file.unseal(LAPTOP.opening))
    read = 0
    for case in range(CASES):
        rng = random.Random(case)
        head = cbor2.dumps(bent(rng, dict(file.header)) if rng.random() < 0.3 else dict(file.header), canonical=True)
        data = resealed(head, packed(rng, bent(rng, plain)), COUNTY_KEYS.signing, LAPTOP.public_opening, zipped)
        read += not code_of(
            lambda data=data: down.read(data, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)
        )
    assert 0 < read < CASES


def test_a_receipt_with_a_genuine_signature_and_any_structure_is_read_or_refused() -> None:
    content = cbor2.loads(RECEIPT[73:])
    read = 0
    for case in range(CASES):
        rng = random.Random(case)
        signed = packed(rng, bent(rng, content))
        data = receipt.MAGIC + COUNTY_KEYS.signing.sign(b"vv/receipt/1\0" + signed) + signed
        read += not code_of(lambda data=data: receipt.read(data, COUNTY_KEYS.public_signing))
    assert 0 < read < CASES


@pytest.mark.parametrize(
    "pack",
    [
        lambda _: zstandard.ZstdCompressor().compress(bytes(1024 * MIB)),
        lambda _: zstandard.ZstdCompressor(write_content_size=False).compress(bytes(256 * MIB)),
        lambda _: zstandard.ZstdCompressor().compress(bytes(container.MAX_PLAIN + 1)),
        lambda _: zstandard.ZstdCompressor().compress(b"\x81" * container.MAX_PLAIN),  # lists in lists
        lambda _: zstandard.ZstdCompressor().compress(b"\x9b" + b"\x7f" + b"\xff" * 7),  # a list of 2⁶³ items
        lambda _: zstandard.ZstdCompressor().compress(b"\x5b" + b"\x7f" + b"\xff" * 7 + b"x"),
        lambda plain: zipped(plain) + zipped(plain),
        lambda plain: b"\x50\x2a\x4d\x18" + (2**31).to_bytes(4, "little") + zipped(plain),
    ],
    ids=["1 GiB", "undeclared", "one too many", "deep", "long list", "long bytes", "two frames", "skippable"],
)
def test_a_bomb_is_refused_in_little_memory(intake: Intake, pack: Callable[[bytes], bytes]) -> None:
    file = container.parse(example())
    plain = file.unseal(COUNTY_KEYS.opening)
    data = resealed(file.header_bytes, plain, LAPTOP.signing, COUNTY_KEYS.public_opening, pack)
    tracemalloc.start()
    try:
        code = code_of(lambda: intake.receive(data, "stick"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert code in {"batch.zstd", "batch.too-large", "batch.content"}
    assert peak < 64 * MIB


