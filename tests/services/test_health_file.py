"""Health records go to another system and come back: through FHIR and through a workbook, and nothing is lost."""

import json
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services import clinic
from tests.services.town import STONE, Town
from villagevisit.domain.consent import Act, Purpose
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.domain.observation import OBSERVED, QUANTITIES
from villagevisit.services import (
    consents,
    fhir_read,
    fhir_write,
    health_export,
    health_import,
    health_lines,
    health_sheets,
)
from villagevisit.services.consents import Entry
from villagevisit.services.health_import import NotTaken
from villagevisit.store import health_lines as lines

PACKAGES = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}
DRUGS = {"g_fu/has_drug": "1", "g_fu/drug[1]/dg_name": "硝苯地平=缓释片", "g_fu/drug[1]/dg_times": "1",
         "g_fu/drug[1]/dg_dose": "20mg", "g_fu/drug[2]/dg_name": "'依那普利", "g_fu/drug[2]/dg_times": "2",
         "g_fu/drug[2]/dg_dose": "-5 mg", "g_fu/weight": "72.50", "g_fu/symptom": "2 6"}  # fmt: skip


def clinic_of(town: Town) -> tuple[str, str]:
    """Two people with a follow-up each; one takes two drugs."""
    home = town.family()
    head, wife = town.person(home, 1), town.person(home, 2)
    opened = clinic.begun(town, head, "htn_followup")
    opened.session.answer("/data/lost", "0")
    opened.session.answer("/data/g_fu/has_drug", "1")
    opened.session.add("/data/g_fu/drug")
    clinic.finish(town, opened, {**clinic.PRESSURE, "fu_date": "2026-08-01", "g_fu/next_date": "2026-10-30", **DRUGS})
    clinic.pressure(town, wife, 152, 96, date(2026, 11, 1))
    return head, wife


def standard(path: Path, release: str) -> dict[str, int]:
    """Every resource holds against the standard's own model; how many there are of each kind."""
    counts: dict[str, int] = {}
    for entry in json.loads(path.read_text("utf-8"))["entry"]:
        kind = entry["resource"]["resourceType"]
        model = getattr(import_module(f"{PACKAGES[release]}.{kind.lower()}"), kind)
        model.model_validate(entry["resource"])
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _homes(town: Town) -> list[str]:
    rows = town.ws.store.reader().query("SELECT id FROM household ORDER BY household_no")
    return [row["id"] for row in rows]


@pytest.mark.parametrize("name", ["r4.json", "r5.json", "sheets.xlsx"])
def test_another_laptop_has_what_this_one_has(town: Town, other_town: Town, tmp_path: Path, name: str) -> None:
    head, _ = clinic_of(town)
    release: health_export.Release = "R5" if name.startswith("r5") else "R4"
    path = tmp_path / name
    done = health_export.run(town.ws, town.actor("006"), path, person_id=head, release=release).value
    assert (done.residents, done.entries) == (1, 1)
    if path.suffix == ".json":
        counts = standard(path, release)
        assert counts["QuestionnaireResponse"] == counts["Patient"] == counts["CarePlan"] == counts["Encounter"] == 1
        assert (counts["Condition"], counts["Observation"]) == (1, 7)
    sent = health_import.load(path)

    other_town.agreed(other_town.family())
    assert health_import.run(other_town.ws, other_town.actor("006"), sent).value.taken == 1
    there = other_town.person(_homes(other_town)[0], 1)
    health_lines.settle(other_town.ws)
    measured = {one.code: one.value for one in lines.observations(other_town.ws.store.reader(), there)}
    assert measured["weight"] == "72.50"
    assert measured["sbp"] == "136"
    assert [one.next_day for one in lines.standings_of(other_town.ws.store.reader(), there)] == ["2026-10-30"]
    again = tmp_path / f"again-{name}"
    health_export.run(other_town.ws, other_town.actor("006"), again, person_id=there, release=release)
    back = health_import.load(again)
    assert [replace(one, person_id="") for one in back.entries] == [replace(one, person_id="") for one in sent.entries]
    answers = dict(back.entries[0].answers)
    assert answers["/data/g_fu/drug[2]/dg_name"] == "'依那普利"
    assert answers["/data/g_fu/symptom"] == "2 6"
    assert health_import.run(other_town.ws, other_town.actor("006"), back).value.known == 1
    assert health_import.run(town.ws, town.actor("006"), back).value.known == 1, "our own record is no stranger"


