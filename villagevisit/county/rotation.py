"""Renewing the county's keys. The earlier signing key is gone for good afterwards; what it signed stays good up to the
places that its announcement names. The earlier opening key is kept, dated, for batches that are still on their way.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from sync import keys, succession
from sync.errors import SyncError
from sync.files import write_whole
from sync.keys import KeyPairs, Past
from sync.server import items, roots
from sync.server.log import Session
from sync.succession import Succession
from villagevisit.county import recovery, succeeding
from villagevisit.county.home import RECOVERY, CountyHome, keys_at, recovery_door
from villagevisit.county.people import People
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import check_phrase
from villagevisit.services.enrolment import coded

GRACE_DAYS = 400
"""So long batches for the earlier key are opened: longer than a stick lies in a drawer from one round to the next."""
DEED = "county.keys"


@dataclass(frozen=True, slots=True)
class Rotated:
    number: int
    fingerprint: str
    phrase: str
    """What is read aloud where a laptop cannot take the key over by itself."""
    certificates: int
    """That were signed anew."""
    recovery: str
    """Letters of the new recovery key, the only time; empty when it stays."""


def rotate(
    county: CountyHome, *, by: str, stolen: bool = False, new_recovery: bool = False, grace_days: int = GRACE_DAYS
) -> Rotated:
    """Makes new keys, announces them, signs every certificate anew. The county must be opened again afterwards.

    `stolen`: the earlier key is in wrong hands: it does not announce the new one, and opens no batch any more.

    Raises:
        Refused: `conflict.nobody` when nobody says who he is, `keys.grace` for a negative time.
        EnvironmentFailed: disk and database codes; the earlier keys stay.
    """
    if not by.strip():
        raise Refused("conflict.nobody")
    if grace_days < 0:
        raise Refused("keys.grace")
    old, fresh = county.keys, keys.generate()
    path, letters = county.folder / RECOVERY, ""
    try:
        if new_recovery:
            letters = recovery.make(path.with_suffix(".next"))
        with county.log.writing() as s:
            roots.sign(s, old, today(county.clock).isoformat())
            made = _announced(county, s, old, fresh, stolen=stolen, letters=letters)
            last = today(county.clock) + timedelta(days=-1 if stolen else grace_days)
            new = replace(fresh, past=_past(old, made, last.isoformat(), stolen=stolen))
            write_whole(keys_at(county.folder), keys.pack(new), mode=0o600)
            if letters:
                path.with_suffix(".next").replace(path)
            count = succeeding.put(s, new, county.clock)
    except SyncError as error:
        raise coded(error) from error
    number = succession.read(made).number
    People(county.log, county.clock).note(by.strip(), DEED, str(number))
    shown = keys.fingerprint(new.public_opening, new.public_signing)
    return Rotated(number, shown, check_phrase.spoken(new.public_opening, new.public_signing), count, letters)


def _announced(
    county: CountyHome, s: Session, old: KeyPairs, fresh: KeyPairs, *, stolen: bool, letters: str
) -> bytes:
    path = county.folder / RECOVERY
    public = recovery.read(letters).public_key().public_bytes_raw() if letters else b""
    if not public and path.exists():
        public = recovery.public(path).public_bytes_raw()
    before = old.trust.chain[-1] if old.past.chain else None
    one = Succession(
        county=s.county,
        number=before.number + 1 if before else 1,
        day=today(county.clock).isoformat(),
        stolen=stolen,
        old=old.public_signing,
        signing=fresh.public_signing,
        opening=fresh.public_opening,
        recovery=recovery_door(s.county, public, fresh) if public else b"",
        root=roots.last_place(s),
        item=items.last(s),
        prev=before.digest if before else succession.FIRST,
    )
    return succession.seal(one, old.signing, fresh.signing)


def _past(old: KeyPairs, made: bytes, last: str, *, stolen: bool) -> Past:
    openings = tuple((raw, min(until, last) if stolen else until) for raw, until in old.past.openings)
    return Past(
        secret=old.secret,
        vouching=secrets.token_bytes(32) if stolen else old.vouching,
        openings=(*openings, (old.opening.private_bytes_raw(), last)),
        chain=(*old.past.chain, made),
    )
