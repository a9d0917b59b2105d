"""What a visit established of its household, in the fields that a roster has: so that the county can compare the two.

References are those of the shipped form (forms.md F01); fields are the glossary's. What was not asked is not there.
"""

from collections.abc import Mapping

from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import households
from villagevisit.services.exchange_bodies import FactMember
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Workspace
from villagevisit.store.visits import StoredSubmission

_ANSWERED = {
    "head_name": "/data/g_house/head_name",
    "phone": "/data/g_house/phone",
    "hukou_type": "/data/g_house/hukou_type",
    "address": "/data/g_house/hukou_address",
    "live_address": "/data/g_house/live_address",
    "village_group": "/data/g_meta/village_group",
}
_RECKONED = (
    "gross_year", "net_year", "per_capita_month", "counted_members", "registered_members", "prelim", "category",
    "standard_month", "supplement_month", "printed_supplement", "mode",
)  # fmt: skip
_MEMBERS = frozenset({"/data/member"})


def facts(stored: StoredSubmission, result: Mapping[str, str]) -> dict[str, str]:
    """Glossary field → value; empty for other forms than the visit."""
    if stored.form_id != VISIT_FORM:
        return {}
    answers = leaves(stored.body, _MEMBERS)
    said = {field: answers.get(ref, "") for field, ref in _ANSWERED.items()}
    said |= {field: result.get(field, "") for field in _RECKONED}
    said["state"] = result.get("household_state", "")
    return {field: value for field, value in said.items() if value}


def members(ws: Workspace, stored: StoredSubmission) -> tuple[FactMember, ...] | None:
    """Who belongs to the household, as the visit found it; None when nobody was asked."""
    if stored.form_id != VISIT_FORM:
        return None
    answers = Answers(leaves(stored.body, _MEMBERS))
    known = list(households.get(ws, stored.household_id).persons)
    found = []
    for ref in answers.instances("/data/member"):
        name, number = answers.text(f"{ref}/m_name"), answers.text(f"{ref}/m_id_no")
        same = next((one for one in known if number and one.id_no == number), None)
        same = same or next((one for one in known if one.name == name and not (number and one.id_no)), None)
        if same is not None:
            known.remove(same)
        found.append(FactMember(same.id if same else "", name, answers.text(f"{ref}/m_relation"), number))
    return tuple(found) or None
