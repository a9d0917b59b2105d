"""Hostile bytes: every mutated file is refused with a code or taken whole. A seeded sample here; more with
`VILLAGEVISIT_SOAK=100000`."""

import hashlib
import os
import random
import tracemalloc
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import cbor2
import pytest
import zstandard
from sqlalchemy import func, select

from sync import batch as batches
from sync import container, down, receipt
from sync.batch import Content
from sync.errors import SyncError
from sync.keys import opening_key
from sync.server import devices
from sync.server.intake import Intake, Verdict
from sync.server.log import RecordLog
from sync.server.tables import record
from tests.sync import make_vector
from tests.sync.makers import ADDRESS, AT, COUNTY, COUNTY_KEYS, DEVICE, ENROLMENT, LAPTOP, chain, example, pairs, photo

CASES = int(os.environ.get("VILLAGEVISIT_SOAK", "2000"))
CODES = ("batch.", "receipt.", "down.", "cbor.", "keys.", "device.")
MIB = 1024 * 1024
RECEIPT = (make_vector.DATA / "vector.vvr").read_bytes()
DOWN = (make_vector.DATA / "vector-down.vvb").read_bytes()
HOSTILE: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31, 2**63 - 1, -(2**63), "", "x" * 300, "\0", "../../etc/passwd", "CON", "=cmd()", b"",
    b"\0" * 15, b"\0" * 33, b"\xff" * 400, [], [[]], {}, {"v": 2}, [None] * 9, "DZ-TEST-0009", "\u202e",
)  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Iterator[RecordLog]:
    one = RecordLog(f"sqlite:///{tmp_path / 'log.db'}", COUNTY)
    yield one
    one.close()


@pytest.fixture
def intake(log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Intake:
    monkeypatch.setattr("sync.server.intake.MOST_QUARANTINED", 10**9)
    with log.writing() as s:
        devices.invite(s, ENROLMENT, "1号机", 1_000_000, AT, "9999")
    return Intake(log, COUNTY_KEYS, tmp_path, lambda: AT, lambda _record: Verdict())


def spoilt(rng: random.Random, data: bytes) -> bytes:
    """What a bad stick, a bad line or a bad person does to a file."""
    at, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :],
        lambda: data[:at],
        lambda: data[at:],
        lambda: data + data,
        lambda: data[:at] + bytes(end - at) + data[end:],
        lambda: data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:],
        lambda: data[:at] + data[end:],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data[:at] + (2**32 - 1 - rng.randrange(99)).to_bytes(4, "big") + data[at + 4 :],
    )
    return rng.choice(kinds)()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))


def bent(rng: random.Random, value: Any) -> Any:
    """The same tree with a few places replaced, taken out, doubled or added."""
    tree = cbor2.loads(cbor2.dumps(value))
    for _ in range(rng.randint(1, 3)):
        path = rng.choice(list(places(tree)))
        if not path:
            continue
        parent = tree
        for step in path[:-1]:
            parent = parent[step]
        kind = rng.randrange(4)
        if kind == 0:
            del parent[path[-1]]
        elif kind == 1 and isinstance(parent, list):
            parent.append(parent[path[-1]])
        elif kind == 2 and isinstance(parent, dict):
            parent[f"new{rng.randrange(9)}"] = deepcopy(rng.choice(HOSTILE))
        else:
            parent[path[-1]] = deepcopy(rng.choice(HOSTILE))
    return tree


def packed(rng: random.Random, tree: Any) -> bytes:
    """Mostly as the format says, sometimes as a careless or malicious writer does it."""
    kind = rng.randrange(8)
    if kind == 0:
        return cbor2.dumps(tree)  # not canonical
    if kind == 1:
        return cbor2.dumps([1.5, tree], canonical=True)
    if kind == 2:
        return b"\x9f" + cbor2.dumps(tree, canonical=True) + b"\xff"  # indefinite length
    return cbor2.dumps(tree, canonical=True)


def resealed(header: bytes, plain: bytes, signer: Any, receiver: bytes, pack: Callable[[bytes], bytes]) -> bytes:
    """A container around any header and content, with a genuine signature."""
    sealed = container._HPKE.encrypt(pack(plain), opening_key(receiver), info=container._info(header))
    signature = signer.sign(container._signed(header, sealed))
    sizes = len(header).to_bytes(4, "big"), len(sealed).to_bytes(4, "big")
    front = container.MAGIC + sizes[0] + header + sizes[1] + sealed + signature
    front += (len(front) + container._FOOTER).to_bytes(8, "big")
    return front + hashlib.sha256(front).digest() + container.MAGIC[::-1]


def zipped(plain: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(plain)


def code_of(call: Callable[[], object]) -> str:
    """Empty when it went well; anything but a coded error fails the test."""
    try:
        call()
    except SyncError as error:
        code, environment = error.code, error.environment
    else:
        return ""
    assert code.startswith(CODES)
    assert not environment
    return code


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
    intake: Intake, log: RecordLog
) -> None:
    taken = 0
    for case in range(CASES):
        rng = random.Random(case)
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
        before = total(log)
        code = code_of(lambda data=data: intake.receive(data, "network"))
        if code:
            assert total(log) == before
        else:
            taken += 1
            there = container.parse(data)
            others = total(log) - before - rows(log, there.digest)
            expected = batches.read_header(there).records
            assert others == 0
            assert expected <= rows(log, there.digest) <= expected + 1  # and the other laptop's record, once
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


