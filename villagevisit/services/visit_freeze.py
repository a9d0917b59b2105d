"""Freezing: the moment when answers become a record that nothing changes any more.

One transaction writes the record, its attachments, the household's place in the round and the audit row, and takes
the draft away. A record that needs no signature is due for sending in the same transaction (save, then send).
"""

import re
from dataclasses import dataclass

from forms import FormError, FormSession, Frozen
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.outcome import Outcome
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import consents, health_consent, households, people
from villagevisit.services import policy as policies
from villagevisit.services.attachments import sweep
from villagevisit.services.form_list import ShelfForm, shelf_form
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_lookup import signatures_needed
from villagevisit.services.visit_outbox import append_submission
from villagevisit.services.visit_result import derived, policy_of, suggest, visit_outcome
from villagevisit.services.visit_subject import check_team
from villagevisit.services.visit_types import FrozenVisit
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import campaigns as frames
from villagevisit.store import visits as rows
from villagevisit.store.visits import DraftRow, StoredSubmission

_NAMED = ("/data/g_meta/investigator1_id", "/data/g_meta/investigator2_id")
_ATTACHED = re.compile(rb">\s*((?:photo|scan|signature|file)-[0-9a-f]{16}\.[a-z0-9]{1,8})\s*<")
_ID_FIELDS = ("m_id_no",)


@dataclass(frozen=True, slots=True)
class _Visit:
    """What a form says beyond its answers: who is to sign, what became of the visit, which figures go with it."""

    officers: str
    outcome: Outcome
    result: dict[str, str]


def freeze(ws: Workspace, actor: Actor, draft_id: str, session: FormSession) -> Done[FrozenVisit]:
    """Makes the record once and for all; the draft is gone.

    Raises:
        Refused: `visit.has-problems` (count), `visit.draft-gone`, `visit.form-not-for-role` (form),
            `visit.not-named`, `recusal.…`, `policy.…`, `visit.attachment-missing` (count),
            `consent.sensitive-filled` (count), `consent.health`, `consent.health-missing`,
            `consent.health-late` (name).
    """
    draft = rows.draft(ws.store.reader(), draft_id)
    if draft is None:
        raise Refused("visit.draft-gone")
    problems = session.problems()
    if problems:
        raise Refused("visit.has-problems", count=len(problems))
    form = shelf_form(ws, draft.form_id)
    if not may(actor.officers, Deed.FORM, Thing(duties=form.roles)):
        raise Refused("visit.form-not-for-role", form=form.title)
    visit = _verification(ws, draft, session) if form.form_id == VISIT_FORM else _plain(draft)
    frozen = _frozen(session)
    consents.refuse_details(form.form_id, frozen.xml)
    if form.health:
        health_consent.require(ws, draft.household_id, draft.person_id, draft.form_id)
    names = {match.decode() for match in _ATTACHED.findall(frozen.xml)}
    attached = rows.attachments(ws.store.reader(), draft_id)
    missing = names - {one.name for one in attached}
    if missing:
        raise Refused("visit.attachment-missing", count=len(missing))
    stored = _stored(ws, actor, draft, session, frozen, visit)
    needed = signatures_needed(form, visit.result)
    _write(ws, actor, form, draft, stored, visit, names, needed)
    sweep(ws, {one.digest for one in attached if one.name not in names})
    done = FrozenVisit(stored.id, stored.digest, needed)
    return Done(done, changes(Topic.VISITS, Topic.CAMPAIGN, Topic.EXCHANGE))


def _write(
    ws: Workspace, actor: Actor, form: ShelfForm, draft: DraftRow, stored: StoredSubmission, visit: _Visit,
    names: set[str], needed: int,
) -> None:  # fmt: skip
    with ws.store.transaction() as db:
        if rows.draft(db, draft.id) is None:
            raise Refused("visit.draft-gone")
        rows.add_submission(db, stored)
        rows.hand_over(db, draft.id, stored.id, names)
        rows.remove_draft(db, draft.id)
        consents.from_form(ws, actor, stored)
        if needed == 0:
            append_submission(ws, stored, needed, stored.frozen_at)
        subject = (stored.form_id, stored.household_id, stored.person_id, stored.campaign_id)
        finished_since = stored.replaces and not visit.outcome.final and rows.final_in_campaign(db, *subject)
        if form.form_id == VISIT_FORM and stored.campaign_id and not finished_since:
            state = VisitState.FROZEN if visit.outcome.final else VisitState.REVISIT
            revisit_on = visit.result["revisit_on"]
            frames.set_state(db, stored.campaign_id, stored.household_id, state, revisit_on)
        detail = {
            "form": stored.form_id,
            "digest": stored.digest,
            "replaces": stored.replaces,
            "reason": stored.reason,
            "visit_result": visit.result.get("visit_result", ""),
        }
        audit.append(db, stored.frozen_at, actor.id, "visit.frozen", stored.id, detail)


def _plain(draft: DraftRow) -> _Visit:
    return _Visit(draft.officers, Outcome(final=True), {"final": "1"})


def _verification(ws: Workspace, draft: DraftRow, session: FormSession) -> _Visit:
    """F01: the two people it names must be two who may, and the figures are computed once more."""
    household = households.get(ws, draft.household_id)
    named = _named(ws, session)
    check_team(ws, named, household, id_numbers(session))
    found = visit_outcome(session, max(1, len(household.persons)))
    suggestion = suggest(ws, session)
    result = derived(session, found, suggestion, today(ws.clock))
    return _Visit(" ".join(officer.id for officer in named), found, result)


def _named(ws: Workspace, session: FormSession) -> tuple[Officer, ...]:
    answers = Answers.of(session)
    by_staff_no = {officer.staff_no: officer for officer in people.officers(ws)}
    found = [by_staff_no.get(answers.text(ref)) for ref in _NAMED]
    named = tuple(officer for officer in found if officer and Role.INVESTIGATOR in officer.roles)
    if len({officer.id for officer in named}) < TEAM_SIZE:
        raise Refused("visit.not-named")
    return named


def id_numbers(session: FormSession) -> list[str]:
    """Id numbers of the members as the form has them: a member who is new since the roster counts too."""
    answers = Answers.of(session)
    return [
        number
        for ref in answers.instances("/data/member")
        for field in _ID_FIELDS
        if (number := answers.text(f"{ref}/{field}"))
    ]


def _frozen(session: FormSession) -> Frozen:
    try:
        return session.freeze()
    except FormError as error:
        raise Refused("visit.has-problems", count=len(session.problems())) from error


def _stored(
    ws: Workspace, actor: Actor, draft: DraftRow, session: FormSession, frozen: Frozen, visit: _Visit
) -> StoredSubmission:
    used = policy_of(ws, session) if draft.form_id == VISIT_FORM else policies.on(ws, today(ws.clock))
    return StoredSubmission(
        id=session.instance_id,
        form_id=draft.form_id,
        form_version=draft.form_version,
        household_id=draft.household_id,
        person_id=draft.person_id,
        campaign_id=draft.campaign_id,
        replaces=draft.replaces,
        reason=draft.reason,
        digest=frozen.digest,
        body=frozen.xml,
        policy=rows.text(used.values),
        result=rows.text({**visit.result, "officers": visit.officers}),
        frozen_at=stamp(ws.clock),
        frozen_by=actor.id,
    )

