"""Filling a form on a household or a person: open, save, freeze, correct, look back.

A draft is one row that is overwritten; saving it is not an event worth an audit row. Everything else is.
"""

from collections.abc import Mapping
from datetime import date, datetime

from forms import Form
from villagevisit.domain import names
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.campaign import Campaign, VisitState
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import again, form_list, form_shelf, health_consent, policy, reveal
from villagevisit.services import campaign as campaigns
from villagevisit.services.attachments import sweep
from villagevisit.services.form_list import ShelfForm, shelf_form
from villagevisit.services.form_shelf import form_language
from villagevisit.services.visit_lookup import (
    submission,
)
from villagevisit.services.visit_presets import leaves
from villagevisit.services.visit_previous import previous
from villagevisit.services.visit_rows import DraftSummary
from villagevisit.services.visit_subject import find_subject, household_of_person
from villagevisit.services.visit_types import OpenForm
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import audit, replicas
from villagevisit.store import campaigns as frames
from villagevisit.store import visits as rows
from villagevisit.store.visits import DraftRow


def open_form(
    ws: Workspace, actor: Actor, form_id: str, *, household_id: str = "", person_id: str = "", campaign_id: str = ""
) -> Done[OpenForm]:
    """Resumes the draft of this form on this subject, or begins one filled in from the roster.

    A household that its round has done, and that is to be visited once more, is visited outside the round.

    A form on an officer takes him as `person_id`; without one it is about whoever opens it.

    Raises:
        Refused: `recusal.kin`, `recusal.own-household`, `recusal.own-village-alone`, `recusal.too-few`,
            `visit.form-not-for-role` (form), `actor.area`, `household.unknown`, `visit.person-unknown`,
            `visit.already-done`, `campaign.unknown`, `campaign.over` (name), `form.unknown`,
            `consent.health`, `consent.health-missing`, `consent.health-late` (name).
    """
    form = shelf_form(ws, form_id)
    if not may(actor.officers, Deed.FORM, Thing(duties=form.roles)):
        raise Refused("visit.form-not-for-role", form=form.title)
    if form.subject == "officer" and not person_id:
        person_id = actor.officers[0].id
    if form.subject == "person" and person_id and not household_id:
        household_id = household_of_person(ws, person_id)
    if form.health and person_id:
        health_consent.require(ws, household_id, person_id, form_id)
    round_ = _round(ws, form, household_id, campaign_id)
    if round_ is not None and form_id == VISIT_FORM and rows.final_in_campaign(
        ws.store.reader(), form_id, household_id, person_id, round_.id
    ):  # fmt: skip
        if not again.owed(ws, household_id):
            raise Refused("visit.already-done")
        round_ = None
    campaign_id = round_.id if round_ else ""
    subject = find_subject(ws, actor, form, household_id, person_id, round_)
    found = rows.draft_of(ws.store.reader(), form_id, household_id, person_id, campaign_id)
    if found is not None:
        if form.health:
            reveal.note_health(ws, actor, found.person_id or found.household_id)
        return Done(_resume(ws, form, found), NOTHING)
    loaded = form_shelf.get_form(ws, form_id)
    session = loaded.session(
        now=ws.clock.now,
        media=_media(ws, subject.day),
        language=form_language(loaded),
        preset=subject.presets,
        last_saved=_last_saved(ws, loaded),
    )
    row = DraftRow(
        id=new_id(), form_id=form_id, form_version=loaded.version, household_id=household_id, person_id=person_id,
        campaign_id=campaign_id, replaces="", reason="", officers=" ".join(one.id for one in subject.officers),
        body=session.draft(), started_at=stamp(ws.clock), saved_at=stamp(ws.clock),
    )  # fmt: skip
    _begin(ws, actor, row, "visit.opened", touches_frame=form_id == VISIT_FORM)
    earlier, day = previous(ws, form, row, session, subject.presets)
    return Done(OpenForm(row.id, session, earlier, day, form), changes(Topic.VISITS, Topic.CAMPAIGN))


def prepare(ws: Workspace) -> None:
    """Loads the form of the visit and the pinyin that choices are found by, ahead of their first use.

    Together they take longer than a window may stand still.
    """
    names.initials("户")
    if any(form.form_id == VISIT_FORM for form in form_list.shelf(ws)):
        form_shelf.get_form(ws, VISIT_FORM)


def _round(ws: Workspace, form: ShelfForm, household_id: str, campaign_id: str) -> Campaign | None:
    """The round that a new form belongs to: none for health forms, and none for a household outside the frame.

    Raises:
        Refused: `campaign.unknown`, `campaign.over` (name).
    """
    if not campaign_id or form.health:
        return None
    found = campaigns.get(ws, campaign_id)
    if household_id and campaigns.item(ws, campaign_id, household_id) is None:
        return None
    if not found.open:
        raise Refused("campaign.over", name=found.name)
    return found


def save_draft(ws: Workspace, draft_id: str, body: bytes) -> Done[str]:
    """Keeps the draft; returns the moment it was saved. Raises Refused `visit.draft-gone`."""
    at = stamp(ws.clock)
    with ws.store.transaction() as db:
        if not rows.save_draft(db, draft_id, body, at):
            raise Refused("visit.draft-gone")
    return Done(at, NOTHING)


def drafts(ws: Workspace) -> list[DraftSummary]:
    """Every unfinished form of this installation, last saved first."""
    return [
        DraftSummary(
            row.id, row.form_id, row.household_id, row.person_id, row.campaign_id, row.replaces, row.started_at,
            row.saved_at,
        )
        for row in rows.drafts(ws.store.reader())
    ]  # fmt: skip


