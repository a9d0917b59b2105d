"""Where a person stands in each public-health service: a fold over his finished health forms and events.

The services are those of the national standard on basic public health (规范第三版, S-287). Nothing here decides for the
doctor: it says when the next visit is due and what the last one came to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from villagevisit.domain import vaccination
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health_followup import CONTROLLED, UNSTABLE, Limits, interval, mental_interval, selfcare_band
from villagevisit.domain.health_schedule import (
    BIRTH,
    DELIVERED,
    DELIVERY,
    NOTICE,
    PREGNANCY,
    Item,
    following,
)


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


FINDINGS = frozenset({Service.IDENTIFIED, Service.BATCH})
"""What was found of somebody, kept in the same lines; nothing that he is visited for."""


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
    """Field → text, outside repeats (of a repeat, its first; `pd_code` of all past diseases, between spaces)."""


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


ENROLLED, CLOSED, SERVED = "health.enrolled", "health.closed", "health.service"
"""Events of a person's services. All have `data.service`; `health.enrolled` may have `data.since` (ISO day: the last
menstruation of a pregnant woman, the notice of tuberculosis), `health.closed` `data.reason`, `health.service`
`data.item`, `data.values` (name → text) and `data.next` (ISO day, where the doctor set one)."""
REASONS = ("moved", "died", "lost", "recovered", "delivered")
"""Why a service of a person ends."""
ENDED, LOST = "closed:", "lost"
"""How a state begins when the service ended, and the state of somebody who was not found."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the fold reads of the county: figures and timetable of the day on which the lines are made."""

    limits: Limits
    items: Sequence[Item]

    def of(self, service: Service, *anchors: str) -> list[Item]:
        return [one for one in self.items if one.service == service and one.anchor in anchors]


_FOLLOW_UP: Mapping[str, tuple[Service, str]] = {
    "htn_followup": (Service.HYPERTENSION, "fu_class"),
    "t2dm_followup": (Service.DIABETES, "fu_class"),
    "smd_followup": (Service.SMD, "psy_class"),
}
"""Form → service and the field of its class."""
_PLAIN: Mapping[str, tuple[Service, tuple[str, ...]]] = {
    RECORD_FORM: (Service.RECORD, ()),
    "family_doctor_contract": (Service.CONTRACT, ("to_date",)),
    "two_cancer_screening": (Service.SCREENING, ("next_screen",)),
}
"""Form → service and the fields that may say when the next is due."""
EXAM, SELFCARE = "physical_exam", "elder_selfcare"
_DISEASES = {Service.HYPERTENSION: "2", Service.DIABETES: "3", Service.SMD: "8"}
"""Code of `pd_code` (F09) that makes somebody a patient to be looked after."""


def standings(
    person: HealthPerson, visits: Sequence[HealthVisit], events: Sequence[Event], rules: Rules
) -> list[Standing]:
    """Every service that the person has, in the order of `Service`. The order of visits and events does not matter.

    Nothing here depends on today: what is due for somebody's age alone is asked of the roster's birthdays by the lists.
    """
    visits = sorted(visits, key=lambda one: (one.day, one.source))
    told: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda one: (one.day, one.id)):
        told.setdefault(event.text("service"), []).append(event)
    found: list[Standing] = []
    for service in Service:
        mine = told.get(service, [])
        one = _MAKERS.get(service, _plain)(service, person, visits, mine, rules)
        if one is not None:
            found.append(_ended(one, mine, dead=_dead(visits)))
    return found


def previous_bad(visits: Iterable[HealthVisit], form_id: str, before: str) -> bool:
    """Whether the last visit that took place before an ISO day was uncontrolled, had a reaction or a complication."""
    took_place = [one for one in visits if one.form_id == form_id and one.day < before and _happened(one)]
    last = max(took_place, key=lambda one: (one.day, one.source), default=None)
    return last is not None and last.answers.get("fu_class", CONTROLLED) != CONTROLLED


def _happened(visit: HealthVisit) -> bool:
    return visit.answers.get("lost") != "1"


def _plain(
    service: Service, _person: HealthPerson, visits: Sequence[HealthVisit], told: Sequence[Event], _rules: Rules
) -> Standing | None:
    """A form that makes the service what it is: the record, the contract, the screening."""
    forms = {form for form, (made, _) in _PLAIN.items() if made is service}
    mine = [one for one in visits if one.form_id in forms]
    if not mine:
        begun = [one for one in told if one.kind in (ENROLLED, SERVED)]
        last = begun[-1] if begun else None
        return Standing(service, begun[0].day, last.day, last.text("next"), last.text("item")) if last else None
    last_form = mine[-1]
    fields = _PLAIN[last_form.form_id][1]
    due = next((last_form.answers[name] for name in fields if last_form.answers.get(name)), "")
    return Standing(service, mine[0].day, last_form.day, due, "", _in_year([one.day for one in mine]))


def _follow_up(
    service: Service, _person: HealthPerson, visits: Sequence[HealthVisit], told: Sequence[Event], rules: Rules
) -> Standing | None:
    """A chronic patient: known by the record, entered as one, or visited. Who was never visited is due at once."""
    form, (_, field_) = next((form, use) for form, use in _FOLLOW_UP.items() if use[0] is service)
    all_ = [one for one in visits if one.form_id == form]
    known = [one.day for one in visits if _DISEASES[service] in one.answers.get("pd_code", "").split()]
    begun = sorted([*known, *(one.day for one in told if one.kind == ENROLLED), *(one.day for one in all_)])
    if not begun:
        return None
    done = [one for one in all_ if _happened(one)]
    state = LOST if all_ and not _happened(all_[-1]) else ""
    if not done:
        return Standing(service, begun[0], next_day=begun[0], state=state)
    last, before = done[-1], done[-2].answers.get(field_, "") if len(done) > 1 else ""
    code, limits = last.answers.get(field_, ""), rules.limits
    days = mental_interval(code or UNSTABLE, before, limits) if service is Service.SMD else interval(code, limits)
    by_rule = (date.fromisoformat(last.day) + timedelta(days=days)).isoformat()
    due = min(by_rule, last.answers.get("next_date") or by_rule)
    return Standing(service, begun[0], last.day, due, state or code, _in_year([one.day for one in done]))


