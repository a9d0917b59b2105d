"""慢病鉴定, vaccination, mothers, endemic diseases, rates on the screen: empty, usual, crowded; every list leads on."""

from datetime import date
from pathlib import Path

import pytest

from tests.services import clinic
from tests.services.health_past import RECORD, past
from tests.services.town import PINS, Town, resident_id
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.health_pages import begin, shown
from villagevisit.domain.health import Service
from villagevisit.services import chronic_appraisals, health_lines, health_services, special_registers, vaccinations
from villagevisit.services.chronic_appraisals import Entry
from villagevisit.services.health_services import Served
from villagevisit.services.visit_subject import household_of_person
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.health_appraisal import AppraisalPanel
from villagevisit.ui.pages.health_bills import BillsPanel
from villagevisit.ui.pages.health_books import BooksPanel
from villagevisit.ui.pages.health_environment import EnvironmentPanel
from villagevisit.ui.pages.health_overview import HealthOverviewPage
from villagevisit.ui.pages.health_special_people import EndemicPanel, MothersPanel
from villagevisit.ui.pages.health_vaccination import VaccinationPanel
from villagevisit.ui.pages.home_desk import tasks
from villagevisit.wording import set_language, t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TABS = ("vaccination", "mothers", "endemic", "rates", "environment", "programme", "appraise")
ZH = ("zh_CN", 1280, 720)


def children(town: Town, births: list[str]) -> list[str]:
    """Each with a mother, in a household of their own; consented for."""
    made = []
    for number, birth in enumerate(births, start=300):
        mother = ("李秀兰", "02", resident_id(f"99999919930101{number}"))
        name = "欧阳喆堃" if number % 2 else "李娃"
        child = (name, "20", resident_id(f"999999{birth.replace('-', '')}{number}"))
        home = town.household(f"{number:04d}", mother, child)
        with town.ws.store.transaction() as db:
            db.execute("UPDATE person SET sex = '2' WHERE household_id = ? AND position = 1", [home])
        made.append(town.person(home, 2))
    return made


def usual(town: Town, day: Day) -> tuple[str, str]:
    """A sick man with two applications and an endemic disease; a child with three doses, and its mother."""
    doctor, man = town.actor("006"), town.person(day.households["unvisited"], 1)
    (child,) = children(town, ["2026-05-20"])
    home = household_of_person(town.ws, child)
    mother = town.person(home, 1)
    for one in (man, child, mother):
        clinic.consented(town, one)
    chronic_appraisals.apply(town.ws, doctor, man, Entry("高血压Ⅲ期（高危及以上）", "2026-09-30", papers="诊断证明"))
    chronic_appraisals.apply(town.ws, doctor, man, Entry("冠心病", "2026-11-02", free=False))
    for item, when in (("hepb1", "2026-05-21"), ("bcg", "2026-05-20"), ("hepb2", "2026-06-25")):
        health_services.serve(town.ws, doctor, child, Served(Service.VACCINATION, item, when))
    special_registers.folic(town.ws, doctor, mother, "before", "3", "2026-01-10")
    special_registers.subsidise(
        town.ws, doctor, mother, "300", delivered="2026-05-20", hospital="云溪县妇幼保健院", day="2026-06-01"
    )
    special_registers.endemic(
        town.ws, doctor, man, "大骨节病", found="2010-05-01", treatment="发放氨基葡萄糖，半年复查一次", day="2026-05-01"
    )
    town.with_pins()
    health_services.enrol(town.ws, doctor, mother, Service.MATERNAL, "2025-08-12")
    born = Served(Service.MATERNAL, "delivered", "2026-05-20", {"born_at": "hospital"})
    health_services.serve(town.ws, doctor, mother, born, PINS["006"])
    past(town, man, [("ehr_basic_info", "2026-01-05", {**RECORD, "toilet": "1"})])
    health_lines.settle(town.ws)
    return man, child


def test_every_section_empty_and_usual(day: Day, language: tuple[str, int, int]) -> None:
    for state in ("empty", "usual")[language != ZH:]:
        if state == "usual":
            usual(day.frame.town, day)
        page = begin(day, language, "health_special")
        for tab in TABS:
            page.show_tab(tab)
            shown(day, f"{state}-{tab}-{language[0]}")
        page = begin(day, language, "health_ledgers", tab="appraisal")
        panel = page.panels["appraisal"]
        assert isinstance(panel, AppraisalPanel)
        panel.which.choose("late")
        panel.look()
        shown(day, f"{state}-appraisal-{language[0]}")
    page.show_tab("books")
    books = page.panels["books"]
    assert isinstance(books, BooksPanel)
    for kind in ("chronic_appraisal", "vaccination_due"):
        books._turn(kind, 2026)
        shown(day, f"book-{kind}-{language[0]}")


def test_the_living_environment_by_village_is_saved_as_a_table(day: Day, tmp_path: Path) -> None:
    usual(day.frame.town, day)
    page = begin(day, ZH, "health_special", tab="environment")
    panel = page.panels["environment"]
    assert isinstance(panel, EnvironmentPanel)
    shown(day, "environment")
    path = tmp_path / "厕所.csv"
    day.shell.files = GivenFiles(path)
    next(one for one in panel.findChildren(Button) if one.text() == "存成表格").click()
    assert path.read_text("utf-8-sig").splitlines()[1] == "红星村,1,0,0,0,0,1,1"