def test_who_is_not_sure_stays_outside(town: Town, tmp_path: Path) -> None:
    head, wife = clinic_of(town)
    doctor = town.actor("006")
    path = tmp_path / "x.json"
    health_export.run(town.ws, doctor, path, person_id=head)
    file = health_import.load(path)
    (one,), (entry,) = file.residents, file.entries
    changed = replace(entry, answers=(*entry.answers[:-1], (entry.answers[-1][0], "2099-01-01")), id="imported-1")
    health_import.run(town.ws, doctor, replace(file, entries=(replace(entry, id="imported-1"),)))
    strangers = HealthFile(
        (one, replace(one, id="b", name="李四"), replace(one, id="c", id_no="11010519491231002X")),
        (changed, replace(entry, id="y", person_id="b")),
    )  # fmt: skip
    done = health_import.run(town.ws, doctor, strangers).value
    assert (done.taken, done.not_taken) == (0, (
        NotTaken("health.clash", "张三丰", "2026-08-01 高血压患者随访服务记录表"),
        NotTaken("health.other-name", "李四"),
        NotTaken("health.unknown-person", "张三丰"),
    ))  # fmt: skip
    say_no(town, "王秀英")
    with pytest.raises(Refused) as refused:
        health_export.run(town.ws, doctor, path, person_id=wife)
    assert refused.value.code == "health.nothing"
    assert refused.value.params["withheld"] == 1


def say_no(town: Town, name: str) -> None:
    said = Entry(_homes(town)[0], name, Act.REFUSED, frozenset({Purpose.HEALTH}))
    consents.record(town.ws, town.actor("006"), said)


def test_only_doctors_and_two_of_them_for_a_whole_village(town: Town, tmp_path: Path) -> None:
    clinic_of(town)
    path = tmp_path / "village.xlsx"
    for actor, code in (("005", "actor.role"), ("001", "actor.role"), ("006", "export.second-person")):
        with pytest.raises(Refused) as refused:
            health_export.run(town.ws, town.actor(actor), path)
        assert refused.value.code == code
        assert not path.exists()
    with pytest.raises(Refused) as refused:
        health_export.run(town.ws, town.actor("006"), path, village=STONE.code)
    assert refused.value.code == "health.nothing"


def _hospital() -> dict[str, object]:
    loinc, ucum, of = "http://loinc.org", "http://unitsofmeasure.org", {"reference": "Patient/p7"}

    def observation(name: str, **more: object) -> dict[str, object]:
        return {"resource": {"resourceType": "Observation", "id": name, "status": "final", "subject": of, **more}}

    glucose = {"coding": [{"system": loinc, "code": "14771-0"}]}
    systolic = {"coding": [{"system": loinc, "code": "8480-6"}]}
    pressure = {"value": 151, "unit": "mmHg", "system": ucum, "code": "mm[Hg]"}
    person = {
        "resourceType": "Patient", "id": "p7", "name": [{"family": "张", "given": ["三丰"]}],
        "birthDate": "1970-01-01", "gender": "male",
    }  # fmt: skip
    return {"resourceType": "Bundle", "type": "collection", "entry": [
        {"fullUrl": "urn:uuid:7", "resource": person},
        observation(
            "o1", subject={"reference": "urn:uuid:7"}, effectiveDateTime="2026-10-02T09:30:00+08:00", code=glucose,
            valueQuantity={"value": 7.8, "unit": "mmol/L", "system": ucum, "code": "mmol/L"},
        ),
        observation(
            "o2", effectiveDateTime="2026-10-02", code={"text": "BP"},
            component=[{"code": systolic, "valueQuantity": pressure}],
        ),
        observation(
            "o3", code=glucose, valueQuantity={"value": 140, "unit": "mg/dL", "system": ucum, "code": "mg/dL"}
        ),
        {"resource": {"resourceType": "Immunization", "id": "i", "status": "completed"}},
    ]}  # fmt: skip