def _elder(
    service: Service, _person: HealthPerson, visits: Sequence[HealthVisit], _told: Sequence[Event], _rules: Rules
) -> Standing | None:
    """The yearly examination with the self-care score; a year counts when it has both. Due by the end of the year."""
    exams = {one.day[:4]: one.day for one in visits if one.form_id == EXAM}
    scores = {one.day[:4]: one for one in visits if one.form_id == SELFCARE}
    days = sorted([*exams.values(), *(one.day for one in scores.values())])
    if not days:
        return None
    year, whole = days[-1][:4], sorted(exams.keys() & scores.keys())
    total = scores[year].answers.get("s_total", "") if year in scores else ""
    band = selfcare_band(int(total)) if total.isdecimal() else ""
    state = band if whole and whole[-1] == year else "no_exam" if year in scores else "no_selfcare"
    last = max(exams[whole[-1]], scores[whole[-1]].day) if whole else ""
    due = f"{int(whole[-1]) + 1 if whole else int(year)}-12-31"
    return Standing(service, days[0], last, due, state, int(bool(last)))


def _timed(
    service: Service, person: HealthPerson, _visits: Sequence[HealthVisit], told: Sequence[Event], rules: Rules
) -> Standing | None:
    """A service with a timetable: what comes next after the furthest that was done, by its last day."""
    begun = [one for one in told if one.kind in (ENROLLED, SERVED)]
    if not begun:
        return None
    anew = max((place for place, one in enumerate(begun) if one.kind == ENROLLED), default=0)
    begun = begun[anew:]
    done = [(one.text("item"), one.day) for one in begun if one.kind == SERVED]
    born = [day for item, day in done if item == DELIVERED]
    since = begun[0].text("since") or begun[0].day
    anchors = {BIRTH: person.birth, PREGNANCY: since, NOTICE: since}
    anchor = DELIVERY if born else next(
        (kind for kind in (BIRTH, PREGNANCY, NOTICE) if rules.of(service, kind)), BIRTH
    )  # fmt: skip
    start = born[-1] if born else anchors[anchor]
    lines = rules.of(service, anchor)
    after = following(lines, start, done) if start and lines else None
    real = [(item, day) for item, day in done if item != DELIVERED]
    due = after.last if after else ""
    if service is Service.TCM and any(item == "elder" for item, _ in real):
        due = f"{int(real[-1][1][:4]) + 1}-12-31"
    said = begun[-1].text("next") if begun[-1].text("item") != DELIVERED else ""
    return Standing(
        service, begun[0].day, real[-1][1] if real else "", said or due, real[-1][0] if real else "",
        _in_year([day for _, day in real]),
    )  # fmt: skip


def _vaccinated(
    service: Service, person: HealthPerson, _visits: Sequence[HealthVisit], told: Sequence[Event], rules: Rules
) -> Standing | None:
    """Every dose that was given with its day (`vaccination.written`), and the certificate; due is what is missing."""
    begun = [one for one in told if one.kind in (ENROLLED, SERVED)]
    if not begun:
        return None
    doses = [(one.text("item"), one.day) for one in begun if one.kind == SERVED]
    cards = [(vaccination.CARD, one.text("since") or one.day) for one in begun if one.kind == ENROLLED]
    state = vaccination.written(vaccination.first_days([*cards, *doses]))
    after = vaccination.following(tuple(rules.of(service, BIRTH)), person.birth, state) if person.birth else None
    said = begun[-1].text("next")
    days = [day for _, day in doses]
    due = said or (after.last if after else "")
    return Standing(service, begun[0].day, days[-1] if days else "", due, state, _in_year(days))


def _ended(one: Standing, told: Sequence[Event], *, dead: bool) -> Standing:
    """What a closing after the last visit makes of it: nothing is due any more."""
    closing = [event for event in told if event.kind == CLOSED]
    back = max([one.last_day, *(event.day for event in told if event.kind in (ENROLLED, SERVED))])
    if dead and one.service not in (Service.RECORD, Service.CONTRACT):
        return replace(one, next_day="", state=f"{ENDED}died")
    if closing and closing[-1].day >= back and (closing[-1].day, closing[-1].id) > _latest(told):
        return replace(one, next_day="", state=ENDED + closing[-1].text("reason"))
    return one


def _latest(told: Sequence[Event]) -> tuple[str, str]:
    return max(((one.day, one.id) for one in told if one.kind in (ENROLLED, SERVED)), default=("", ""))


def _dead(visits: Sequence[HealthVisit]) -> bool:
    return any(one.form_id == RECORD_FORM and one.answers.get("death_date") for one in visits)


def _in_year(days: Sequence[str]) -> int:
    """How many lie in the calendar year of the last."""
    return sum(day[:4] == days[-1][:4] for day in days) if days else 0


_MAKERS = {
    Service.HYPERTENSION: _follow_up, Service.DIABETES: _follow_up, Service.SMD: _follow_up, Service.ELDER: _elder,
    Service.CHILD: _timed, Service.MATERNAL: _timed, Service.TB: _timed, Service.TCM: _timed,
    Service.VACCINATION: _vaccinated,
}  # fmt: skip
