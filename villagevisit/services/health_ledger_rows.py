"""The ready-made ledgers of the health programme (S-351, S-358): rows for the screen, the file and the paper alike.

Each row holds the columns of its ledger in `printing/layouts/ledger.py`. Ledger A has a row for each person, ledger B
one for each label.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from printing.layouts.ledger import Kind
from villagevisit.domain import batches, contracts, health_special, identification, screening, waivers
from villagevisit.domain.access import Deed
from villagevisit.domain.batches import Patient
from villagevisit.domain.build_rate import lacks
from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import ENDED, Service
from villagevisit.domain.health_closing import WHYS
from villagevisit.domain.waivers import amount_of
from villagevisit.services import (
    allowing,
    chronic_appraisals,
    frozen_answers,
    health_costs,
    health_help_rows,
    health_lines,
    health_office_rows,
    health_rules,
    health_tables,
    people,
    policy,
    special_registers,
    vaccinations,
)
from villagevisit.services import identification as identified
from villagevisit.services.health_ledger_base import Asked, Line, base, only
from villagevisit.services.identification_changes import cause
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

KINDS: Final[tuple[Kind, ...]] = (
    "illness_poverty", "batch_a", "batch_b", "major_illness", "waiver", "cost", "chronic", "doctor", "two_cancer",
    "chronic_appraisal", "vaccination_due", "folic", "delivery_subsidy", "endemic",
    "health_record", *health_help_rows.MAKERS, *health_office_rows.MAKERS,
)
_ALL = 100_000
_TELL = 200
_DOSES = 6
"""Doses that are named of a child; of more their number."""
_WAIVED = ("w_reg", "w_inj", "w_dress", "w_amb", "w_deduct", "w_exam", "w_deposit")
"""In the order of the ledger's columns w1 … w7."""


def rows(
    ws: Workspace, actor: Actor, kind: Kind, year: int, progress: Progress = silent, village: str = ""
) -> list[Line]:
    """A ledger as it stands: costs, waivers and screenings of a calendar year, the others as of now.

    Raises:
        Refused: `actor.role`; KeyError for a kind that is none of `KINDS`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    within = allowing.within(ws, actor)
    if village:
        within = (village,) if within is None or village in within else ()
    return list(_MAKERS[kind](Asked(ws, actor, year, within, progress)))


def _standing(asked: Asked, service: str) -> Iterator[Row]:
    found = store.lines(asked.ws.store.reader(), service, [], asked.within, limit=_ALL)
    for number, one in enumerate(sorted(found, key=lambda row: (row.village_code, row.head_name, row.person_id))):
        if number % _TELL == 0:
            asked.progress(number, len(found))
        yield one


def _illness_poverty(asked: Asked) -> Iterator[Line]:
    for one in _standing(asked, Service.IDENTIFIED):
        found = identified.standing(asked.ws, one.person_id)
        if found is None or found.registered is None:
            continue
        said, major = found.registered, health_tables.major_name(found.answers.get("major_code", ""))
        answer = found.answer.text("words") if found.answer else t(f"identify.step.{found.step}")
        yield {
            **base(asked, one), "registered": f"{cause(said.cause)} {said.disease}".strip(),
            "exam": identification.exam_of(found.answers, major).diseases, "class": found.code,
            "request": found.answers.get("change_request", ""), "feedback": answer, "remark": found.doctor,
        }  # fmt: skip


def _patients(asked: Asked) -> Iterator[tuple[Row, Patient, Mapping[str, str]]]:
    for one in _standing(asked, Service.BATCH):
        form = identified.newest_form(asked.ws, one.person_id, identification.FORM)
        if form is not None:
            yield one, batches.patient(one.state), form[2]


def _batch_a(asked: Asked) -> Iterator[Line]:
    for one, patient, answers in _patients(asked):
        yield {
            **base(asked, one), "batch": t(f"batch.name.{patient.system}"),
            "basis": t(f"batch.basis.{patient.system}"), "assessor": answers.get("exam_doctor", ""),
        }  # fmt: skip


def _batch_b(asked: Asked) -> Iterator[Line]:
    now = today(asked.ws.clock)
    listed = health_tables.major_list(asked.ws, now)
    scope = policy.on(asked.ws, now).text("disease_list_scope")
    for one, patient, answers in _patients(asked):
        for label in patient.labels(listed):
            chronic = label == batches.CHRONIC
            yield {
                **base(asked, one), "label": _diseases(patient, listed, chronic=chronic),
                "batch": t(f"batch.name.{label}"),
                "basis": t("batch.list.chronic") if chronic else t("batch.list.major", scope=scope),
                "assessor": answers.get("exam_doctor", ""),
            }  # fmt: skip


def _diseases(patient: Patient, listed: frozenset[str], *, chronic: bool) -> str:
    names = map(health_tables.chronic_name, patient.chronic) if chronic else (
        health_tables.major_name(code) for code in patient.majors if code in listed
    )
    return "、".join(names)


def _major_illness(asked: Asked) -> Iterator[Line]:
    listed = health_tables.major_list(asked.ws, today(asked.ws.clock))
    for one, patient, answers in _patients(asked):
        if batches.MAJOR not in patient.labels(listed):
            continue
        total, own = amount_of(answers.get("cost_total", "")), amount_of(answers.get("pay_self", ""))
        yield {
            **base(asked, one), "disease": _diseases(patient, listed, chronic=False),
            "diagnosed": answers.get("exam_date", ""), "hospital": answers.get("exam_org", ""),
            "treatment": t(f"health.treat.{patient.treatment}"), "cost": total, "paid": total - own, "own": own,
        }  # fmt: skip


def _waiver(asked: Asked) -> Iterator[Line]:
    db = asked.ws.store.reader()
    rate = policy.on(asked.ws, today(asked.ws.clock)).decimal("inpatient_reduce_rate")
    for one, _, day, body in store.visits(db, waivers.FORM, asked.first, asked.last, asked.within):
        answers = frozen_answers.values(body)
        may = health_tables.waivable(waivers.level_of(answers), day)
        found = waivers.waived(answers, may, _rate(asked.ws, day, rate))
        zero = Decimal(0)
        wrong = "、".join(t(f"waiver.item.{item}") for item in found.not_allowed)
        yield {
            **only(base(asked, one), "village", "name"), "date": day, "hospital": answers.get("hospital", ""),
            **{f"w{at}": found.items.get(item, zero) for at, item in enumerate(_WAIVED, start=1)},
            "reduced": found.items.get("w_reduce", zero), "sum": found.saved,
            "remark": t("waiver.wrong", items=wrong) if wrong else "",
        }  # fmt: skip


def _rate(ws: Workspace, day: str, now: Decimal) -> Decimal:
    """The share of the day of the visit; today's where none was in force then."""
    values = policy.on(ws, date.fromisoformat(day)).values
    return Decimal(values["inpatient_reduce_rate"]) if "inpatient_reduce_rate" in values else now


