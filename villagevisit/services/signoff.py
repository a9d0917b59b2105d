"""Two different people vouch for a frozen record, each with his own PIN, over the same digest (R-11).

Each signature is Ed25519 over canonical CBOR of the digest, the claims, the place, the signer's key, the county's
newest word of a day and the signature before it, so that places cannot be swapped. With the last signature the record
becomes due for sending, in the same transaction. The database holds the same rules once more (order, distinct people,
one digest, no change).
"""

import hashlib
from dataclasses import dataclass, replace

from sync.canonical import encode
from sync.errors import SyncError
from sync.signatures import genuine
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.form_ids import KIN_FORM, PLEDGE_FORM, VISIT_FORM
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.recusal import (
    ALONE,
    KIN,
    OWN_VILLAGE,
    TEAM_SIZE,
    Excused,
    person_refusal,
    team_refusal,
)
from villagevisit.services import (
    beacon,
    certified,
    claims,
    health_register,
    households,
    kin_filings,
    overrides,
    people,
    pins,
    pledges,
    policy,
)
from villagevisit.services.certified import Standing
from villagevisit.services.claims import Claims
from villagevisit.services.exchange_bodies import signed_message
from villagevisit.services.form_list import shelf_form
from villagevisit.services.visit_lookup import submission
from villagevisit.services.visit_outbox import append_submission
from villagevisit.services.visit_presets import leaves
from villagevisit.services.visit_rows import Submission, SubmissionRow
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, signoffs
from villagevisit.store import campaigns as frames
from villagevisit.store import households as household_rows
from villagevisit.store import visits as rows
from villagevisit.store.signoffs import SignoffRow

_MEMBERS = frozenset({"/data/member"})
_THEN = {
    PLEDGE_FORM: pledges.signed, KIN_FORM: kin_filings.signed, "htn_followup": health_register.signed,
    "t2dm_followup": health_register.signed, "smd_followup": health_register.signed,
}  # fmt: skip
"""What a signed form is, beside a record: entered in the transaction of its last signature."""


@dataclass(frozen=True, slots=True)
class SignState:
    signed: tuple[Officer, ...]
    complete: bool


def candidates(ws: Workspace, submission_id: str, place: int) -> tuple[Officer, ...]:
    """Who may sign at this place: the people the form names who have not signed yet; nobody when it is not due."""
    found = submission(ws, submission_id)
    signed = {one.officer_id for one in found.row.signed}
    if place != len(signed) + 1 or found.row.complete or found.row.replaced_by or correction(ws, submission_id):
        return ()
    return tuple(officer for officer in _eligible(ws, found) if officer.id not in signed)


def correction(ws: Workspace, submission_id: str) -> str:
    """Why this record is being corrected just now, empty when it is not: nobody vouches for what is to be replaced."""
    draft = rows.draft_replacing(ws.store.reader(), submission_id)
    return draft.reason if draft else ""


def sign(ws: Workspace, submission_id: str, officer_id: str, pin: str, place: int) -> Done[SignState]:
    """One person's signature. Every refusal leaves a row in the audit log.

    Raises:
        Refused: `signoff.complete`, `visit.already-replaced`, `signoff.correcting`, `signoff.same-person` (officer),
            `signoff.order`, `signoff.not-named` (officer),
            `signoff.uncertified`, `certificate.not-yet`, `certificate.expired`, `certificate.revoked`,
            `certificate.role`, `certificate.area` (officer) on a laptop that belongs to a county,
            `signoff.altered`, `pledge.missing` (officers), `duty.term-over` (officer, day), `recusal.kin`,
            `recusal.own-household`, `recusal.own-village-alone`, `pin.wrong` (left),
            `pin.locked` (until), `pin.unset`, `visit.unknown`, `officer.unknown`.
    """
    found = submission(ws, submission_id)
    officer = people.get(ws, officer_id)
    try:
        check(ws, found, officer, place)
        stands = standing(ws, submission_id, officer)
        why = _hinders(ws, stands)
        if why:
            raise Refused(why, officer=officer.name)
    except Refused as refused:
        with ws.store.transaction() as db:
            detail: dict[str, Param] = {"code": refused.code, "place": place}
            audit.append(db, stamp(ws.clock), officer_id, "signoff.refused", submission_id, detail)
        raise
    key = pins.unlock(ws, officer, pin, submission_id)
    before = signoffs.of(ws.store.reader(), submission_id)
    public, at = key.public_key().public_bytes_raw(), stamp(ws.clock)
    claimed = before[0].claims if before else encode(claims.cells(_claims(ws, found.row)))
    unsigned = SignoffRow(
        submission_id, place, officer.id, found.row.digest, public, b"", at, claimed, stands.certificate,
        beacon.newest(ws),
    )  # fmt: skip
    row = replace(unsigned, signature=key.sign(message(unsigned, before[-1].signature if before else b"")))
    return put(ws, found, officer, row)


