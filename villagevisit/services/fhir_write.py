"""Health records as a FHIR bundle (R4 or R5): what was answered, and beside it what others like to read.

A `QuestionnaireResponse` holds a record whole; `Patient` says of whom. `Observation`, `Condition`, `Encounter`,
`CarePlan` and `Task` follow from these and from the lines of the person, for systems that know nothing of our forms.
Names and codes: `docs/health-interchange.md`. Resources are written one by one, so that memory stays flat.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from villagevisit.domain.clock import stamp
from villagevisit.domain.health import Standing
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident, last_name
from villagevisit.domain.health_file import fields as of_fields
from villagevisit.domain.observation import OBSERVED, QUANTITIES, observed
from villagevisit.services import fhir_forms
from villagevisit.services import fhir_words as words
from villagevisit.services.fhir_items import Json, Types, items_of
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_lines

Plans = Callable[[str], list[Standing]]


@dataclass(frozen=True, slots=True)
class _Out:
    release: str
    types: Mapping[tuple[str, str], Types]
    """Form and version → types of its questions."""
    plans: Plans


def write(ws: Workspace, file: HealthFile, path: Path, release: str) -> None:
    """Writes the bundle. Raises OSError as it comes."""
    forms = fhir_forms.known(ws, {(one.form, one.version) for one in file.entries})
    out = _Out(
        release,
        {key: fhir_forms.types(ws, form) for key, form in forms.items()},
        lambda person_id: health_lines.standings_of(ws.store.reader(), person_id),
    )
    with path.open("w", encoding="utf-8") as stream:
        head = {"resourceType": "Bundle", "type": "collection", "timestamp": stamp(ws.clock)}
        stream.write(json.dumps(head)[:-1] + ', "entry": [')
        for place, resource in enumerate(_resources(ws, out, file, forms)):
            stream.write(("," if place else "") + "\n" + json.dumps(_entry(resource), ensure_ascii=False))
        stream.write("\n]}\n")


def _entry(resource: Json) -> Json:
    return {"fullUrl": f"urn:villagevisit:{resource['resourceType']}/{resource['id']}", "resource": resource}


def _resources(ws: Workspace, out: _Out, file: HealthFile, forms: fhir_forms.Forms) -> Iterator[Json]:
    for (form, version), known in forms.items():
        yield fhir_forms.questionnaire(ws, known, form, version, release=out.release)
    entries: dict[str, list[HealthEntry]] = {}
    for one in file.entries:
        entries.setdefault(one.person_id, []).append(one)
    for resident in file.residents:
        yield _patient(resident)
        own = entries.get(resident.id, [])
        for one in own:
            yield from _of_entry(out, one)
        yield from _conditions(resident.id, own)
        yield from _plan(out, resident.id)


def plain_id(text: str) -> str:
    """As an id of a resource may be: letters, digits, `-` and `.`, at most 64 of them."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in text.removeprefix("uuid:"))
    return kept[-64:]


def _patient(one: Resident) -> Json:
    numbers = {
        words.RESIDENT_NUMBER: one.id_no, words.VILLAGE: one.village_code, words.HOUSEHOLD: one.household_no,
    }  # fmt: skip
    return _kept({
        "resourceType": "Patient", "id": plain_id(one.id),
        "identifier": [{"system": system, "value": value} for system, value in numbers.items() if value],
        "name": [{"text": one.name}], "gender": words.GENDER.get(one.sex, "unknown"), "birthDate": one.birth,
        "telecom": [{"system": "phone", "value": one.phone}] if one.phone else [],
        "address": [{"text": one.address}] if one.address else [],
    })  # fmt: skip


def _of_entry(out: _Out, one: HealthEntry) -> Iterator[Json]:
    if one.form == OBSERVED:
        yield from _observations(one, dict(one.answers), {"identifier": [{"system": words.ENTRY, "value": one.id}]})
        return
    response = _kept({
        "resourceType": "QuestionnaireResponse", "id": plain_id(one.id),
        "extension": [
            {"url": words.DAY, "valueDate": one.day},
            *([{"url": words.REPLACES, "valueString": one.replaces}] if one.replaces else []),
        ],
        "questionnaire": f"{words.FORM}{one.form}" + (f"|{one.version}" if one.version else ""),
        "identifier": _listed(out, {"system": words.ENTRY, "value": one.id}),
        "status": "amended" if one.replaces else "completed", "subject": _of(one.person_id), "authored": one.at,
        "author": {"display": one.by} if one.by else {},
        "item": items_of(one.answers, out.types.get((one.form, one.version), {})),
    })  # fmt: skip
    yield response
    if (one.form, one.version) not in out.types:
        return
    fields = of_fields(one)
    yield _encounter(out, one, fields)
    source = {"derivedFrom": [{"reference": f"QuestionnaireResponse/{response['id']}"}]}
    yield from _observations(one, observed(one.form, fields), source)


