"""The second signer is at another laptop: the record goes there in a sealed file, the signature comes back as a code.

Both may be offline. The file opens with letters that the first laptop shows once; the other reads the summary from the
very bytes, signs over the first signature, and answers with a QR code that holds nothing of the household. The first
laptop holds the answer against the same rules as a signature that is given at it (`signoff.check`).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import base45

from sync.beacon import BYTES
from sync.canonical import Plain, decode, encode
from sync.errors import SyncError
from sync.fields import Fields
from sync.files import write_whole
from sync.signatures import genuine
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.recusal import TEAM_SIZE, person_refusal
from villagevisit.services import (
    beacon,
    certificates,
    certified,
    claims,
    enrolment,
    exchange_bodies,
    people,
    pins,
    policy,
    sealing,
    signoff,
    signoff_summary,
)  # fmt: skip
from villagevisit.services.certificates import Certificate
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.services.signoff import SignState
from villagevisit.services.signoff_summary import Summary
from villagevisit.services.visit_lookup import submission
from villagevisit.services.visit_outbox import as_body
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, signoffs
from villagevisit.store import certificates as keys
from villagevisit.store import visits as rows
from villagevisit.store.signoffs import SignoffRow

PREFIX = "VVS:"
SUFFIX = ".vvsign"
LARGEST = 8 * 1024 * 1024
_PURPOSE = "vv/elsewhere/1"
_PLACE = "vv/elsewhere/1"
_UNREADABLE = "elsewhere.unreadable"
_CELLS = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody at this laptop is asked to sign."""

    summary: Summary
    """Rendered from the bytes that are signed."""
    body: SubmissionBody = field(repr=False)


def ask(ws: Workspace, submission_id: str, path: Path) -> Done[str]:
    """Writes the record and its first signature into a sealed file; returns the letters that open it.

    Raises:
        Refused: `visit.unknown`, `elsewhere.first-signature` when not exactly one of two has signed.
        EnvironmentFailed: codes of the disk.
    """
    found = submission(ws, submission_id)
    if found.row.complete or found.row.signatures_needed != TEAM_SIZE or len(found.row.signed) != 1:
        raise Refused("elsewhere.first-signature")
    letters = base64.b32encode(secrets.token_bytes(10)).decode("ascii")
    with ws.store.transaction() as db:
        stored = rows.submission(db, submission_id)
        assert stored is not None
        body = as_body(ws, db, stored, TEAM_SIZE, signoffs.of(db, submission_id))
        audit.append(db, stamp(ws.clock), found.row.signed[0].officer_id, "signoff.asked-elsewhere", submission_id)
    try:
        write_whole(path, sealing.seal(_key(letters), exchange_bodies.submission_body(body), _PLACE))
    except SyncError as error:
        raise EnvironmentFailed("store.io") from error
    return Done("-".join(letters[start : start + 4] for start in range(0, 16, 4)), NOTHING)


def read(ws: Workspace, path: Path, letters: str) -> Asked:
    """Opens such a file on the other laptop.

    Raises:
        Refused: `elsewhere.unreadable`, `elsewhere.letters`, `elsewhere.not-genuine` when the first signature is not
            one that the county vouches for, `form.unknown`.
    """
    try:
        with path.open("rb") as source:
            data = source.read(LARGEST)
        body = exchange_bodies.read_submission(sealing.unseal(_key(letters), data, _PLACE))
    except sealing.CannotOpen as error:
        raise Refused("elsewhere.letters") from error
    except (OSError, SyncError) as error:
        raise Refused(_UNREADABLE) from error
    if len(body.signoffs) != 1 or body.signatures_needed != TEAM_SIZE:
        raise Refused(_UNREADABLE)
    first = body.signoffs[0]
    claimed = exchange_bodies.claimed(body)
    message = exchange_bodies.signed_message(body.digest, claimed, 1, first.public_key, first.beacon, b"")
    vouched = _certificate(ws, first.certificate, body.place.village_code)
    if vouched.key != first.public_key or not genuine(first.public_key, first.signature, message):
        raise Refused("elsewhere.not-genuine")
    return Asked(signoff_summary.of_body(ws, body), body)


