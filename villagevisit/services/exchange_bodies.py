"""What is inside the records that people sign or print: one function to write each body, one to read it back.

`submission` and `document` bodies are canonical CBOR maps; an unknown key is kept, a missing one is refused.
What a clerk's laptop hands to the others is in `exchange_bodies_replica`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from sync import beacon
from sync.batch import MAX_BLOB
from sync.canonical import Plain, encode, encode_plain
from sync.errors import SyncError
from sync.fields import MOST, Fields, Shape, decoded_rows
from villagevisit.services import claims
from villagevisit.store.documents import Printed

UNREADABLE = "record.unreadable"
_PURPOSE = "vv/signoff/2"
_CERTIFICATE = 400
"""Bytes; the county's own are shorter."""
_LONG = 2 * 1024 * 1024
SUBMISSION = "submission"
HEALTH = "health"
"""A submission of a health form: the same body, for those alone who may have it (`form_list.submission_kind`)."""
SUBMISSIONS = (SUBMISSION, HEALTH)
DOCUMENT = "document"
HEALTH_DOCUMENT = "health-document"
"""A paper that is for village doctors alone."""
DOCUMENTS = (DOCUMENT, HEALTH_DOCUMENT)
_SUBMISSION = Shape(
    UNREADABLE,
    {
        "id": 80, "form": 200, "version": 200, "frozen": 40, "person": 80, "campaign": 80, "replaces": 80,
        "reason": _LONG,
    },
    {
        "xml": bytes, "place": dict, "officers": list, "signatures": int, "files": list, "result": dict,
        "policy": dict, "base": bytes, "facts": dict, "members": list | None, "signoffs": list,
    },
)  # fmt: skip
_PLACE = Shape(
    UNREADABLE, {"household": 80, "no": 200, "village": 12, "village_name": 200, "group": 200, "head": 200}, {}
)
_SIGNOFF = (str, str, str, bytes, bytes, str, bytes, bytes)
_DOCUMENT_KEYS = frozenset({"id", "kind", "village", "subject", "wording", "content", "digest", "made", "by"})


class Place(NamedTuple):
    """The household as the county's lists name it; never an ID number."""

    household_id: str
    household_no: str
    village_code: str
    village_name: str
    village_group: str = ""
    head_name: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, drawn signature or scan: its name in the instance, SHA-256 (hex) and size in bytes."""

    name: str
    digest: str
    size: int
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class FactMember:
    """Somebody whom a visit found to belong to the household; `person_id` is empty for who is not in the roster."""

    person_id: str
    name: str
    relation: str
    id_no: str


class SignoffBody(NamedTuple):
    """One person's signature (Ed25519) over `signed_message`."""

    officer_id: str
    staff_no: str
    officer_name: str
    public_key: bytes
    signature: bytes
    signed_at: str
    certificate: bytes = b""
    """The county's word on whose key this is; empty when the signer had none."""
    beacon: bytes = b""
    """The county's newest word of a day that the laptop had; empty when it had none."""


class SubmissionBody(NamedTuple):
    """A frozen form with the signatures over it. `xml` is the canonical instance; `digest` its SHA-256 (hex), which
    does not travel: it follows."""

    id: str
    form_id: str
    form_version: str
    digest: str
    xml: bytes
    frozen_at: str
    place: Place
    person_id: str = ""
    campaign_id: str = ""
    replaces: str = ""
    reason: str = ""
    officers: tuple[str, ...] = ()
    """Staff numbers of the people named in the form."""
    signatures_needed: int = 0
    attachments: tuple[Attached, ...] = ()
    result: Mapping[str, str] | None = None
    policy: Mapping[str, str] | None = None
    base: str = ""
    """Digest of the village's roster record that this laptop knew; empty when it knew none."""
    facts: Mapping[str, str] | None = None
    """What the visit established of the household, by glossary field; a field that is not here was not asked."""
    members: tuple[FactMember, ...] | None = None
    """None when the visit did not establish who belongs to the household."""
    signoffs: tuple[SignoffBody, ...] = ()
    """In the order in which people signed."""


def signed_message(
    digest: str, claimed: list[Plain], place: int, key: bytes, beacon: bytes, before: bytes
) -> bytes:
    """What a person signs at a place (1 is the first): the record's digest and claims, his own key, the newest word of
    a day from the county, and the signature before his.

    So places cannot be swapped, and nobody's signature can be put under another record: the record's id stands in the
    bytes that the digest is of. All of it but the key fits on paper, and the key stands there in its certificate.
    """
    return encode_plain([_PURPOSE, bytes.fromhex(digest), claimed, place, key, beacon, before])


def claimed(body: SubmissionBody) -> list[Plain]:
    """The claims of a record as its signers signed them. Raises SyncError `record.unreadable`."""
    place = body.place
    try:
        one = claims.of(body.form_id, place.village_code, place.household_no, body.frozen_at, body.result or {})
        return claims.cells(one)
    except (ValueError, OverflowError) as error:
        raise SyncError(UNREADABLE) from error


