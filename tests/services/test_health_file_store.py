"""Health records through two stores and back; files that are wrong in some way say so and change nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services import clinic
from tests.services.test_health_file import DAY, PLAIN, TEXT, answers
from tests.services.town import Town
from villagevisit.domain.consent import Act, How
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.services import health_consent, health_export, health_import, health_lines, visit
from villagevisit.store import health_lines as lines
from villagevisit.wording import explain
from villagevisit.wording.health_words import not_taken

NUMBER = "11010519491231002X"
NAME = "张䶮𬱖"
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
PERSON: dict[str, Any] = {
    "resourceType": "Patient", "id": "p7", "name": [{"text": NAME}], "identifier": [
        {"system": "urn:hospital:card", "value": "C-1"},
        {"system": "urn:oid:2.16.156.10011.1.3", "value": NUMBER},
        {"system": "urn:oid:2.16.156.10011.1.3", "value": "340524197801010018"},
    ],
}  # fmt: skip


_NUMBERS = count()
"""A record has one name for ever, through all examples."""


@pytest.fixture
def known(town: Town) -> str:
    """An old man with rare characters in his name, who agreed."""
    home = town.household("0041", (NAME, "02", NUMBER))
    person = town.person(home, 1)
    clinic.consented(town, person)
    return person


def held(town: Town, person: str) -> list[tuple[str, str, str]]:
    health_lines.settle(town.ws)
    return [(one.code, one.value, one.day) for one in lines.observations(town.ws.store.reader(), person)]


def taken(town: Town, path: Path) -> tuple[int, int, list[str]]:
    """Taken, left out, and what is said of each that was not taken."""
    done = health_import.run(town.ws, town.actor("006"), health_import.load(path)).value
    return done.taken, done.left_out, [not_taken(one) for one in done.not_taken]


@st.composite
def entries(draw: st.DrawFn) -> list[HealthEntry]:
    """Other systems' records from 1950 on, with and without values, some of them corrections."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        day = min(draw(DAY), "2026-11-22")
        found.append(HealthEntry(
            f"urn:hospital|{next(_NUMBERS)}", "p", draw(PLAIN), draw(st.sampled_from(["", "1", "2026.2"])), day, day,
            draw(TEXT).strip(), draw(answers()),
            draw(st.sampled_from(["", "uuid:old", "uuid:b uuid:a"])),
        ))  # fmt: skip
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=entries())
def test_what_came_goes_out_again_as_it_came(
    town: Town, known: str, tmp_path: Path, came: list[HealthEntry]
) -> None:
    health_import.run(
        town.ws, town.actor("006"), HealthFile((Resident("p", NAME, "1", "", NUMBER),), tuple(came))
    )  # fmt: skip
    for name in ("r4.json", "r5.json", "x.xlsx"):
        health_export.run(town.ws, town.actor("006"), tmp_path / name, person_id=known,
                          release="R5" if name == "r5.json" else "R4")  # fmt: skip
        back = health_import.load(tmp_path / name)
        assert [one.name for one in back.residents] == [NAME]
        again = {one.id: replace(one, person_id="p") for one in back.entries}
        assert [again[one.id] for one in came] == came, name


@pytest.mark.parametrize("name", ["a.json", "a.xlsx"])
def test_a_corrected_record_counts_once_where_it_comes_to(
    town: Town, other_town: Town, tmp_path: Path, name: str
) -> None:
    person = town.person(town.family(), 1)
    last = clinic.pressure(town, person, 186, 84, date(2026, 8, 1))
    there = other_town.family()
    other_town.agreed(there)
    for sbp in (0, 168, 136):
        if sbp:
            opened = visit.correct(town.ws, town.actor(clinic.DOCTOR), last, "抄错了").value
            last = clinic.finish(town, opened, {"g_fu/sbp": str(sbp)})
        health_lines.settle(town.ws)
        if sbp != 168:
            health_export.run(town.ws, town.actor("006"), tmp_path / name, person_id=person)
            assert taken(other_town, tmp_path / name) == (1, 0, [])
    assert [one for one in held(other_town, other_town.person(there, 1)) if one[0] == "sbp"] == [
        ("sbp", "136", "2026-08-01")
    ], "the first was corrected twice since, and its correction in between never came"
    health_export.run(
        other_town.ws, other_town.actor("006"), tmp_path / f"b-{name}", person_id=other_town.person(there, 1)
    )
    assert len(health_import.load(tmp_path / f"b-{name}").entries) == 1


