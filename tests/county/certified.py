"""Certificates for the people of a test, as the county would issue them."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from villagevisit.county import certifying
from villagevisit.county.home import CountyHome
from villagevisit.domain.officer import Role
from villagevisit.services import certificates, certified
from villagevisit.services.certificates import Certificate
from villagevisit.services.workspace import Workspace
from villagevisit.store import certificates as kept
from villagevisit.store import county_certificates as rows
from villagevisit.store.county_certificates import AskingKey

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
NOWHERE = "DZ-ELSEWHERE"
"""A laptop that never asks for what waits for it."""


def certify(county: CountyHome, staff_no: str, key: bytes, *areas: str) -> Certificate:
    """A key that the county knows of, whichever laptop it is on."""
    asking = AskingKey(key, f"officer-{staff_no}", staff_no, "李芳", "investigator", b"", NOWHERE, "")
    return certifying.issue(county, asking, INVESTIGATOR, areas)


def certify_all(county: CountyHome) -> int:
    """Everybody who asked; returns how many."""
    county.view.catch_up()
    waiting = rows.asking(county.view.store.reader())
    for one in waiting:
        certifying.issue(county, one, INVESTIGATOR, ())
    return len(waiting)


def certify_usual(county: CountyHome) -> None:
    """The two who sign in `side.signed_by`."""
    for place in (1, 2):
        key = Ed25519PrivateKey.from_private_bytes(bytes([place]) * 32).public_key().public_bytes_raw()
        certify(county, f"00{place}", key)


def certify_here(county: CountyHome, ws: Workspace) -> None:
    """Everybody who has a key on this laptop, as if its exchanges about that were over."""
    for one in kept.untold(ws.store.reader()):
        issued = certify(county, one.staff_no, one.key)
        with ws.store.transaction() as db:
            certified.take(ws, db, certificates.issue(county.identity.code, issued, county.keys.signing))