def discard_draft(ws: Workspace, actor: Actor, draft_id: str) -> Done[None]:
    """Throws a draft away with its photos; the household is as before. Raises Refused `visit.draft-gone`."""
    with ws.store.transaction() as db:
        row = rows.draft(db, draft_id)
        if row is None:
            raise Refused("visit.draft-gone")
        digests = {one.digest for one in rows.attachments(db, draft_id)}
        rows.remove_draft(db, draft_id)
        if row.form_id == VISIT_FORM and not row.replaces:
            frames.settle(db, row.campaign_id, row.household_id, VISIT_FORM)
        audit.append(db, stamp(ws.clock), actor.id, "visit.discarded", row.household_id or row.person_id)
    sweep(ws, digests)
    return Done(None, changes(Topic.VISITS, Topic.CAMPAIGN))


def correct(ws: Workspace, actor: Actor, submission_id: str, reason: str) -> Done[OpenForm]:
    """Opens a new version of a frozen record; the record itself stays as it is, with its signatures.

    Raises:
        Refused: `visit.no-reason`, `visit.unknown`, `visit.already-replaced`, `visit.draft-open` (form), and what
            `open_form` raises.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("visit.no-reason")
    old = submission(ws, submission_id).row
    if old.replaced_by:
        raise Refused("visit.already-replaced")
    form = shelf_form(ws, old.form_id)
    if not may(actor.officers, Deed.FORM, Thing(duties=form.roles)):
        raise Refused("visit.form-not-for-role", form=form.title)
    if form.health and old.person_id:
        health_consent.require(ws, old.household_id, old.person_id, old.form_id)
    round_ = campaigns.get(ws, old.campaign_id) if old.campaign_id else None
    subject = find_subject(ws, actor, form, old.household_id, old.person_id, round_)
    found = rows.draft_of(ws.store.reader(), old.form_id, old.household_id, old.person_id, old.campaign_id)
    if found is not None:
        if found.replaces != submission_id:
            raise Refused("visit.draft-open", form=form.title)
        if form.health:
            reveal.note_health(ws, actor, found.person_id or found.household_id)
        return Done(_resume(ws, form, found), NOTHING)
    loaded = form_shelf.get_form(ws, old.form_id, old.form_version)
    body = submission(ws, submission_id).body
    session = loaded.session(
        now=ws.clock.now,
        media=_media(ws, date.fromisoformat(old.frozen_at[:10])),
        language=form_language(loaded),
        edit=body,
        preset=_not_in(body, subject.presets),
        last_saved=_last_saved(ws, loaded),
    )
    row = DraftRow(
        id=new_id(), form_id=old.form_id, form_version=old.form_version, household_id=old.household_id,
        person_id=old.person_id, campaign_id=old.campaign_id, replaces=submission_id, reason=reason,
        officers=" ".join(one.id for one in subject.officers), body=session.draft(), started_at=stamp(ws.clock),
        saved_at=stamp(ws.clock),
    )  # fmt: skip
    _begin(ws, actor, row, "visit.correction-opened", touches_frame=False)
    earlier, day = previous(ws, form, row, session, subject.presets)
    return Done(OpenForm(row.id, session, earlier, day, form), changes(Topic.VISITS))


def _not_in(body: bytes, presets: Mapping[str, str]) -> dict[str, str]:
    """Presets of the sections that a record lacks wholly: nobody was asked about members where nobody was at home.

    A section that is there stays as it was frozen: a member whom the team took out must not come back.
    """
    there = {_section(ref) for ref in leaves(body, frozenset())}
    return {ref: value for ref, value in presets.items() if _section(ref) not in there}


def _section(ref: str) -> str:
    return ref.split("/")[2].partition("[")[0]


def _begin(ws: Workspace, actor: Actor, row: DraftRow, action: str, *, touches_frame: bool) -> None:
    """The draft's row; a correction brings the old record's photos and signatures along."""
    with ws.store.transaction() as db:
        rows.add_draft(db, row)
        if row.replaces:
            rows.hand_over(db, row.replaces, row.id, [one.name for one in rows.attachments(db, row.replaces)])
        if touches_frame and row.campaign_id:
            frames.set_state(db, row.campaign_id, row.household_id, VisitState.DRAFT)
        detail = {"form": row.form_id, "household": row.household_id, "replaces": row.replaces, "reason": row.reason}
        audit.append(db, row.started_at, actor.id, action, row.id, detail)


def _resume(ws: Workspace, form: ShelfForm, row: DraftRow) -> OpenForm:
    loaded = form_shelf.get_form(ws, row.form_id, row.form_version)
    day = datetime.fromisoformat(row.started_at).date()
    if row.replaces:
        day = date.fromisoformat(submission(ws, row.replaces).row.frozen_at[:10])
    session = loaded.session(
        now=ws.clock.now,
        media=_media(ws, day),
        language=form_language(loaded),
        draft=row.body,
        last_saved=_last_saved(ws, loaded),
    )
    earlier, earlier_on = previous(ws, form, row, session, {})
    return OpenForm(row.id, session, earlier, earlier_on, form, resumed=True)


def _last_saved(ws: Workspace, form: Form) -> bytes | None:
    """For a form that begins with answers of the record before: the one that was frozen last here, by anybody and on
    anything, corrections among them (the ODK documentation on `last-saved`).
    """
    return rows.last_frozen(ws.store.reader(), form.id) if form.reads_last_saved else None


def _media(ws: Workspace, day: date) -> Mapping[str, bytes]:
    """The county's code lists and parameters of the day, in the place of the form's own examples."""
    return {**replicas.code_lists(ws.store.reader()), "params.csv": policy.params_csv(policy.on(ws, day))}