def test_the_list_is_read_an_application_entered_judged_and_used_in_a_bill(day: Day, tmp_path: Path) -> None:
    town = day.frame.town
    man = town.person(day.households["unvisited"], 1)
    clinic.consented(town, man)
    page = begin(day, ZH, "health_ledgers", tab="books")
    books, panel, bills = (page.panels[key] for key in ("books", "appraisal", "bills"))
    assert isinstance(books, BooksPanel)
    assert isinstance(panel, AppraisalPanel)
    assert isinstance(bills, BillsPanel)
    books._turn("chronic_appraisal", 2026)
    assert "还没有读入" in shown(day)
    path = tmp_path / "县慢病名单.csv"
    path.write_text("病种\n" + "".join(f"慢性病第{n}种\n" for n in range(1, 38)), "utf-8")
    day.shell.files = GivenFiles(path)
    books._read()
    assert "37种" in shown(day, "county-list")
    page.show_tab("appraisal")
    panel.which.choose("all")
    panel.look()
    day.frame.settle()
    one = panel.found[man]
    panel.list.choose_key(man)
    panel.disease.choose("慢性病第7种")
    panel._applied(one)
    panel.which.choose("waits")
    panel.look()
    assert "慢性病第7种　2026-11-22申报　待鉴定" in shown(day, "applied")
    panel._judged(panel.cases[man][0])
    panel.which.choose("passed")
    panel.look()
    assert "证件月份2026-11" in shown(day, "passed")
    bills._take(panel.cases[man][0])
    assert (bills.disease.text(), bills.certified.text()) == ("慢性病第7种", "2026-11")
    panel._print()
    assert "慢性病鉴定台账" in shown(day, "print")


def test_a_dose_and_the_registers_are_entered_from_the_lists(day: Day) -> None:
    town = day.frame.town
    man, child = usual(town, day)
    page = begin(day, ZH, "health_special")
    doses, mothers, endemic = (page.panels[key] for key in ("vaccination", "mothers", "endemic"))
    assert isinstance(doses, VaccinationPanel)
    assert isinstance(mothers, MothersPanel)
    assert isinstance(endemic, EndemicPanel)
    assert "已过" in shown(day, "child")
    assert doses.dose.value() == "ipv1", "what presses most stands first"
    doses._served(doses.found[child])
    day.frame.settle()
    assert doses.dose.value() == "dtap1"
    doses._carded(doses.found[child])
    assert "2026-11-22" in shown(day, "carded")
    assert vaccinations.of_child(town.ws, day.shell.actor, child, "2026-05-20").card == "2026-11-22"
    page.show_tab("mothers")
    day.frame.settle()
    mothers.which.choose("health.folic")
    mothers.look()
    (woman,) = mothers.found.values()
    mothers.bottles.setText("30")
    mothers._folic(woman)
    assert day.shell.message[1] == "refused"
    mothers.bottles.setText("2")
    mothers._folic(woman)
    assert "叶酸2瓶" in shown(day, "folic")
    page.show_tab("endemic")
    day.frame.settle()
    endemic.result.choose("better")
    endemic._entered(endemic.found[man])
    endemic.which.choose("better")
    endemic.look()
    assert "大骨节病　好转" in shown(day, "better")
    page.show_tab("rates")
    words = shown(day, "rates")
    assert "1 / 1  100.0%" in words
    assert "建证率（出生一个月内）　1 / 1  100.0%" in words


def test_a_crowded_list_of_children(day: Day) -> None:
    children(day.frame.town, [f"202{4 + n % 2}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(201)])
    for language in (ZH, ("en", 853, 480)):
        page = begin(day, language, "health_special")
        panel = page.panels["vaccination"]
        assert isinstance(panel, VaccinationPanel)
        page.show_tab("vaccination")
        panel.which.choose("none")
        panel.look()
        words = shown(day, f"crowded-{language[0]}")
        assert ("先列 200 人" if language[0] == "zh_CN" else "The first 200") in words
        page.show_tab("rates")
        words = shown(day, f"crowded-rates-{language[0]}")
        assert "0 / 201" in words or language != ZH
    set_language("zh_CN")


def test_a_clerk_who_is_a_doctor_sees_what_of_health_waits(day: Day) -> None:
    town = day.frame.town
    person, doctor = town.person(day.households["unvisited"], 1), town.actor("006")
    clinic.pressure(town, person, 130, 80, date(2026, 8, 1))
    chronic_appraisals.apply(town.ws, doctor, person, Entry("高血压", "2026-09-30"))
    health_lines.settle(town.ws)
    words = {t(f"ui.task.health_{one}") for one in ("late", "week", "appraisal", "referral")}
    assert not words & {one.words for one in tasks(town.ws, None, town.actor("005"))}
    with town.ws.store.transaction() as db:
        db.execute("UPDATE officer SET roles = 'clerk village_doctor' WHERE staff_no = '005'")
    found = {one.words: (one.kind, one.number, one.page) for one in tasks(town.ws, None, town.actor("005"))}
    assert {key: said for key, said in found.items() if key in words} == {
        t("ui.task.health_late"): ("refused", 1, "round"),
        t("ui.task.health_appraisal"): ("refused", 1, "health_ledgers"),
    }


def test_the_overview_leads_to_the_exchange_of_records(day: Day) -> None:
    day.frame.sign_in("006", to="health_overview")
    page = day.frame.page
    assert isinstance(page, HealthOverviewPage)
    page.swap.click()
    assert day.frame.page.name == "health_exchange"
