"""The test vector of docs/batch-format.md, read by a second, independent reader written from that page alone.

The reader uses no code of `sync`: if it opens the vector, another county can write its own end.
"""

import hashlib
import hmac
import re
from pathlib import Path

import cbor2
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from sync import receipt
from tests.sync.makers import COUNTY_KEYS, ENROLMENT, open_batch

DATA = Path(__file__).parent / "data"
BATCH = (DATA / "vector.vvb").read_bytes()
RECEIPT = (DATA / "vector.vvr").read_bytes()
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


def test_the_vector_reads_by_the_page_alone() -> None:
    assert BATCH[:9] == bytes.fromhex("895656 42310d0a1a0a")
    length = int.from_bytes(BATCH[9:13], "big")
    head = BATCH[13 : 13 + length]
    place = 13 + length
    size = int.from_bytes(BATCH[place : place + 4], "big")
    sealed = BATCH[place + 4 : place + 4 + size]
    place += 4 + size
    signature, footer = BATCH[place : place + 64], BATCH[place + 64 :]
    assert footer[:8] == len(BATCH).to_bytes(8, "big")
    assert footer[8:40] == sha(BATCH[: place + 72])
    assert footer[40:] == BATCH[:9][::-1]

    header = cbor2.loads(head)
    Ed25519PublicKey.from_public_bytes(header["key"]).verify(signature, b"vv/batch/1\0" + sha(head) + sha(sealed))
    proof = cbor2.dumps([header["county"], header["device"], header["key"], header["reply"]], canonical=True)
    assert header["proof"] == hmac.digest(ENROLMENT.secret, b"vv/enrol/1\0" + proof, "sha256")
    assert header["to"] == sha(b"vv/key/1\0" + COUNTY_KEYS.public_opening)[:8]

    plain = zstandard.ZstdDecompressor().decompress(unseal(sealed, b"\x66" * 32, b"vv/batch/1" + sha(head)))
    records, pieces = cbor2.loads(plain)
    prev, digests = header["prev"], []
    for seq, (kind, subject, at, salt, body) in enumerate(records, start=header["lo"]):
        chained = [header["device"], seq, kind, subject, at, prev, sha(salt + body)]
        prev = sha(b"vv/record/1\0" + cbor2.dumps(chained, canonical=True))
        digests.append(prev)
    assert cbor2.loads(records[0][4]) == {"hello": "户", "n": 1}
    assert pieces == [[sha(b"a photo"), 7, 0, b"a photo"]]

    assert RECEIPT[:9] == bytes.fromhex("895656 52310d0a1a0a")
    signed = RECEIPT[73:]
    county_key = Ed25519PublicKey.from_public_bytes(COUNTY_KEYS.public_signing)
    county_key.verify(RECEIPT[9:73], b"vv/receipt/1\0" + signed)
    answer = cbor2.loads(signed)
    assert answer["batch"] == footer[8:40]
    assert answer["accepted"] == digests


def test_our_own_reader_agrees() -> None:
    opened = open_batch(BATCH)
    answer = receipt.read(RECEIPT, COUNTY_KEYS.public_signing)
    assert answer.accepted == tuple(record.digest for record in opened.content.records)


def test_the_page_shows_these_very_bytes() -> None:
    shown = ["".join(block.split()) for block in re.findall(r"```hex\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)]
    assert BATCH.hex() in shown
    assert RECEIPT.hex() in shown
