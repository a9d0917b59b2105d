"""Whether the county accepts the content of a record: it can be read, its digest is right, its signature genuine."""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature

from sync.errors import SyncError
from sync.keys import signing_key
from sync.record import Record
from villagevisit.services import exchange_bodies as bodies


def judge(record: Record) -> str:
    """Empty when it is accepted, else `record.unreadable`, `record.digest`, `record.subject`, `record.signature`.

    A kind this program does not know is kept as it is: a newer laptop may be ahead of the county.
    """
    look = _LOOKS.get(record.kind)
    if look is None:
        return ""
    try:
        return look(record)
    except SyncError as error:
        return error.code


def _submission(record: Record) -> str:
    body = bodies.read_submission(record.body)
    if body.id != record.subject:
        return "record.subject"
    return "" if hashlib.sha256(body.xml).hexdigest() == body.digest else "record.digest"


def _signoff(record: Record) -> str:
    body = bodies.read_signoff(record.body)
    if body.submission_id != record.subject or body.place not in (1, 2):
        return "record.subject"
    digest = bytes.fromhex(body.digest)
    if digest not in body.message and body.digest.encode() not in body.message:
        return "record.digest"
    try:
        signing_key(body.public_key).verify(body.signature, body.message)
    except (InvalidSignature, SyncError):
        return "record.signature"
    return ""


def _document(record: Record) -> str:
    return "" if bodies.read_document(record.body).id == record.subject else "record.subject"


_LOOKS: dict[str, Callable[[Record], str]] = {
    bodies.SUBMISSION: _submission,
    bodies.SIGNOFF: _signoff,
    bodies.DOCUMENT: _document,
}
