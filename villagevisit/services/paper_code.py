"""The code on a signed paper: everything that proves it, for a checker with no network and no database.

`VV2:` and base45 of canonical CBOR `[county, digest, claims, [[certificate, signature, beacon], …]]`; `county` is the
first six digits of its code, and an empty beacon is that of the signer before. At level M two certified signatures stay
within version 17: 34 mm of 0.40 mm modules, 37 mm with the quiet zone.
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
_CELLS = 4


@dataclass(frozen=True, slots=True)
class SignedPaper:
    county: str
    """First six digits of the county's code."""
    digest: str
    """Of the signed record, hex."""
    claims: Claims
    signed: tuple[tuple[bytes, bytes, bytes], ...]
    """(certificate, signature, the county's newest word of a day or empty) in the order in which people signed."""


def write(one: SignedPaper) -> str:
    """The text for the QR code."""
    signed: list[Plain] = []
    word = b""
    for certificate, signature, said in one.signed:
        signed.append([certificate, signature, b"" if said == word else said])
        word = said
    cells: list[Plain] = [int(one.county), bytes.fromhex(one.digest), claims.cells(one.claims), signed]
    coded: bytes = base45.b45encode(encode(cells))
    return PREFIX + coded.decode("ascii")


def is_signed_form(text: str) -> bool:
    """Whether this is the code of a signed form, and not of a printed list (`printed_code`)."""
    try:
        row = decode(base45.b45decode(text.removeprefix(PREFIX)))
    except (SyncError, ValueError):
        return False
    return isinstance(row, list) and len(row) == _CELLS


def read(text: str) -> SignedPaper:
    """Raises Refused `paper.not-a-code`."""
    try:
        if not text.startswith(PREFIX):
            raise SyncError(_NOT_A_CODE)
        row = decode(base45.b45decode(text.removeprefix(PREFIX)))
        if not isinstance(row, list) or len(row) != _CELLS or not isinstance(row[2], list):
            raise SyncError(_NOT_A_CODE)
        one = Fields({str(place): cell for place, cell in enumerate(row)}, _NOT_A_CODE)
        signed: list[tuple[bytes, bytes, bytes]] = []
        word = b""
        for each in map(one.cells, one.rows("3", 3)):
            said = each.raw("2")
            one.must(len(said) in (0, beacon.BYTES))
            word = said or word
            signed.append((each.raw("0"), each.raw("1", 64), word))
        return SignedPaper(
            county=f"{one.count('0'):06d}",
            digest=one.raw("1", 32).hex(),
            claims=claims.read(row[2]),
            signed=tuple(signed),
        )
    except (SyncError, ValueError) as error:
        raise Refused(_NOT_A_CODE) from error
