"""Insurance, operations and measures entered from the lists; their figures and ledgers; an indicator with its rank."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from tests.services import clinic, health_forms
from tests.services.test_identification import ZHANG
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.health_pages import begin, shown
from villagevisit.services import health_lines
from villagevisit.ui.pages.health_books import BooksPanel
from villagevisit.ui.pages.health_help import HelpPanel
from villagevisit.ui.pages.health_targets import TargetsPanel
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ZH = ("zh_CN", 1280, 720)
BOOKS = {
    "insured": "2 / ", "uninsured": "医保盲区", "operation": "1", "measure": "至少享受一项", "poor_frame": "还没有读入",
}  # fmt: skip


def entered(day: Day, panel: HelpPanel) -> str:
    """One man insured, operated and visited, with a waiver signed before; his id."""
    town = day.frame.town
    man = town.person(day.households["unvisited"], 1)
    clinic.consented(town, man)
    health_forms.waived(town, man)
    health_lines.settle(town.ws)
    panel.which.choose("all")
    panel.look()
    day.frame.settle()
    panel.list.choose_key(man)
    day.frame.settle()
    panel.premium.choose("county")
    panel.insure.click()
    panel.hospital.setText("市眼科医院")
    panel.operate.click()
    panel.note.setText("市一院巡诊")
    panel.give.click()
    return man


def test_what_is_entered_stands_in_the_ledgers_and_the_target(
    day: Day, tmp_path: Path, language: tuple[str, int, int]
) -> None:
    page = begin(day, language, "health_ledgers", tab="help")
    panel, books, targets = (page.panels[key] for key in ("help", "books", "targets"))
    assert isinstance(panel, HelpPanel)
    assert isinstance(books, BooksPanel)
    assert isinstance(targets, TargetsPanel)
    shown(day, f"help-blind-{language[0]}")
    entered(day, panel)
    words = shown(day, f"help-entered-{language[0]}")
    assert day.shell.message[1] == "done"
    if language == ZH:
        assert "2026年参保：城乡居民基本医疗保险 · 县级财政资助" in words
        assert "白内障复明手术 · 市眼科医院 · 项目免费" in words
    page.show_tab("books")
    for kind in BOOKS:
        books._turn(kind, 2026)
        shown(day, f"help-book-{kind}-{language[0]}")
    page.show_tab("targets")
    day.frame.settle()
    targets.which.choose("hfmd")
    for field, text in (
        (targets.top, "610"), (targets.bottom, "400000"), (targets.source, "市疾控"), (targets.among, "全省"),
        (targets.rank, "17"), (targets.of, "18"),
    ):  # fmt: skip
        field.setText(text)
    targets._enter()
    assert day.shell.message[1] == "done"
    day.frame.settle()
    words = t("target.ranked", among="全省", place=17, of=18)
    line = next(one for one in targets.findChildren(QLabel) if words in one.text())
    area = targets.findChild(QScrollArea)
    assert area is not None
    area.ensureWidgetVisible(line)
    assert words in shown(day, f"help-targets-{language[0]}")
    area.ensureWidgetVisible(targets.among)
    shown(day, f"help-state-{language[0]}")


def test_a_list_is_read_and_the_blind_spots_shrink(day: Day, tmp_path: Path) -> None:
    page = begin(day, ZH, "health_ledgers", tab="help")
    panel = page.panels["help"]
    assert isinstance(panel, HelpPanel)
    before = len(panel.found)
    path = tmp_path / "参保.csv"
    path.write_text(f"姓名,身份证号码,险种\n张三丰,{ZHANG},居民医保\n", "utf-8")
    day.shell.files = GivenFiles(path)
    panel.read()
    assert "找到 1 人，新记下 1 人" in shown(day, "help-read")
    assert len(panel.found) == before - 1


def test_an_indicator_of_ones_own_is_named_where_it_is_chosen(day: Day) -> None:
    page = begin(day, ZH, "health_ledgers", tab="targets")
    targets = page.panels["targets"]
    assert isinstance(targets, TargetsPanel)
    day.frame.settle()
    assert not targets.name.isVisible()
    targets.which.choose("own")
    assert targets.name.isVisible()
    typed = ((targets.name, "乳腺癌检出率"), (targets.top, "3"), (targets.bottom, "1000"), (targets.source, "报表"))
    for field, text in typed:
        field.setText(text)
    targets.per.choose("1000")
    targets._enter()
    day.frame.settle()
    assert any("乳腺癌检出率  3 / 1,000  3.00‰" in one.text() for one in targets.findChildren(QLabel))
