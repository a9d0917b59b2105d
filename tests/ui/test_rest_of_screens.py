"""A screen is painted first and finished right after: whoever asks sooner finds everything, in its order."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.services import clinic
from tests.ui.day_town import Day
from villagevisit.domain.clock import today
from villagevisit.services import signoff_summary
from villagevisit.ui.pages.sign_off_summary import SummaryView
from villagevisit.ui.pages.visit import VisitPage
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.widgets.question import Question, question_of
from villagevisit.ui.widgets.sheet import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def opened(day: Day) -> tuple[VisitDesk, Sheet]:
    """The long section of a follow-up, this very moment."""
    town = day.frame.town
    home = town.family("0031")
    town.agreed(home)
    day.frame.sign_in("006", to="visit", form_id="htn_followup", person_id=town.person(home, 1))
    page = day.frame.page
    assert isinstance(page, VisitPage)
    assert page.desk is not None
    page.desk.answer("/data/lost", "0")
    page.desk.go_to("g_fu")
    assert page.desk.sheet is not None
    return page.desk, page.desk.sheet


def test_what_is_not_built_yet_is_there_for_whoever_asks(day: Day) -> None:
    desk, sheet = opened(day)
    begun = len(sheet.findChildren(Question))
    desk.answer("/data/g_fu/refer", "1")
    refs = [question.ref for question in sheet.questions()]
    assert 0 < begun < len(refs)
    assert refs.index("/data/g_fu/refer_reason") == refs.index("/data/g_fu/refer") + 1
    QApplication.processEvents()
    tops = [question.y() for question in sheet.questions()]
    assert tops == sorted(set(tops))


def test_enter_goes_on_beyond_what_is_built(day: Day) -> None:
    desk, sheet = opened(day)
    met: list[str] = []
    while not desk.layout_.next.hasFocus():
        question = question_of(QApplication.focusWidget())
        assert question is not None
        assert question.ref not in met
        met.append(question.ref)
        sheet.step(1)
    assert met == [stop.ref for stop in sheet.stops()]


def test_the_rest_comes_by_itself_and_in_its_order(day: Day) -> None:
    desk, sheet = opened(day)
    refs = [question.ref for question in sheet.questions()]
    desk.go_to(desk.work.sections[0].key)
    desk.go_to("g_fu")
    sheet = desk.sheet if desk.sheet is not None else sheet
    assert len(sheet.findChildren(Question)) < len(refs)
    day.frame.qtbot.waitUntil(lambda: len(sheet.findChildren(Question)) == len(refs))
    assert [question.ref for question in sheet.findChildren(Question)] == refs


def test_a_record_is_read_to_its_end(day: Day) -> None:
    town = day.frame.town
    person = town.person(town.family("0032"), 1)
    record = signoff_summary.summary(town.ws, clinic.pressure(town, person, 136, 84, today(town.clock)))
    whole, short = SummaryView(record, lambda _: None), SummaryView(record, lambda _: None, 300)
    begun = len(short.findChildren(QLabel))
    assert 0 < begun < len(whole.findChildren(QLabel))
    day.frame.qtbot.waitUntil(lambda: len(short.findChildren(QLabel)) == len(whole.findChildren(QLabel)))
    assert [one.text() for one in short.findChildren(QLabel)] == [one.text() for one in whole.findChildren(QLabel)]
