"""Frozen records as lists and pages show them; needs no form engine."""

from collections.abc import Iterable, Mapping
from typing import Any

from villagevisit.domain.access import Deed, Within, may
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services import form_list
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.visit_rows import SignedBy, Submission, SubmissionRow
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import people as officers
from villagevisit.store import signoffs
from villagevisit.store import visits as rows


def history(ws: Workspace, household_id: str, reader: Actor | None = None) -> list[SubmissionRow]:
    """Every frozen record of a household and its persons, newest first; of health records those alone whose form the
    `reader` may open: that there is one, and of what form, says what somebody suffers from.
    """
    found = _listed(ws, rows.of_household(ws.store.reader(), household_id))
    if reader is not None and reads_health(reader):
        return found
    health = HEALTH_FORMS
    return [row for row in found if row.form_id not in health]


def health_of_household(ws: Workspace, household_id: str) -> list[SubmissionRow]:
    """Its health records, for whoever counts them without saying which they are."""
    health = HEALTH_FORMS
    return [row for row in _listed(ws, rows.of_household(ws.store.reader(), household_id)) if row.form_id in health]


def reads_health(reader: Actor) -> bool:
    """Whether one of those at work may open health forms."""
    return may(reader.officers, Deed.HEALTH)


def history_of_person(ws: Workspace, person_id: str) -> list[SubmissionRow]:
    """The records about one person or officer, newest first; health records among them, so ask `reads_health` first
    where somebody is to see them."""
    return _listed(ws, rows.of_person(ws.store.reader(), person_id))


def begun(ws: Workspace, draft_id: str) -> tuple[str, str]:
    """Whom a draft is about, and the frozen record that it replaces; empty where there is none."""
    found = rows.draft(ws.store.reader(), draft_id)
    return (found.person_id, found.replaces) if found else ("", "")


def waiting_for_signature(ws: Workspace, campaign_id: str = "", within: Within = None) -> list[SubmissionRow]:
    """Frozen records that still lack a signature, oldest first; those that a correction replaced do not wait."""
    found = _listed(ws, rows.unsigned(ws.store.reader(), campaign_id, within))
    return [row for row in found if not row.complete]


def submission(ws: Workspace, submission_id: str) -> Submission:
    """Raises Refused `visit.unknown`."""
    db = ws.store.reader()
    stored, listed = rows.submission(db, submission_id), rows.listed(db, submission_id)
    if stored is None or listed is None:
        raise Refused("visit.unknown")
    return Submission(_listed(ws, [listed])[0], stored.body, rows.values(stored.policy))


def signatures_needed(form: ShelfForm | None, result: Mapping[str, str]) -> int:
    """An attempt that met nobody needs none: nobody could show what is to be vouched for."""
    if form is None or result.get("final") == "0":
        return 0
    return form.signatures


def _listed(ws: Workspace, found: Iterable[dict[str, Any]]) -> list[SubmissionRow]:
    forms = {form.form_id: form for form in form_list.shelf(ws)}
    names: dict[str, str] = {}
    listed = []
    for row in found:
        result = rows.values(row["result"])
        form = forms.get(row["form_id"])
        listed.append(
            SubmissionRow(
                id=row["id"],
                form_id=row["form_id"],
                form_version=row["form_version"],
                form_code=row["code"],
                title=form.title if form else row["title"],
                household_id=row["household_id"],
                person_id=row["person_id"],
                campaign_id=row["campaign_id"],
                replaces=row["replaces"],
                replaced_by=row["replaced_by"],
                reason=row["reason"],
                digest=row["digest"],
                frozen_at=row["frozen_at"],
                frozen_by=row["frozen_by"],
                signatures_needed=signatures_needed(form, result),
                signed=_signed(ws, row["id"], names),
                result=result,
                sending=row["sending"],
            )
        )
    return listed


def _signed(ws: Workspace, submission_id: str, names: dict[str, str]) -> tuple[SignedBy, ...]:
    db = ws.store.reader()
    found = []
    for row in signoffs.of(db, submission_id):
        if row.officer_id not in names:
            officer = officers.get(db, row.officer_id)
            names[row.officer_id] = officer.name if officer else ""
        found.append(SignedBy(row.place, row.officer_id, names[row.officer_id], row.signed_at))
    return tuple(found)
