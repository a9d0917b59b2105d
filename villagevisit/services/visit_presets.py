"""What a form is filled in with when it is opened, and last time's values to show beside.

References are those of the shipped forms (forms.md F01, F03, F04, F09); follow-ups and examinations are in
`visit_health`, other forms open empty.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from printing.texts import wording
from villagevisit.domain.area import Area
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.form_ids import KIN_FORM, PLEDGE_FORM, VISIT_FORM
from villagevisit.domain.household import Household, Person
from villagevisit.domain.officer import Kin, Officer

RESIDENT_ID, NO_ID = "01", "98"
"""Codes of `id_type`."""
_VALID_DAYS = 365
_REGISTERED = "1"
"""Code of `resident_type`: lives where he is registered, as the people on the roster do."""
_TOWN_ROLE, _VILLAGE_ROLE = "1", "3"
"""Codes of `kin_role`: who handles dibao in a township, a member of a village's committee."""
_KIN_OF = {
    "50": "2", "20": "3", "30": "3", "70": "4", "60": "5", "40": "6", "53": "7", "28": "9", "38": "9", "97": "11",
}  # fmt: skip
"""Relations to a head (GB/T 4761), as kin were entered at first, by the codes of `kin_rel`."""
_FORM_NAMESPACE_END = "}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a form is about, and who fills it in. `officers` begins with the two investigators."""

    officers: Sequence[Officer]
    day: date
    household: Household | None = None
    person: Person | None = None
    village: Area | None = None
    township: Area | None = None
    campaign: Campaign | None = None
    near: tuple[Officer, Kin] | None = None
    """An officer and the relative in this household whom he declared."""
    applied: str = ""
    """Category that the household applies for, by its open case."""
    health_number: str = ""
    """The next free number of a health record of this village."""


def presets(form_id: str, subject: Subject) -> dict[str, str]:
    """Initial answers, reference → value, without empty ones."""
    make = _MAKERS.get(form_id)
    return {ref: value for ref, value in make(subject).items() if value} if make else {}


def _verification(subject: Subject) -> dict[str, str]:
    """F01: the visit, the household, and one `member` per person."""
    household = subject.household
    if household is None:
        return {}
    staff = [officer.staff_no for officer in subject.officers]
    answers = {
        "/data/g_meta/survey_kind": subject.campaign.survey_kind if subject.campaign else "",
        "/data/g_meta/campaign_code": subject.campaign.code if subject.campaign else "",
        "/data/g_meta/village_code": household.village_code,
        "/data/g_meta/village_name": subject.village.name if subject.village else "",
        "/data/g_meta/village_group": household.village_group,
        "/data/g_meta/household_no": household.household_no,
        "/data/g_meta/recusal1": "0",
        "/data/g_meta/recusal2": "0",
    }
    for number, staff_no in enumerate(staff[:3], start=1):
        answers[f"/data/g_meta/investigator{number}_id"] = staff_no
    answers |= _household(household, subject.applied)
    for number, person in enumerate(household.persons, start=1):
        kind = _id_type(person)
        answers |= {
            f"/data/member[{number}]/m_name": person.name,
            f"/data/member[{number}]/m_relation": _known(person.relation),
            f"/data/member[{number}]/m_id_type": kind,
            f"/data/member[{number}]/m_id_no": person.id_no if kind == RESIDENT_ID else "",
        }
    return answers


def _household(household: Household, applied: str) -> dict[str, str]:
    head = next((person for person in household.persons if person.position == 1), None)
    benefit = household.assist_category
    amount = f"{household.amount_month:f}" if benefit else ""
    return {
        "/data/g_house/head_name": household.head_name,
        "/data/g_house/head_id_type": _id_type(head) if head else "",
        "/data/g_house/head_id_no": head.id_no if head and _id_type(head) == RESIDENT_ID else "",
        "/data/g_house/phone": household.phone,
        "/data/g_house/hukou_type": household.hukou_type,
        "/data/g_house/hukou_address": household.address,
        "/data/g_house/live_address": household.address,
        "/data/g_house/in_benefit": "1" if benefit else "0",
        "/data/g_house/assist_now": benefit,
        "/data/g_house/assist_amount_now": amount,
        "/data/g_house/assist_persons_now": str(household.insured_persons or "") if benefit else "",
        "/data/g_house/assist_applied": applied or benefit,
    }


def _pledge(subject: Subject) -> dict[str, str]:
    """F04: the officer who promises not to interfere."""
    officer = subject.officers[0]
    return {
        "/data/pledge_no": f"{subject.day.year}-{officer.staff_no}",
        "/data/p_name": officer.name,
        "/data/p_id_no": officer.id_no,
        "/data/p_template_ver": wording("pledge").version,
        "/data/p_valid_to": (subject.day + timedelta(days=_VALID_DAYS)).isoformat(),
    }


