"""What a health form begins with: facts of the record, never answers that have to be asked.

Number of the record, age, day, whether diabetes or a kidney disease is known, what the visit before came to; and what
was measured and asked on the same day for the other disease, so that nobody is asked or measured twice.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import EXAM, SELFCARE, HealthVisit, previous_bad
from villagevisit.domain.health_carry import CARRY
from villagevisit.domain.health_schedule import ELDER_YEARS, age_on
from villagevisit.domain.household import Person
from villagevisit.services import form_list, health_lines
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_lines as lines

_PRESSURE, _GLUCOSE, _MENTAL = "htn_followup", "t2dm_followup", "smd_followup"
_DIABETES = "3"
"""Of `pd_code` (F09)."""
_KIDNEY_WELL = "1"
"""Of `kidney` (F10): nothing found."""
_SAME_DAY = ("sbp", "dbp", "height", "weight", "smoke_now", "drink_now", "ex_week", "ex_min")
_FROM_EXAM = {"height": "height", "smoke_n": "smoke_now", "drink_n": "drink_now"}
_IN_GROUP = "/data/g_fu/"


def presets(ws: Workspace, form_id: str, person: Person, day: date, doctor: str) -> dict[str, str]:
    """Initial answers of a health form on this person, reference → value; nothing for other forms."""
    make = {_PRESSURE: _follow_up, _GLUCOSE: _follow_up, _MENTAL: _follow_up, SELFCARE: _selfcare, EXAM: _exam}.get(
        form_id
    )
    if make is None:
        return {}
    visits, today = _visits(ws, person.id), day.isoformat()
    age = age_on(person.birth, today) if person.birth else None
    code = next((one.answers["ehr_code"] for one in reversed(visits) if one.answers.get("ehr_code")), "")
    found = {"/data/ehr_code": code, **make(form_id, visits, today, age)}
    if form_id == EXAM:
        found |= {"/data/pe_name": person.name, "/data/pe_sex": person.sex, "/data/pe_doctor": doctor}
    return {ref: value for ref, value in found.items() if value}


def elsewhere(ws: Workspace, form_id: str, person_id: str) -> tuple[dict[str, str], str]:
    """For a first follow-up: what another follow-up or the examination said, under this form's references, and when."""
    if form_id not in CARRY:
        return {}, ""
    visits = [one for one in _visits(ws, person_id) if one.form_id in (_PRESSURE, _GLUCOSE, EXAM)]
    if not visits:
        return {}, ""
    last = visits[-1]
    names = _FROM_EXAM if last.form_id == EXAM else {name: name for name in CARRY[form_id].same}
    found = {_IN_GROUP + now: last.answers[name] for name, now in names.items() if last.answers.get(name)}
    return found, last.day


def _visits(ws: Workspace, person_id: str) -> list[HealthVisit]:
    """Finished health forms of a person, and what came from other systems, oldest first."""
    forms = [one.form_id for one in form_list.shelf(ws) if one.health]
    db = ws.store.reader()
    rows, told = lines.forms(db, [person_id], forms), lines.events_of(db, [person_id])
    found = health_lines.visits_of(rows.get(person_id, ()), told.get(person_id, ()))
    return sorted(found, key=lambda one: (one.day, one.source))


def _follow_up(form_id: str, visits: Sequence[HealthVisit], today: str, age: int | None) -> dict[str, str]:
    found = {"/data/fu_date": today, "/data/lost": "0"}
    if form_id == _MENTAL:
        return found
    found[_IN_GROUP + "prev_bad"] = str(int(previous_bad(visits, form_id, today)))
    if form_id == _PRESSURE:
        found |= {"/data/fu_age": "" if age is None else str(age), "/data/fu_ckd_dm": _diabetes_or_kidney(visits)}
    other = _GLUCOSE if form_id == _PRESSURE else _PRESSURE
    same_day = [one.answers for one in visits if one.form_id == other and one.day == today]
    known = same_day[-1] if same_day else {}
    return found | {_IN_GROUP + name: known[name] for name in _SAME_DAY if known.get(name)}


def _diabetes_or_kidney(visits: Sequence[HealthVisit]) -> str:
    """1 when the record or an examination says so, 0 when they say nothing of it, empty when there are none."""
    records = [one for one in visits if one.form_id in (RECORD_FORM, EXAM)]
    if any(one.form_id == _GLUCOSE for one in visits):
        return "1"
    if not records:
        return ""
    return str(int(any(_says_so(one.answers) for one in records)))


def _says_so(answers: Mapping[str, str]) -> bool:
    kidney = answers.get("kidney", "")
    return _DIABETES in answers.get("pd_code", "").split() or (bool(kidney) and _KIDNEY_WELL not in kidney.split())


def _selfcare(_form: str, _visits: Sequence[HealthVisit], today: str, age: int | None) -> dict[str, str]:
    return {"/data/ev_date": today, "/data/ev_age": str(age) if age is not None and age >= ELDER_YEARS else ""}


def _exam(_form: str, visits: Sequence[HealthVisit], today: str, age: int | None) -> dict[str, str]:
    """With the grade of the self-care score of this year (F13), as the form asks."""
    scores = [one.answers.get("s_band", "") for one in visits if one.form_id == SELFCARE and one.day[:4] == today[:4]]
    grade = scores[-1] if scores and age is not None and age >= ELDER_YEARS else ""
    return {
        "/data/exam_date": today, "/data/pe_age": "" if age is None else str(age), "/data/g_general/self_care": grade
    }
