"""Reading a FHIR bundle (R4 or R5) of whatever system: people, records, and single values that stand alone.

The one doorway to `fhir.resources`, which is slow to import: a bundle is held against the standard before anything of
it is believed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident, last_name
from villagevisit.domain.observation import OBSERVED, QUANTITIES, day_of
from villagevisit.services import fhir_words as words
from villagevisit.services.fhir_items import Json, answers_in

MOST_BYTES: Final = 200_000_000
_SEX: Final = {"male": "1", "female": "2"}
_OURS: Final = frozenset({"Patient", "QuestionnaireResponse", "Observation"})
_MEANT: Final = {
    "QuestionnaireResponse": ("completed", "amended"), "Observation": ("final", "amended", "corrected"),
}  # fmt: skip
"""What somebody stands by; a draft, a cancelled value, one that was entered in error says nothing of anybody."""
_FOLLOWS: Final = frozenset({"Questionnaire", "Condition", "Encounter", "CarePlan", "Task"})
"""What a file of ours writes beside the records."""
_CODES: Final = {(words.LOINC, one.loinc): one.code for one in QUANTITIES.values() if one.loinc}
_CODES.update({(words.DATA_ELEMENTS, one.element): one.code for one in QUANTITIES.values() if one.element})
_CODES.update({(words.CODE, one.code): one.code for one in QUANTITIES.values()})


def read(path: Path) -> HealthFile:
    """What the file says of people's health.

    Raises:
        Refused: `health.file-broken` (file), `health.file-too-big` (file), `health.not-fhir` (file, place) when a
            resource does not keep the standard.
        EnvironmentFailed: `health.file-unreadable` (file).
    """
    bundle = _json(path)
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise Refused("health.not-fhir", file=path.name, place="Bundle")
    entries = bundle.get("entry") or []
    if not isinstance(entries, list):
        raise Refused("health.not-fhir", file=path.name, place="Bundle.entry")
    resources: list[tuple[str, Json]] = []
    for number, entry in enumerate(entries, start=1):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or not _keeps_standard(resource):
            raise Refused("health.not-fhir", file=path.name, place=f"entry {number}")
        resources.append((str(entry.get("fullUrl") or ""), resource))
    residents, urls = _people(resources)
    said = [one for _, one in resources if one["resourceType"] in _MEANT]
    meant = [one for one in said if one.get("status") in _MEANT[one["resourceType"]]]
    records = [_record(one, urls) for one in meant if one["resourceType"] == "QuestionnaireResponse"]
    alone = [one for one in meant if one["resourceType"] == "Observation" and not one.get("derivedFrom")]
    whole = (*records, *_alone(alone, urls))
    kept = tuple(one for one in whole if one.person_id in residents)
    strange = sum(one["resourceType"] not in _OURS | _FOLLOWS for _, one in resources)
    unknown = sum(not dict(_values(one)) for one in alone)
    left_out = strange + len(said) - len(meant) + unknown + len(whole) - len(kept)
    return HealthFile(tuple(residents.values()), kept, left_out)


def _people(resources: list[tuple[str, Json]]) -> tuple[dict[str, Resident], dict[str, str]]:
    """Residents by id, and which id every way to refer to one of them means; whom nothing can name has no record."""
    residents: dict[str, Resident] = {}
    urls: dict[str, str] = {}
    for url, one in resources:
        named = str(one.get("id") or url)
        if one["resourceType"] == "Patient" and named:
            residents[named] = _resident(one, named)
            urls |= {way: named for way in (url, f"Patient/{named}") if way}
    return residents, urls


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("health.file-too-big", file=path.name)
        return json.loads(_decoded(path.read_bytes()))
    except OSError as error:
        raise EnvironmentFailed("health.file-unreadable", file=path.name) from error
    except (ValueError, RecursionError) as error:
        raise Refused("health.file-broken", file=path.name) from error


def _decoded(content: bytes) -> str:
    """In UTF-8, UTF-16 or UTF-32 as JSON has it; else in GB18030, as older systems here write."""
    try:
        return content.decode("utf-8-sig" if content[:3] == b"\xef\xbb\xbf" else json.detect_encoding(content))
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _keeps_standard(resource: Json) -> bool:
    """Of the release that the resource itself fits: R5, else R4. Kinds that nothing here reads are not looked at."""
    from importlib import import_module

    kind = resource.get("resourceType")
    if not isinstance(kind, str) or not isinstance(resource.get("id", ""), str):
        return False
    if kind not in _OURS:
        return True
    for package in ("fhir.resources", "fhir.resources.R4B"):
        model = getattr(import_module(f"{package}.{kind.lower()}"), kind)
        try:
            model.model_validate(resource)
        except ValueError:
            continue
        return True
    return False


def _resident(one: Json, named: str) -> Resident:
    numbers: dict[str, str] = {}
    for known in one.get("identifier", ()):
        if known.get("use") != "old" and known.get("value"):
            numbers.setdefault(str(known.get("system")), str(known["value"]))  # of several the first
    name = _first(one, "name")
    full = name.get("text") or "".join([name.get("family", ""), *name.get("given", ())])
    return Resident(
        id=named, name=full, sex=_SEX.get(one.get("gender", ""), "9"), birth=str(one.get("birthDate", "")),
        id_no=numbers.get(words.RESIDENT_NUMBER, ""),
        phone=next((str(way.get("value", "")) for way in one.get("telecom", ()) if way.get("system") == "phone"), ""),
        address=str(_first(one, "address").get("text", "")),
        village_code=numbers.get(words.VILLAGE, ""), household_no=numbers.get(words.HOUSEHOLD, ""),
    )  # fmt: skip


def _first(one: Json, name: str) -> Json:
    """The first of several; nothing where there is none."""
    found: Json = next(iter(one.get(name, ())), {})
    return found


def _record(one: Json, urls: dict[str, str]) -> HealthEntry:
    form, _, version = str(one.get("questionnaire", "")).removeprefix(words.FORM).partition("|")
    at = str(one.get("authored", ""))
    answers = answers_in(one.get("item", ()))
    return HealthEntry(
        id=_identity(one), person_id=_person(one, urls), form=form, version=version, day=_day(one, answers, at), at=at,
        by=str(one.get("author", {}).get("display", "")), answers=answers, replaces=_extension(one, words.REPLACES),
    )  # fmt: skip


def _day(one: Json, answers: tuple[tuple[str, str], ...], at: str) -> str:
    said = {last_name(ref): value for ref, value in reversed(answers)}
    return _extension(one, words.DAY) or str(day_of(said, at[:10]))


def _extension(one: Json, url: str) -> str:
    found = (each for each in one.get("extension", ()) if each.get("url") == url)
    return next((str(each.get("valueDate") or each.get("valueString") or "") for each in found), "")


def _identity(one: Json) -> str:
    """The name that it bears wherever it goes: our own, another system's identifier, else its id."""
    known = one.get("identifier") or []
    known = known if isinstance(known, list) else [known]
    ours = next((each.get("value") for each in known if each.get("system") == words.ENTRY), "")
    theirs = next((f"{each.get('system', '')}|{each.get('value', '')}" for each in known if each.get("value")), "")
    return str(ours or theirs or f"{one['resourceType']}/{one.get('id', '')}")


