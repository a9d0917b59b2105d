"""Supervision as a clerk meets it: the week's report, the month's bulletin with a gap, and the registers."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from tests.services.town import TOWNSHIP
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain import supervising as rules
from villagevisit.services import supervising, weeks
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.sign_off import SignOffPage
from villagevisit.ui.pages.supervision import SupervisionPage
from villagevisit.ui.pages.supervision_bulletin import BulletinPanel
from villagevisit.ui.pages.supervision_registers import RegisterPanel
from villagevisit.ui.pages.supervision_week import WeekPanel
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SIZES = {"zh_CN": (1280, 720), "en": (853, 480)}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("zh_CN")


def opened(day: Day, tab: str, language: str = "zh_CN") -> SupervisionPage:
    day.frame.window.resize(*SIZES[language])
    day.frame.sign_in("005", to="supervision", tab=tab)
    page = day.frame.page
    assert isinstance(page, SupervisionPage)
    return page


def bulletin_of(page: SupervisionPage) -> BulletinPanel:
    panel = page.panels["month"]
    assert isinstance(panel, BulletinPanel)
    return panel


def register(page: SupervisionPage, tab: str) -> RegisterPanel:
    panel = page.panels[tab]
    assert isinstance(panel, RegisterPanel)
    return panel


def shown(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def enter(panel: RegisterPanel, kind: str, **said: str) -> None:
    if panel.form is None or panel.form.kind != kind:
        panel.buttons[kind].click()
    form = panel.form
    assert form is not None
    for name, text in said.items():
        field = form.fields[name]
        assert isinstance(field, Line)
        field.setText(text)
    form.save.click()


@pytest.mark.parametrize("tab", ["week", "month", "groups", "problems", "meetings", "publicity"])
def test_every_tab_fits_while_it_is_empty(day: Day, language: str, tab: str) -> None:
    opened(day, tab, language)
    day.frame.settle()
    assert faults(day.frame.window) == []


def test_the_week_is_reported_and_goes_on_to_the_signature(day: Day) -> None:
    page = opened(day, "week")
    panel = page.panels["week"]
    assert isinstance(panel, WeekPanel)
    assert panel.save is not None
    panel.save.click()
    assert day.shell.message[1] == "refused"
    panel.problems.setText("两户外出未归")
    panel.approver.setText("李芳")
    panel.save.click()
    day.frame.settle()
    assert isinstance(day.frame.page, SignOffPage)
    (one,) = weeks.overview(day.shell.ws, day.shell.actor, weeks.weeks(day.shell.ws)[0])
    assert one.report is not None
    assert one.report.figures["hh_total"] == 6
    page = opened(day, "week")
    assert "两户外出未归" in shown(day)
    assert faults(day.frame.window) == []


def test_a_gap_keeps_the_bulletin_until_it_is_explained(day: Day, language: str) -> None:
    panel = bulletin_of(opened(day, "month", language))
    panel.households.setText("7")
    panel.persons.setText("十八")
    panel.basis.setText("2026年10月发放表")
    panel.save.click()
    assert day.shell.message[1] == "refused"
    panel.persons.setText("18")
    panel.save.click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    assert not panel.save.isEnabled()
    (key,) = panel.why
    panel.explain[key].click()
    assert day.shell.message[1] == "refused"
    panel.why[key].setText("上月重复登记一户，已核减")
    panel.explain[key].click()
    day.frame.settle()
    assert panel.save.isEnabled()
    assert faults(day.frame.window) == []
    day.shell.asker = lambda *_: True
    panel.said["problems"].setText("石桥村进度慢")
    panel.save.click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    panel.publish.click()
    assert day.shell.message[1] == "refused"
    panel.to.setText("各村")
    panel.publish.click()
    day.frame.settle()
    assert "2026-11-22" in shown(day)
    if language == "en":
        return
    panel.print.click()
    day.frame.settle()
    page = day.frame.page
    assert isinstance(page, PrintPage)
    day.frame.qtbot.waitUntil(lambda: page.shown is not None, timeout=20_000)


def test_registers_are_filled_and_gone_on_with(day: Day, language: str) -> None:
    page = opened(day, "groups", language)
    groups = register(page, "groups")
    enter(groups, rules.FORMED, name="第一督导组", leader="吴县干")
    assert day.shell.message[1] == "refused"
    enter(groups, rules.FORMED, targets="红星村、石桥村")
    visit = {"target": "红星村", "found": "公示榜超期三天没有更换", "comment": "当场指出，三日内更换"}
    enter(groups, rules.VISITED, **visit, due="2026-11-20")
    day.frame.settle()
    assert faults(day.frame.window) == []
    groups.steps[0].what.setText("已更换")
    groups.steps[0].buttons[rules.ANSWERED].click()
    assert supervising.groups(day.shell.ws, TOWNSHIP.code)[0].visits[0].answer == "已更换"
    problems = register(opened(day, "problems", language), "problems")
    enter(problems, rules.RAISED, text="石桥村进度慢", unit="石桥村", due="2026-11-20")
    enter(problems, rules.PLANNED, name="每月一排", units="红星村、石桥村", due_day="20")
    day.frame.settle()
    assert faults(day.frame.window) == []
    assert supervising.waiting(day.shell.ws, TOWNSHIP.code) == 3
    problems.steps[0].what.setText("增派一组")
    problems.steps[0].buttons[rules.DECIDED].click()
    (one,) = supervising.problems(day.shell.ws, TOWNSHIP.code)
    assert (one.decision, one.open) == ("增派一组", True)
    day.frame.settle()
    problems.steps[-1].what.setText("已排查")
    problems.steps[-1].buttons[rules.DONE].click()
    assert supervising.waiting(day.shell.ws, TOWNSHIP.code) == 2


def test_a_crowded_register_shows_the_newest_and_counts_the_rest(day: Day, language: str) -> None:
    actor = day.frame.town.actor("005")
    for number in range(45):
        said = {"item": "明白纸", "quantity": "100", "place": f"第 {number} 村民小组的文化广场和村口公示栏前面"}
        supervising.enter(day.shell.ws, actor, TOWNSHIP.code, rules.GIVEN_OUT, said)
    minutes = "讲成效、摆问题、解难题、抓落实。" * 8
    meeting = {"topic": "全县“阳光低保”专项行动调度会", "attendance": "1000", "minutes": minutes}
    supervising.enter(day.shell.ws, actor, TOWNSHIP.code, rules.HELD, meeting)
    opened(day, "publicity", language)
    assert faults(day.frame.window) == []
    totals = [word for widget in day.frame.page.findChildren(QWidget) for word in words_of(widget)]
    assert any("4,500" in word for word in totals)
    opened(day, "meetings", language)
    assert faults(day.frame.window) == []


def test_who_does_not_supervise_does_not_see_it(day: Day) -> None:
    day.frame.sign_in("001", "002", to="supervision")
    assert faults(day.frame.window) == []
    page = day.frame.page
    assert isinstance(page, SupervisionPage)
    assert not page.tabs.isVisible()