def put(ws: Workspace, found: Submission, officer: Officer, row: SignoffRow) -> Done[SignState]:
    """Keeps a signature whose rules were looked at; with the last one the record is on its way."""
    before = [people.get(ws, one.officer_id) for one in found.row.signed]
    complete, used = row.place == found.row.signatures_needed, _used(ws, found, officer)
    with ws.store.transaction() as db:
        signoffs.add(db, row)
        papers = overrides.use(ws, db, found.row.household_id, used, (found.row.id, found.row.replaces)) if used else ()
        if complete:
            _finish(ws, found, stamp(ws.clock))
        noted: dict[str, Param] = {"place": row.place, "digest": row.digest}
        noted |= {"override": "、".join(papers)} if papers else {}
        audit.append(db, stamp(ws.clock), officer.id, "signoff.signed", found.row.id, noted)
    signed = (*before, officer)
    return Done(SignState(signed, complete), changes(Topic.VISITS, Topic.CAMPAIGN, Topic.EXCHANGE, Topic.HOUSEHOLDS))


def may_finish_alone(ws: Workspace, submission_id: str) -> bool:
    """Whether the county let the one person who signed this record sign it alone."""
    row = submission(ws, submission_id).row
    if row.complete or row.replaced_by or len(row.signed) != 1 or not row.household_id or correction(ws, row.id):
        return False
    signer = people.get(ws, row.signed[0].officer_id)
    return (ALONE, signer.staff_no) in overrides.excused(ws, row.household_id, (row.id,))


def finish_alone(ws: Workspace, submission_id: str) -> Done[SignState]:
    """Finishes a record with one signature, by written order of the county. Raises Refused `recusal.too-few`."""
    if not may_finish_alone(ws, submission_id):
        raise Refused(ALONE)
    found, at = submission(ws, submission_id), stamp(ws.clock)
    signer = people.get(ws, found.row.signed[0].officer_id)
    with ws.store.transaction() as db:
        lifted = frozenset({(ALONE, signer.staff_no)})
        papers = overrides.use(ws, db, found.row.household_id, lifted, (submission_id,))
        _finish(ws, found, at)
        audit.append(db, at, signer.id, "signoff.alone", submission_id, {"override": "、".join(papers)})
    return Done(SignState((signer,), complete=True), changes(Topic.VISITS, Topic.CAMPAIGN, Topic.EXCHANGE))


def standing(ws: Workspace, submission_id: str, officer: Officer) -> Standing:
    """Whether the county counts this person's signature under this record. Raises Refused `visit.unknown`."""
    row = submission(ws, submission_id).row
    form = shelf_form(ws, row.form_id)
    own = form.subject == "officer"
    roles = frozenset({Role.INVESTIGATOR}) if form.form_id == VISIT_FORM else officer.roles if own else form.roles
    village = households.get(ws, row.household_id).village_code if row.household_id else ""
    return certified.standing(ws, officer, roles, village)


def hindrance(ws: Workspace, submission_id: str, officer: Officer) -> str:
    """What his certificate lacks for signing this record here, as a code; empty when nothing.

    Raises:
        Refused: `visit.unknown`.
    """
    return _hinders(ws, standing(ws, submission_id, officer))


def _hinders(ws: Workspace, stands: Standing) -> str:
    return stands.why if certified.required(ws) else ""


def verify(ws: Workspace, submission_id: str) -> bool:
    """Whether the stored bytes and every signature over them hold. Raises Refused `visit.unknown`."""
    found = submission(ws, submission_id)
    before = b""
    if hashlib.sha256(found.body).hexdigest() != found.row.digest:
        return False
    for row in signoffs.of(ws.store.reader(), submission_id):
        if not _claims_hold(found.row, row.claims) or not genuine(row.public_key, row.signature, message(row, before)):
            return False
        before = row.signature
    return True


def message(row: SignoffRow, before: bytes) -> bytes:
    """What is signed at the place of a row, over the signature before it."""
    claimed = claims.cells(claims.loads(row.claims))
    return signed_message(row.digest, claimed, row.place, row.public_key, row.beacon, before)


def _claims(ws: Workspace, row: SubmissionRow) -> Claims:
    household = households.get(ws, row.household_id) if row.household_id else None
    village, number = (household.village_code, household.household_no) if household else ("", "")
    return claims.of(row.form_id, village, number, row.frozen_at, row.result)


def _claims_hold(row: SubmissionRow, signed: bytes) -> bool:
    """Whether the record's figures are those that were signed; village and number may have changed since."""
    try:
        one = claims.loads(signed)
    except SyncError:
        return False
    return claims.of(row.form_id, one.village, one.household_no, row.frozen_at, row.result) == one


