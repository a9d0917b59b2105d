"""Hostile bytes in what lies on sticks besides batches: wants, pieces, refusals, originals given back; and backups.

A seeded sample here; more with `VILLAGEVISIT_SOAK=100000`.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cbor2
import pytest
import zstandard

from sync import batch as batches
from sync import container, handout, receipt, vault
from sync.batch import Content, Piece
from sync.fields import Fields
from sync.handout import Want
from sync.receipt import Refused
from sync.record import Record
from sync.rows import read_record, record_row
from sync.server import devices, records
from sync.server.blobs import open_blobs
from sync.server.handout import Handout
from sync.server.intake import Intake, Verdict
from sync.server.log import RecordLog
from sync.voucher import Vouched, vouch
from tests.sync.makers import ADDRESS, AT, COUNTY, COUNTY_KEYS, DEVICE, ENROLMENT, LAPTOP, chain, pairs, photo
from tests.sync.spoiling import CASES, bent, code_of, packed, resealed, spoilt, zipped

pytestmark = pytest.mark.timeout(0)
VILLAGE = "999999001002"
PHOTO = random.Random(3).randbytes(3_000)
AT_ONCE = 20
"""Originals that one batch gives back."""
WANTS = [Want(photo(PHOTO).digest, 1_000), Want("ab" * 32), Want(photo(PHOTO).digest)]
ORIGINALS = chain(6, device="DZ-LOST-0001", size=40)


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    log = RecordLog(f"sqlite:///{tmp_path / 'log.db'}", COUNTY)
    with log.writing() as s:
        devices.invite(s, ENROLMENT, "1号机", 1_000_000, AT, "9999", "county", "999999")
    yield Intake(log, COUNTY_KEYS, tmp_path, lambda: AT, lambda several: [Verdict(area=VILLAGE) for _ in several])
    log.close()


@pytest.fixture
def photos(intake: Intake, tmp_path: Path) -> Handout:
    """Hands the photo out to the laptop, which belongs to the office."""
    intake.receive(batches.seal(Content(tuple(chain(1)), (photo(PHOTO),)), ADDRESS, DEVICE, LAPTOP, AT), "stick")
    shelf = open_blobs(tmp_path / "blobs", COUNTY)
    return Handout(intake.log, COUNTY_KEYS, shelf, lambda _digest, _health: {VILLAGE}, lambda: AT)


def sealed_anew(rng: random.Random, data: bytes, opening: Any, signer: Any, receiver: bytes) -> bytes:
    """The file with header or content bent, under a genuine signature."""
    file = container.parse(data)
    header, plain = dict(file.header), cbor2.loads(file.unseal(opening))
    if rng.random() < 0.25:
        header = bent(rng, header)
    else:
        plain = bent(rng, plain)
    return resealed(cbor2.dumps(header, canonical=True), packed(rng, plain), signer, receiver, zipped)


def test_a_list_of_wants_brings_nothing_but_whole_pieces_of_what_is_here(photos: Handout) -> None:
    data = handout.seal_wants(WANTS, ADDRESS, DEVICE, LAPTOP, AT)
    carried = 0
    for case in range(CASES):
        rng = random.Random(case)
        if rng.random() < 0.2:
            one = spoilt(rng, data)
        else:
            one = sealed_anew(rng, data, COUNTY_KEYS.opening, LAPTOP.signing, COUNTY_KEYS.public_opening)
        answers: list[bytes] = []
        code = code_of(lambda one=one, answers=answers: answers.extend(photos.carry(DEVICE, one)))
        assert not (code and answers)
        for answer in answers:
            pieces = handout.read_pieces(answer, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)
            assert all(PHOTO[piece.offset :] == piece.data for piece in pieces)
            carried += len(pieces)
    assert carried > CASES / 10


def test_pieces_that_the_county_signed_are_pieces_or_refused() -> None:
    parts = [Piece(photo(PHOTO).digest, 3_000, begins, PHOTO[begins : begins + 1_000]) for begins in (0, 1_000, 2_000)]
    data = handout.seal_pieces(parts, COUNTY, DEVICE, LAPTOP.public_opening, COUNTY_KEYS, AT)
    read = 0
    for case in range(CASES):
        rng = random.Random(case)
        if rng.random() < 0.2:
            one = spoilt(rng, data)
        else:
            one = sealed_anew(rng, data, LAPTOP.opening, COUNTY_KEYS.signing, LAPTOP.public_opening)
        found: list[Piece] = []
        code_of(
            lambda one=one, found=found: found.extend(
                handout.read_pieces(one, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)
            )
        )
        assert all(0 <= piece.offset < piece.offset + len(piece.data) <= piece.size for piece in found)
        assert all(len(piece.digest) == 64 for piece in found)
        read += bool(found)
    assert 0 < read < CASES


def test_a_refusal_that_the_county_signed_is_read_or_refused() -> None:
    data = receipt.seal_refused(Refused(COUNTY, DEVICE, "ab" * 32, AT, "device.unknown"), COUNTY_KEYS.signing)
    content, read = cbor2.loads(data[73:]), 0
    for case in range(CASES):
        rng = random.Random(case)
        signed = packed(rng, bent(rng, content))
        one = receipt.MAGIC + COUNTY_KEYS.signing.sign(b"vv/refused/1\0" + signed) + signed
        if rng.random() < 0.2:
            one = spoilt(rng, data)
        read += not code_of(lambda one=one: receipt.read_refused(one, COUNTY_KEYS.public_signing))
        assert code_of(lambda one=one: receipt.read(one, COUNTY_KEYS.public_signing))  # it is never taken for a receipt
    assert 0 < read < CASES


def test_originals_given_back_are_taken_only_as_the_county_vouched_for_them(intake: Intake) -> None:
    """Rows are bent and vouched for by this county, by another one, or not at all; a chain never has two histories."""
    for case in range(CASES // AT_ONCE):
        rng = random.Random(case)
        others = [one for one in (_given_back(rng) for _ in range(AT_ONCE)) if one is not None]
        genuine = {one.record.digest for one in others if one.voucher == vouch(COUNTY_KEYS, COUNTY, one.record.digest)}
        name = f"DZ-{case:08d}"
        data = batches.seal(Content((), (), tuple(others)), ADDRESS, name, pairs(case % 90 + 3), AT)
        with intake.log.reading() as s:
            last = s.next_number(records.record) - 1
        assert not code_of(lambda data=data: intake.receive(data, "stick"))
        with intake.log.reading() as s:
            fresh = [one.record for one in records.after(s, last, 50)]
        assert {one.digest for one in fresh} <= genuine
        assert all(one.holds() for one in fresh)
    with intake.log.reading() as s:
        logged = [one.record for one in records.after(s, 0, 10 * CASES)]
    places = [(one.device, one.seq) for one in logged]
    assert len(set(places)) == len(places) > 0
    before = {(one.device, one.seq): one.digest for one in logged}
    assert all(before.get((one.device, one.seq - 1), one.prev) == one.prev for one in logged)


def _given_back(rng: random.Random) -> Vouched | None:
    row = record_row(rng.choice(ORIGINALS))
    if rng.random() < 0.7:
        row = bent(rng, row)
    one = _read(row)
    if one is None:
        return None
    keys = COUNTY_KEYS if rng.random() < 0.8 else pairs(9)
    return Vouched(one, vouch(keys, COUNTY, one.digest) if rng.random() < 0.9 else rng.randbytes(16))


def _read(row: Any) -> Record | None:
    """The record of a row, which is the only one that this row means."""
    found: list[Record] = []

    def read() -> None:
        cells = Fields({"rows": [row]}, "batch.content")
        found.extend(read_record(cells.cells(only), "batch.content") for only in cells.rows("rows", 8))

    if code_of(read):
        return None
    assert all(one.holds() and record_row(one) == row for one in found)
    return found[0]


def test_a_backup_gives_its_frames_or_a_code(tmp_path: Path) -> None:
    frames = [{"kind": "row", "n": number, "blob": bytes(400)} for number in range(5)]
    path, whole = tmp_path / "b.vvk", 0
    with vault.sealing(path, [LAPTOP.opening.public_key()]) as put:
        for one in frames:
            put(one)
    data = path.read_bytes()
    for case in range(CASES):
        rng = random.Random(case)
        path.write_bytes(spoilt(rng, data) if rng.random() < 0.5 else _vault(rng, frames))
        found: list[dict[str, Any]] = []
        code = code_of(lambda found=found: found.extend(one._values for one in vault.frames(path, LAPTOP.opening)))
        whole += not code
        if path.read_bytes() != data and not code and path.stat().st_size == len(data):
            assert found != frames
    assert 0 < whole < CASES


def _vault(rng: random.Random, frames: Sequence[dict[str, Any]]) -> bytes:
    """A backup as somebody makes it who has the public key: chunks are genuine, what is in them is anything."""
    plain = b""
    for one in frames:
        frame = packed(rng, bent(rng, one)) if rng.random() < 0.4 else cbor2.dumps(one, canonical=True)
        size = len(frame) if rng.random() < 0.95 else rng.choice([0, len(frame) - 1, len(frame) + 1, 2**31, 2**32 - 1])
        plain += size.to_bytes(4, "big") + frame
    stream = zstandard.ZstdCompressor(write_content_size=rng.random() < 0.5).compress(plain)
    stream = spoilt(rng, stream) if rng.random() < 0.3 else stream
    header = {"v": 1, "keys": [[vault._HPKE.encrypt(b"k" * 32, LAPTOP.opening.public_key(), info=vault._INFO)]]}
    head = packed(rng, bent(rng, header) if rng.random() < 0.3 else header)
    cipher = vault.ChaCha20Poly1305(b"k" * 32)
    made = vault.MAGIC + len(head).to_bytes(4, "big") + head
    bound, chunks = vault.hashlib.sha256(head).digest(), [stream[:300], stream[300:]]
    for count, chunk in enumerate(chunks):
        last = count == len(chunks) - 1 and rng.random() < 0.95
        sealed = cipher.encrypt(vault._nonce(count, last=last), chunk, bound)
        made += len(sealed).to_bytes(4, "big") + sealed
    return made


