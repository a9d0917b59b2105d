"""Last time's answers, under the references of the form that is open now (S-038)."""

from collections.abc import Mapping

from forms import FormError, FormSession
from villagevisit.services import visit_health
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.visit_presets import aligned, leaves
from villagevisit.services.workspace import Workspace
from villagevisit.store import visits as rows
from villagevisit.store.visits import DraftRow, StoredSubmission


def previous(
    ws: Workspace, form: ShelfForm, draft: DraftRow, session: FormSession, roster: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """Reference → value and the day it is from: the last finished record of this form on this subject.

    A correction is compared with the record it replaces. Without any record the roster's values stand in, and the
    day is empty.
    """
    db = ws.store.reader()
    if draft.replaces:
        old = rows.submission(db, draft.replaces)
    else:
        old = rows.latest(db, form.form_id, draft.household_id, draft.person_id)
    if old is None:
        found, day = visit_health.elsewhere(ws, form.form_id, draft.person_id) if draft.person_id else ({}, "")
        return (found, day) if found else (dict(roster), "")
    return compared(session, old), old.frozen_at[:10]


def compared(session: FormSession, old: StoredSubmission) -> dict[str, str]:
    """The answers of a stored record under this session's references."""
    return aligned(leaves(old.body, session.form.repeats), _members(session))


def _members(session: FormSession) -> dict[str, tuple[str, str]]:
    """Position → number and name; also before the section is asked, because the roster has filled it in."""
    try:
        count = session.node("/data/member").count
        refs = {str(number): f"/data/member[{number}]" for number in range(1, count + 1)}
        return {
            number: (session.value(f"{ref}/m_id_no"), session.value(f"{ref}/m_name")) for number, ref in refs.items()
        }
    except FormError:
        return {}