def test_a_hospital_that_knows_nothing_of_our_forms_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "hospital.json"
    path.write_text(json.dumps(_hospital()), "utf-8")
    file = fhir_read.read(path)
    assert [(one.name, one.birth, one.sex) for one in file.residents] == [("张三丰", "1970-01-01", "1")]
    assert [(one.form, one.day, one.answers) for one in file.entries] == [
        (OBSERVED, "2026-10-02", (("fpg", "7.8"),)), (OBSERVED, "2026-10-02", (("sbp", "151"),))
    ], "mg/dL is never read as mmol/L"  # fmt: skip
    assert file.left_out == 2, "a vaccination, and a value in a unit of theirs"


def _one(resource: str) -> bytes:
    return f'{{"resourceType": "Bundle", "entry": [{{"resource": {resource}}}]}}'.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"resourceType": "Bundle", "entry": [', "health.file-broken"),
        (b"[" * 100_000, "health.file-broken"),
        (b'{"resourceType": "Patient"}', "health.not-fhir"),
        (_one('{"resourceType": "Observation", "id": "o"}'), "health.not-fhir"),
        (_one('{"resourceType": "Patient", "id": "o", "birthDate": "soon"}'), "health.not-fhir"),
    ],
)
def test_a_bad_file_is_said_and_nothing_is_taken(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        fhir_read.read(path)
    assert refused.value.code == code


TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="䶮𬱖\n"),
    min_size=1,
    max_size=12,
)
NAME = st.text(st.characters(categories=("L",), include_characters="·䶮𬱖"), min_size=1, max_size=6)
PLAIN = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
DAY = st.dates(date(1950, 1, 1), date(2050, 12, 31)).map(date.isoformat)


@st.composite
def answers(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    found = [(f"/data/{name}", draw(TEXT)) for name in draw(st.lists(PLAIN, max_size=3, unique=True))]
    for number in range(draw(st.integers(0, 3))):
        mark = f"[{number + 1}]"
        found.append((f"/data/rep{mark}/inner_a", draw(TEXT)))
        found.append((f"/data/rep{mark}/inner_b", draw(TEXT)))
    if len([ref for ref, _ in found if "rep[" in ref]) == 2:
        found = [(ref.replace("rep[1]", "rep"), value) for ref, value in found]
    return tuple(found) or (("/data/only", draw(TEXT)),)


@st.composite
def files(draw: st.DrawFn) -> HealthFile:
    resident = Resident(
        "p-1", draw(NAME), draw(st.sampled_from("129")), draw(DAY), "11010519491231002X"
    )
    entries = [
        HealthEntry(
            f"e{number}", "p-1", draw(PLAIN), "1", draw(DAY), "2026-11-22T10:00:00+08:00", "周村医", draw(answers())
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    values = draw(
        st.dictionaries(st.sampled_from(list(QUANTITIES)), st.decimals(0, 400, places=2).map(str), min_size=1)
    )
    entries.append(HealthEntry("v", "p-1", OBSERVED, "", "2026-01-01", "2026-01-01", "", _pressures_first(values)))
    return HealthFile((resident,), tuple(entries))


def _pressures_first(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(values.items(), key=lambda item: item[0] not in ("sbp", "dbp")))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=files())
def test_whatever_was_written_comes_back(town: Town, tmp_path: Path, file: HealthFile) -> None:
    for release in ("R4", "R5"):
        path = tmp_path / f"{release}.json"
        fhir_write.write(town.ws, file, path, release)
        standard(path, release)
        assert fhir_read.read(path) == file
    health_sheets.write(file, tmp_path / "x.xlsx")
    back = health_sheets.read(tmp_path / "x.xlsx")
    assert back.residents == file.residents
    assert sorted(back.entries, key=lambda one: one.id) == sorted(file.entries, key=lambda one: one.id)


def test_the_mapping_that_others_read_is_the_one_in_use() -> None:
    page = (Path(__file__).parents[2] / "docs" / "health-interchange.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    told = {row[0]: tuple(row[1:4]) for row in rows if len(row) == 5}
    assert {code: told.get(code) for code in QUANTITIES} == {
        one.code: (one.ucum, one.loinc, one.element) for one in QUANTITIES.values()
    }
