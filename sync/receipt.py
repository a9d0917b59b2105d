"""What the county answers: signed, record by record, and the same bytes each time the same batch comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import signing_key

MAGIC = b"\x89VVR1\r\n\x1a\n"
MAX_RECEIPT = 256 * 1024
_DOMAIN = b"vv/receipt/1\0"
_SIGNATURE = 64
_CODE = "receipt.damaged"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The fate of every record of one batch. Digests are hex."""

    county: str
    device: str
    batch: str
    at: str
    """County time."""
    accepted: tuple[str, ...]
    duplicate: tuple[str, ...]
    refused: Mapping[str, str]
    """Record digest to a stable code."""
    blobs: tuple[str, ...]
    """Attachments the county now holds whole, of those this batch carried pieces of."""


def seal(receipt: Receipt, key: Ed25519PrivateKey) -> bytes:
    """The receipt file: magic, signature, canonical CBOR."""
    content = encode(
        {
            "county": receipt.county,
            "device": receipt.device,
            "batch": bytes.fromhex(receipt.batch),
            "at": receipt.at,
            "accepted": [bytes.fromhex(one) for one in receipt.accepted],
            "duplicate": [bytes.fromhex(one) for one in receipt.duplicate],
            "refused": [[bytes.fromhex(one), receipt.refused[one]] for one in sorted(receipt.refused)],
            "blobs": [bytes.fromhex(one) for one in receipt.blobs],
        }
    )
    return MAGIC + key.sign(_DOMAIN + content) + content


def read(data: bytes, county_key: bytes) -> Receipt:
    """A receipt that this county really signed.

    Raises:
        SyncError: `receipt.damaged`, `receipt.signature`.
    """
    if len(data) > MAX_RECEIPT or data[: len(MAGIC)] != MAGIC:
        raise SyncError(_CODE)
    signature, content = data[len(MAGIC) : len(MAGIC) + _SIGNATURE], data[len(MAGIC) + _SIGNATURE :]
    try:
        signing_key(county_key).verify(signature, _DOMAIN + content)
    except InvalidSignature as error:
        raise SyncError("receipt.signature") from error
    fields = Fields(decoded(content, _CODE), _CODE)
    fields.only("county", "device", "batch", "at", "accepted", "duplicate", "refused", "blobs")
    refused: dict[str, str] = {}
    for digest, code in fields.rows("refused", 2):
        if not (isinstance(digest, bytes) and len(digest) == 32 and isinstance(code, str)):
            raise SyncError(_CODE)
        refused[digest.hex()] = code
    return Receipt(
        county=fields.text("county", 12),
        device=fields.text("device", 40),
        batch=fields.raw("batch", 32).hex(),
        at=fields.text("at", 40),
        accepted=fields.digests("accepted"),
        duplicate=fields.digests("duplicate"),
        refused=refused,
        blobs=fields.digests("blobs"),
    )