def submission_body(body: SubmissionBody) -> bytes:
    """Canonical bytes for `store.records.append(db, form_list.submission_kind(body.form_id), body.id, …)`."""
    place = body.place
    return encode(
        {
            "id": body.id,
            "form": body.form_id,
            "version": body.form_version,
            "xml": body.xml,
            "frozen": body.frozen_at,
            "place": {
                "household": place.household_id,
                "no": place.household_no,
                "village": place.village_code,
                "village_name": place.village_name,
                "group": place.village_group,
                "head": place.head_name,
            },
            "person": body.person_id,
            "campaign": body.campaign_id,
            "replaces": body.replaces,
            "reason": body.reason,
            "officers": list(body.officers),
            "signatures": body.signatures_needed,
            "files": [[one.name, bytes.fromhex(one.digest), one.size, one.media_type] for one in body.attachments],
            "result": dict(body.result or {}),
            "policy": dict(body.policy or {}),
            "base": bytes.fromhex(body.base),
            "facts": dict(body.facts or {}),
            "members": None if body.members is None else [
                [one.person_id, one.name, one.relation, one.id_no] for one in body.members
            ],
            "signoffs": [
                [
                    one.officer_id, one.staff_no, one.officer_name, one.public_key, one.signature, one.signed_at,
                    one.certificate, one.beacon,
                ]
                for one in body.signoffs
            ],
        }
    )


def document_body(body: Printed) -> bytes:
    """Canonical bytes for `store.records.append(db, "document", body.id, …)`."""
    return encode(
        {
            "id": body.id,
            "kind": str(body.kind),
            "village": body.village_code,
            "subject": body.subject_id,
            "wording": body.wording_version,
            "content": body.content,
            "digest": bytes.fromhex(body.digest),
            "made": body.made_at,
            "by": body.made_by,
        }
    )


def read_submission(body: bytes) -> SubmissionBody:
    """Raises SyncError `record.unreadable`."""
    (
        name, form, version, frozen, person, campaign, replaces, reason, xml, place, officers, signatures, files,
        result, policy, base, facts, members, signoffs,
    ) = _SUBMISSION.cells(decoded_rows(body, UNREADABLE))  # fmt: skip
    if not 0 <= signatures <= MOST:
        raise SyncError(UNREADABLE)
    return SubmissionBody(
        id=name,
        form_id=form,
        form_version=version,
        digest=hashlib.sha256(xml).hexdigest(),
        xml=xml,
        frozen_at=frozen,
        place=Place(*_PLACE.cells(place)),
        person_id=person,
        campaign_id=campaign,
        replaces=replaces,
        reason=reason,
        officers=tuple(_texts(officers)),
        signatures_needed=signatures,
        attachments=tuple(map(_attached, _rows(files, 4))),
        result=_texts_of(result),
        policy=_texts_of(policy),
        base=_digest_or_none(base),
        facts=_texts_of(facts),
        members=None if members is None else tuple(map(_member, _rows(members, 4))),
        signoffs=tuple(map(_signoff, _rows(signoffs, 8))),
    )


def read_document(body: bytes) -> Printed:
    """Raises SyncError `record.unreadable`."""
    top = _map(decoded_rows(body, UNREADABLE), _DOCUMENT_KEYS)
    return Printed(
        id=top.text("id", 80),
        kind=top.text("kind"),
        village_code=top.text("village", 12),
        subject_id=top.text("subject", 80),
        wording_version=top.text("wording"),
        content=top.text("content", _LONG),
        digest=top.raw("digest", 32).hex(),
        made_at=top.text("made", 40),
        made_by=top.text("by"),
    )


def _map(value: Plain, keys: frozenset[str]) -> Fields:
    fields = Fields(value, UNREADABLE)
    fields.known(keys)
    return fields


def _signoff(row: list[Plain]) -> SignoffBody:
    if tuple(map(type, row)) != _SIGNOFF:
        raise SyncError(UNREADABLE)
    cells = cast("tuple[str, str, str, bytes, bytes, str, bytes, bytes]", row)
    officer, staff_no, name, key, signature, at, certificate, word = cells
    if len(key) != 32 or len(signature) != 64 or len(certificate) > _CERTIFICATE or len(word) not in (0, beacon.BYTES):
        raise SyncError(UNREADABLE)
    if len(officer) > 80 or len(staff_no) > 200 or len(name) > 200 or len(at) > 40:
        raise SyncError(UNREADABLE)
    if "\0" in f"{officer}{staff_no}{name}{at}":  # PostgreSQL keeps no such text
        raise SyncError(UNREADABLE)
    return SignoffBody(*cells)


def _attached(row: list[Plain]) -> Attached:
    name, digest, size, media_type = row
    if not (isinstance(name, str) and isinstance(digest, bytes) and isinstance(size, int)):
        raise SyncError(UNREADABLE)
    if not (isinstance(media_type, str) and len(digest) == 32) or not 0 <= size <= MAX_BLOB or isinstance(size, bool):
        raise SyncError(UNREADABLE)
    return Attached(name, digest.hex(), size, media_type)


def _member(row: list[Plain]) -> FactMember:
    return FactMember(*_texts(row))


def _digest_or_none(raw: bytes) -> str:
    if len(raw) not in (0, 32):
        raise SyncError(UNREADABLE)
    return raw.hex()


def _texts_of(values: dict[str, Plain]) -> Mapping[str, str]:
    _texts(values.values())
    return cast("Mapping[str, str]", values)


def _texts(values: Iterable[Plain]) -> Iterable[str]:
    texts = cast("Iterable[str]", values)
    try:
        "".join(texts)
    except TypeError as error:
        raise SyncError(UNREADABLE) from error
    return texts


def _rows(values: list[Plain], width: int) -> list[list[Plain]]:
    rows = [row for row in values if isinstance(row, list) and len(row) == width]
    if len(rows) != len(values):
        raise SyncError(UNREADABLE)
    return rows
