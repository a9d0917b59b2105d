"""The record with which a laptop asks the county to certify somebody's key, and the county's answers.

A proof shows that the person holds the one-time code that the county gave him: nobody then has to read anything aloud.
"""

import hmac
from dataclasses import astuple, dataclass

from sync.canonical import encode
from sync.errors import SyncError
from sync.fields import Fields, decoded

KEY = "key"
CERTIFICATE = "certificate"
CERTIFICATE_REVOKED = "certificate-revoked"
CERTIFICATE_REFUSED = "certificate-refused"
UNREADABLE = "record.unreadable"
_PURPOSE = b"vv/certify/1\0"


@dataclass(frozen=True, slots=True)
class KeyBody:
    officer_id: str
    staff_no: str
    name: str
    roles: str
    """What he does on that laptop, parted by blanks; the county decides what he is certified for."""
    key: bytes
    proof: bytes = b""
    """Empty without a code."""


def key_body(one: KeyBody) -> bytes:
    return encode(list(astuple(one)))


def read_key(body: bytes) -> KeyBody:
    """Raises SyncError `record.unreadable`."""
    row = decoded(body, UNREADABLE)
    if not isinstance(row, list) or len(row) != 6:
        raise SyncError(UNREADABLE)
    one = Fields({str(place): cell for place, cell in enumerate(row)}, UNREADABLE)
    proof = one.raw("5")
    one.must(len(proof) in (0, 32))
    return KeyBody(one.text("0", 80), one.text("1", 80), one.text("2"), one.text("3"), one.raw("4", 32), proof)


def proof(code: str, staff_no: str, key: bytes) -> bytes:
    """That this key is of the person who got the code; how it is typed does not matter."""
    letters = "".join(code.split()).replace("-", "").upper()
    return hmac.digest(letters.encode(), _PURPOSE + encode([staff_no, key]), "sha256")


def revoked_body(serial: int, key: bytes, at: str) -> bytes:
    """Signatures that say to be of that moment or later do not count."""
    return encode([serial, key, at])


def read_revoked(body: bytes) -> tuple[int, bytes, str]:
    """Serial, key, moment. Raises SyncError `record.unreadable`."""
    row = decoded(body, UNREADABLE)
    if not isinstance(row, list) or len(row) != 3:
        raise SyncError(UNREADABLE)
    one = Fields({str(place): cell for place, cell in enumerate(row)}, UNREADABLE)
    return one.count("0"), one.raw("1", 32), one.text("2", 40)
