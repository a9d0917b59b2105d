"""A town whose county vouches for its clerk, so that he can sign what he prints."""

from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import keys
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import certificates, certified, enrolment, people
from villagevisit.services.certificates import Certificate
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.paper_types import Signing
from villagevisit.services.workspace import Workspace
from villagevisit.store import people as rows

SIGNING = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
DAY = date(2026, 11, 22)
PIN = "314159"
CODE = "999999000000"


def belongs(ws: Workspace, folder: Path) -> None:
    """To the county of these tests."""
    receipt = SIGNING.public_key().public_bytes_raw()
    opening = b"\x02" * 32
    file = CountyFile(CODE, "云溪县", "", opening, receipt, keys.fingerprint(opening, receipt), "e", b"s" * 16)
    (folder / "county.json").write_text(file.to_json())
    enrolment.read_county_file(ws, folder / "county.json")


def certify(ws: Workspace, key: bytes, scope: tuple[str, ...] = ("999999100",), until: int = 300) -> None:
    """The county's word on a key of clerk 005."""
    one = Certificate(
        12345, "005", "孙经办", frozenset({Role.CLERK}), scope, key, DAY - timedelta(9), DAY + timedelta(until)
    )
    with ws.store.transaction() as db:
        certified.take(ws, db, certificates.issue(CODE, one, SIGNING))


def clerk_signs(ws: Workspace, clerk: Officer, folder: Path, scope: tuple[str, ...] = ("999999100",)) -> Signing:
    """Enrols, gives the clerk a PIN, certifies him."""
    belongs(ws, folder)
    people.set_pin(ws, clerk.id, PIN)
    held = rows.key(ws.store.reader(), clerk.id)
    assert held is not None
    certify(ws, held.public_key, scope)
    return Signing(clerk.id, PIN)
