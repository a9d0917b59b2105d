"""The code on a signed paper: everything that proves it, for a checker with no network and no database.

`VV2:` and base45 of canonical CBOR `[county, digest, claims, beacon, [[certificate, signature], …]]`; `county` is the
first six digits of its code. At level M two certified signatures stay within version 17: 34 mm of 0.40 mm modules,
37 mm with the quiet zone.
"""

from dataclasses import dataclass

import base45

from sync import beacon
from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from villagevisit.domain.errors import Refused
from villagevisit.services import claims
from villagevisit.services.claims import Claims

PREFIX = "VV2:"
_NOT_A_CODE = claims.UNREADABLE


@dataclass(frozen=True, slots=True)
class SignedPaper:
    county: str
    """First six digits of the county's code."""
    digest: str
    """Of the signed record, hex."""
    claims: Claims
    beacon: bytes
    """The county's newest word that the signers had."""
    signed: tuple[tuple[bytes, bytes], ...]
    """(certificate, signature) in the order in which people signed."""


def write(one: SignedPaper) -> str:
    """The text for the QR code."""
    signed: list[Plain] = [[certificate, signature] for certificate, signature in one.signed]
    cells: list[Plain] = [int(one.county), bytes.fromhex(one.digest), claims.cells(one.claims), one.beacon, signed]
    coded: bytes = base45.b45encode(encode(cells))
    return PREFIX + coded.decode("ascii")


def read(text: str) -> SignedPaper:
    """Raises Refused `paper.not-a-code`."""
    try:
        if not text.startswith(PREFIX):
            raise SyncError(_NOT_A_CODE)
        row = decode(base45.b45decode(text.removeprefix(PREFIX)))
        if not isinstance(row, list) or len(row) != 5 or not isinstance(row[2], list):
            raise SyncError(_NOT_A_CODE)
        one = Fields({str(place): cell for place, cell in enumerate(row)}, _NOT_A_CODE)
        pairs = [one.cells(pair) for pair in one.rows("4", 2)]
        return SignedPaper(
            county=f"{one.count('0'):06d}",
            digest=one.raw("1", 32).hex(),
            claims=claims.read(row[2]),
            beacon=one.raw("3", beacon.BYTES),
            signed=tuple((pair.raw("0"), pair.raw("1", 64)) for pair in pairs),
        )
    except (SyncError, ValueError) as error:
        raise Refused(_NOT_A_CODE) from error