def _kin_filing(subject: Subject) -> dict[str, str]:
    """F03: the household, and the two whom it is about where the roster knows them."""
    household = subject.household
    if household is None:
        return {}
    answers = {
        "/data/g_obj/o_household_no": household.household_no,
        "/data/g_obj/o_head": household.head_name,
        "/data/g_obj/o_hukou": household.address,
        "/data/g_obj/o_assist": household.assist_category or subject.applied,
        "/data/g_obj/o_persons": str(len(household.persons) or ""),
        "/data/g_obj/o_insured": str(household.insured_persons or ""),
        "/data/g_obj/o_amount": f"{household.amount_month:f}" if household.assist_category else "",
    }
    if subject.near is None:
        return answers
    officer, kin = subject.near
    unit = subject.village if officer.village_code == household.village_code else subject.township
    return answers | {
        "/data/filing_no": f"{subject.day.year}-{household.household_no}-{officer.staff_no}",
        "/data/g_staff/s_name": officer.name,
        "/data/g_staff/s_id_no": officer.id_no,
        "/data/g_staff/s_role": _VILLAGE_ROLE if officer.village_code else _TOWN_ROLE,
        "/data/g_staff/s_unit": unit.name if unit else "",
        "/data/g_obj/o_kin_name": kin.name,
        "/data/g_obj/o_kin_id": kin.id_no,
        "/data/g_obj/o_relation": _KIN_OF.get(kin.relation, kin.relation),
    }


def _health_record(subject: Subject) -> dict[str, str]:
    """F09: the cover and the first lines of the personal basics."""
    household, person = subject.household, subject.person
    if household is None or person is None:
        return {}
    doctor = subject.officers[0].name if subject.officers else ""
    others = [one for one in household.persons if one.id != person.id]
    return {
        "/data/g_cover/ehr_code": subject.health_number,
        "/data/g_basic/contact_name": others[0].name if others else "",
        "/data/g_basic/contact_phone": household.phone if others else "",
        "/data/g_basic/resident_type": _REGISTERED if household.hukou_type else "",
        "/data/g_cover/ehr_name": person.name,
        "/data/g_cover/ehr_live": household.address,
        "/data/g_cover/ehr_hukou": household.address,
        "/data/g_cover/ehr_phone": household.phone,
        "/data/g_cover/ehr_town": subject.township.name if subject.township else "",
        "/data/g_cover/ehr_village": subject.village.name if subject.village else "",
        "/data/g_cover/ehr_person": doctor,
        "/data/g_cover/ehr_doctor": doctor,
        "/data/g_basic/sex": person.sex,
        "/data/g_basic/birth": person.birth,
        "/data/g_basic/id_no": person.id_no if _id_type(person) == RESIDENT_ID else "",
    }


_MAKERS: Mapping[str, Callable[[Subject], dict[str, str]]] = {
    VISIT_FORM: _verification,
    PLEDGE_FORM: _pledge,
    KIN_FORM: _kin_filing,
    "ehr_basic_info": _health_record,
}


def _id_type(person: Person) -> str:
    """A 15-digit number or one that did not check is asked again from the card."""
    return RESIDENT_ID if person.id_kind == "resident" and person.id_no else NO_ID if person.id_kind == "none" else ""


def _known(code: str) -> str:
    return code if code.isdigit() else ""


def leaves(xml: bytes, repeats: frozenset[str]) -> dict[str, str]:
    """The answers of an instance, reference → text, in document order. `repeats` are paths without positions."""
    found: dict[str, str] = {}

    def walk(element: ET.Element, ref: str, path: str) -> None:
        seen: dict[str, int] = {}
        children = list(element)
        if not children:
            found[ref] = element.text or ""
        for child in children:
            name = child.tag.rpartition(_FORM_NAMESPACE_END)[2]
            seen[name] = seen.get(name, 0) + 1
            child_path = f"{path}/{name}"
            position = f"[{seen[name]}]" if child_path in repeats else ""
            walk(child, f"{ref}/{name}{position}", child_path)

    root = ET.fromstring(xml)  # noqa: S314 - only our own frozen bytes, whose digest was checked
    name = root.tag.rpartition(_FORM_NAMESPACE_END)[2]
    walk(root, f"/{name}", f"/{name}")
    return found


def aligned(old: Mapping[str, str], now: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Last time's answers under this time's references: a member is found again by number, else by name.

    `now` maps each member's position to his number and name. Other repeats keep their place; members who were not
    there last time have no earlier answers.
    """
    places = _member_places(old, now)
    moved: dict[str, str] = {}
    for ref, value in old.items():
        head, bracket, rest = ref.partition("/data/member[")
        if head or not bracket:
            moved[ref] = value
            continue
        number, _, tail = rest.partition("]")
        if number in places:
            moved[f"/data/member[{places[number]}]{tail}"] = value
    return moved


def _member_places(old: Mapping[str, str], now: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Position last time → position now."""
    places: dict[str, str] = {}
    for which, leaf in enumerate(("m_id_no", "m_name")):
        wanted = {keys[which]: position for position, keys in now.items() if keys[which]}
        for ref, value in old.items():
            position, mark, tail = ref.removeprefix("/data/member[").partition("]/")
            if not mark or tail != leaf or position in places or wanted.get(value) in (None, *places.values()):
                continue
            places[position] = wanted[value]
    return places
