"""Makes the test vectors of docs/batch-format.md anew: `python -m tests.sync.make_vector`.

Sealing is randomised, so the bytes differ each time; the page and the files in `data` are written together.
"""

import hashlib
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import batch as batches
from sync import down, receipt, succession
from sync.batch import Content, cut
from sync.down import Down, Held, Item
from sync.keys import KeyPairs
from sync.receipt import Receipt, Refusal, Word
from sync.record import CHAIN_START, Record, encode, make
from sync.root import FIRST, Root
from sync.succession import Succession
from sync.voucher import Vouched, vouch
from tests.sync.makers import ADDRESS, AT, COUNTY, COUNTY_KEYS, DEVICE, LAPTOP

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parent.parent.parent / "docs" / "batch-format.md"
OTHER = "DZ-TEST-0002"
PHOTO = b"a photo"


def records() -> tuple[Record, ...]:
    first = make(DEVICE, 1, "submission", "s-1", AT, CHAIN_START, b"1" * 16, encode({"hello": "户", "n": 1}))
    second = make(DEVICE, 2, "signoff", "s-1", AT, first.digest, b"2" * 16, encode({"hello": "签字", "n": 2}))
    return first, second


def other() -> Vouched:
    one = make(OTHER, 1, "roster", "999999001201", AT, CHAIN_START, b"3" * 16, encode({"households": []}))
    return Vouched(one, vouch(COUNTY_KEYS, COUNTY, one.digest))


def root() -> Root:
    return Root(COUNTY, 1, AT[:10], "K7M2QX", "restored", 2, "a" * 64, 3, "b" * 64, FIRST)


def announcements() -> bytes:
    """One renewal of the county's keys, without a recovery key."""
    new = KeyPairs(
        Ed25519PrivateKey.from_private_bytes(b"\x04" * 32), X25519PrivateKey.from_private_bytes(b"\x68" * 32)
    )
    one = Succession(
        COUNTY, 1, "2026-11-22", False, COUNTY_KEYS.public_signing, new.public_signing, new.public_opening, b"", 3, 17,
        succession.FIRST,
    )  # fmt: skip
    return succession.pack([succession.seal(one, COUNTY_KEYS.signing, new.signing)])


def write() -> None:
    made = records()
    pieces = tuple(cut(hashlib.sha256(PHOTO).hexdigest(), PHOTO))
    batch = batches.seal(Content(made, pieces, (other(),)), ADDRESS, DEVICE, LAPTOP, AT, b"cursor")
    digest = batches.container.parse(batch).digest
    answer = Receipt(
        county=COUNTY,
        device=DEVICE,
        batch=digest,
        at=AT,
        word=Word("", 41),
        accepted=receipt.runs(made[:1]),
        duplicate=(),
        refused=(Refusal(2, made[1].digest, "record.unreadable"),),
        blobs=(pieces[0].digest,),
    )
    held = Held(DEVICE, receipt.runs(made), 1, answer.refused)
    item = Item(7, "item-7", "notice", "通知", "请于月底前完成".encode())
    sent = Down(
        AT, Word("K7M2QX", 42), b"cursor", b"further", False, (item,), (other(),), (held,),
        (pieces[0].digest,), "clerk", "999999001", 40, AT, b"beacon-8", (root().seal(COUNTY_KEYS),),
    )  # fmt: skip
    file = down.seal(sent, COUNTY, DEVICE, LAPTOP.public_opening, COUNTY_KEYS)
    page = PAGE.read_text("utf-8")
    for name, data in (
        ("vector.vvb", batch),
        ("vector.vvr", receipt.seal(answer, COUNTY_KEYS.signing)),
        ("vector-down.vvb", file),
        ("vector-keys.vvs", announcements()),
    ):
        (DATA / name).write_bytes(data)
        page = re.sub(rf"```hex {name}\n.*?```", f"```hex {name}\n{_lines(data.hex())}\n```", page, flags=re.DOTALL)
    PAGE.write_text(page, "utf-8")


def _lines(text: str) -> str:
    return "\n".join(text[start : start + 96] for start in range(0, len(text), 96))


if __name__ == "__main__":
    write()
