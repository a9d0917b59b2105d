"""Visits that other laptops made, on the clerk's: the record, its signatures, and where that puts the household."""

from collections.abc import Iterable

from sync.canonical import encode
from sync.errors import SyncError
from villagevisit.domain import names
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import replica_assignment
from villagevisit.services.exchange_bodies import Attached, SubmissionBody
from villagevisit.store import documents, households, people, replicas, signoffs, visits
from villagevisit.store.documents import Printed
from villagevisit.store.households import Db
from villagevisit.store.signoffs import SignoffRow
from villagevisit.store.visits import AttachmentRow, StoredSubmission

OTHER_BYTES = "replica.other-bytes"


def take_submission(db: Db, body: SubmissionBody) -> bool:
    """False when it is here already.

    Raises:
        SyncError: `replica.other-bytes` when another record has this id.
    """
    known = visits.submission(db, body.id)
    if known is not None:
        if known.digest != body.digest:
            raise SyncError(OTHER_BYTES)
        return False
    result = dict(body.result or {})
    visits.take_submission(
        db,
        StoredSubmission(
            id=body.id, form_id=body.form_id, form_version=body.form_version, household_id=body.place.household_id,
            person_id=body.person_id, campaign_id=body.campaign_id, replaces=body.replaces, reason=body.reason,
            digest=body.digest, body=body.xml, policy=visits.text(body.policy or {}), result=visits.text(result),
            frozen_at=body.frozen_at, frozen_by=result.get("officers", ""),
        ),
    )  # fmt: skip
    attach(db, body.id, body.attachments)
    _sign(db, body)
    _settle(db, body.id)
    return True


def attach(db: Db, submission_id: str, files: Iterable[Attached]) -> None:
    """What a record names; the files themselves come down later (`exchange_blobs`)."""
    for one in files:
        visits.put_attachment(db, AttachmentRow(submission_id, one.name, one.digest, one.media_type, one.size))


def take_document(db: Db, body: Printed) -> bool:
    """A paper that was printed elsewhere, so that its code can be checked here. False when it is here already."""
    if documents.get(db, body.id) is not None:
        return False
    documents.add(db, body)
    return True


def _sign(db: Db, body: SubmissionBody) -> None:
    claims = encode(bodies.claimed(body)) if body.signoffs else b""
    for place, one in enumerate(body.signoffs, start=1):
        people.add_signer(db, one.officer_id, one.staff_no, one.officer_name, _initials(one.officer_name))
        signoffs.add(
            db,
            SignoffRow(
                body.id, place, one.officer_id, body.digest, one.public_key, one.signature, one.signed_at,
                claims, one.certificate, one.beacon,
            ),
        )


def _initials(name: str) -> str:
    return " ".join(names.initials(name))


def _settle(db: Db, submission_id: str) -> None:
    """Where the household is in its round, and what its newest complete visit makes of it.

    The latter only where this laptop's roster is the one that the others follow: to them the roster says it.
    """
    one = visits.submission(db, submission_id)
    if one is None or one.form_id != VISIT_FORM:
        return
    if one.campaign_id:
        replica_assignment.settle(db, one.campaign_id, one.household_id)
    household = households.by_id(db, one.household_id)
    if household is not None and household.village_code in replicas.own_villages(db):
        state = _household_state(db, household.id)
        if state and household.state != state:
            households.update(db, household.id, {"state": state})


def _household_state(db: Db, household_id: str) -> str:
    """As `signoff.sign` says it where the visit is made: moved or deceased, or active again after a correction."""
    newest = visits.newest_finished(db, VISIT_FORM, household_id, TEAM_SIZE)
    if newest is None:
        return ""
    said = visits.values(newest.result).get("household_state", "")
    before = visits.submission(db, newest.replaces) if newest.replaces else None
    if said or before is None:
        return said
    return "active" if visits.values(before.result).get("household_state", "") else ""
