"""Years of health forms of one person, entered as they lie in the store; to fill each in would take far longer."""

import hashlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.services.clinic import DOCTOR, EHR
from tests.services.town import Town
from villagevisit.services import form_list, households
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import new_id
from villagevisit.store import records
from villagevisit.store import visits as rows
from villagevisit.store.visits import StoredSubmission

Past = tuple[str, str, Mapping[str, str]]
"""Form, ISO day, answers by the field's name."""
RECORD: Mapping[str, str] = {
    "ehr_code": EHR, "ehr_name": "张三丰", "ehr_doctor": "周村医", "allergy": "2 5", "allergy_other": "布洛芬",
}  # fmt: skip


def past(town: Town, person_id: str, forms: Sequence[Past], *, finished: bool = True) -> list[str]:
    """Ids of the submissions, in order."""
    versions = {one.form_id: one.version for one in form_list.shelf(town.ws)}
    home, made = household_of_person(town.ws, person_id), []
    assert households.get(town.ws, home)
    with town.ws.store.transaction() as db:
        for form_id, day, answers in forms:
            leaves = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in answers.items())
            one, at = new_id(), f"{day}T09:00:00+08:00"
            body = f'<data id="{form_id}">{leaves}<meta><instanceID>{one}</instanceID></meta></data>'.encode()
            rows.add_submission(
                db,
                StoredSubmission(
                    id=one, form_id=form_id, form_version=versions[form_id], household_id=home, person_id=person_id,
                    campaign_id="", replaces="", reason="", digest=hashlib.sha256(body).hexdigest(), body=body,
                    policy="{}", result="{}", frozen_at=at, frozen_by=town.officer(DOCTOR).id,
                ),
            )  # fmt: skip
            if finished:
                records.append(db, "submission", one, body, at)
            made.append(one)
    return made
