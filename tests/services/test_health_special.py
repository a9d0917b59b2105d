"""Registers beside the follow-ups: chronic-disease appraisal, vaccination by child, mothers, endemic diseases, toilets
(S-298, S-300…S-310, S-317, S-328…S-330)."""

import re
from datetime import date
from decimal import Decimal as D
from functools import partial
from pathlib import Path

import pytest

from forms.library import shipped
from printing.layouts.ledger import Kind
from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.services.town import PINS, RED_STAR, Town, resident_id
from villagevisit.domain.chronic_appraisal import Application
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import Service
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    chronic_appraisals,
    environment,
    health_due,
    health_ledger_rows,
    health_lines,
    health_services,
    health_tables,
    paper,
    policy,
    programme_items,
    special_registers,
    vaccinations,
)
from villagevisit.services.chronic_appraisals import Entry, Result
from villagevisit.services.health_services import Served
from villagevisit.services.identification import Listed
from villagevisit.services.paper_types import PaperRequest


def printed(town: Town, kind: str) -> int:
    """Pages of a ledger of this year."""
    request = PaperRequest(kind="health_ledger", subject_id=f"{kind}:2026")
    return paper.make(town.ws, town.actor("006"), request).value.pages


def names_of(found: list[Listed]) -> list[str]:
    return [one.name for one in found]


def test_an_application_from_the_month_to_the_certificate(town: Town, tmp_path: Path) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    clinic.consented(town, person)
    path = tmp_path / "病种.csv"
    path.write_text("慢性病病种名单\n序号,病种,备注\n" + "".join(f"{n},病{n:02d},\n" for n in range(1, 38)), "utf-8")
    assert chronic_appraisals.read_list(town.ws, doctor, path, "2026-05-01").value == 37
    assert chronic_appraisals.diseases(town.ws, "2026-04-30").names == ()
    assert len(chronic_appraisals.diseases(town.ws, "2026-05-01").names) == 37
    chronic_appraisals.apply(town.ws, doctor, person, Entry("病01", "2026-10-31", papers="诊断证明"))
    chronic_appraisals.apply(town.ws, doctor, person, Entry("没见过的病"))
    first, second = chronic_appraisals.every(town.ws, doctor)
    assert (first.due, second.due) == ("2026-11-15", "2026-12-15")
    assert chronic_appraisals.waiting(town.ws, doctor) == (1, 1)
    assert names_of(chronic_appraisals.listed(town.ws, doctor, "late", "", 200)) == ["张三丰"]
    assert names_of(chronic_appraisals.listed(town.ws, doctor, "passed", "", 200)) == []
    assert len(chronic_appraisals.listed(town.ws, doctor, "helped", "小", 200)) == 1
    with pytest.raises(Refused, match=r"chronic\.applied"):
        chronic_appraisals.apply(town.ws, doctor, person, Entry("病01"))
    refused(town, first)
    chronic_appraisals.judge(town.ws, doctor, first, Result("passed", "2026-11-20"))
    chronic_appraisals.judge(town.ws, doctor, second, Result("failed", note="材料不足"))
    rows = health_ledger_rows.rows(town.ws, doctor, "chronic_appraisal", 2026)
    assert [(one["certified"], one["free"], one["remark"]) for one in rows] == [
        ("2026-11", "免", ""), ("", "免", "不在县里的名单上；材料不足")
    ]  # fmt: skip
    assert printed(town, "chronic_appraisal")
    chronic_appraisals.apply(town.ws, doctor, person, Entry("病01", "2026-11-22"))
    assert chronic_appraisals.waiting(town.ws, doctor) == (0, 1), "after a result the same disease may be applied for"


