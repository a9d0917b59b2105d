"""Putting a finished record among what travels, in the transaction that finished it (save, then send)."""

from collections.abc import Sequence

from villagevisit.services import areas, claims, exchange_bodies, form_list, households, snapshot, visit_established
from villagevisit.services.exchange_bodies import Attached, Place, SignoffBody, SubmissionBody
from villagevisit.services.workspace import Workspace
from villagevisit.store import people, records
from villagevisit.store import visits as rows
from villagevisit.store.households import Db
from villagevisit.store.signoffs import SignoffRow
from villagevisit.store.visits import StoredSubmission


def append_submission(
    ws: Workspace, stored: StoredSubmission, signatures_needed: int, at: str, signed: Sequence[SignoffRow] = ()
) -> str:
    """Appends the record, of health or other, and returns its digest; joins the caller's transaction."""
    with ws.store.transaction() as db:
        encoded = exchange_bodies.submission_body(as_body(ws, db, stored, signatures_needed, signed))
        return records.append(db, form_list.submission_kind(stored.form_id), stored.id, encoded, at)


def as_body(
    ws: Workspace, db: Db, stored: StoredSubmission, signatures_needed: int, signed: Sequence[SignoffRow]
) -> SubmissionBody:
    """A record as it travels, with the signatures that it has."""
    result = rows.values(stored.result)
    place = _place(ws, stored.household_id, signed)
    named = [people.get(db, officer_id) for officer_id in result.get("officers", "").split()]
    attached = rows.attachments(db, stored.id)
    return SubmissionBody(
        id=stored.id,
        form_id=stored.form_id,
        form_version=stored.form_version,
        digest=stored.digest,
        xml=stored.body,
        frozen_at=stored.frozen_at,
        place=place,
        person_id=stored.person_id,
        campaign_id=stored.campaign_id,
        replaces=stored.replaces,
        reason=stored.reason,
        officers=tuple(officer.staff_no for officer in named if officer),
        signatures_needed=signatures_needed,
        attachments=tuple(Attached(one.name, one.digest, one.size, one.media_type) for one in attached),
        result=result,
        policy=rows.values(stored.policy),
        base=snapshot.newest_roster(db, place.village_code),
        facts=visit_established.facts(stored, result),
        members=visit_established.members(ws, stored),
        signoffs=tuple(_signoff(db, one) for one in signed),
    )


def _signoff(db: Db, row: SignoffRow) -> SignoffBody:
    officer = people.get(db, row.officer_id)
    assert officer is not None
    return SignoffBody(
        officer_id=row.officer_id,
        staff_no=officer.staff_no,
        officer_name=officer.name,
        public_key=row.public_key,
        signature=row.signature,
        signed_at=row.signed_at,
        certificate=row.certificate,
        beacon=row.beacon,
    )


def _place(ws: Workspace, household_id: str, signed: Sequence[SignoffRow]) -> Place:
    """Village and number are those that the first signer saw; a list that came since may have changed them."""
    if not household_id:
        return Place("", "", "", "")
    household = households.get(ws, household_id)
    village, number = household.village_code, household.household_no
    if signed:
        claimed = claims.loads(signed[0].claims)
        village, number = claimed.village, claimed.household_no
    return Place(
        household_id=household.id,
        household_no=number,
        village_code=village,
        village_name=areas.name(ws, village),
        village_group=household.village_group,
        head_name=household.head_name,
    )