def _eligible(ws: Workspace, found: Submission) -> tuple[Officer, ...]:
    """A visit: the two it names. A pledge: who made it. Others: everybody who may fill the form in."""
    form = shelf_form(ws, found.row.form_id)
    if form.form_id == VISIT_FORM:
        named = tuple(people.get(ws, one) for one in found.row.result.get("officers", "").split())
        return tuple(officer for officer in named if Role.INVESTIGATOR in officer.roles)
    if form.subject == "officer":
        return (people.get(ws, found.row.person_id),)
    return tuple(officer for officer in people.officers(ws) if officer.roles & form.roles)


def check(ws: Workspace, found: Submission, officer: Officer, place: int) -> None:
    """Whether this person may sign this record at this place. Raises the rules' refusals of `sign`."""
    row = found.row
    if row.complete:
        raise Refused("signoff.complete")
    if row.replaced_by:
        raise Refused("visit.already-replaced")
    if correction(ws, row.id):
        raise Refused("signoff.correcting")
    if officer.id in {one.officer_id for one in row.signed}:
        raise Refused("signoff.same-person", officer=officer.name)
    if place != len(row.signed) + 1:
        raise Refused("signoff.order")
    if hashlib.sha256(found.body).hexdigest() != row.digest:
        raise Refused("signoff.altered")
    eligible = _eligible(ws, found)
    if row.signatures_needed >= TEAM_SIZE and row.form_id != VISIT_FORM:
        pledges.require(ws, (officer,))
    if row.household_id and row.signatures_needed >= TEAM_SIZE:
        refusal = _recusal(ws, found, officer, eligible)
        if refusal:
            raise refusal
    if officer.id not in {one.id for one in eligible}:
        raise Refused("signoff.not-named", officer=officer.name)


def _recusal(ws: Workspace, found: Submission, officer: Officer, eligible: tuple[Officer, ...]) -> Refused | None:
    """R-11 once more at the moment of signing: for this person, and for the pair."""
    row = found.row
    household = households.get(ws, row.household_id)
    members = frames.member_ids(ws.store.reader(), row.household_id) | numbers_in(found.body)
    rules = policy.on(ws, today(ws.clock))
    lifted = overrides.excused(ws, row.household_id, (row.id, row.replaces))
    refusal = person_refusal(officer, members, rules, lifted)
    if refusal or officer.id not in {one.id for one in eligible}:
        return refusal
    so_far = (*(people.get(ws, one.officer_id) for one in row.signed), officer)
    pair = eligible if row.form_id == VISIT_FORM else so_far
    return team_refusal(pair, household.village_code, members, rules, lifted) if len(pair) >= TEAM_SIZE else None


def _used(ws: Workspace, found: Submission, officer: Officer) -> Excused:
    """What this signature needs to be lifted: what would be refused if nobody were excused."""
    row = found.row
    if not row.household_id or row.signatures_needed < TEAM_SIZE:
        return frozenset()
    household, rules = households.get(ws, row.household_id), policy.on(ws, today(ws.clock))
    members = frames.member_ids(ws.store.reader(), row.household_id) | numbers_in(found.body)
    pair = _eligible(ws, found)
    kin = {(KIN, one.staff_no) for one in (officer,) if person_refusal(one, members, rules)}
    own = pair and all(one.village_code == household.village_code for one in pair)
    return frozenset(kin | ({(OWN_VILLAGE, officer.staff_no)} if own and row.form_id == VISIT_FORM else set()))


def numbers_in(body: bytes) -> set[str]:
    """Id numbers of the members in the frozen bytes."""
    return {value for ref, value in leaves(body, _MEMBERS).items() if ref.endswith("/m_id_no") and value}


def _household_state(ws: Workspace, row: SubmissionRow) -> str:
    """What the record makes of its household: what it says itself; or `active` again, where it corrects a record
    that had said moved or deceased and nothing has changed since. Empty leaves the household as it is."""
    said = row.result.get("household_state", "")
    if said or not row.replaces:
        return said
    before = submission(ws, row.replaces).row.result.get("household_state", "")
    return "active" if before and households.get(ws, row.household_id).state == before else ""


def _finish(ws: Workspace, found: Submission, at: str) -> None:
    """The last signature: the record and its signatures are due for sending, the household is done."""
    row = found.row
    with ws.store.transaction() as db:
        stored = rows.submission(db, row.id)
        assert stored is not None
        append_submission(ws, stored, row.signatures_needed, at, signoffs.of(db, row.id))
        if row.form_id in _THEN:
            _THEN[row.form_id](ws, db, stored)
        if row.form_id == VISIT_FORM and row.campaign_id:
            frames.set_state(db, row.campaign_id, row.household_id, VisitState.SIGNED)
        state = "" if rows.is_outdated(db, row.id) else _household_state(ws, row)
        if state:
            household_rows.update(db, row.household_id, {"state": state})
