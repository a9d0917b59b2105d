"""The calculator of medical aid on the screen: empty, usual and crowded, in both languages, by keyboard."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.services.town import RED_STAR, STONE
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.services import aid_register
from villagevisit.ui.pages.aid import AidPage
from villagevisit.ui.pages.aid_calc import CalcPanel
from villagevisit.ui.pages.aid_disasters import DisastersPanel
from villagevisit.ui.pages.aid_premium import PremiumPanel
from villagevisit.ui.pages.aid_register import RegisterPanel
from villagevisit.ui.pages.aid_reports import ReportsPanel
from villagevisit.ui.pages.aid_rules import RulesPanel
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.widgets.remark import Remark

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = os.environ.get("AID_SHOTS", "")
CHANGLING = "长岭县城镇居民医保"


def shown(day: Day, name: str) -> str:
    day.frame.qtbot.waitUntil(lambda: not any(one.isActive() for one in day.frame.window.findChildren(QTimer, "pause")))
    day.frame.settle()
    for _ in range(6):
        QApplication.processEvents()
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}.png")
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def begin(day: Day, language: tuple[str, int, int], *who: str) -> AidPage:
    day.shell.speak(language[0])
    day.frame.window.resize(language[1], language[2])
    QApplication.processEvents()
    day.frame.sign_in(*(who or ("005",)), to="aid")
    page = day.frame.page
    assert isinstance(page, AidPage)
    return page


def test_a_bill_by_layers_and_its_sheet(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    panel = page.panel("calc")
    assert isinstance(panel, CalcPanel)
    shown(day, f"calc-empty-{language[0]}")
    panel.programme.choose("示例：五层结算")
    panel.group.choose("registered_poor")
    panel.total.setText("100,000")
    panel.compliant.setText("90000")
    words = shown(day, f"calc-five-{language[0]}")
    assert language[0] == "en" or "基本医保付 54,000.00 元" in words
    panel.programme.choose("福州市大学生大病保险")
    panel.total.setText("230000")
    panel.compliant.setText("")
    assert not panel.print.isEnabled(), "the line is asked for first"
    panel.asked["serious.deductible"].setText("29399")
    panel.day.setText("2013-06-01")
    panel.more.click()
    panel.designated.choose("")
    words = shown(day, f"calc-fuzhou-{language[0]}")
    assert language[0] == "en" or ("大病保险付 100,000.00 元" in words and "不是定点医院" in words)
    panel.total.setText("一万")
    shown(day, f"calc-wrong-{language[0]}")
    assert not panel.print.isEnabled()
    panel.total.setText("80000")
    page.print_shown()
    shown(day, f"print-{language[0]}")
    printing = day.frame.page
    assert isinstance(printing, PrintPage)
    assert printing.shown is not None
    assert printing.shown.rows == 1


def test_contributions_formulas_and_rules(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    page.show_tab("premium")
    premium = page.panel("premium")
    assert isinstance(premium, PremiumPanel)
    premium.one.choose("elder_low")
    premium.other.choose("disabled_poor")
    words = shown(day, f"premium-{language[0]}")
    assert language[0] == "en" or "补助 150.00 元，个人缴 40.00 元" in words
    premium.programme.choose("福建省本级灵活就业人员医保")
    premium.one.choose("unemployed")
    shown(day, f"premium-month-{language[0]}")
    page.show_tab("reports")
    reports = page.panel("reports")
    assert isinstance(reports, ReportsPanel)
    shown(day, f"reports-empty-{language[0]}")
    reports.which.choose("months")
    reports.inputs["amount"].setText("321170")
    reports.inputs["months"].setText("7")
    reports.stated.setText("187350")
    words = shown(day, f"reports-{language[0]}")
    assert language[0] == "en" or "321,170 ÷ 12 × 7 = 187,349.1667" in words
    reports.which.choose("average")
    reports.inputs["amount"].setText("1")
    reports.inputs["heads"].setText("0")
    shown(day, f"reports-zero-{language[0]}")
    reports.which.choose("sum")
    reports.inputs["parts"].setText("70 + 36 + 44")
    reports.stated.setText("152")
    words = shown(day, f"reports-sum-{language[0]}")
    assert language[0] == "en" or "报告里写的是 152" in words
    page.show_tab("rules")
    rules = page.panel("rules")
    assert isinstance(rules, RulesPanel)
    rules.programme.choose(CHANGLING)
    shown(day, f"rules-{language[0]}")


def test_the_doctor_reckons_and_reads_the_rules_but_changes_none(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language, "006")
    page.show_tab("register")
    assert (page.tabs.current(), page.tabs.button("register").isVisible()) == ("calc", False)
    page.show_tab("rules")
    rules = page.panel("rules")
    assert isinstance(rules, RulesPanel)
    assert not rules.read.isVisible()
    shown(day, f"rules-doctor-{language[0]}")


def test_the_register_empty_usual_and_crowded(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    page.show_tab("register")
    panel = page.panel("register")
    assert isinstance(panel, RegisterPanel)
    shown(day, f"register-empty-{language[0]}")
    panel.new.click()
    shown(day, f"register-form-{language[0]}")
    form = panel.form
    form.village.choose(RED_STAR.code)
    form.number.setText("0001")
    form.cause.choose("fire")
    form.urgent.choose("1")
    form.funds["temporary"].setText("5,800.00")
    form.items.setText("棉被31床、大米3840斤")
    form.enter.click()
    assert day.shell.message[1] == "done"
    panel.stated.value.setText("9800")
    panel.stated.source.setText("县财政局")
    panel.stated.note.click()
    shown(day, f"register-one-{language[0]}")
    said = [one.text() for one in panel.stated.findChildren(Remark) if one.isVisible()]
    assert language[0] == "en" or said == ["金额（县财政局）：登记 5,800.00，写的是 9,800.00，差 4,000.00。"]
    gap = aid_register.period(day.shell.ws, "2026-11").gaps[0]
    panel.stated.reasons[gap.name].setText("十月批的一笔，十一月才发")
    panel.stated.explain[gap.name].click()
    assert aid_register.period(day.shell.ws, "2026-11").gaps == ()
    panel._area.ensureWidgetVisible(panel.stated)
    shown(day, f"register-told-{language[0]}")
    ws, clerk = day.shell.ws, day.shell.actor
    for number in range(45):
        village = (RED_STAR, STONE)[number % 2].code
        giving = aid_register.Giving(village, "expense", 2, urgent=number % 3 == 0, funds={"medical": Decimal(1018)})
        aid_register.give(ws, clerk, giving)
    page.refresh()
    shown(day, f"register-crowded-{language[0]}")
    panel.period.setText("2026年11月")
    panel.look.click()
    assert day.shell.message[1] == "refused"
    shown(day, f"register-wrong-{language[0]}")


def test_disasters_with_their_hours_and_visits(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    page.show_tab("disasters")
    panel = page.panel("disasters")
    assert isinstance(panel, DisastersPanel)
    shown(day, f"disaster-empty-{language[0]}")
    panel.happened.setText("2026-11-21 06:30")
    panel.households.setText("17")
    panel.persons.setText("46")
    panel.who.setText("孙经办")
    panel.enter.click()
    shown(day, f"disaster-late-{language[0]}")
    panel.entries[0].arrived.setText("2026-11-22 06:30")
    panel.entries[0].what.setText("帐篷17顶")
    panel.entries[0].relief.click()
    words = shown(day, f"disaster-one-{language[0]}")
    assert language[0] == "en" or "物资 2026-11-22 06:30 到，按时" in words
