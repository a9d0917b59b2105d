"""Contracts, ledgers and screening on the screen: empty, usual, crowded; both languages; every list leads on."""

from decimal import Decimal as D
from pathlib import Path

import pytest

from tests.services import clinic, health_forms
from tests.services.test_identification import HEAD, ZHANG
from tests.services.town import Town, resident_id
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.health_pages import begin, shown
from villagevisit.domain.waivers import Bill
from villagevisit.services import health_costs, health_lines, identification_changes, screening
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.contract_drugs import DrugsPanel
from villagevisit.ui.pages.contracts import ContractPanel
from villagevisit.ui.pages.health_books import BooksPanel
from villagevisit.ui.pages.health_identify import IdentifyPanel
from villagevisit.ui.pages.screening import WomenPanel
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PAGES = {
    "contracts": ("people", "figures", "drugs"),
    "health_ledgers": ("identify", "campaign", "books", "bills", "targets"),
    "screening": ("women", "figures"),
}


def people(town: Town, day: Day) -> list[str]:
    """Persons of two families; a contract, two identifications, a positive screening, bills, a campaign."""
    doctor = town.actor("006")
    first, second = (town.person(day.households["unvisited"], at) for at in (1, 2))
    clinic.pressure(town, first, 150, 95, town.clock.now().date())
    health_forms.contracted(town, first)
    health_forms.identified(town, first, has_major="1", major_code="08", batch_list="1 2 3", diff_class="2",
                            change_request="改为肺癌、高血压", expert_needed="1")  # fmt: skip
    health_forms.identified(town, second, diff_class="0")
    with town.ws.store.transaction() as db:
        db.execute("UPDATE person SET sex = '2' WHERE name = '王秀英'")
    health_forms.screened(town, second, cervical_pos="2", cervical_result="HPV16阳性")
    health_forms.waived(town, first)
    bill = Bill(D(12000), D(800), {"basic": D(7000), "major": D(1500), "fallback": D(500)})
    health_costs.enter(town.ws, doctor, first, health_costs.Entry("2026-11-20", "县医院", True, bill, "2026-12-20"))
    identification_changes.begin(town.ws, doctor, "2027年健康扶贫精准识别", "2027-05-10")
    health_lines.settle(town.ws)
    return [first, second]


def test_every_section_empty_and_usual(day: Day, language: tuple[str, int, int]) -> None:
    for state in ("empty", "usual"):
        if state == "usual":
            people(day.frame.town, day)
        for page_name, tabs in PAGES.items():
            page = begin(day, language, page_name)
            for tab in tabs:
                page.show_tab(tab)
                shown(day, f"{state}-{page_name}-{tab}-{language[0]}")


def test_lists_and_ledgers_lead_on(day: Day) -> None:
    town = day.frame.town
    people(town, day)
    page = begin(day, ("zh_CN", 1280, 720), "contracts")
    panel = page.panels["people"]
    assert isinstance(panel, ContractPanel)
    panel.which.choose("running")
    assert "已 1 次，应 4 次" in shown(day, "contract")
    panel.item.setText("上门送药")
    panel.satisfied.choose("1")
    next(one for one in panel.findChildren(Button) if one.text() == "记下服务" and one.isVisible()).click()
    assert "已 2 次，应 4 次" in shown(day, "contract-performed")
    drugs = page.panels["drugs"]
    assert isinstance(drugs, DrugsPanel)
    page.show_tab("drugs")
    day.frame.settle()
    drugs.stable.choose("1")
    drugs._enter(next(iter(drugs.found.values())))
    assert day.shell.message[1] == "refused"
    drugs.asked.choose("1")
    drugs.reason.setText("路远，血压稳定")
    drugs._enter(next(iter(drugs.found.values())))
    assert day.shell.message[1] == "done"
    page = begin(day, ("zh_CN", 1280, 720), "health_ledgers", tab="books")
    books = page.panels["books"]
    assert isinstance(books, BooksPanel)
    for kind in ("batch_a", "batch_b", "waiver", "cost", "doctor"):
        books._turn(kind, 2026)
        words = shown(day, f"book-{kind}")
        assert {"batch_a": "2 人", "batch_b": "4 人次", "waiver": "1,251.00"}.get(kind, "合计") in words
    books._print()
    assert "家庭医生签约台账" in shown(day, "print")
    page = begin(day, ("zh_CN", 1280, 720), "screening")
    women = page.panels["women"]
    assert isinstance(women, WomenPanel)
    women.which.choose("recall")
    shown(day, "recall")
    women.note.setText("电话通知复查")
    women.do(lambda: screening.recall(town.ws, day.shell.actor, next(iter(women.found)), women.note.text()), "已记下。")
    women.which.choose("recalled")
    assert "王秀英" in shown(day, "recalled")


def test_the_ledger_is_read_the_form_advises_and_experts_judge(day: Day, tmp_path: Path) -> None:
    page = begin(day, ("zh_CN", 1280, 720), "health_ledgers")
    panel = page.panels["identify"]
    assert isinstance(panel, IdentifyPanel)
    path = tmp_path / "台账.csv"
    rows = f"P-17,红星村,张三丰,张三丰,{ZHANG},1970-01-01,一般贫困户,因病,长期慢性病,胃癌\n"
    stranger = resident_id("99999919650505001")
    path.write_text(HEAD + rows + f"P-18,石桥村,孙大,孙大,{stranger},,脱贫户,缺技术,患有大病,肺癌\n", "utf-8")
    day.shell.files = GivenFiles(path)
    panel.read()
    assert "名册里找到 1 人" in shown(day, "read")
    page.show_tab("campaign")
    assert "孙大" in shown(day, "unlisted")
    person = next(iter(panel.found))
    clinic.consented(day.frame.town, person)
    day.shell.go("visit", form_id="illness_poverty_verify", person_id=person)
    day.frame.settle()
    visit_page = day.frame.page
    assert isinstance(visit_page, VisitPage)
    assert visit_page.desk is not None
    for ref, value in health_forms.ILL.items():
        if not ref.startswith(("reg_", "fam_")):
            visit_page.desk.answer(f"/data/{ref}", value)
    visit_page.desk.catch_up()
    words = shown(day, "advice")
    assert "2类" in words
    assert "胃癌" in words
    assert "所选类别与建议不同" in words


def test_a_crowded_list(day: Day) -> None:
    town = day.frame.town
    for number in range(100, 175):
        town.family(f"{number:04d}")
    for language in (("zh_CN", 1280, 720), ("en", 853, 480)):
        begin(day, language, "contracts")
        words = shown(day, f"crowded-{language[0]}")
        assert ("先列 200 人" if language[0] == "zh_CN" else "The first 200") in words
    set_language("zh_CN")