def _cost(asked: Asked) -> Iterator[Line]:
    bills = health_costs.of_year(asked.ws, asked.actor, asked.year)
    people_ = health_costs.persons(asked.ws, bills)
    for one in sorted(bills, key=lambda one: (one.day, one.id)):
        person = people_.get(one.person_id)
        if person is None or (asked.within is not None and person.village_code not in asked.within):
            continue
        paid = one.bill.layers
        note = t("costs.owed", day=one.due) if one.owed() else ""
        yield {
            **only(base(asked, person), "village", "name"), "date": one.day,
            "kind": t("costs.inpatient") if one.inpatient else t("costs.outpatient"), "cost": one.bill.total,
            "basic": paid["basic"], "major": paid["major"], "extra": paid["supplement"],
            "relief": paid["aid"] + paid["fallback"], "own": one.bill.own, "remark": note,
        }  # fmt: skip


def _chronic(asked: Asked) -> Iterator[Line]:
    bills = [one for one in health_costs.of_year(asked.ws, asked.actor, asked.year) if one.certified]
    people_ = health_costs.persons(asked.ws, bills)
    for one in sorted(bills, key=lambda one: (one.day, one.id)):
        person = people_.get(one.person_id)
        if person is None or one.inpatient or (asked.within is not None and person.village_code not in asked.within):
            continue
        yield {
            **base(asked, person), "disease": one.disease, "certified": one.certified, "cost": one.bill.total,
            "covered": one.bill.layers["fallback"], "balance": one.bill.own,
        }  # fmt: skip


def _chronic_appraisal(asked: Asked) -> Iterator[Line]:
    """Applications of the year, by month and village."""
    db, now = asked.ws.store.reader(), today(asked.ws.clock).isoformat()
    names = frozenset(chronic_appraisals.diseases(asked.ws).names)
    cases = [one for one in chronic_appraisals.every(asked.ws, asked.actor) if asked.first <= one.day <= asked.last]
    for one in sorted(cases, key=lambda one: (one.day, one.id)):
        person = store.person(db, one.person_id)
        if person is None or (asked.within is not None and person.village_code not in asked.within):
            continue
        off = t("chronic.off") if names and one.disease not in names else ""
        yield {
            **base(asked, person), "disease": one.disease, "applied": one.day, "due": one.due,
            "result": t(f"chronic.state.{one.state(now)}"), "judged": one.judged, "certified": one.certificate,
            "free": t("chronic.yes") if one.free else t("chronic.no"),
            "remark": "；".join(word for word in (off, one.note) if word),
        }  # fmt: skip