def _listed(out: _Out, value: Json) -> Json | list[Json]:
    """R5 allows several where R4 has one."""
    return value if out.release == "R4" else [value]


def _observations(one: HealthEntry, values: Mapping[str, str], source: Json) -> Iterator[Json]:
    """One resource for each value; the two pressures are one panel."""
    parts = {code: value for code, value in values.items() if code in words.PRESSURES}
    if parts:
        panel = {"coding": [{"system": words.LOINC, "code": words.PRESSURE}], "text": "血压"}
        component = [{"code": _code(code), "valueQuantity": _quantity(code, value)} for code, value in parts.items()]
        yield _observation(one, "pressure", {"code": panel, "component": component, **source})
    for code, value in values.items():
        if code not in parts and code in QUANTITIES:
            yield _observation(one, code, {"code": _code(code), "valueQuantity": _quantity(code, value), **source})


def _observation(one: HealthEntry, name: str, more: Json) -> Json:
    return _kept({
        "resourceType": "Observation", "id": plain_id(f"{one.id}-{name}"), "status": "final",
        "subject": _of(one.person_id), "effectiveDateTime": one.day, "issued": one.at if "T" in one.at else "",
        "performer": [{"display": one.by}] if one.by else [], **more,
    })  # fmt: skip


def _code(code: str) -> Json:
    quantity = QUANTITIES[code]
    codes = {words.LOINC: quantity.loinc, words.DATA_ELEMENTS: quantity.element, words.CODE: code}
    return {"coding": [{"system": system, "code": value} for system, value in codes.items() if value]}


def _quantity(code: str, value: str) -> Json:
    quantity = QUANTITIES[code]
    number = float(value) if "." in value else int(value)
    made: Json = {"value": number, "unit": quantity.unit, "system": words.UCUM, "code": quantity.ucum}
    if str(number) != value:
        made["extension"] = [{"url": words.WRITTEN, "valueString": value}]
    return made


def _encounter(out: _Out, one: HealthEntry, fields: Mapping[str, str]) -> Json:
    kind: Json = {"system": words.ENCOUNTERS, "code": words.WAY.get(fields.get("fu_way", ""), "AMB")}
    period = {"start": one.day, "end": one.day}
    r5 = {"status": "completed", "class": [{"coding": [kind]}], "actualPeriod": period}
    r4 = {"status": "finished", "class": kind, "period": period}
    return {
        "resourceType": "Encounter", "id": plain_id(f"{one.id}-visit"), "subject": _of(one.person_id),
        **(r4 if out.release == "R4" else r5),
    }  # fmt: skip


def _conditions(person_id: str, entries: Iterable[HealthEntry]) -> Iterator[Json]:
    """Diseases that a record names or that somebody is managed for, each once, with the first day that says so."""
    found: dict[tuple[str, str], str] = {}
    for one in sorted(entries, key=lambda entry: entry.day):
        named = [words.MANAGED[one.form]] if one.form in words.MANAGED else []
        named += [
            words.DISEASE[value] for ref, value in one.answers
            if last_name(ref) == "pd_code" and value in words.DISEASE
        ]  # fmt: skip
        for disease in named:
            found.setdefault(disease, one.day)
    for place, ((code, name), day) in enumerate(found.items(), start=1):
        coding = [{"system": words.ICD, "code": code}] if code else []
        active = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]}
        yield _kept({
            "resourceType": "Condition", "id": plain_id(f"{person_id}-c{place}"), "clinicalStatus": active,
            "code": _kept({"coding": coding, "text": name}), "subject": _of(person_id), "recordedDate": day,
        })  # fmt: skip


def _plan(out: _Out, person_id: str) -> Iterator[Json]:
    """What is due: one plan, a task for each service."""
    due = [one for one in out.plans(person_id) if one.next_day]
    if not due:
        return
    tasks = [
        {
            "resourceType": "Task", "id": plain_id(f"{person_id}-{one.service}"), "status": "requested",
            "intent": "plan", "description": str(one.service), "for": _of(person_id),
            "restriction": {"period": {"end": one.next_day}},
        }
        for one in due
    ]  # fmt: skip
    name = "reference" if out.release == "R4" else "plannedActivityReference"
    yield {
        "resourceType": "CarePlan", "id": plain_id(f"{person_id}-plan"), "status": "active", "intent": "plan",
        "subject": _of(person_id), "activity": [{name: {"reference": f"Task/{task['id']}"}} for task in tasks],
    }  # fmt: skip
    yield from tasks


def _of(person_id: str) -> Json:
    return {"reference": f"Patient/{plain_id(person_id)}"}


def _kept(resource: dict[str, Any]) -> Json:
    """Without what is empty: FHIR has no empty lists and texts."""
    return {name: value for name, value in resource.items() if value not in ("", [], {})}
