"""F19 of a change: opened with what the proposal says, found again, and read when two people have signed it."""

from collections.abc import Mapping

from villagevisit.domain.benefit import Change
from villagevisit.domain.benefit_rules import next_month
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.services import households, paper_record, visit, visit_lookup
from villagevisit.services.visit_rows import SubmissionRow
from villagevisit.services.visit_types import OpenForm
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.wording import t

FORM = "benefit_change"
Answers = Mapping[str, str]
MODES = {"1": "当面", "2": "电话", "3": "书面", "4": "公告"}
"""`hear_mode` as papers say it."""


def open_form(ws: Workspace, actor: Actor, one: Change) -> Done[OpenForm]:
    """F19 on the household with the change's own figures filled in; what was typed stays. Raises like `visit`."""
    done = visit.open_form(ws, actor, FORM, household_id=one.household_id)
    session = done.value.session
    for name, value in presets(ws, one).items():
        if value:
            session.answer(f"/data/{name}", value)
    visit.save_draft(ws, done.value.draft_id, session.draft())
    return done


def presets(ws: Workspace, one: Change) -> dict[str, str]:
    """What a change says in the fields of F19."""
    home = households.get(ws, one.household_id)
    names = [person.name for person in home.persons if person.id in one.people]
    return {
        "chg_no": one.number,
        "household_no": home.household_no,
        "chg_type": one.kind.value,
        "legal_basis": one.basis,
        "old_amount": f"{one.old.amount:.2f}",
        "new_amount": f"{one.new.amount:.2f}",
        "person_change": t("ui.comma").join(names) + one.facts if names else one.facts,
        "grace_months": str(one.grace_months or ""),
        "effective_month": max(one.effective, next_month(today(ws.clock)).isoformat()),
    }


def f19(ws: Workspace, one: Change) -> SubmissionRow | None:
    """The newest frozen F19 with the number of this change; None while there is none."""
    for row in visit_lookup.history(ws, one.household_id):
        if row.form_id == FORM and not row.replaced_by and answers(ws, row.id).get("chg_no") == one.number:
            return row
    return None


def answers(ws: Workspace, submission_id: str) -> Answers:
    return paper_record.values(visit_lookup.submission(ws, submission_id).body)
