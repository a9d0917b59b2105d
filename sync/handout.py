"""Attachments on their way down: what a laptop asks for, and the pieces that it gets. The same over network and stick.

Only the asking device can open what it is given. Pieces are the same as on the way up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import container
from sync.batch import Address, Piece, piece_row, read_piece
from sync.canonical import Plain, encode
from sync.container import Container
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs, key_id, opening_key, signing_key

MOST_WANTED = 4_096
"""Attachments that one list asks for."""
MOST_BYTES = 64 * 1024 * 1024
"""That a laptop takes at one exchange, and a stick at one visit."""
_ASK = b"vv/blob/1\0"
_WANTS, _PIECES = "wants.damaged", "pieces.damaged"


@dataclass(frozen=True, slots=True)
class Want:
    """An attachment by its SHA-256 (hex), from this byte on."""

    digest: str
    offset: int = 0


def sign(county: str, device: str, want: Want, key: Ed25519PrivateKey) -> bytes:
    """The device's signature under a request for one attachment; as in `down.sign_request`, without a moment."""
    return key.sign(_question(county, device, want))


def verify(county: str, device: str, want: Want, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether the device asked this itself."""
    return container.signed_by(key, signature, _question(county, device, want))


def seal_wants(wants: Iterable[Want], address: Address, device: str, keys: KeyPairs, at: str) -> bytes:
    """A list for a stick, what is wanted most first. Raises SyncError `batch.too-large`."""
    plain = encode([[bytes.fromhex(one.digest), one.offset] for one in wants])
    header = _header("wants", address.county, device, address.import_key, at)
    return container.seal(header, plain, keys.signing, opening_key(address.import_key))


def read_wants(data: bytes, county: str, device: str, key: bytes, keys: KeyPairs, day: str) -> list[Want]:
    """What this device asks for, sealed to the county's key of this day or to one before.

    Raises:
        SyncError: the codes of `container.parse` and `Container.unseal`, `batch.signature`, `wants.damaged`.
    """
    file = _opened(data, "wants", county, device, _WANTS)
    file.verify(signing_key(key))
    opening = keys.opener(Fields(file.header, _WANTS).raw("to", 8), day)
    if opening is None:
        raise SyncError("batch.not-for-us")
    content = Fields({"wants": decoded(file.unseal(opening), _WANTS)}, _WANTS)
    rows = [content.cells(row) for row in content.rows("wants", 2)[:MOST_WANTED]]
    return [Want(row.raw("0", 32).hex(), row.count("1")) for row in rows]


def seal_pieces(pieces: Sequence[Piece], county: str, device: str, reply: bytes, keys: KeyPairs, at: str) -> bytes:
    """Raises SyncError `batch.too-large`."""
    plain = encode([piece_row(one) for one in pieces])
    return container.seal(_header("pieces", county, device, reply, at), plain, keys.signing, opening_key(reply))


def read_pieces(data: bytes, county: str, county_key: bytes, device: str, key: X25519PrivateKey) -> tuple[Piece, ...]:
    """What this county sealed for this device. Raises as `read_wants`, with `pieces.damaged` and `batch.content`."""
    file = _opened(data, "pieces", county, device, _PIECES)
    file.verify(signing_key(county_key))
    content = Fields({"pieces": decoded(file.unseal(key), _PIECES)}, _PIECES)
    return tuple(map(read_piece, content.rows("pieces", 4)))


def _question(county: str, device: str, want: Want) -> bytes:
    return _ASK + encode([county, device, bytes.fromhex(want.digest), want.offset])


def _header(kind: str, county: str, device: str, receiver: bytes, at: str) -> dict[str, Plain]:
    return {"kind": kind, "county": county, "device": device, "to": key_id(receiver), "at": at}


def _opened(data: bytes, kind: str, county: str, device: str, code: str) -> Container:
    file = container.parse(data)
    header = Fields(file.header, code)
    header.only("v", "suite", "kind", "county", "device", "to", "at")
    if (header.text("kind"), header.text("county"), header.text("device")) != (kind, county, device):
        raise SyncError(code)
    return file
