"""A village doctor at work: health forms filled, signed with his PIN, and what they then say."""

from collections.abc import Mapping
from datetime import date, timedelta

from tests.services import f01
from tests.services.town import PINS, Town
from villagevisit.services import attachments, signoff, visit, visit_freeze
from villagevisit.services.visit_types import OpenForm

DOCTOR = "006"
EHR = "99999910010100001"
PRESSURE = {
    "ehr_code": EHR, "fu_age": "56", "fu_ckd_dm": "0", "fu_way": "2", "lost": "0", "g_fu/symptom": "1",
    "g_fu/sbp": "136", "g_fu/dbp": "84", "g_fu/height": "165", "g_fu/weight": "72", "g_fu/heart_rate": "76",
    "g_fu/smoke_now": "0", "g_fu/drink_now": "0", "g_fu/ex_week": "3", "g_fu/ex_min": "30", "g_fu/salt_now": "2",
    "g_fu/salt_target": "1", "g_fu/mental": "1", "g_fu/obey": "1", "g_fu/adherence": "1", "g_fu/adr": "1",
    "g_fu/new_complication": "0", "g_fu/fu_class": "1", "g_fu/prev_bad": "0", "g_fu/has_drug": "0", "g_fu/refer": "0",
}  # fmt: skip
"""F11 of somebody whose pressure is under control."""


def signed_form(
    town: Town, person_id: str, form_id: str, answers: Mapping[str, str], *, signature: str = "g_fu/sign_doc"
) -> str:
    """A health form filled in, frozen and signed by the village doctor; returns its id."""
    return finish(town, begun(town, person_id, form_id), answers, signature=signature)


def begun(town: Town, person_id: str, form_id: str) -> OpenForm:
    return visit.open_form(town.ws, town.actor(DOCTOR), form_id, person_id=person_id).value


def finish(
    town: Town, opened: OpenForm, answers: Mapping[str, str], *, signature: str = "g_fu/sign_doc"
) -> str:
    """Fills an open form in, freezes it and signs it as the village doctor."""
    doctor = town.actor(DOCTOR)
    if signature:
        pad = attachments.attach(town.ws, opened.draft_id, f01.PAD, "signature").value
        answers = {**answers, signature: pad}
    for ref, value in answers.items():
        opened.session.answer(f"/data/{ref}", value)
    assert not opened.session.problems(), opened.session.problems()
    made = visit_freeze.freeze(town.ws, doctor, opened.draft_id, opened.session).value.submission_id
    town.with_pins()
    signoff.sign(town.ws, made, doctor.officers[0].id, PINS[DOCTOR], 1)
    return made


def pressure(town: Town, person_id: str, sbp: int, dbp: int, day: date, **more: str) -> str:
    """F11 of a day with this pressure."""
    said = {"fu_date": day.isoformat(), "g_fu/sbp": str(sbp), "g_fu/dbp": str(dbp)}
    return signed_form(
        town, person_id, "htn_followup",
        {**PRESSURE, **said, "g_fu/next_date": (day + timedelta(days=90)).isoformat(), **more},
    )  # fmt: skip