def value(name: str = "o", **more: Any) -> dict[str, Any]:
    quantity = {"value": 7.8, "system": UCUM, "code": "mmol/L"} | more.pop("quantity", {})
    made = {
        "resourceType": "Observation", "id": name, "status": "final", "subject": {"reference": "Patient/p7"},
        "effectiveDateTime": "1969-12-31", "code": {"coding": [{"system": LOINC, "code": "14771-0"}]},
        "valueQuantity": quantity,
    } | more  # fmt: skip
    return {key: what for key, what in made.items() if what is not None}


def bundle(*resources: dict[str, Any]) -> bytes:
    entry = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entry}, ensure_ascii=False).encode()


def test_a_hospitals_value_from_before_1970_in_whatever_encoding(town: Town, known: str, tmp_path: Path) -> None:
    path = tmp_path / "h.json"
    for place, code in enumerate(("utf-8", "utf-8-sig", "utf-16", "gb18030")):
        path.write_bytes(bundle(PERSON, value()).decode().encode(code))
        assert taken(town, path) == (int(place == 0), 0, [])
    assert held(town, known) == [("fpg", "7.8", "1969-12-31")]


@pytest.mark.parametrize(("one", "said"), [
    (value(status="entered-in-error"), ""), (value(status="cancelled"), ""), (value(status="registered"), ""),
    (value(quantity={"comparator": "<"}), ""), (value(quantity={"system": "urn:own"}), ""),
    (value(quantity={"code": "mg/dL"}), ""), (value(subject=None), ""),
    (value(subject={"reference": "Patient/other"}), ""),
    (value(quantity={"value": 780}), "不可能的测量值"), (value(quantity={"value": -7.8}), "不可能的测量值"),
    (value(effectiveDateTime="2026"), "日期不完整"), (value(effectiveDateTime=None), "日期不完整"),
    (value(effectiveDateTime="2099-01-01"), "晚于今天"), (value(effectiveDateTime="1949-12-30"), "早于出生"),
])  # fmt: skip
def test_a_value_that_nobody_stands_by_is_not_taken(
    town: Town, known: str, tmp_path: Path, one: dict[str, Any], said: str
) -> None:
    path = tmp_path / "h.json"
    path.write_bytes(bundle(PERSON, one, value("fine", quantity={"value": 6.5}, effectiveDateTime="1949-12-31")))
    how_many, left_out, told = taken(town, path)
    assert (how_many, left_out, len(told)) == (1, int(not said), int(bool(said)))
    assert all(said in words for words in told)
    assert held(town, known) == [("fpg", "6.5", "1949-12-31")]


def test_whose_consent_is_taken_back_gets_nothing_and_gives_nothing(
    town: Town, known: str, tmp_path: Path
) -> None:
    path = tmp_path / "h.json"
    path.write_bytes(bundle(PERSON, value()))
    health_consent.answer(town.ws, town.actor("006"), known, Act.WITHDRAWN, How.PAPER)
    how_many, _, told = taken(town, path)
    assert (how_many, ["没有同意" in words for words in told]) == (0, [True])
    with pytest.raises(Refused, match=r"health\.nothing"):
        health_export.run(town.ws, town.actor("006"), tmp_path / "out.json", person_id=known)
    assert not (tmp_path / "out.json").exists()


def test_the_same_person_twice_in_a_file(town: Town, known: str, tmp_path: Path) -> None:
    path = tmp_path / "h.json"
    named = {"identifier": [{"value": "77"}]}
    mine, other = value("a", **named), value("b", **named, subject={"reference": "Patient/p8"})
    path.write_bytes(bundle(PERSON, PERSON | {"id": "p8"}, mine, other))
    assert taken(town, path)[0] == 1


def test_one_serial_number_of_two_people_is_two_values(tmp_path: Path) -> None:
    path = tmp_path / "h.json"
    named = {"identifier": [{"value": "77"}]}
    other = value("b", **named, subject={"reference": "urn:uuid:9"}, quantity={"value": 5.1})
    stranger = {key: what for key, what in PERSON.items() if key != "id"} | {"name": [{"text": "李四"}]}
    made = json.loads(bundle(PERSON, value("a", **named), stranger, other))
    made["entry"][2]["fullUrl"] = "urn:uuid:9"
    path.write_text(json.dumps(made), "utf-8")
    file = health_import.load(path)
    assert {one.name: [said.answers for said in file.of(one.id)] for one in file.residents} == {
        NAME: [(("fpg", "7.8"),)], "李四": [(("fpg", "5.1"),)]
    }, "a laboratory counts each patient's values from one, and some people have an address instead of an id"


