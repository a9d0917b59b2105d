"""An application as the signed F05 says it, so that nobody types it twice."""

from villagevisit.services.case_office import Application
from villagevisit.services.consent_forms import APPLICATION_FORM
from villagevisit.services.visit_facts import YES, Answers
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Workspace
from villagevisit.store import events
from villagevisit.store import visits as rows

REPEATS = frozenset({"/data/app_member"})


def waiting(ws: Workspace, household_id: str) -> Application | None:
    """The newest F05 of the household on which no case was begun yet."""
    db = ws.store.reader()
    used = {one.source for one in events.of_household(db, household_id, "case.applied")}
    newest = rows.latest(db, APPLICATION_FORM, household_id, "")
    if newest is None or newest.id in used:
        return None
    return read(newest.id, newest.body, newest.frozen_at[:10])


def read(submission_id: str, body: bytes, frozen_on: str) -> Application:
    """What a frozen F05 applies for."""
    answers = Answers(leaves(body, REPEATS))
    types = answers.text("/data/g_app/app_types").split()
    day = answers.day("/data/apply_date")
    members = list(answers.instances("/data/app_member"))
    return Application(
        category=types[0] if types else "",
        others=tuple(types[1:]),
        day=min(day.isoformat(), frozen_on) if day else frozen_on,
        source=submission_id,
        kin=answers.yes("/data/g_app/app_kin"),
        authorised=bool(members) and all(answers.text(f"{ref}/am_auth") == YES for ref in members),
        papers=(),
    )