def sign(ws: Workspace, asked: Asked, officer_id: str, pin: str) -> Done[str]:
    """The second signature; returns the text for the QR code that goes back.

    Raises:
        Refused: `signoff.not-named`, `signoff.same-person` (officer), `recusal.kin`, `recusal.own-household`, why the
            county does not count it (`signoff.uncertified`, `certificate.…`), `pin.…`.
    """
    officer, body = people.get(ws, officer_id), asked.body
    first = body.signoffs[0]
    if officer.staff_no == first.staff_no:
        raise Refused("signoff.same-person", officer=officer.name)
    if officer.staff_no not in body.officers or Role.INVESTIGATOR not in officer.roles:
        raise Refused("signoff.not-named", officer=officer.name)
    refusal = person_refusal(officer, signoff.numbers_in(body.xml), policy.on(ws, today(ws.clock)))
    if refusal:
        raise refusal
    stands = certified.standing(ws, officer, frozenset({Role.INVESTIGATOR}), body.place.village_code)
    if stands.why:
        raise Refused(stands.why, officer=officer.name)
    key = pins.unlock(ws, officer, pin, body.id)
    word, at, public = beacon.newest(ws), stamp(ws.clock), key.public_key().public_bytes_raw()
    claimed = exchange_bodies.claimed(body)
    message = exchange_bodies.signed_message(body.digest, claimed, TEAM_SIZE, public, word, first.signature)
    with ws.store.transaction() as db:
        audit.append(db, at, officer.id, "signoff.signed-elsewhere", body.id, {"digest": body.digest})
    cells: list[Plain] = [
        _PURPOSE, bytes.fromhex(body.digest), officer.staff_no, key.sign(message), at, stands.certificate, word,
    ]  # fmt: skip
    coded: bytes = base45.b45encode(encode(cells))
    return Done(PREFIX + coded.decode("ascii"), NOTHING)


def take(ws: Workspace, submission_id: str, text: str) -> Done[SignState]:
    """The answer, on the first laptop: kept if it would be a signature given here.

    Raises:
        Refused: `elsewhere.unreadable`, `elsewhere.other-visit`, `elsewhere.not-genuine`, `officer.unknown`, and what
            `signoff.check` raises.
    """
    one = _answer(text)
    found = submission(ws, submission_id)
    if one.raw("1", 32).hex() != found.row.digest:
        raise Refused("elsewhere.other-visit")
    officer = _officer(ws, one.text("2", 80))
    signoff.check(ws, found, officer, TEAM_SIZE)
    (first,) = signoffs.of(ws.store.reader(), submission_id)
    vouched = _certificate(ws, one.raw("5"), claims.loads(first.claims).village)
    row = SignoffRow(
        submission_id, TEAM_SIZE, officer.id, found.row.digest, vouched.key, one.raw("3", 64), one.text("4", 40),
        first.claims, one.raw("5"), one.raw("6"),
    )  # fmt: skip
    good = vouched.staff_no == officer.staff_no and vouched.key != first.public_key
    if not good or not genuine(vouched.key, row.signature, signoff.message(row, first.signature)):
        raise Refused("elsewhere.not-genuine")
    return signoff.put(ws, found, officer, row)


def _key(letters: str) -> bytes:
    plain = "".join(letters.split()).replace("-", "").upper()
    return hashlib.sha256(f"{_PLACE}\0{plain}".encode()).digest()


def _certificate(ws: Workspace, data: bytes, village: str) -> Certificate:
    """The county's word on a signer of today, in this village."""
    county = enrolment.county_file(ws)
    if county is None:
        raise Refused("elsewhere.not-genuine")
    try:
        one = certificates.read(county.county, county.trust, data)
    except Refused as refused:
        raise Refused("elsewhere.not-genuine") from refused
    why = certificates.why_not(one, frozenset({Role.INVESTIGATOR}), village, today(ws.clock))
    if why or keys.revoked_at(ws.store.reader(), one.key):
        raise Refused("elsewhere.not-genuine")
    return one


def _answer(text: str) -> Fields:
    try:
        clean = text.upper().strip()
        row = decode(base45.b45decode(clean.removeprefix(PREFIX))) if clean.startswith(PREFIX) else None
        if not isinstance(row, list) or len(row) != _CELLS or row[0] != _PURPOSE:
            raise SyncError(_UNREADABLE)
        one = Fields({str(place): cell for place, cell in enumerate(row)}, _UNREADABLE)
        one.must(isinstance(row[5], bytes) and isinstance(row[6], bytes) and len(row[6]) in (0, BYTES))
        one.raw("1", 32)
        one.raw("3", 64)
        one.text("2", 80)
        one.text("4", 40)
    except (SyncError, ValueError) as error:
        raise Refused(_UNREADABLE) from error
    return one


def _officer(ws: Workspace, staff_no: str) -> Officer:
    found = next((one for one in people.officers(ws) if one.staff_no == staff_no), None)
    if found is None:
        raise Refused("officer.unknown")
    return found
