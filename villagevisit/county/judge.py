"""Whether the county accepts the content of a record: it can be read, its digest is right, its signature genuine."""

import hashlib
from collections.abc import Callable

from sync.errors import SyncError
from sync.record import Record
from sync.server.records import Verdict
from sync.signatures import genuine
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import exchange_bodies_replica as replica_bodies
from villagevisit.services.resolution_body import RESOLUTION, read_resolution

_SUBJECT = "record.subject"


def judge(record: Record) -> Verdict:
    """Refusals: `record.unreadable`, `record.digest`, `record.subject`, `record.signature`. The area is a village.

    A refused record keeps its area only where it could be read. A kind this program does not know is kept as it is,
    for nobody: a newer laptop may be ahead of the county.
    """
    look = _LOOKS.get(record.kind)
    if look is None:
        return Verdict()
    try:
        return look(record)
    except SyncError as error:
        return Verdict(error.code)


def _submission(record: Record) -> Verdict:
    body = bodies.read_submission(record.body)
    village = body.place.village_code
    if body.id != record.subject:
        return Verdict(_SUBJECT, village)
    return Verdict("" if hashlib.sha256(body.xml).hexdigest() == body.digest else "record.digest", village)


def _signoff(record: Record) -> Verdict:
    body = bodies.read_signoff(record.body)
    village = body.village_code
    if body.submission_id != record.subject or body.place not in (1, 2):
        return Verdict(_SUBJECT, village)
    digest = bytes.fromhex(body.digest)
    if digest not in body.message and body.digest.encode() not in body.message:
        return Verdict("record.digest", village)
    good = genuine(body.public_key, body.signature, body.message)
    return Verdict("" if good else "record.signature", village)


def _document(record: Record) -> Verdict:
    body = bodies.read_document(record.body)
    return _about(record, body.id, body.village_code)


def _roster(record: Record) -> Verdict:
    village = replica_bodies.read_roster(record.body).village
    return _about(record, village, village)


def _assignment(record: Record) -> Verdict:
    body = replica_bodies.read_assignment(record.body)
    return _about(record, body.subject, body.village)


def _resolution(record: Record) -> Verdict:
    body = read_resolution(record.body)
    return _about(record, body.household_id, body.village_code)


def _about(record: Record, subject: str, village: str) -> Verdict:
    return Verdict("" if record.subject == subject else _SUBJECT, village)


_LOOKS: dict[str, Callable[[Record], Verdict]] = {
    bodies.SUBMISSION: _submission,
    bodies.SIGNOFF: _signoff,
    bodies.DOCUMENT: _document,
    replica_bodies.ROSTER: _roster,
    replica_bodies.ASSIGNMENT: _assignment,
    RESOLUTION: _resolution,
}