def refused(town: Town, one: Application) -> None:
    doctor = town.actor("006")
    for result, code in (
        (Result("passed", "2026-10-30"), "chronic.result"), (Result("maybe"), "chronic.result"),
        (Result("passed", certificate="2026-13"), "chronic.month"), (Result("passed", "2026-11-23"), "health.day"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            chronic_appraisals.judge(town.ws, doctor, one, result)


def test_no_list_no_consent_no_role(town: Town, tmp_path: Path) -> None:
    person, doctor = town.person(town.family(), 1), town.actor("006")
    with pytest.raises(Refused, match=r"consent\.health-missing"):
        chronic_appraisals.apply(town.ws, doctor, person, Entry("高血压"))
    clinic.consented(town, person)
    path = tmp_path / "空.csv"
    path.write_text("序号,乡镇\n1,清溪镇\n", "utf-8")
    with pytest.raises(Refused, match=r"chronic\.no-list"):
        chronic_appraisals.read_list(town.ws, doctor, path, "2026-05-01")
    for entry, code in ((Entry(" "), r"chronic\.disease"), (Entry("高血压", "2026-11-23"), r"health\.day")):
        with pytest.raises(Refused, match=code):
            chronic_appraisals.apply(town.ws, doctor, person, entry)
    for act in (
        lambda: chronic_appraisals.every(town.ws, town.actor("005")),
        lambda: chronic_appraisals.apply(town.ws, town.actor("001"), person, Entry("高血压")),
        lambda: chronic_appraisals.listed(town.ws, town.actor("003"), "all", "", 9),
    ):
        with pytest.raises(Refused, match=r"actor\.role"):
            act()
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("chronic_due_day", "20", "2026-11-01", "", "县定"))
    assert chronic_appraisals.apply(town.ws, doctor, person, Entry("高血压")).value.text("due") == "2026-12-20"


def young(town: Town, number: str, birth: str) -> str:
    """A child of one's own household, consented for."""
    id_no = resident_id(f"999999{birth.replace('-', '')}{number}")
    mother = ("李秀兰", "02", resident_id(f"99999919930101{number}"))
    home = town.household(number.zfill(4), mother, ("李娃", "20", id_no))
    clinic.consented(town, town.person(home, 2))
    return town.person(home, 2)


def test_a_child_from_the_list_to_the_certificate_and_the_rates(town: Town) -> None:
    doctor, child = town.actor("006"), young(town, "101", "2026-08-20")
    young(town, "102", "2026-11-21")
    lists = {which: len(vaccinations.listed(town.ws, doctor, which)) for which in vaccinations.LISTS}
    assert lists == {"late": 0, "month": 0, "none": 2, "card": 2, "all": 2}
    for item, day in (("hepb1", "2026-08-21"), ("bcg", "2026-08-20"), ("hepb2", "2026-09-25")):
        health_services.serve(town.ws, doctor, child, Served(Service.VACCINATION, item, day))
    health_services.enrol(town.ws, doctor, child, Service.VACCINATION, "2026-09-01")
    lists = {which: len(vaccinations.listed(town.ws, doctor, which)) for which in vaccinations.LISTS}
    assert lists == {"late": 1, "month": 0, "none": 1, "card": 1, "all": 2}
    found = vaccinations.of_child(town.ws, doctor, child, "2026-08-20")
    assert (found.card, [one.item for one in found.late], [one.item for one in found.now]) == (
        "2026-09-01", ["ipv1"], ["dtap1", "ipv2"]
    )  # fmt: skip
    rates = {one.key: (one.given, one.should) for one in vaccinations.rates(town.ws, doctor)}
    assert {key: rates[key] for key in ("card", "first", "hepb2", "ipv1", "four")} == {
        "card": (1, 1), "first": (1, 1), "hepb2": (1, 1), "ipv1": (0, 1), "four": (0, 0)
    }  # fmt: skip
    rows = health_ledger_rows.rows(town.ws, doctor, "vaccination_due", 2026)
    assert [(one["name"], one["due"]) for one in rows] == [("李娃", "2026-11-20"), ("李娃", "2026-11-22")]
    assert "脊灰灭活疫苗 第1剂" in str(rows[0]["doses"])
    late = health_due.listed(town.ws, doctor, None, [Service.VACCINATION], 30)
    assert [(one.item, one.late) for one in late] == [("ipv1", 2), ("hepb1", 0)]
    houses = health_due.round_(town.ws, doctor, RED_STAR.code)
    assert [[due.service for due in one.due] for one in houses] == [[Service.CHILD, Service.VACCINATION]] * 2
    assert houses[0].late < 2, "of what is done in the clinic a house is not late"
    town.with_pins()
    health_services.serve(town.ws, doctor, child, Served(Service.CHILD, "m3", "2026-11-21"), PINS["006"])
    health_lines.settle(town.ws)
    assert len(health_due.round_(town.ws, doctor, RED_STAR.code)) == 1, "it takes nobody to a house by itself"
    (count,) = [one for one in health_due.counts(town.ws, doctor, None) if one.service is Service.VACCINATION]
    assert (count.should, count.overdue, count.never) == (2, 1, 1)
    assert printed(town, "vaccination_due")
    with pytest.raises(Refused, match=r"actor\.role"):
        vaccinations.listed(town.ws, town.actor("005"), "all")


def test_mothers_endemic_diseases_and_the_programme_of_the_year(town: Town) -> None:
    doctor, home = town.actor("006"), town.family()
    person, mother = town.person(home, 1), town.person(home, 2)
    with town.ws.store.transaction() as db:
        db.execute("UPDATE person SET sex = '2', birth = '1990-01-01' WHERE id = ?", [mother])
    with pytest.raises(Refused, match=r"consent\.health-missing"):
        special_registers.folic(town.ws, doctor, mother, "before", "3")
    clinic.consented(town, mother)
    clinic.consented(town, person)
    for bottles, day in (("3", "2026-01-05"), ("2", "2026-03-05")):
        special_registers.folic(town.ws, doctor, mother, "before", bottles, day)
    health_services.enrol(town.ws, doctor, mother, Service.MATERNAL, "2026-01-20")
    town.with_pins()
    born = Served(Service.MATERNAL, "delivered", "2026-10-25", {"born_at": "hospital"})
    health_services.serve(town.ws, doctor, mother, born, PINS["006"])
    subsidise = partial(special_registers.subsidise, town.ws, doctor, mother, delivered="2026-10-25")
    subsidise("300", hospital="县医院", day="2026-11-01")
    for wrong, code in (
        (partial(subsidise, "300", hospital="县医院"), "special.twice"),
        (partial(subsidise, "0", hospital="x"), "special.amount"),
        (partial(subsidise, "-1", hospital="x"), "special.amount"),
        (partial(subsidise, "300", hospital=" "), "special.hospital"),
        (partial(subsidise, "9", hospital="x", day="2026-10-24"), "health.day"),
        (partial(special_registers.folic, town.ws, doctor, mother, "before", "25"), "special.folic"),
        (partial(special_registers.folic, town.ws, doctor, mother, "later", "3"), "special.folic"),
        (partial(special_registers.endemic, town.ws, doctor, person, " "), "special.disease"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            wrong()
    year = special_registers.of_year(town.ws, doctor, 2026)
    assert (year.folic_people, year.folic_times, year.bottles) == (1, 2, 5)
    assert (year.subsidised, year.amount, year.mothers.hospital, year.mothers.placed) == (1, D("300.00"), 1, 1)
    for day, treatment, result in (("2026-02-01", "发药", "ill"), ("2026-11-01", "", "better")):
        special_registers.endemic(
            town.ws, doctor, person, "大骨节病", found="2010-05-01", treatment=treatment, result=result, day=day
        )
    (case,) = special_registers.sick(town.ws, doctor)
    assert (case.found, case.seen, case.treatment, case.result) == ("2010-05-01", "2026-11-01", "发药", "better")
    ledgers: list[tuple[Kind, int]] = [("folic", 2), ("delivery_subsidy", 1), ("endemic", 1)]
    for kind, number in ledgers:
        assert len(health_ledger_rows.rows(town.ws, doctor, kind, 2026)) == number
        assert printed(town, kind)
    clinic.pressure(town, person, 130, 80, date(2026, 5, 1))
    clinic.pressure(town, person, 130, 80, date(2026, 8, 1))
    done = {one.item.key: (one.persons, one.times) for one in programme_items.done(town.ws, doctor, 2026)}
    assert (done["hypertension"], done["maternal"], done["folic"], done["endemic"]) == ((1, 2), (1, 1), (1, 2), (1, 2))
    assert programme_items.done(town.ws, doctor, 2025)[7].times == 0


def test_the_living_environment_is_counted_by_household_and_village(town: Town) -> None:
    doctor, home = town.actor("006"), town.family()
    second = {"toilet": "1", "water": "", "refuse": "1", "sewage": "3"}
    for place, said in ((1, {"toilet": "4", "water": "3"}), (2, second)):
        past(town, town.person(home, place), [("ehr_basic_info", "2026-01-05", {**RECORD, **said})])
    health_lines.settle(town.ws)
    items = {one.key: one for one in environment.items(town.ws)}
    red, stone = environment.villages(town.ws, doctor)
    assert {key: (red.good(one), red.known(one)) for key, one in items.items() if red.known(one)} == {
        "toilet": (1, 1), "water": (0, 1), "refuse": (1, 1), "sewage": (0, 1)
    }, "the last word of the household on each item"
    assert not any(stone.known(one) for one in items.values())
    heads, rows = environment.table(town.ws, items["toilet"], [red, stone])
    assert (heads[0], heads[-1], rows[0]) == ("卫生厕所", "卫生厕所", ["红星村", 1, 0, 0, 0, 0, 1, 1])
    with pytest.raises(Refused, match=r"actor\.role"):
        environment.villages(town.ws, town.actor("005"))


def test_the_answers_of_the_environment_are_those_of_the_form(town: Town) -> None:
    (form,) = [one for one in shipped() if one.form_id == "ehr_basic_info"]
    listed: dict[str, list[str]] = {}
    choices = re.compile(r"^\| (\w+) \| (\w+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
    for name, code in choices.findall(form.path.read_text("utf-8")):
        listed.setdefault(name, []).append(code)
    for one in environment.items(town.ws):
        assert list(one.answers) == listed[one.key]
        assert one.counts < set(one.answers)


def test_each_disease_of_the_list_has_the_day_since_which_it_is_covered(town: Town) -> None:
    day = date(2026, 11, 22)
    found = health_tables.covered(town.ws, day)
    assert [since for since, _ in found] == ["2020-01-01", "2018-01-01", "2013-01-01"], "the newest first"
    assert {"终末期肾病", "乳腺癌", "宫颈癌", "艾滋病机会感染"} <= set(found[-1][1])
    names = [name for _, some in found for name in some]
    assert (len(names), len(set(names))) == (34, 34), "each once"
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("disease_list_scope", "16", "2026-01-01", "", "县定"))
    assert sum(len(some) for _, some in health_tables.covered(town.ws, day)) == 16
