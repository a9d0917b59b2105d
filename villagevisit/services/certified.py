"""Whether the county vouches for somebody's key here: asking for it, keeping its word, and what is missing."""

from dataclasses import dataclass

from sync.errors import SyncError
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import certificates, enrolment, key_body, people
from villagevisit.services.key_body import KeyBody
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records
from villagevisit.store import certificates as rows
from villagevisit.store import people as officers
from villagevisit.store.households import Db

NONE = "signoff.uncertified"
REVOKED = "certificate.revoked"


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody's signature stands with the county. `why` is a code and empty when it counts there."""

    certificate: bytes
    why: str


def standing(ws: Workspace, officer: Officer, roles: frozenset[Role], area: str) -> Standing:
    """How he stands today, for one of these roles, in this area (empty: for what belongs to no village)."""
    county = enrolment.county_file(ws)
    db = ws.store.reader()
    key = officers.key(db, officer.id)
    body = rows.newest(db, key.public_key) if key else b""
    if county is None or key is None or not body:
        return Standing(b"", NONE)
    if rows.revoked_at(db, key.public_key):
        return Standing(body, REVOKED)
    one = certificates.read(county.county, county.receipt_key, body)
    return Standing(body, certificates.why_not(one, roles, area or next(iter(one.scope), ""), today(ws.clock)))


def required(ws: Workspace) -> bool:
    """From the first certificate on that came to this laptop, nobody signs here without one."""
    return rows.any_here(ws.store.reader())


def ask(ws: Workspace, officer_id: str, code: str) -> Done[None]:
    """Takes the one-time code that the county gave somebody; the next exchange asks for his certificate with it.

    Raises:
        Refused: `officer.unknown`, `pin.unset` when he has no key here yet.
    """
    officer = people.get(ws, officer_id)
    with ws.store.transaction() as db:
        key = officers.key(db, officer_id)
        if key is None:
            raise Refused("pin.unset", officer=officer.name)
        rows.prove(db, officer_id, key_body.proof(code, officer.staff_no, key.public_key))
        audit.append(db, stamp(ws.clock), officer_id, "certificate.asked", officer_id)
    return Done(None, changes(Topic.PEOPLE, Topic.EXCHANGE))


def append_keys(ws: Workspace) -> int:
    """Asks the county to certify the keys that it does not know yet; returns how many records."""
    with ws.store.transaction() as db:
        waiting = rows.untold(db)
        for one in waiting:
            body = KeyBody(one.officer_id, one.staff_no, one.name, one.roles, one.key, one.proof)
            records.append(db, key_body.KEY, one.officer_id, key_body.key_body(body), stamp(ws.clock))
            rows.told(db, one.officer_id)
    return len(waiting)


def take(ws: Workspace, db: Db, body: bytes) -> None:
    """Keeps a certificate that came down. Raises Refused `certificate.unreadable`, `certificate.forged`."""
    county = enrolment.county_file(ws)
    if county is None:
        raise Refused("certificate.forged")
    one = certificates.read(county.county, county.receipt_key, body)
    rows.keep(db, one.serial, one.key, body, stamp(ws.clock))


def take_revoked(db: Db, body: bytes) -> None:
    """Raises SyncError `item.unreadable`."""
    try:
        _, key, at = key_body.read_revoked(body)
    except SyncError as error:
        raise SyncError("item.unreadable") from error
    rows.revoke(db, key, at)
