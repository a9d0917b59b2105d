"""What stays of a signed form when its content is erased: which digest, and who signed it. Canonical CBOR.

The signatures cannot be checked from this alone: they are over the claims, which were content. Whoever has the paper
has both (docs/batch-format.md), and this says that the county once held exactly that record.
"""

from dataclasses import dataclass

from sync.canonical import Plain, encode
from sync.fields import Fields, decoded
from villagevisit.services.exchange_bodies import SubmissionBody

UNREADABLE = "record.unreadable"
_WIDTH = 7


@dataclass(frozen=True, slots=True)
class KeptSignature:
    staff_no: str
    name: str
    key: bytes
    signature: bytes
    signed_at: str
    certificate: bytes
    beacon: bytes


def kept_of(body: SubmissionBody) -> bytes:
    signatures: list[Plain] = [
        [one.staff_no, one.officer_name, one.public_key, one.signature, one.signed_at, one.certificate, one.beacon]
        for one in body.signoffs
    ]
    return encode({"form": body.form_id, "digest": bytes.fromhex(body.digest), "signatures": signatures})


def read_kept(kept: bytes) -> tuple[str, str, tuple[KeptSignature, ...]]:
    """Form id, its digest (hex), and the signatures in order; all empty for what nobody signs.

    Raises:
        SyncError: `record.unreadable`.
    """
    if not kept:
        return "", "", ()
    top = Fields(decoded(kept, UNREADABLE), UNREADABLE)
    rows = (top.cells(row) for row in top.rows("signatures", _WIDTH))
    return top.text("form"), top.raw("digest", 32).hex(), tuple(map(_signature, rows))


def _signature(row: Fields) -> KeptSignature:
    return KeptSignature(
        staff_no=row.text("0"), name=row.text("1"), key=row.raw("2", 32), signature=row.raw("3", 64),
        signed_at=row.text("4", 40), certificate=row.raw("5"), beacon=row.raw("6"),
    )  # fmt: skip
