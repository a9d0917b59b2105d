"""Where a person stands in each public-health service: a fold over his finished health forms and events.

The services are those of the national standard on basic public health (规范第三版, S-287). Nothing here decides for the
doctor: it says when the next visit is due and what the last one came to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from villagevisit.domain.event import Event


class Service(StrEnum):
    RECORD = "record"
    """健康档案: a health record was made (F09)."""
    CONTRACT = "contract"
    """家庭医生签约 (F15)."""
    ELDER = "elder"
    """65 and older: yearly examination and self-care score (F10, F13)."""
    HYPERTENSION = "hypertension"
    """F11."""
    DIABETES = "diabetes"
    """Type 2 (F12)."""
    SMD = "smd"
    """Severe mental disorder (F18)."""
    TB = "tb"
    CHILD = "child"
    """0 to 6 years."""
    MATERNAL = "maternal"
    TCM = "tcm"
    """Chinese medicine: elders yearly, children to 36 months."""
    VACCINATION = "vaccination"
    EDUCATION = "education"
    SCREENING = "screening"
    """Two cancers (F22)."""
    IDENTIFIED = "identified"
    """Held against the poverty office's ledger (F14)."""
    BATCH = "batch"
    """三个一批 (F14)."""


@dataclass(frozen=True, slots=True)
class HealthPerson:
    """Who it is about, as the roster has him."""

    id: str
    household_id: str
    village_code: str
    birth: str
    """ISO day, or empty when unknown."""
    sex: str
    """1 male, 2 female; else unknown (GB/T 2261.1)."""


@dataclass(frozen=True, slots=True)
class HealthVisit:
    """A finished record of a health form that nothing replaces."""

    source: str
    """Id of the submission."""
    form_id: str
    day: str
    """ISO day that it speaks of."""
    officer_id: str
    answers: Mapping[str, str] = field(default_factory=dict)
    """Field → text, outside repeats (of a repeat, its first)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One service of one person."""

    service: Service
    since: str
    last_day: str = ""
    next_day: str = ""
    """ISO day on which the next visit is due; empty: nothing is due."""
    state: str = ""
    """What the last visit came to, in the words of the service: `1` controlled … for follow-ups."""
    count: int = 0
    """Visits in the calendar year of `last_day`."""


_FORMS: Mapping[str, Service] = {
    "ehr_basic_info": Service.RECORD,
    "family_doctor_contract": Service.CONTRACT,
    "htn_followup": Service.HYPERTENSION,
    "t2dm_followup": Service.DIABETES,
    "smd_followup": Service.SMD,
}
_STATE = ("fu_class", "psy_class")
_NEXT = ("next_date", "to_date", "next_screen")


def standings(person: HealthPerson, visits: Sequence[HealthVisit], events: Sequence[Event]) -> list[Standing]:  # noqa: ARG001
    """Every service that the person has, in the order of `Service`. The order of visits and events does not matter.

    Nothing here depends on today: what is due for somebody's age alone is asked of the roster's birthdays by the lists.
    """
    found: dict[Service, list[HealthVisit]] = {}
    for visit in sorted(visits, key=lambda one: (one.day, one.source)):
        service = _FORMS.get(visit.form_id)
        if service is not None:
            found.setdefault(service, []).append(visit)
    return [_standing(service, found[service]) for service in Service if service in found]


def _standing(service: Service, visits: Sequence[HealthVisit]) -> Standing:
    last = visits[-1]
    return Standing(
        service, since=visits[0].day, last_day=last.day, next_day=_first(last.answers, _NEXT),
        state=_first(last.answers, _STATE), count=sum(one.day[:4] == last.day[:4] for one in visits),
    )  # fmt: skip


def _first(answers: Mapping[str, str], names: Sequence[str]) -> str:
    return next((answers[name] for name in names if answers.get(name)), "")
