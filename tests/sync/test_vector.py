"""The test vector of docs/batch-format.md, read by a second, independent reader written from that page alone.

The reader uses no code of `sync`: if it opens the vector, another county can write its own end.
"""

import hashlib
import hmac
import re
from pathlib import Path

import cbor2
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from sync import down, receipt, succession, voucher
from sync.errors import SyncError
from tests.sync.makers import COUNTY, COUNTY_KEYS, DEVICE, ENROLMENT, LAPTOP, open_batch

DATA = Path(__file__).parent / "data"
BATCH = (DATA / "vector.vvb").read_bytes()
RECEIPT = (DATA / "vector.vvr").read_bytes()
KEYS = (DATA / "vector-keys.vvs").read_bytes()
DOWN = (DATA / "vector-down.vvb").read_bytes()
COUNTY_KEY = COUNTY_KEYS.public_signing
PAGE = Path(__file__).parent.parent.parent / "docs" / "batch-format.md"
KEM = b"KEM" + (0x20).to_bytes(2, "big")
HPKE = b"HPKE" + (0x20).to_bytes(2, "big") + (1).to_bytes(2, "big") + (3).to_bytes(2, "big")


def extract(salt: bytes, suite: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def expand(key: bytes, suite: bytes, label: bytes, info: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, info + b"\x01", "sha256")[:length]


def unseal(sealed: bytes, private: bytes, info: bytes) -> bytes:
    """RFC 9180, mode base, one message, no additional data."""
    key = X25519PrivateKey.from_private_bytes(private)
    sent, ciphertext = sealed[:32], sealed[32:]
    shared = key.exchange(X25519PublicKey.from_public_bytes(sent))
    context = sent + key.public_key().public_bytes_raw()
    secret = expand(extract(b"", KEM, b"eae_prk", shared), KEM, b"shared_secret", context, 32)
    schedule = b"\0" + extract(b"", HPKE, b"psk_id_hash", b"") + extract(b"", HPKE, b"info_hash", info)
    root = extract(secret, HPKE, b"secret", b"")
    aead = ChaCha20Poly1305(expand(root, HPKE, b"key", schedule, 32))
    return aead.decrypt(expand(root, HPKE, b"base_nonce", schedule, 12), ciphertext, b"")


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def record_digest(
    device: str, seq: int, prev: bytes, kind: str, subject: str, at: str, salt: bytes, body: bytes
) -> bytes:
    chained = [device, seq, kind, subject, at, prev, sha(salt + body)]
    return sha(b"vv/record/1\0" + cbor2.dumps(chained, canonical=True))


def opened(file: bytes, private: bytes, signer: bytes) -> tuple[dict, object]:
    """The header and content of a container, by §4."""
    assert file[:9] == bytes.fromhex("895656 42310d0a1a0a")
    length = int.from_bytes(file[9:13], "big")
    head = file[13 : 13 + length]
    place = 13 + length
    size = int.from_bytes(file[place : place + 4], "big")
    sealed = file[place + 4 : place + 4 + size]
    place += 4 + size
    signature, footer = file[place : place + 64], file[place + 64 :]
    assert footer[:8] == len(file).to_bytes(8, "big")
    assert footer[8:40] == sha(file[: place + 72])
    assert footer[40:] == file[:9][::-1]
    Ed25519PublicKey.from_public_bytes(signer).verify(signature, b"vv/batch/1\0" + sha(head) + sha(sealed))
    plain = zstandard.ZstdDecompressor().decompress(unseal(sealed, private, b"vv/batch/1" + sha(head)))
    return cbor2.loads(head), cbor2.loads(plain)


def receipt_content(file: bytes) -> dict:
    assert file[:9] == bytes.fromhex("895656 52310d0a1a0a")
    Ed25519PublicKey.from_public_bytes(COUNTY_KEY).verify(file[9:73], b"vv/receipt/1\0" + file[73:])
    return cbor2.loads(file[73:])


def test_the_batch_and_its_receipt_read_by_the_page_alone() -> None:
    header, (records, pieces, others) = opened(BATCH, b"\x66" * 32, cbor2.loads(BATCH[13:])["key"])
    proof = cbor2.dumps([header["county"], header["device"], header["key"], header["reply"]], canonical=True)
    assert header["proof"] == hmac.digest(ENROLMENT.secret, b"vv/enrol/1\0" + proof, "sha256")
    assert header["to"] == sha(b"vv/key/1\0" + COUNTY_KEYS.public_opening)[:8]
    assert (header["kind"], header["n"], header["parts"], header["others"]) == ("up", 2, 1, 1)
    assert header["cursor"] == b"cursor"
    prev, digests = header["prev"], []
    for seq, (kind, subject, at, salt, body) in enumerate(records, start=header["lo"]):
        prev = record_digest(header["device"], seq, prev, kind, subject, at, salt, body)
        digests.append(prev)
    assert cbor2.loads(records[0][4]) == {"hello": "户", "n": 1}
    assert pieces == [[sha(b"a photo"), 7, 0, b"a photo"]]
    assert [len(row[8]) for row in others] == [16]

    answer = receipt_content(RECEIPT)
    assert answer["batch"] == BATCH[-41:-9]
    assert answer["accepted"] == [[1, 1, digests[0]]]
    assert answer["duplicate"] == []
    assert answer["refused"] == [[2, digests[1], "record.unreadable"]]
    assert answer["blobs"] == [sha(b"a photo")]


def test_the_down_file_reads_by_the_page_alone() -> None:
    header, content = opened(DOWN, b"\x65" * 32, COUNTY_KEY)
    _, (records, _, others) = opened(BATCH, b"\x66" * 32, cbor2.loads(BATCH[13:])["key"])
    named = ("v", "suite", "kind", "county", "device", "to", "after", "upto", "more", "at", "lineage", "word")
    assert sorted(header) == sorted(named)
    assert (header["kind"], header["after"], header["upto"], header["more"]) == ("down", b"cursor", b"further", False)
    assert content["items"] == [[7, "item-7", "notice", "通知", "请于月底前完成".encode()]]
    assert content["records"] == others
    ((device, runs, safe, refused),) = content["held"]
    assert content["beacon"] == b"beacon-8"
    assert (device, safe, content["safe"]) == (header["device"], 1, [[40, header["at"]]])
    answer = receipt_content(RECEIPT)
    assert (header["lineage"], header["word"], answer["lineage"], answer["word"]) == ("K7M2QX", 42, "", 41)
    assert (content["blobs"], content["role"]) == ([sha(b"a photo")], "clerk")
    first = record_digest(device, 1, bytes(32), *records[0])
    second = record_digest(device, 2, first, *records[1])
    assert runs == [[1, 2, second]]
    assert refused == [[2, second, "record.unreadable"]]


def test_an_announcement_of_keys_reads_by_the_page_alone() -> None:
    (signed,) = cbor2.loads(KEYS)
    first, second, content = signed[:64], signed[64:128], signed[128:]
    cells = cbor2.loads(content)
    county, number, day, stolen, old, new, opening, recovery, root, item, prev = cells
    for key, signature in ((old, first), (new, second)):
        Ed25519PublicKey.from_public_bytes(key).verify(signature, b"vv/county-key/1\0" + content)
    assert (county, number, day, stolen) == (COUNTY, 1, "2026-11-22", False)
    assert (old, recovery, root, item, prev) == (COUNTY_KEY, b"", 3, 17, bytes(32))
    assert opening == X25519PrivateKey.from_private_bytes(b"\x68" * 32).public_key().public_bytes_raw()
    led = succession.follow(succession.Trust(COUNTY_KEY), COUNTY, succession.unpack(KEYS))
    assert (led.key, led.number) == (new, 1)
    for place in range(len(KEYS)):
        spoilt = bytearray(KEYS)
        spoilt[place] ^= 1
        with pytest.raises(SyncError):
            succession.follow(succession.Trust(COUNTY_KEY), COUNTY, succession.unpack(bytes(spoilt)))


def test_our_own_reader_agrees() -> None:
    batch = open_batch(BATCH).content
    answer = receipt.read(RECEIPT, COUNTY_KEYS.public_signing)
    assert answer.accepted == receipt.runs(batch.records[:1])
    file = down.read(DOWN, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)
    assert file.records == batch.others
    assert file.held[0].runs == receipt.runs(batch.records)
    assert voucher.genuine(batch.others[0], COUNTY_KEYS, COUNTY)


def test_the_page_shows_these_very_bytes() -> None:
    blocks = re.findall(r"```hex ([\w.-]+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    shown = {name: "".join(block.split()) for name, block in blocks}
    assert shown == {path.name: path.read_bytes().hex() for path in DATA.iterdir()}
