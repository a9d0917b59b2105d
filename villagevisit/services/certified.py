"""Whether the county vouches for somebody's key here: asking for it, keeping its word, and what is missing."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sync.errors import SyncError
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import certificates, check_phrase, enrolment, key_body, people
from villagevisit.services.certificates import Certificate
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.key_body import KeyBody
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records
from villagevisit.store import certificates as rows
from villagevisit.store import people as officers
from villagevisit.store.households import Db

NONE = "signoff.uncertified"
REVOKED = "certificate.revoked"
SOON = timedelta(days=30)
"""So long before its end a certificate is to be renewed."""
_CODE_LETTERS = 16


class State(StrEnum):
    """Where somebody's certificate stands here."""

    NO_COUNTY = "no-county"
    """This laptop belongs to no county yet, so nobody needs one."""
    NO_KEY = "no-key"
    """He has no PIN here."""
    DUE = "due"
    """The next exchange asks the county for it."""
    ASKED = "asked"
    REFUSED = "refused"
    REVOKED = "revoked"
    NOT_YET = "not-yet"
    GOOD = "good"
    ENDS_SOON = "ends-soon"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Certification:
    state: State
    until: date | None = None
    """The last day on which it is good."""
    phrase: str = ""
    """What the county compares with its own screen, while it has not answered."""
    with_code: bool = False
    """Whether the county is asked with a one-time code that it has not answered; it certifies then without a call."""


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
    one = _readable(county, body)
    if one is None:
        return Standing(b"", NONE)
    return Standing(body, certificates.why_not(one, roles, area or next(iter(one.scope), ""), today(ws.clock)))


def of(ws: Workspace, officer: Officer) -> Certification:
    """Where his certificate stands, whatever work and place it is for."""
    county, db = enrolment.county_file(ws), ws.store.reader()
    if county is None:
        return Certification(State.NO_COUNTY)
    key = officers.key(db, officer.id)
    if key is None:
        return Certification(State.NO_KEY)
    if rows.revoked_at(db, key.public_key):
        return Certification(State.REVOKED)
    asking, body, day = rows.asking(db, officer.id), rows.newest(db, key.public_key), today(ws.clock)
    one = _readable(county, body)
    if one is not None and (day <= one.until or not asking.with_code):
        return Certification(_state(one.since, one.until, day), one.until, with_code=asking.with_code)
    if not asking.told:
        return Certification(State.DUE, with_code=asking.with_code)
    if rows.was_refused(db, key.public_key):
        return Certification(State.REFUSED)
    return Certification(State.ASKED, phrase=check_phrase.spoken(key.public_key), with_code=asking.with_code)


def _readable(county: CountyFile, body: bytes) -> Certificate | None:
    """None for one that was signed with a key of the county's that was stolen: the next exchange brings another."""
    try:
        return certificates.read(county.county, county.trust, body) if body else None
    except Refused:
        return None


def _state(since: date, until: date, day: date) -> State:
    if day < since:
        return State.NOT_YET
    if day > until:
        return State.EXPIRED
    return State.ENDS_SOON if day + SOON > until else State.GOOD


def required(ws: Workspace) -> bool:
    """Once this laptop knows its county, nobody signs here without its word; what is frozen waits for it."""
    return enrolment.county_file(ws) is not None


def ask(ws: Workspace, officer_id: str, code: str) -> Done[None]:
    """Takes the one-time code that the county gave somebody; the next exchange asks for his certificate with it.

    Raises:
        Refused: `officer.unknown`, `certify.code` when no code looks like that, `pin.unset` while he has no key here.
    """
    officer = people.get(ws, officer_id)
    if len("".join(code.split()).replace("-", "")) != _CODE_LETTERS:
        raise Refused("certify.code")
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
    one = certificates.read(county.county, county.trust, body)
    rows.keep(db, one.serial, one.key, body, stamp(ws.clock))


def take_refused(db: Db, key: bytes) -> None:
    """The county does not vouch for this key; a code may change its mind."""
    rows.refuse(db, key)


def take_revoked(db: Db, body: bytes) -> None:
    """Raises SyncError `item.unreadable`."""
    try:
        _, key, at = key_body.read_revoked(body)
    except SyncError as error:
        raise SyncError("item.unreadable") from error
    rows.revoke(db, key, at)
