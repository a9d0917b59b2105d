"""Documents as a clerk meets them: one press and he writes; the paper, its number, the register, our office."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.town import TOWNSHIP
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.office import Kind, Office, Text
from villagevisit.services import office, office_drafts, office_names
from villagevisit.ui.pages.office import OfficePage
from villagevisit.ui.pages.office_write import OfficeWritePage
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.wording import set_language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SIZES = {"zh_CN": (1280, 720), "en": (853, 480)}
AREA = TOWNSHIP.code
NAMES = Office(
    "2026-01-01", "清溪镇人民政府", "清政发", "清政报", "清政函", "清溪民生简报", "清溪镇党政办公室", "6600001"
)  # fmt: skip
BODY = "一、范围\n全镇在保家庭。\n（一）时间。十一月底前完成入户。\n1.两人一组。\n2.外出的另约。"


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("zh_CN")


def at(day: Day, language: str = "zh_CN", **params: str) -> OfficePage:
    day.frame.window.resize(*SIZES[language])
    day.frame.sign_in("005", to="office", **params)
    page = day.frame.page
    assert isinstance(page, OfficePage)
    return page


def named(day: Day) -> None:
    office_names.say(day.shell.ws, day.frame.town.actor("005"), AREA, NAMES)


def begun(day: Day, page: OfficePage, kind: Kind) -> OfficeWritePage:
    page.begin[kind].click()
    day.frame.settle()
    found = day.frame.page
    assert isinstance(found, OfficeWritePage)
    return found


def shown(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def test_it_fits_while_it_is_empty_and_teaches_the_first_step(day: Day, language: str) -> None:
    page = at(day, language)
    assert faults(day.frame.window) == []
    page.tabs.button("register").click()
    assert faults(day.frame.window) == []
    page.tabs.button("names").click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    for name, field in page.names.fields.items():
        field.setText("" if name == "up" else getattr(NAMES, name))
    page.names.save.click()
    assert day.shell.message[1] == "refused"
    page.names.fields["up"].setText("清政报")
    page.names.save.click()
    assert day.shell.message[1] == "done"
    assert office_names.named(day.shell.ws, AREA).up == "清政报"


def test_one_press_and_he_writes_and_issues(day: Day, language: str) -> None:
    named(day)
    writing = begun(day, at(day, language), Kind.REPORT)
    assert faults(day.frame.window) == []
    writing.issue.click()
    assert day.shell.message[1] == "refused"
    assert writing.begin is not None
    writing.begin.template.choose("review_result")
    writing.begin.fill.click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    assert "6" in {one.value for one in writing.text().sources}
    writing.fields.body.setPlainText(BODY)
    writing.fields.lines["to"].setText("云溪县民政局")
    writing.fields.lines["signer"].setText("李镇长")
    day.frame.qtbot.waitUntil(lambda: writing.pages.text() in ("2 页", "2 pages"), timeout=20_000)
    day.shell.asker = lambda *_: True
    draft = writing.keep()["draft_id"]
    writing.issue.click()
    day.frame.settle()
    page = day.frame.page
    assert isinstance(page, OfficePage)
    assert "清政报〔2026〕1号" in shown(day)
    assert office_drafts.find(day.shell.ws, draft) is None
    assert faults(day.frame.window) == []
    page.panel.buttons["print"].click()
    day.frame.settle()
    sheet = day.frame.page
    assert isinstance(sheet, PrintPage)
    day.frame.qtbot.waitUntil(lambda: sheet.shown is not None, timeout=20_000)


def test_what_is_typed_is_kept_and_found_again(day: Day) -> None:
    named(day)
    writing = begun(day, at(day), Kind.BRIEF)
    writing.fields.title.setPlainText("入户核查进展顺利")
    writing.fields.body.setPlainText("第一段。\n【做法】\n——石桥村的调研\n第二段。")
    kept_title = "入户核查进展顺利"
    day.frame.qtbot.waitUntil(lambda: office_drafts.every(day.shell.ws)[0].text.title == kept_title, timeout=20_000)
    day.frame.settle()
    assert faults(day.frame.window) == []
    (kept,) = office_drafts.every(day.shell.ws)
    assert (kept.text.title, kept.text.edited) == ("入户核查进展顺利", "孙经办")
    page = at(day)
    assert page.list.count() == 1
    page.panel.buttons["go_on"].click()
    day.frame.settle()
    again = day.frame.page
    assert isinstance(again, OfficeWritePage)
    assert again.text().body.startswith("第一段。")


def test_a_withdrawn_paper_says_why_and_can_be_written_anew(day: Day, tmp_path: Path, language: str) -> None:
    named(day)
    ws, actor = day.shell.ws, day.frame.town.actor("005")
    for number in range(1, 13):
        text = Text(Kind.NOTICE, f"关于做好第{number}批农村最低生活保障对象入户核查工作有关事项的通知", "各村", BODY)
        one = office.issue(ws, actor, office_drafts.start(ws, actor, AREA, text).value.id, number * 2).value
    page = at(day, language, paper_id=one.id)
    assert faults(day.frame.window) == []
    day.shell.asker = lambda *_: True
    page.panel.buttons["withdraw"].click()
    assert day.shell.message[1] == "refused"
    page.panel.reason.setText("主送单位写错")
    page.panel.buttons["withdraw"].click()
    day.frame.settle()
    assert faults(day.frame.window) == []
    page.tabs.button("register").click()
    day.frame.settle()
    assert page.register.list.count() == 24
    assert faults(day.frame.window) == []
    file = tmp_path / "发文.xlsx"
    day.shell.files = GivenFiles(file)
    page.register.save.click()
    assert file.stat().st_size > 1000
    page.tabs.button("papers").click()
    page.panel.buttons["again"].click()
    day.frame.settle()
    writing = day.frame.page
    assert isinstance(writing, OfficeWritePage)
    assert writing.number.text() == "25"


def test_survey_teams_and_doctors_see_no_way_there(day: Day) -> None:
    for who in (("001", "002"), ("006",)):
        day.frame.sign_in(*who, to="office")
        page = day.frame.page
        assert isinstance(page, OfficePage)
        assert not page.begin[Kind.NOTICE].isVisible()
        assert faults(day.frame.window) == []