def _doctor(asked: Asked) -> Iterator[Line]:
    names = {one.id: one.name for one in people.officers(asked.ws)}
    for one in _standing(asked, Service.CONTRACT):
        line = contracts.line(one.state)
        yield {
            **base(asked, one), "doctor": names.get(line.officer_id, ""), "signed": one.last_day,
            "until": one.next_day, "planned": line.planned, "done": line.done,
            "satisfied": t(f"contract.satisfied.{line.satisfaction or '0'}"), "remark": t(f"contract.step.{line.step}"),
        }  # fmt: skip


def _two_cancer(asked: Asked) -> Iterator[Line]:
    db = asked.ws.store.reader()
    for one, _, day, body in store.visits(db, screening.FORM, asked.first, asked.last, asked.within):
        answers = frozen_answers.values(body)
        found = store.lines_of(db, one.person_id).get(Service.SCREENING)
        step = screening.line(found.state).step if found else "clear"
        yield {
            **only(base(asked, one), "village", "name", "age"), "screened": day,
            "cervix": answers.get("cervical_result", ""), "breast": answers.get("breast_result", ""),
            "follow": t(f"screening.step.{step}"),
        }  # fmt: skip


def _vaccination_due(asked: Asked) -> Iterator[Line]:
    """Children with a dose that is overdue or due within 30 days, to call them by."""
    for number, (one, child) in enumerate(vaccinations.due(asked.ws, asked.actor, asked.within)):
        if number % _TELL == 0:
            asked.progress(number, number + _TELL)
        waits = [*child.late, *child.now]
        doses = "、".join(health_rules.title(Service.VACCINATION, dose.item) for dose in waits[:_DOSES])
        more = t("vaccination.more", count=len(waits) - _DOSES) if len(waits) > _DOSES else ""
        yield {
            **only(base(asked, one), "village", "head", "name"), "born": one.birth, "phone": one.phone,
            "doses": f"{doses}{more}" if child.given else t("vaccination.state.none"), "due": child.missing[0].last,
            "card": child.card or t("vaccination.no_card"),
        }  # fmt: skip


def _entered(asked: Asked, kind: str) -> Iterator[tuple[Row, Event]]:
    db = asked.ws.store.reader()
    for one in special_registers.entries(asked.ws, asked.actor, kind, asked.year):
        person = store.person(db, one.thing)
        if person is not None and (asked.within is None or person.village_code in asked.within):
            yield person, one


def _folic(asked: Asked) -> Iterator[Line]:
    for person, one in _entered(asked, health_special.FOLIC):
        yield {
            **only(base(asked, person), "village", "head", "name", "age"), "day": one.day,
            "stage": t(f"special.stage.{one.text('stage')}"), "bottles": one.number("bottles"), "by": one.by,
        }  # fmt: skip


def _delivery_subsidy(asked: Asked) -> Iterator[Line]:
    for person, one in _entered(asked, health_special.SUBSIDY):
        yield {
            **only(base(asked, person), "village", "head", "name", "age"), "day": one.day,
            "delivered": one.text("delivered"), "hospital": one.text("hospital"),
            "amount": health_special.amount(one),
        }  # fmt: skip


def _endemic(asked: Asked) -> Iterator[Line]:
    """Everybody who has one, as of now."""
    db = asked.ws.store.reader()
    for one in special_registers.sick(asked.ws, asked.actor):
        person = store.person(db, one.person_id)
        if person is not None and (asked.within is None or person.village_code in asked.within):
            yield {
                **base(asked, person), "disease": one.disease, "found": one.found, "seen": one.seen,
                "treatment": one.treatment, "result": t(f"special.sick.{one.result}"),
            }  # fmt: skip


def _health_record(asked: Asked) -> Iterator[Line]:
    """Every record that was made, the closed ones with why (S-292): one without any gap is standardised."""
    for one in _standing(asked, Service.RECORD):
        form = identified.newest_form(asked.ws, one.person_id, RECORD_FORM)
        answers = form[2] if form is not None else {}
        why = one.state.removeprefix(ENDED) if one.state.startswith(ENDED) else ""
        yield {
            **only(base(asked, one), "village", "name", "sex", "age"), "code": answers.get("ehr_code", ""),
            "created": one.since, "standard": t("health.book.no") if lacks(answers) else t("health.book.yes"),
            "updated": one.last_day, "moved": t(f"health_record.why.{why}") if why in WHYS else "",
        }  # fmt: skip


_MAKERS: Mapping[Kind, Callable[[Asked], Iterator[Line]]] = {
    "illness_poverty": _illness_poverty,
    "batch_a": _batch_a,
    "batch_b": _batch_b,
    "major_illness": _major_illness,
    "waiver": _waiver,
    "cost": _cost,
    "chronic": _chronic,
    "doctor": _doctor,
    "two_cancer": _two_cancer,
    "chronic_appraisal": _chronic_appraisal,
    "vaccination_due": _vaccination_due,
    "folic": _folic,
    "delivery_subsidy": _delivery_subsidy,
    "endemic": _endemic,
    "health_record": _health_record,
    **health_help_rows.MAKERS,
    **health_office_rows.MAKERS,
}
