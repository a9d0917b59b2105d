"""What the forms of contract, identification, waiver and screening begin with (F14, F15, F21, F22).

Nothing is typed twice: the person from the register, the team and the hospital from the last form of this kind on this
computer, what the poverty office registered from its ledger, diseases from the services that he already has.
"""

from collections.abc import Callable, Mapping
from datetime import date

from villagevisit.domain import contracts, identification, screening, waivers
from villagevisit.domain.health import Service
from villagevisit.domain.household import Household, Person
from villagevisit.services import frozen_answers, health_lines
from villagevisit.services import identification as identified
from villagevisit.services.visit_presets import Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row

_HELPED = ("1", "2", "3", "7")
_ELDER, _CHILD = 65, 6
_AT_ONCE = 30
"""More people whose lines wait are a page's work, with progress; the form opens with what is known."""
_PACKS = {"2": "5", "3": "4", "4": "2", "5": "3", "6": "3", "7": "3", "8": "3", "11": "6"}
"""Group of people → package of services."""
_FOUR_A_YEAR = frozenset({"5", "6", "7"})
_SICK = {
    Service.HYPERTENSION: "高血压", Service.DIABETES: "2型糖尿病", Service.SMD: "严重精神障碍", Service.TB: "肺结核",
}  # fmt: skip
_FAMILY = {"1": "02", "2": "02", "3": "03"}


def of(ws: Workspace, form_id: str, subject: Subject) -> dict[str, str]:
    """Reference → value, without empty ones."""
    make = _MAKERS.get(form_id)
    if make is None or subject.person is None or subject.household is None:
        return {}
    if health_lines.waiting(ws) <= _AT_ONCE:
        health_lines.settle(ws)
    last = store.last_of_form(ws.store.reader(), form_id) or b""
    return {ref: value for ref, value in make(ws, subject, subject.household, subject.person, last).items() if value}


def _before(last: bytes, name: str) -> str:
    return frozen_answers.values(last).get(name, "") if last else ""


def _number(person: Person) -> str:
    return person.id_no if person.id_kind == "resident" else ""


def age_on(birth: str, day: date) -> int | None:
    """Full years; None where the birthday is not known."""
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _identification(
    ws: Workspace, subject: Subject, household: Household, person: Person, last: bytes
) -> dict[str, str]:
    found = identified.standing(ws, person.id)
    said = found.registered if found and found.registered else identification.Registered("", "", "")
    sick = "、".join(name for service, name in _SICK.items() if service in _services(ws, person.id))
    return {
        "/data/person_name": person.name,
        "/data/person_id": _number(person),
        "/data/household_no": said.household_no or household.household_no,
        "/data/fam_type": said.family_type or _FAMILY.get(household.assist_category, ""),
        "/data/reg_cause": said.cause,
        "/data/reg_disease": said.disease,
        "/data/reg_health": said.health,
        "/data/alive": "1",
        "/data/g_exam/exam_date": subject.day.isoformat(),
        "/data/g_exam/exam_org": _before(last, "exam_org"),
        "/data/g_exam/exam_doctor": subject.officers[0].name if subject.officers else "",
        "/data/g_exam/has_chronic": "1" if sick else "",
        "/data/g_exam/chronic_name": sick,
    }


def _contract(
    ws: Workspace, subject: Subject, household: Household, person: Person, last: bytes
) -> dict[str, str]:
    mine = _services(ws, person.id)
    groups = groups_of(ws, household, person, subject.day)
    before = mine.get(Service.CONTRACT)
    begins = contracts.renewal(before.next_day, subject.day) if before else subject.day
    packs = sorted({"1", *(_PACKS[group] for group in groups if group in _PACKS)})
    doctor = subject.officers[0].name if subject.officers else ""
    record = identified.newest_form(ws, person.id, "ehr_basic_info")
    answers = {
        "/data/contract_no": f"{begins.year}-{household.household_no}-{person.position:02d}",
        "/data/org_name": _before(last, "org_name"),
        "/data/r_name": person.name,
        "/data/r_id": _number(person),
        "/data/r_ehr": record[2].get("ehr_code", "") if record else "",
        "/data/r_addr": household.address,
        "/data/r_phone": household.phone,
        "/data/r_groups": " ".join(groups),
        "/data/packs": " ".join(packs),
        "/data/from_date": begins.isoformat(),
        "/data/to_date": contracts.year_after(begins).isoformat(),
        "/data/renew": _before(last, "renew") or "1",
        "/data/fee": _before(last, "fee"),
        "/data/fee_share": _before(last, "fee_share"),
        "/data/planned_visits": "4" if _FOUR_A_YEAR & set(groups) else "1",
        "/data/has_service": "0",
    }
    team = frozen_answers.repeats(last, "team") if last else [{"t_name": doctor, "t_role": "5"}]
    for number, one in enumerate(team, start=1):
        answers |= {f"/data/team[{number}]/{name}": one.get(name, "") for name in ("t_name", "t_role", "t_phone")}
    return answers


def groups_of(ws: Workspace, household: Household, person: Person, day: date) -> list[str]:
    """Codes of `fd_group` that follow from age, services and help; 1 where none does."""
    mine, age = _services(ws, person.id), age_on(person.birth, day)
    found = {
        "2": Service.MATERNAL in mine, "3": age is not None and age <= _CHILD,
        "4": age is not None and age >= _ELDER, "5": Service.HYPERTENSION in mine, "6": Service.DIABETES in mine,
        "7": Service.SMD in mine, "8": Service.TB in mine,
        "9": household.assist_category in _HELPED or Service.IDENTIFIED in mine,
    }  # fmt: skip
    return [code for code, holds in found.items() if holds] or ["1"]


def _waiver(ws: Workspace, subject: Subject, household: Household, person: Person, last: bytes) -> dict[str, str]:
    del ws, household
    return {
        "/data/visit_date": subject.day.isoformat(),
        "/data/person_id": _number(person),
        "/data/person_name": person.name,
        "/data/hospital": _before(last, "hospital"),
        "/data/is_county": _before(last, "is_county"),
    }


def _screening(
    ws: Workspace, subject: Subject, household: Household, person: Person, last: bytes
) -> dict[str, str]:
    del ws
    age = age_on(person.birth, subject.day)
    return {
        "/data/screen_date": subject.day.isoformat(),
        "/data/person_id": _number(person),
        "/data/person_name": person.name,
        "/data/age": str(age) if age is not None else "",
        "/data/rural": "1" if household.hukou_type == screening.RURAL else "0",
        "/data/next_screen": screening.next_due(subject.day),
        "/data/screen_org": _before(last, "screen_org"),
    }


def _services(ws: Workspace, person_id: str) -> Mapping[str, Row]:
    return store.lines_of(ws.store.reader(), person_id)


_MAKERS: Mapping[str, Callable[[Workspace, Subject, Household, Person, bytes], dict[str, str]]] = {
    identification.FORM: _identification,
    contracts.FORM: _contract,
    waivers.FORM: _waiver,
    screening.FORM: _screening,
}
