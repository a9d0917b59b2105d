"""The county's word on whose key this is: a certificate binds a public key to a person, his duties, places and a time.

Canonical CBOR, a list of cells; the last holds the key and the county's Ed25519 signature over all of it. Two
certificates, two signatures and what they sign have to fit on one printed code (sync-design §9), so every byte counts:
the county's code is signed but not repeated inside, and names are GB 18030, two bytes a character.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.succession import Trust
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role

LONGEST = timedelta(days=366)
"""A certificate is good for a year at most."""
NAME_BYTES = 14
STOLEN = "certificate.key-stolen"
_PURPOSE = "vv/certificate/1"
_UNREADABLE = "certificate.unreadable"
_ROLES = (Role.INVESTIGATOR, Role.CLERK, Role.VILLAGE_DOCTOR, Role.COUNTY)
"""Their places are bits on paper: append, never reorder."""
_DAY_ZERO = date(2020, 1, 1)
_CELLS = 8
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


@dataclass(frozen=True, slots=True)
class Certificate:
    serial: int
    """Counts the county's certificates; a revocation names it."""
    staff_no: str
    name: str
    """As much of it as takes `NAME_BYTES` of GB 18030: seven usual characters."""
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
    return encode([*_cells(one), one.key + signing.sign(_message(county, one))])


def read(county: str, trust: Trust, data: bytes) -> Certificate:
    """A certificate that this county gave, with the key it had then.

    Raises:
        Refused: `certificate.unreadable`, `certificate.forged`, `certificate.key-stolen` (day) when its key was stolen.
    """
    try:
        row = decode(data)
        if not isinstance(row, list) or len(row) != _CELLS:
            raise SyncError(_UNREADABLE)
        one, signature = _certificate(Fields({str(place): cell for place, cell in enumerate(row)}, _UNREADABLE))
    except (SyncError, OverflowError, UnicodeDecodeError) as error:
        raise Refused(_UNREADABLE) from error
    message = _message(county, one)
    if not trust.genuine(signature, message, lambda end: one.serial <= end.item):
        stolen = trust.stolen(signature, message)
        raise Refused(STOLEN, day=stolen.day) if stolen else Refused("certificate.forged")
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


def short_name(name: str) -> str:
    """As much of a name as a certificate holds."""
    while len(name.encode("gb18030")) > NAME_BYTES:
        name = name[:-1]
    return name


def _message(county: str, one: Certificate) -> bytes:
    return encode([_PURPOSE, county, *_cells(one), one.key])


def _cells(one: Certificate) -> list[Plain]:
    """All but the key, which travels with the county's signature behind it."""
    return [
        one.serial,
        one.staff_no,
        one.name.encode("gb18030"),
        sum(1 << bit for bit, role in enumerate(_ROLES) if role in one.roles),
        [int(prefix) for prefix in one.scope],
        (one.since - _DAY_ZERO).days,
        (one.until - one.since).days,
    ]


def _certificate(cells: Fields) -> tuple[Certificate, bytes]:
    """The certificate and the signature that should be the county's."""
    bits, name = cells.count("3"), cells.raw("2")
    scope = cells.any("4")
    cells.must(bits < 1 << len(_ROLES) and len(name) <= NAME_BYTES and isinstance(scope, list))
    key = cells.raw("7", _KEY_BYTES + _SIGNATURE_BYTES)
    since = _DAY_ZERO + timedelta(days=cells.count("5"))
    one = Certificate(
        serial=cells.count("0"),
        staff_no=cells.text("1"),
        name=name.decode("gb18030"),
        roles=frozenset(role for bit, role in enumerate(_ROLES) if bits >> bit & 1),
        scope=tuple(map(str, scope)) if isinstance(scope, list) else (),
        key=key[:_KEY_BYTES],
        since=since,
        until=since + timedelta(days=cells.count("6")),
    )
    return one, key[_KEY_BYTES:]
