"""Standards, how a figure came about, two lists: as a clerk sees them, empty, usual and crowded, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.services.test_standards import pay, set_values
from tests.services.town import STONE, resident_id
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.standards import LINE, RURAL, URBAN
from villagevisit.services import standards
from villagevisit.ui.pages.how_computed import HowComputedPage
from villagevisit.ui.pages.standards import StandardsPage
from villagevisit.ui.pages.standards_check import CheckPanel
from villagevisit.ui.pages.standards_try import TryPanel
from villagevisit.ui.pages.standards_villages import VillagesPanel
from villagevisit.ui.pages.standards_years import YearsPanel
from villagevisit.ui.pages.two_lists import TwoListsPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def look(day: Day) -> str:
    """What is on the page, after the judge found nothing wrong with it."""
    day.frame.settle()
    for _ in range(6):  # a layout in a layout in a layout comes to rest in a few rounds
        QApplication.processEvents()
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def standards_page(day: Day, tab: str) -> StandardsPage:
    day.frame.sign_in("005", to="standards", tab=tab)
    page = day.frame.page
    assert isinstance(page, StandardsPage)
    return page


def test_years_growth_and_warnings(day: Day, spoken: str) -> None:
    town = day.frame.town
    standards_page(day, "years")
    assert "600.00" in look(day)
    set_values(town, "2014-01-01", {RURAL: "352", URBAN: "488"}, "云政发〔2014〕3号")
    set_values(town, "2015-01-01", {RURAL: "396", URBAN: "528", LINE: "2900"}, "云政发〔2015〕3号")
    for year in range(2016, 2026):
        set_values(town, f"{year}-01-01", {RURAL: str(400 + year - 2016), URBAN: "540"}, f"云政发〔{year}〕3号")
    set_values(town, "2026-12-01", {RURAL: "200", LINE: "2900"}, "云政发〔2026〕9号")
    page = standards_page(day, "years")
    words = look(day)
    assert ("两线合一" in words) == (spoken == "zh_CN")
    panel = page.panels["years"]
    assert isinstance(panel, YearsPanel)
    second = panel.model.rowCount() - 2
    assert [panel.model.index(second, at).data() for at in range(1, 6)] == [
        "396.00", "+12.50%", "528.00", "+8.20%", "75.00%",
    ]  # fmt: skip


def test_trying_a_standard_shows_what_changes_and_settling_asks(day: Day, spoken: str) -> None:
    page = standards_page(day, "try")
    panel = page.panels["try"]
    assert isinstance(panel, TryPanel)
    look(day)
    panel.rural.setText("700")
    panel.look.click()
    day.frame.settle()
    assert ("1,255.00" in look(day)) == (spoken == "zh_CN"), "below the small window"
    panel.many_rural.setText("500 600 700")
    panel.compare.click()
    day.frame.settle()
    look(day)
    day.shell.asker = lambda *_: True
    panel.settle.click()
    assert day.shell.message[1] == "refused", "no document is named"
    panel.source.setText("云政发〔2026〕9号")
    panel.settle.click()
    assert day.shell.message[1] == "done"
    assert standards.history(day.shell.ws)[-1].rural == 700
    panel.rural.setText("七百")
    panel.look.click()
    assert day.shell.message[1] == "refused"


def test_villages_with_hints_and_the_households_behind(day: Day, spoken: str) -> None:
    homes = [day.frame.town.family(f"{number:04d}", village=STONE) for number in range(20, 27)]
    pay(day.frame.town, homes, "450")
    pay(day.frame.town, homes[:2], "150", covered=1)
    page = standards_page(day, "villages")
    panel = page.panels["villages"]
    assert isinstance(panel, VillagesPanel)
    panel.table.selectRow(1)
    words = look(day)
    assert ("保人不保户" in words) == (spoken == "zh_CN")
    assert [panel.homes.index(at, 0).data() for at in range(panel.homes.rowCount())] == ["0020", "0021"]
    day.shell.go("home")
    look(day)
    assert page.tab == "villages"


def test_how_a_signed_figure_came_about(day: Day, spoken: str) -> None:
    day.frame.sign_in("005", to="how_computed", submission_id=day.submissions["signed"])
    assert isinstance(day.frame.page, HowComputedPage)
    words = look(day)
    assert "954.58" in words
    assert spoken == "en" or "民发〔2021〕57号" in words
    day.shell.go("how_computed", submission_id="nobody")
    look(day)
    day.shell.go("household", household_id=day.households["signed"])
    look(day)


def test_two_lists_are_read_compared_and_explained(day: Day, spoken: str, tmp_path: Path) -> None:
    day.frame.sign_in("005", to="two_lists")
    look(day)
    rows = [f"石桥村,孙{number},{resident_id(f'99999919650505{number:03d}')},1965-05-05" for number in range(1, 61)]
    rows += [f"红星村,张三丰,{resident_id('99999919700101001')},1970-01-01", "红星村,王秀英,,1971-02-02"]
    path = tmp_path / "list.csv"
    path.write_text("行政村,姓名,身份证号,出生日期\n" + "\n".join(rows) + "\n", "utf-8")
    page = day.frame.page
    assert isinstance(page, TwoListsPage)
    day.shell.files = GivenFiles(path, tmp_path / "out.xlsx")
    page.office.read()
    look(day)
    page.same.click()
    page.show_side("theirs")
    look(day)
    page.reason.choose("propose")
    page.say.click()
    assert day.shell.message[1] == "done"
    page.show_side("ours")
    look(day)
    page.office.save()
    assert (tmp_path / "out.xlsx").exists()
    day.frame.sign_in("001", to="two_lists")
    assert "孙1" not in look(day)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("sum", {"stated": "205", "parts": "172+13+4+5+2"}, "172 + 13 + 4 + 5 + 2 = 196，写的是 205"),
        ("sum", {"stated": "4,022", "parts": "131、140、3751"}, "对得上"),
        ("times", {"times": "15", "before": "15", "after": "150"}, "倍数不对：150 ÷ 15 = 10，写的是 15"),
        ("increase", {"times": "10", "before": "50", "after": "500"}, "混了"),
        ("reached", {"least": "80", "part": "150", "whole": "190"}, "没有达到：150 ÷ 190 = 78.9474%，要求至少 80%"),
        ("ratio", {"percent": "50%", "part": "1", "whole": "0"}, "总数是零"),
        ("growth", {"percent": "x", "before": "1", "after": "2"}, "要填数字"),
    ],
)
def test_a_figure_of_a_report_is_checked(day: Day, kind: str, typed: dict[str, str], said: str) -> None:
    """R-21; S-277, S-384 and the 205 of 大通."""
    panel = standards_page(day, "check").panels["check"]
    assert isinstance(panel, CheckPanel)
    panel.kind.choose(kind)
    for name, value in typed.items():
        panel.fields[name].setText(value)
    panel.check.click()
    assert said in look(day)


def test_every_sort_of_figure_fits(day: Day, spoken: str) -> None:
    panel = standards_page(day, "check").panels["check"]
    assert isinstance(panel, CheckPanel)
    for at in range(panel.kind.count()):
        panel.kind.setCurrentIndex(at)
        for field in panel.fields.values():
            field.setText("12345.67")
        panel.check.click()
        look(day)
