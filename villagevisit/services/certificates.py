"""The county's word on whose key this is: a certificate binds a public key to a person, his duties, places and a time.

Canonical CBOR, a list of cells and the county's Ed25519 signature over them. The county's code is signed but not
repeated inside, because whoever checks knows which county's key he checks with; so two certificates, two signatures and
what they sign fit on one printed code (sync-design §9).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.signatures import genuine
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role

LONGEST = timedelta(days=366)
"""A certificate is good for a year at most."""
_PURPOSE = "vv/certificate/1"
_UNREADABLE = "certificate.unreadable"
_ROLES = (Role.INVESTIGATOR, Role.CLERK, Role.VILLAGE_DOCTOR, Role.COUNTY)
"""Their places are bits on paper: append, never reorder."""
_DAY_ZERO = date(2020, 1, 1)
_CELLS = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    serial: int
    """Counts the county's certificates; a revocation names it."""
    staff_no: str
    name: str
    roles: frozenset[Role]
    scope: tuple[str, ...]
    """Prefixes of the area codes where this person works."""
    key: bytes
    """Ed25519 public key."""
    since: date
    until: date
    """The last day on which it is good."""


def issue(county: str, one: Certificate, signing: Ed25519PrivateKey) -> bytes:
    """The certificate, signed with the county's key. Raises ValueError when it would be good for longer than a year."""
    if not one.since <= one.until <= one.since + LONGEST:
        raise ValueError("a certificate is good for a year at most")
    cells = _cells(one)
    return encode([*cells, signing.sign(_message(county, cells))])


def read(county: str, county_key: bytes, data: bytes) -> Certificate:
    """Raises Refused `certificate.unreadable`, `certificate.forged`."""
    try:
        row = decode(data)
        if not isinstance(row, list) or len(row) != _CELLS + 1:
            raise SyncError(_UNREADABLE)
        *cells, signature = row
        one = _certificate(Fields({str(place): cell for place, cell in enumerate(cells)}, _UNREADABLE))
    except (SyncError, OverflowError) as error:
        raise Refused(_UNREADABLE) from error
    if not isinstance(signature, bytes) or not genuine(county_key, signature, _message(county, cells)):
        raise Refused("certificate.forged")
    return one


def why_not(one: Certificate, roles: frozenset[Role], area: str, day: date) -> str:
    """Empty when the certificate lets its owner act in one of the roles in this area on this day.

    Otherwise `certificate.not-yet`, `certificate.expired`, `certificate.role`, `certificate.area`.
    """
    if day < one.since:
        return "certificate.not-yet"
    if day > one.until:
        return "certificate.expired"
    if not roles & one.roles:
        return "certificate.role"
    return "" if any(area.startswith(prefix) for prefix in one.scope) else "certificate.area"


def _message(county: str, cells: list[Plain]) -> bytes:
    return encode([_PURPOSE, county, *cells])


def _cells(one: Certificate) -> list[Plain]:
    return [
        one.serial,
        one.staff_no,
        one.name,
        sum(1 << bit for bit, role in enumerate(_ROLES) if role in one.roles),
        " ".join(one.scope),
        one.key,
        (one.since - _DAY_ZERO).days,
        (one.until - _DAY_ZERO).days,
    ]


def _certificate(cells: Fields) -> Certificate:
    bits = cells.count("3")
    cells.must(bits < 1 << len(_ROLES))
    return Certificate(
        serial=cells.count("0"),
        staff_no=cells.text("1"),
        name=cells.text("2"),
        roles=frozenset(role for bit, role in enumerate(_ROLES) if bits >> bit & 1),
        scope=tuple(cells.text("4").split()),
        key=cells.raw("5", 32),
        since=_DAY_ZERO + timedelta(days=cells.count("6")),
        until=_DAY_ZERO + timedelta(days=cells.count("7")),
    )