def _person(one: Json, urls: dict[str, str]) -> str:
    """The resident's id; empty where nobody of the file is meant."""
    return urls.get(str(one.get("subject", {}).get("reference", "")), "")


def _alone(observations: list[Json], urls: dict[str, str]) -> Iterator[HealthEntry]:
    """Values that no record of the file holds already; those of one identifier are one entry of one person."""
    found: dict[tuple[str, str], tuple[Json, dict[str, str]]] = {}
    for one in observations:
        if values := dict(_values(one)):
            found.setdefault((_identity(one), _person(one, urls)), (one, {}))[1].update(values)
    for (identity, _), (one, values) in found.items():
        issued = str(one.get("issued", ""))
        day = str(one.get("effectiveDateTime") or one.get("effectivePeriod", {}).get("start") or issued)
        by, said = str(_first(one, "performer").get("display", "")), tuple(values.items())
        yield HealthEntry(identity, _person(one, urls), OBSERVED, "", day[:10], issued or day, by, said)


def _values(one: Json) -> Iterator[tuple[str, str]]:
    """Quantities that are known here, in the unit that is used here; any other, and "less than", is left alone."""
    for part in [one, *one.get("component", ())]:
        codings = part.get("code", {}).get("coding", ())
        codes = [_CODES.get((coding.get("system"), coding.get("code"))) for coding in codings]
        code = next((each for each in codes if each), None)
        quantity = part.get("valueQuantity") or {}
        unit = (quantity.get("system"), quantity.get("code"))
        if code and quantity.get("value") is not None and unit == (words.UCUM, QUANTITIES[code].ucum):
            if quantity.get("comparator"):
                continue
            yield code, _written(quantity)


def _written(quantity: Json) -> str:
    said = (each.get("valueString") for each in quantity.get("extension", ()) if each.get("url") == words.WRITTEN)
    return str(next(said, None) or quantity["value"])