_PEOPLE = ["id", "name", "sex", "birth", "id_no", "phone", "address", "village_code", "household_no"]
_HEAD = ["id", "person_id", "form", "version", "day", "at", "by", "/data/g_fu/sbp"]
_ROW = ["e1", "a", "htn_followup", "1", "2026-05-05", "", "王医生", "130"]


def workbook(path: Path, change: Callable[[Any, Any], object] = lambda people, records: None) -> None:
    book = openpyxl.Workbook()
    people, records = book.active, book.create_sheet("htn_followup")
    assert people is not None
    people.title = "residents"
    for sheet, rows in ((people, [_PEOPLE, ["a", NAME, "1", "", NUMBER, "", "", "", ""]]), (records, [_HEAD, _ROW])):
        for row in rows:
            sheet.append(row)
    change(people, records)
    book.save(path)


def cells(**values: object) -> Callable[[Any, Any], object]:
    def change(_people: Any, records: Any) -> None:
        for name, what in values.items():
            records[name] = what

    return change


@pytest.mark.parametrize("change", [
    cells(H2=130), cells(D2=1), cells(E2=date(2026, 5, 5)), cells(E2=datetime.fromisoformat("2026-05-05 08:30")),
    cells(E2="2026/5/5"), cells(E2="2026年5月5日"), cells(A1=" id ", H1="/data/g_fu/sbp "),
    lambda people, records: records.parent.create_sheet("Sheet3"),
])  # fmt: skip
def test_a_workbook_that_somebody_saved_in_his_own_way_is_understood(
    town: Town, known: str, tmp_path: Path, change: Callable[[Any, Any], object]
) -> None:
    workbook(tmp_path / "a.xlsx", change)
    assert taken(town, tmp_path / "a.xlsx") == (1, 0, [])
    assert held(town, known) == [("sbp", "130", "2026-05-05")]


def merged(_people: Any, records: Any) -> None:
    records.append(["", "a", "htn_followup", "1", "2026-05-06", "", "王医生", "131"])
    records.merge_cells("A2:A3")


def cut(path: Path) -> None:
    workbook(path)
    path.write_bytes(path.read_bytes()[:3000])


@pytest.mark.parametrize(("name", "make", "code"), [
    ("a.xlsx", lambda path: workbook(path, merged), "health.row"),
    ("a.xlsx", lambda path: workbook(path, cells(B2="")), "health.row"),
    ("a.xlsx", lambda path: workbook(path, lambda _, records: records.insert_rows(1)), "health.sheets"),
    ("a.xlsx", lambda path: workbook(path, lambda people, _: people.parent.remove(people)), "health.sheets"),
    ("a.xlsx", lambda path: path.write_bytes("id,name\n1,张三".encode("gb18030")), "health.sheets"),
    ("a.xlsx", cut, "health.file-broken"), ("a.xlsx", lambda path: path.touch(), "health.file-broken"),
    ("a.json", lambda path: path.touch(), "health.file-broken"),
    ("a.json", lambda path: path.write_bytes(bundle(PERSON, value())[:-30]), "health.file-broken"),
    ("a.json", lambda path: path.write_bytes(b"<Bundle/>"), "health.file-broken"),
    ("a.json", lambda path: path.write_bytes(b'{"resourceType": "Bundle", "entry": {"a": 1}}'), "health.not-fhir"),
    ("a.json", lambda path: path.write_bytes(bundle(PERSON).replace(NAME.encode(), b"\\ud800")), "health.not-fhir"),
    ("a.json", lambda path: path.write_bytes(bundle(PERSON, value(comment="DSTU2"))), "health.not-fhir"),
    ("a.json", lambda path: path.write_bytes(bundle(PERSON, value()).replace(b"7.8", b"NaN")), "health.not-fhir"),
    ("a.txt", lambda path: path.touch(), "export.format"),
])  # fmt: skip
def test_a_bad_file_gets_one_sentence_and_changes_nothing(
    town: Town, known: str, tmp_path: Path, name: str, make: Callable[[Path], object], code: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(Refused) as refused:
        taken(town, tmp_path / name)
    said = explain(refused.value)
    assert (refused.value.code, NAME in said, "{" in said) == (code, False, False)
    assert held(town, known) == []
